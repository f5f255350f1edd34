//! `-object sev-guest` and its kin: guests whose memory the host cannot read.

use caps::Feature;
use model::security::{LaunchSecurity, Sev, SevSnp};

use crate::build::Build;
use crate::option::Props;

/// The id of the object that protects the guest.
pub(crate) const ID: &str = "lsec0";

/// The file of the guest owner's key, in the guest's directory.
const KEY_FILE: &str = "dh_cert.base64";

/// The file of the session, in the guest's directory.
const SESSION_FILE: &str = "session.base64";

/// What QEMU reads from files in the guest's own directory: their names and what is in them.
pub fn protection_files(security: &LaunchSecurity) -> Vec<(&'static str, &str)> {
    let LaunchSecurity::Sev(sev) = security else { return Vec::new() };
    let key = sev.dh_cert.iter().map(|text| (KEY_FILE, text.as_str()));
    key.chain(sev.session.iter().map(|text| (SESSION_FILE, text.as_str()))).collect()
}

/// Writes the object.
pub(crate) fn object(build: &mut Build<'_>) {
    let Some(security) = &build.guest.launch_security else { return };
    let object = match security {
        LaunchSecurity::Sev(sev) => encrypted(build, sev),
        LaunchSecurity::SevSnp(snp) => paged(build, snp),
        LaunchSecurity::S390Pv => Props::new().with("qom-type", "s390-pv-guest").with("id", ID),
    };
    build.object(&object);
}

/// What depends on the processor is the host's own unless the definition says it.
fn platform(build: &Build<'_>, kind: &str, cbitpos: Option<u32>, reduced: Option<u32>) -> Props {
    let host = build.caps.sev.as_ref();
    Props::new()
        .with("qom-type", kind)
        .with("id", ID)
        .maybe("cbitpos", cbitpos.or(host.map(|sev| sev.cbitpos)))
        .maybe("reduced-phys-bits", reduced.or(host.map(|sev| sev.reduced_phys_bits)))
}

fn encrypted(build: &Build<'_>, sev: &Sev) -> Props {
    let file = |name: &str| format!("{}/{name}", build.context.domain_dir);
    platform(build, "sev-guest", sev.cbitpos, sev.reduced_phys_bits)
        .with("policy", sev.policy)
        .maybe("dh-cert-file", sev.dh_cert.as_ref().map(|_| file(KEY_FILE)))
        .maybe("session-file", sev.session.as_ref().map(|_| file(SESSION_FILE)))
        .maybe("kernel-hashes", sev.kernel_hashes.filter(|_| build.caps.has(Feature::SevGuestKernelHashes)))
}

fn paged(build: &Build<'_>, snp: &SevSnp) -> Props {
    platform(build, "sev-snp-guest", snp.cbitpos, snp.reduced_phys_bits)
        .maybe("kernel-hashes", snp.kernel_hashes)
        .with("policy", snp.policy)
        .maybe("guest-visible-workarounds", snp.guest_visible_workarounds.clone())
        .maybe("id-block", snp.id_block.clone())
        .maybe("id-auth", snp.id_auth.clone())
        .maybe("host-data", snp.host_data.clone())
        .maybe("author-key-enabled", snp.author_key)
        .maybe("vcek-disabled", snp.vcek.map(|used| !used))
}
