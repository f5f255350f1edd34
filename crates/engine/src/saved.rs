//! Guests in files: saving with another definition, coming back, and changing what a file says of its guest.

use std::path::{Path, PathBuf};

use errors::{Code, Domain as ErrorDomain, Error, Result};
use model::{Domain, Format};
use vm::{Caller, Guest, Save, SavedGuest, StartFlags, View};

use crate::define::{to_the_end, uuid_of};
use crate::engine::Engine;
use crate::registry::Claim;

impl Engine {
    /// Saves a guest into a file (procedures DOMAIN_SAVE, DOMAIN_SAVE_FLAGS, DOMAIN_SAVE_PARAMS). `xml`: what it
    /// comes back with instead of its live definition.
    ///
    /// # Errors
    /// As [`Guest::save`]; 27 and others for `xml`.
    pub async fn save(&self, guest: &Guest, to: PathBuf, xml: Option<&str>, save: Save) -> Result<()> {
        let definition = match xml {
            Some(xml) => Some(self.complete(xml).await?),
            None => save.definition,
        };
        guest.save(to, Save { definition, ..save }).await
    }

    /// Starts the guest of a file from where it was saved (procedures DOMAIN_RESTORE, DOMAIN_RESTORE_FLAGS,
    /// DOMAIN_RESTORE_PARAMS), running or not, read in so many streams. A guest that is not stored is gone when it stops.
    ///
    /// # Errors
    /// 38 and 9 for the file; 67 for another definition that is not of the same guest; 70 for a hook script that
    /// fails; 55 when it runs already; as [`Guest::restore`]. Nothing is left then.
    pub async fn restore_from(
        &self,
        from: &Path,
        xml: Option<&str>,
        (runs, channels): (Option<bool>, Option<u32>),
        flags: StartFlags,
        caller: &Caller,
    ) -> Result<Guest> {
        let image = SavedGuest::open(from, false)?;
        // libvirt leaves out of its images what every reader can add by itself.
        let saved = self.complete(image.xml()).await?;
        let domain = match xml {
            Some(xml) => self.same_guest(&saved, xml).await?,
            None => saved,
        };
        let (domain, by_hook) = vm::ask_hook(&self.inner.settings.hook, domain).await?;
        let uuid = uuid_of(&domain)?;
        match self.inner.registry.claim(&domain.name, uuid)? {
            Claim::Known(guest) => {
                if guest.view().is_active() {
                    let detail = format!("domain '{}' is already active", domain.name);
                    return Err(Error::new(Code::OperationInvalid, ErrorDomain::Domain, detail));
                }
                let incoming = image.into_incoming(runs, channels)?.modified_by_hook(by_hook);
                guest.restore(domain, incoming, flags, caller).await?;
                Ok(guest)
            }
            Claim::Fresh(reservation) => {
                let incoming = image.into_incoming(runs, channels)?.modified_by_hook(by_hook);
                let guest = self.adopt(View::shut_off(uuid, domain.clone()));
                reservation.fill(guest.clone());
                let caller = *caller;
                to_the_end(
                    async move { guest.restore(domain, incoming, flags, &caller).await.map(|_| guest) },
                )
                .await
            }
        }
    }

    /// The definition in a saved guest's file (procedure DOMAIN_SAVE_IMAGE_GET_XML_DESC).
    ///
    /// # Errors
    /// 38 and 9 for the file.
    pub fn saved_xml(&self, image: &SavedGuest, secure: bool) -> Result<String> {
        let format = Format { inactive: true, secure, migratable: true, status: false };
        Ok(image.domain()?.format(format))
    }

    /// Changes the definition in a saved guest's file, and whether it runs when it comes back (procedures
    /// DOMAIN_SAVE_IMAGE_DEFINE_XML, DOMAIN_MANAGED_SAVE_DEFINE_XML).
    ///
    /// # Errors
    /// 67 for a definition that is not of the same guest; 9 when there is no room for it; 38 for the file.
    pub async fn redefine_saved(
        &self,
        mut image: SavedGuest,
        xml: Option<&str>,
        runs: Option<bool>,
    ) -> Result<()> {
        let domain = match xml {
            Some(xml) => Some(self.same_guest(&image.domain()?, xml).await?),
            None => None,
        };
        image.redefine(domain.as_ref(), runs)?;
        // It may be the state that the daemon has saved of a guest itself.
        if let Some(uuid) = domain.and_then(|domain| domain.uuid) {
            self.inner.registry.forget_outlook(&uuid);
            self.inner.ledger.judge_again(uuid);
        }
        Ok(())
    }

    /// Another definition of a saved guest.
    async fn same_guest(&self, saved: &Domain, xml: &str) -> Result<Domain> {
        let domain = self.complete(xml).await?;
        model::abi::check(saved, &domain)?;
        Ok(domain)
    }
}
