//! Performance events: which a definition asks for.

use errors::{Code, Domain as ErrorDomain, Error, Result};
use model::domain::{PerfEvent, PerfEventName};
use xml::Word as _;

use crate::View;
use crate::edit::Affected;
use crate::guest::Guest;
use crate::stats::{StatValue, Stats};

/// The names of all events (`virDomainSetPerfEvents`), in libvirt's order.
pub fn perf_event_names() -> impl Iterator<Item = &'static str> {
    PerfEventName::ALL.iter().map(|name| name.word())
}

impl View {
    /// Which events are counted (DOMAIN_GET_PERF_EVENTS). A running guest's are none: this daemon counts none.
    ///
    /// # Errors
    /// Never in practice: see [`View::definition`].
    pub fn perf_events(&self, stored: bool) -> Result<Stats> {
        let definition = if stored { self.next_definition()? } else { self.definition()? };
        let wanted = &definition.domain().perf;
        let is_on =
            |name: &str| stored && wanted.iter().any(|event| event.enabled && event.name.word() == name);
        Ok(perf_event_names().map(|name| (name.to_owned(), StatValue::Bool(is_on(name)))).collect())
    }
}

impl Guest {
    /// Sets which events will be counted (DOMAIN_SET_PERF_EVENTS).
    ///
    /// # Errors
    /// 74 "unable to enable host cpu perf event for ..." for a running guest; 55.
    pub async fn set_perf_events(&self, events: Vec<(String, bool)>, affected: Affected) -> Result<()> {
        if affected.live
            && let Some((name, _)) = events.iter().find(|(_, on)| *on)
        {
            let detail = format!("unable to enable host cpu perf event for {name}");
            return Err(Error::new(Code::ArgumentUnsupported, ErrorDomain::Perf, detail));
        }
        self.edit(affected, move |domain| {
            for (name, enabled) in &events {
                let Some(name) = PerfEventName::from_word(name) else { continue };
                domain.perf.retain(|event| event.name != name);
                domain.perf.push(PerfEvent { name, enabled: *enabled });
            }
            domain.perf.sort_by_key(|event| event.name);
            Ok(())
        })
        .await
    }
}
