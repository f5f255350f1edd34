//! Security labels.

use model::Domain;
use model::security::SecLabelType;

use crate::{Policy, SecurityPolicy};

/// Writes down whose label the only one of a guest is, and forgets what a running guest noted about files that
/// could not be labelled. Where nobody labels, there is no label.
pub(super) fn complete(domain: &mut Domain, policy: &Policy) {
    for disk in &mut domain.devices.disks {
        disk.source.seclabels.retain(|label| label.relabel.is_some() || label.label.is_some());
    }
    for label in &mut domain.seclabels {
        match label.label_type {
            Some(SecLabelType::Dynamic) => {
                let _ = label.relabel.get_or_insert(true);
            }
            Some(SecLabelType::Static) => {
                let _ = label.relabel.get_or_insert(false);
            }
            _ => {}
        }
    }
    let [label] = domain.seclabels.as_mut_slice() else { return };
    if label.model.is_some() {
        return;
    }
    match policy.security {
        SecurityPolicy::None => {
            label.label_type = Some(SecLabelType::None);
            label.relabel = None;
            label.model = Some("none".to_owned());
        }
        SecurityPolicy::Dac { .. } if label.label_type == Some(SecLabelType::None) => {
            label.model = Some("none".to_owned());
        }
        SecurityPolicy::Dac { .. } => label.model = Some("dac".to_owned()),
    }
}
