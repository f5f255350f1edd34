//! CPU models of emulators. libvirt's daemon answers that only on a connection that may write: one is opened for
//! this single call, and nothing else is ever asked on it.

use std::collections::BTreeSet;
use std::time::Duration;

use client::OpenOptions;
use client::wire::remote::ConnectGetDomainCapabilitiesArgs;
use errors::Code;
use foresight::{EmulatorKey, HostKnowledge, NotAsked};

/// Asks for what is needed; a text for each emulator that answers. What could not be had is returned besides.
pub async fn ask(uri: &str, deadline: Duration, needed: BTreeSet<EmulatorKey>) -> Told {
    let mut told = Told::default();
    if needed.is_empty() {
        return told;
    }
    let connection = match OpenOptions::new().deadline(deadline).open(uri).await {
        Ok(connection) => connection,
        Err(why) => {
            told.missing.push(NotAsked {
                what: "CPU models, and emulators that the host does not list".into(),
                why: format!("that takes a connection that may write: {why}"),
            });
            return told;
        }
    };
    for key in needed {
        let args = ConnectGetDomainCapabilitiesArgs {
            emulatorbin: Some(key.path.clone()),
            arch: Some(key.arch.clone()),
            machine: None,
            virttype: Some(key.virt_type.clone()),
            flags: 0,
        };
        match connection.connect_get_domain_capabilities(&args).await {
            Ok(answer) => told.texts.push(answer.capabilities),
            // The file is not there, or nothing that can be started.
            Err(why) if why.code() == Some(Code::SystemError) => {
                told.broken.push((key.path, why.to_string()));
            }
            Err(why) => told.missing.push(NotAsked {
                what: format!("what {} offers {} guests of {}", key.path, key.virt_type, key.arch),
                why: why.to_string(),
            }),
        }
    }
    let _ = connection.close().await;
    told
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Told {
    /// `<domainCapabilities>`.
    pub texts: Vec<String>,
    /// Emulators that cannot be used, and why.
    pub broken: Vec<(String, String)>,
    /// What could not be had.
    pub missing: Vec<NotAsked>,
}

impl Told {
    /// Adds it to what is known; what could not be had comes back.
    pub fn teach(self, host: &mut HostKnowledge) -> Vec<NotAsked> {
        let mut missing = self.missing;
        for text in &self.texts {
            if let Err(why) = host.add_domain_capabilities(text) {
                missing.push(NotAsked { what: "CPU models".into(), why: why.to_string() });
            }
        }
        for (path, why) in &self.broken {
            host.set_broken(path, why);
        }
        missing
    }
}
