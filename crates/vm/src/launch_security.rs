//! Guests whose memory is hidden from the host (AMD SEV).

use errors::{Code, Domain as ErrorDomain, Error, Result};
use model::security::LaunchSecurity;
use serde_json::{Value, json};

use crate::PausedReason;
use crate::guest::Guest;
use crate::lifecycle::invalid;
use crate::state::State;
use crate::stats::{StatValue, Stats};

impl Guest {
    /// Whether the guest is one of those.
    pub fn has_sev(&self) -> bool {
        let view = self.view();
        let security = view.definition().ok().and_then(|d| d.domain().launch_security.clone());
        matches!(security, Some(LaunchSecurity::Sev(_) | LaunchSecurity::SevSnp(_)))
    }

    /// What QEMU tells of the launch (DOMAIN_GET_LAUNCH_SECURITY_INFO); nothing for a guest that hides nothing.
    ///
    /// # Errors
    /// 55 "domain is not running"; what QEMU says; 68 when it does not answer in time.
    pub async fn launch_security(&self) -> Result<Stats> {
        if !self.has_sev() {
            return Ok(Stats::new());
        }
        let (platform, measure) = tokio::join!(
            self.query("query-sev", Value::Null),
            self.query("query-sev-launch-measure", Value::Null)
        );
        let (platform, mut stats) = (platform?, Stats::new());
        if let Ok(measure) = measure
            && let Some(data) = measure["data"].as_str()
        {
            stats.push(("sev-measurement".into(), StatValue::Text(data.to_owned())));
        }
        for (name, key) in [
            ("sev-api-major", "api-major"),
            ("sev-api-minor", "api-minor"),
            ("sev-build-id", "build-id"),
            ("sev-policy", "policy"),
        ] {
            if let Some(value) = platform[key].as_u64().and_then(|value| u32::try_from(value).ok()) {
                stats.push((name.into(), StatValue::UInt(value)));
            }
        }
        Ok(stats)
    }

    /// Puts a secret into the memory of a guest that has not run yet (DOMAIN_SET_LAUNCH_SECURITY_STATE).
    ///
    /// # Errors
    /// 55 unless the guest is paused; 8 without secret and header; what QEMU says.
    pub async fn set_launch_secret(&self, params: &Stats) -> Result<()> {
        self.live()?;
        let text = |name: &str| {
            params.iter().find_map(|(known, value)| match value {
                StatValue::Text(text) if known == name => Some(text.as_str()),
                _ => None,
            })
        };
        let (Some(secret), Some(header)) = (text("sev-secret"), text("sev-secret-header")) else {
            let detail = "Both sev-secret and sev-secret-header are required";
            return Err(Error::new(Code::InvalidArg, ErrorDomain::Domain, detail));
        };
        if !matches!(self.view().state, State::Paused(PausedReason::User | PausedReason::StartingUp)) {
            return Err(invalid("domain must be in a paused state"));
        }
        let mut arguments = json!({ "packet-header": header, "secret": secret });
        let address = params.iter().find_map(|(name, value)| match value {
            StatValue::ULLong(address) if name == "sev-secret-set-address" => Some(*address),
            _ => None,
        });
        if let Some(address) = address {
            arguments["gpa"] = address.into();
        }
        self.command("sev-inject-launch-secret", arguments).await.map(drop)
    }
}
