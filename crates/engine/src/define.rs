//! Making guests known: defining, creating, undefining, renaming.

use std::sync::Arc;

use errors::{Code, Domain as ErrorDomain, Error, Result};
use findings::Finding;
use model::{Domain, Uuid};
use policy::Act;
use prepare::{HostFacts, Policy, Randomness};
use vm::{Caller, DomainEvent, EventKind, Guest, Lifecycle, StartFlags, UndefineFlags, View};

use crate::emulators::accelerator;
use crate::engine::Engine;
use crate::registry::{Claim, Reservation};

impl Engine {
    /// Defines a guest, or what a known one will be next time (procedure DOMAIN_DEFINE_XML_FLAGS). It is on
    /// disk before this returns.
    ///
    /// # Errors
    /// 27, 67 and others for a definition that is refused; 9 when name and uuid belong to different guests; 38
    /// when it cannot be stored.
    pub async fn define(&self, xml: &str) -> Result<Guest> {
        let domain = self.complete(xml).await?;
        let uuid = uuid_of(&domain)?;
        self.allow_definition(&domain, uuid).await?;
        loop {
            match self.inner.registry.claim(&domain.name, uuid)? {
                Claim::Known(guest) => match guest.redefine(domain.clone()).await {
                    // It was undefined or ended in that moment: then there is nobody of that name any more.
                    Err(why) if why.code == Code::NoDomain => {}
                    outcome => return self.judged(outcome.map(|()| guest)?).await,
                },
                Claim::Fresh(reservation) => {
                    return self.judged(self.define_new(domain, uuid, reservation)?).await;
                }
            }
        }
    }

    /// The guest, when it is known what its next start would find: who defines it can ask for that right away.
    async fn judged(&self, guest: Guest) -> Result<Guest> {
        // The emulator has just been used to complete the definition. If it is gone since, the definition is stored
        // all the same.
        let _ = self.forecast(&guest).await;
        Ok(guest)
    }

    /// Whether the policy lets the guest get this definition.
    async fn allow_definition(&self, domain: &Domain, uuid: Uuid) -> Result<()> {
        let policy = self.inner.policy.current();
        let Some(emulator) = domain.devices.emulator.as_ref().filter(|_| policy.concerns(Act::Define)) else {
            return Ok(());
        };
        let capabilities = self.emulator(emulator.as_ref(), Some(accelerator(domain))).await?;
        let known = self.guest_by_uuid(&uuid).map(|guest| guest.view());
        let former = known.as_ref().and_then(|view| view.stored.as_ref()).map(|stored| stored.domain());
        let is_acknowledged = |finding: &Finding| self.inner.ledger.is_acknowledged(&uuid, finding);
        let settings = &self.inner.settings;
        vm::allow_definition(&policy, settings, (former, domain), &capabilities, is_acknowledged)
    }

    fn define_new(&self, domain: Domain, uuid: Uuid, reservation: Reservation) -> Result<Guest> {
        vm::store_new(&self.inner.settings, &domain)?;
        let guest = self.adopt(View { persistent: true, ..View::shut_off(uuid, domain) });
        let subject = guest.view().subject();
        reservation.fill(guest.clone());
        let kind = EventKind::Lifecycle(Lifecycle::DefinedAdded);
        self.inner.bus.publish(DomainEvent { domain: subject, kind });
        Ok(guest)
    }

    /// Starts a guest that is not stored (procedure DOMAIN_CREATE_XML): it is gone when it stops. A stored,
    /// stopped guest of the same name and uuid runs with this definition once.
    ///
    /// # Errors
    /// As [`Engine::define`] and [`Guest::start`]; 55 when it runs already. Nothing is left then.
    pub async fn create(&self, xml: &str, flags: StartFlags, caller: &Caller) -> Result<Guest> {
        let domain = self.complete(xml).await?;
        let uuid = uuid_of(&domain)?;
        loop {
            match self.inner.registry.claim(&domain.name, uuid)? {
                Claim::Known(guest) => match guest.start_with(domain.clone(), flags, caller).await {
                    Err(why) if why.code == Code::NoDomain => {}
                    outcome => return outcome.map(|_| guest),
                },
                Claim::Fresh(reservation) => {
                    let guest = self.adopt(View::shut_off(uuid, domain));
                    reservation.fill(guest.clone());
                    let caller = *caller;
                    return to_the_end(async move { guest.start(flags, &caller).await.map(|_| guest) }).await;
                }
            }
        }
    }

    /// Forgets what a guest will be next time (procedure DOMAIN_UNDEFINE_FLAGS).
    ///
    /// # Errors
    /// As [`Guest::undefine`].
    pub async fn undefine(&self, guest: &Guest, flags: UndefineFlags) -> Result<()> {
        guest.undefine(flags).await
    }

    /// Gives a stopped guest another name (procedure DOMAIN_RENAME).
    ///
    /// # Errors
    /// 55 when the name is taken, or the guest is transient or runs; 27 for a name that no guest can have.
    pub async fn rename(&self, guest: &Guest, name: &str) -> Result<()> {
        check_name(name)?;
        let view = guest.view();
        if *view.name == *name {
            let detail = "Can't rename domain to itself";
            return Err(Error::new(Code::OperationInvalid, ErrorDomain::Domain, detail));
        }
        let (guest, name, registry) = (guest.clone(), name.to_owned(), Arc::clone(&self.inner.registry));
        to_the_end(async move {
            let reservation = registry.claim_name(&name, view.uuid)?;
            let former = guest.rename(name).await?;
            reservation.keep();
            registry.release_name(&former, view.uuid);
            Ok(())
        })
        .await
    }

    /// A definition as a client sent it, made complete: what would be stored.
    ///
    /// # Errors
    /// As [`Engine::define`].
    pub async fn complete(&self, xml: &str) -> Result<Domain> {
        let domain = Domain::parse(xml)?;
        check_name(&domain.name)?;
        let facts = self.facts(domain.devices.interfaces.len())?;
        let emulator = prepare::emulator_for(&domain, &facts)?;
        let capabilities = self.emulator(emulator.as_ref(), Some(accelerator(&domain))).await?;
        prepare::define(domain, &capabilities, &facts)
    }

    /// Holds a definition against libvirt's schema (VIR_DOMAIN_DEFINE_VALIDATE, VIR_DOMAIN_START_VALIDATE), or where
    /// none is installed against what this daemon understands.
    ///
    /// # Errors
    /// 92 for a definition that the schema does not describe; 1 for a schema that cannot be used.
    pub async fn validate(&self, xml: &str) -> Result<()> {
        let (engine, xml) = (self.clone(), xml.to_owned());
        let check = move || engine.inner.schemas.validate_domain(&engine.inner.config.schema_directory, &xml);
        let done = tokio::task::spawn_blocking(check).await;
        done.unwrap_or_else(|why| Err(Error::internal(ErrorDomain::Qemu, format!("unfinished: {why}"))))
    }

    /// The command line that a definition stands for (procedure CONNECT_DOMAIN_XML_TO_NATIVE), for a shell.
    ///
    /// # Errors
    /// As [`Engine::define`], or what keeps the command line from being written.
    pub async fn native_command_line(&self, xml: &str) -> Result<String> {
        let domain = Domain::parse(xml)?;
        check_name(&domain.name)?;
        let facts = self.facts(domain.devices.interfaces.len())?;
        let emulator = prepare::emulator_for(&domain, &facts)?;
        let capabilities = self.emulator(emulator.as_ref(), Some(accelerator(&domain))).await?;
        let domain = prepare::define(domain, &capabilities, &facts)?;
        Ok(vm::native_command_line(&self.inner.settings, domain, &capabilities)?.words().join(" "))
    }

    pub(crate) fn facts(&self, interfaces: usize) -> Result<HostFacts> {
        let inner = &self.inner;
        let random = |why: std::io::Error| Error::io(ErrorDomain::Qemu, &why, "cannot get random numbers");
        let macs =
            (0..interfaces).map(|_| vm::random::bytes()).collect::<std::io::Result<_>>().map_err(random)?;
        Ok(HostFacts {
            arch: inner.arch,
            emulators: self.installed_emulators(),
            random: Randomness {
                uuid: vm::random::bytes().map_err(random)?,
                genid: vm::random::bytes().map_err(random)?,
                macs,
            },
            policy: Policy { firmware: self.installed_firmware(), ..inner.settings.policy.clone() },
        })
    }

    pub(crate) fn adopt(&self, view: View) -> Guest {
        self.inner.ledger.open(&view);
        Guest::adopt(view, None, self.surroundings())
    }
}

pub(crate) fn uuid_of(domain: &Domain) -> Result<Uuid> {
    domain.uuid.ok_or_else(|| Error::internal(ErrorDomain::Qemu, "a complete definition has no uuid"))
}

/// Does something to its end, though the client that asked for it may go away meanwhile.
pub(crate) async fn to_the_end<T: Send + 'static>(
    work: impl Future<Output = Result<T>> + Send + 'static,
) -> Result<T> {
    let done = tokio::spawn(work).await;
    done.unwrap_or_else(|why| Err(Error::internal(ErrorDomain::Qemu, format!("unfinished: {why}"))))
}

/// A name becomes part of file names.
fn check_name(name: &str) -> Result<()> {
    let detail = if name.is_empty() {
        "name must be specified".to_owned()
    } else if name.contains('/') {
        format!("name {name} cannot contain '/'")
    } else if name.contains('\n') {
        return Err(Error::new(Code::XmlDetail, ErrorDomain::Xml, "invalid char in name: \n"));
    } else if name == "." || name == ".." {
        format!("name {name} is not allowed")
    } else {
        return Ok(());
    };
    Err(Error::new(Code::XmlError, ErrorDomain::Domain, detail))
}
