//! Security labels of the running guest.

use model::Domain;
use model::security::{SecLabel, SecLabelType};

use crate::{Policy, SecurityPolicy};

/// Writes down whose the guest's process and files are, unless the definition says it.
pub(super) fn label(domain: &mut Domain, policy: &Policy) {
    let SecurityPolicy::Dac { uid, gid } = policy.security else { return };
    let owner = format!("+{uid}:+{gid}");
    let labels = &mut domain.seclabels;
    let place = labels.iter().position(|label| label.model.as_deref() == Some("dac")).unwrap_or_else(|| {
        labels.push(SecLabel { model: Some("dac".to_owned()), ..SecLabel::default() });
        labels.len() - 1
    });
    let Some(label) = labels.get_mut(place) else { return };
    match *label.label_type.get_or_insert(SecLabelType::Dynamic) {
        SecLabelType::None => {}
        SecLabelType::Static => {
            label.image_label.clone_from(&label.label);
        }
        SecLabelType::Dynamic => {
            let _ = label.relabel.get_or_insert(true);
            label.label = Some(owner.clone());
            label.image_label = Some(owner);
        }
    }
}
