//! Changing what is stored about a guest: its next definition, its name, whether it starts with the daemon.

use std::sync::Arc;

use errors::{Code, Domain as ErrorDomain, Error, Result};
use model::Domain;

use crate::definition_files as stored_files;
use crate::event::{EventKind, Lifecycle};
use crate::guest::Guest;
use crate::lifecycle::invalid;
use crate::owner::{Owner, not_running};
use crate::{Definition, files, side_programs};

/// What may be removed together with a definition (flags of DOMAIN_UNDEFINE_FLAGS).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct UndefineFlags {
    /// The UEFI variables too.
    pub nvram: bool,
    /// The state that the daemon has saved of it too.
    pub managed_save: bool,
    /// The UEFI variables stay, though nobody knows them any more.
    pub keep_nvram: bool,
    /// The state of its TPM too, though the definition says that it outlives it.
    pub tpm: bool,
    /// The state of its TPM stays.
    pub keep_tpm: bool,
}

impl Guest {
    /// Replaces what will run next time (DOMAIN_DEFINE_XML for a known guest). On disk before it is told.
    ///
    /// # Errors
    /// 38 when it cannot be stored; the former definition stays then.
    pub async fn redefine(&self, domain: Domain) -> Result<()> {
        self.ask_beside(|owner| Box::pin(async move { owner.redefine(domain) })).await
    }

    /// Forgets what will run next time (DOMAIN_UNDEFINE): a running guest becomes transient, another is gone.
    ///
    /// # Errors
    /// 55 "cannot undefine transient domain", or when something would be left that `flags` do not cover.
    pub async fn undefine(&self, flags: UndefineFlags) -> Result<()> {
        self.ask(move |owner| Box::pin(async move { owner.undefine(flags) })).await
    }

    /// Gives it another name (DOMAIN_RENAME) and returns the former. Whoever keeps the names of all guests has
    /// reserved it.
    ///
    /// # Errors
    /// 55 for a transient or running guest.
    pub async fn rename(&self, name: String) -> Result<Arc<str>> {
        self.ask(move |owner| Box::pin(async move { owner.rename(name) })).await
    }

    /// Whether it starts with the daemon (DOMAIN_SET_AUTOSTART).
    ///
    /// # Errors
    /// 55 "cannot set autostart for transient domain"; 38 when the link cannot be made.
    pub async fn set_autostart(&self, on: bool) -> Result<()> {
        self.ask(move |owner| Box::pin(async move { owner.set_autostart(on) })).await
    }
}

/// Stores the definition of a guest that is not known yet.
///
/// # Errors
/// 38 when it cannot be stored.
pub fn store_new(settings: &crate::Settings, domain: &Domain) -> Result<()> {
    stored_files::store(settings, domain)
}

impl Owner {
    fn redefine(&mut self, domain: Domain) -> Result<()> {
        stored_files::store(self.settings(), &domain)?;
        let step = if self.view.persistent { Lifecycle::DefinedUpdated } else { Lifecycle::DefinedAdded };
        self.view.persistent = true;
        self.set_stored(domain);
        self.tell_lifecycle(step);
        Ok(())
    }

    fn undefine(&mut self, flags: UndefineFlags) -> Result<()> {
        if !self.view.persistent {
            return Err(invalid("cannot undefine transient domain"));
        }
        let definition = Arc::clone(self.view.next_definition()?);
        if self.view.managed_save && !flags.managed_save {
            return Err(invalid("Refusing to undefine while domain managed save image exists"));
        }
        if let Some(path) = files::nvram(definition.domain()).filter(|path| path.exists()) {
            if flags.nvram {
                host::files::remove(&path).map_err(|why| stored_files::file_trouble(&why))?;
            } else if !flags.keep_nvram {
                return Err(invalid("cannot undefine domain with nvram"));
            }
        }
        if self.view.managed_save {
            self.remove_managed_save()?;
        }
        stored_files::remove(self.settings(), &self.view.name)?;
        let kept = flags.keep_tpm || side_programs::is_state_kept(definition.domain()) && !flags.tpm;
        if !kept && !self.view.is_active() {
            side_programs::forget_state(self.settings(), self.view.uuid);
        }
        self.view.persistent = false;
        self.view.autostart = false;
        if self.view.is_active() {
            self.view.stored = None;
            self.publish();
        } else {
            self.forget();
        }
        self.tell_lifecycle(Lifecycle::UndefinedRemoved);
        Ok(())
    }

    fn rename(&mut self, name: String) -> Result<Arc<str>> {
        if self.view.is_active() {
            return Err(invalid("cannot rename active domain"));
        }
        if !self.view.persistent {
            return Err(invalid("cannot rename a transient domain"));
        }
        if self.view.managed_save {
            return Err(invalid("domain with a managed saved state can't be renamed"));
        }
        let mut domain = self.view.next_definition()?.domain().clone();
        domain.name.clone_from(&name);
        stored_files::store(self.settings(), &domain)?;
        stored_files::set_autostart(self.settings(), &name, self.view.autostart)?;
        let former = Arc::clone(&self.view.name);
        if let Err(why) = stored_files::remove(self.settings(), &former) {
            // Both files would come back as two guests of one uuid: the new one goes.
            if let Err(worse) = stored_files::remove(self.settings(), &name) {
                tracing::error!("after renaming failed, the definition of '{name}' stays on disk: {worse}");
            }
            return Err(why);
        }
        let old_log = self.log();
        self.tell_lifecycle(Lifecycle::UndefinedRenamed);
        self.view.name = name.into();
        old_log.follow(&self.log());
        self.set_stored(domain);
        self.tell_lifecycle(Lifecycle::DefinedRenamed);
        Ok(former)
    }

    fn set_autostart(&mut self, on: bool) -> Result<()> {
        if !self.view.persistent {
            return Err(invalid("cannot set autostart for transient domain"));
        }
        if on != self.view.autostart {
            stored_files::set_autostart(self.settings(), &self.view.name, on)?;
            self.view.autostart = on;
            self.publish();
        }
        Ok(())
    }

    /// Sets description (0), title (1) or an application's element (2), live and/or stored.
    pub(crate) fn set_metadata(
        &mut self,
        change: &crate::MetadataChange,
        live: bool,
        config: bool,
    ) -> Result<()> {
        if live && !self.view.is_active() {
            return Err(not_running());
        }
        if config && !self.view.persistent {
            let detail = "transient domains do not have any persistent config";
            return Err(Error::new(Code::OperationInvalid, ErrorDomain::Domain, detail));
        }
        if live && let Some(definition) = self.view.live.clone() {
            let mut domain = definition.domain().clone();
            change.apply(&mut domain)?;
            self.set_live(domain);
        }
        if config && let Some(definition) = self.view.stored.clone() {
            let mut domain = definition.domain().clone();
            change.apply(&mut domain)?;
            stored_files::store(self.settings(), &domain)?;
            self.set_stored(domain);
        }
        self.tell(EventKind::MetadataChange { kind: change.kind_number(), namespace: change.namespace() });
        Ok(())
    }

    fn set_stored(&mut self, domain: Domain) {
        self.view.stored = Some(Definition::new(domain));
        self.publish();
    }
}
