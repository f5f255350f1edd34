//! Changing the live definition, the stored one, or both.

use errors::{Code, Domain as ErrorDomain, Error, Result};
use model::Domain;

use crate::Definition;
use crate::definition_files as stored_files;
use crate::guest::Guest;
use crate::owner::Owner;

/// Which of a guest's definitions a change is for (`virDomainModificationImpact`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Affected {
    /// What runs.
    pub live: bool,
    /// What will run next time.
    pub config: bool,
}

impl Guest {
    /// Changes what the stored definition says, where nothing has to be told to a running guest.
    pub(crate) async fn edit(
        &self,
        affected: Affected,
        change: impl Fn(&mut Domain) -> Result<()> + Send + 'static,
    ) -> Result<()> {
        self.ask(move |owner| Box::pin(async move { owner.edit(affected, &change) })).await
    }
}

impl Owner {
    /// Makes sure that the guest has the definitions that are meant.
    ///
    /// # Errors
    /// 55 "domain is not running", "transient domains do not have any persistent config".
    pub(crate) fn require(&self, affected: Affected) -> Result<()> {
        if affected.live {
            self.require_active()?;
        }
        if affected.config && !self.view.persistent {
            let detail = "transient domains do not have any persistent config";
            return Err(Error::new(Code::OperationInvalid, ErrorDomain::Domain, detail));
        }
        Ok(())
    }

    /// Applies a change to all definitions that are meant, or to none: it is tried on copies first, and the
    /// stored one is on disk before the live one changes.
    ///
    /// # Errors
    /// Those of the change; 55 as above; 38 when the definition cannot be stored.
    pub(crate) fn edit(
        &mut self,
        affected: Affected,
        change: impl Fn(&mut Domain) -> Result<()>,
    ) -> Result<()> {
        self.require(affected)?;
        let changed = |definition: &Definition| {
            let mut domain = definition.domain().clone();
            change(&mut domain).map(|()| domain)
        };
        let live = self.view.live.as_deref().filter(|_| affected.live).map(changed).transpose()?;
        let stored = self.view.stored.as_deref().filter(|_| affected.config).map(changed).transpose()?;
        if let Some(stored) = stored {
            stored_files::store(self.settings(), &stored)?;
            self.view.stored = Some(Definition::new(stored));
            self.publish();
        }
        if let Some(live) = live {
            self.set_live(live);
            self.save_status();
        }
        Ok(())
    }
}
