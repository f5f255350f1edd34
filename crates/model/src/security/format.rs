//! Writing what is said about security.

use xml::Writer;

use super::{DeviceSecLabel, KeyWrap, LaunchSecurity, SecLabel, Sev, SevSnp};
use crate::Format;

impl SecLabel {
    pub(crate) fn format(&self, w: &mut Writer, how: Format) {
        w.element("seclabel", |w| {
            w.attr("type", self.label_type);
            w.attr("model", &self.model);
            w.yes_no("relabel", self.relabel);
            w.text("label", &self.label);
            w.text("imagelabel", self.image_label.as_ref().filter(|_| !how.inactive));
            w.text("baselabel", self.base_label.as_ref().filter(|_| how.inactive || self.label.is_none()));
        });
    }
}

impl DeviceSecLabel {
    /// Writes every label of a resource.
    pub(crate) fn format_all(labels: &[Self], w: &mut Writer) {
        for label in labels {
            w.element("seclabel", |w| {
                w.attr("model", &label.model);
                if label.label_skip {
                    w.attr("labelskip", "yes");
                }
                w.yes_no("relabel", label.relabel.filter(|_| !label.label_skip));
                w.text("label", &label.label);
            });
        }
    }
}

impl KeyWrap {
    pub(crate) fn format(&self, w: &mut Writer) {
        w.optional("keywrap", |w| {
            for (name, state) in &self.ciphers {
                w.element("cipher", |w| {
                    w.attr("name", *name);
                    w.on_off("state", Some(*state));
                });
            }
        });
    }
}

impl LaunchSecurity {
    pub(crate) fn format(&self, w: &mut Writer) {
        w.element("launchSecurity", |w| match self {
            Self::Sev(sev) => {
                w.attr("type", "sev");
                sev.format(w);
            }
            Self::SevSnp(snp) => {
                w.attr("type", "sev-snp");
                snp.format(w);
            }
            Self::S390Pv => w.attr("type", "s390-pv"),
        });
    }
}

impl Sev {
    fn format(&self, w: &mut Writer) {
        w.yes_no("kernelHashes", self.kernel_hashes);
        w.text("cbitpos", self.cbitpos);
        w.text("reducedPhysBits", self.reduced_phys_bits);
        w.text("policy", format_args!("0x{:04x}", self.policy));
        w.text("dhCert", &self.dh_cert);
        w.text("session", &self.session);
    }
}

impl SevSnp {
    fn format(&self, w: &mut Writer) {
        w.yes_no("kernelHashes", self.kernel_hashes);
        w.yes_no("authorKey", self.author_key);
        w.yes_no("vcek", self.vcek);
        w.text("cbitpos", self.cbitpos);
        w.text("reducedPhysBits", self.reduced_phys_bits);
        w.text("policy", format_args!("0x{:08x}", self.policy));
        w.text("guestVisibleWorkarounds", &self.guest_visible_workarounds);
        w.text("idBlock", &self.id_block);
        w.text("idAuth", &self.id_auth);
        w.text("hostData", &self.host_data);
    }
}
