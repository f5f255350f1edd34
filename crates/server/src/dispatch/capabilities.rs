//! What host and emulators can do.

use errors::{Code, Domain, Error, Result};
use wire::remote::procedure::*;
use wire::remote::*;

use crate::dispatch::context::Context;
use crate::dispatch::guest::Shared;
use crate::dispatch::{Table, flags};

pub(super) fn register(table: &mut Table) {
    table.bulky::<ConnectGetCapabilities>(async |context: Context, (): ()| {
        context.engine.capabilities_xml().await.map(Shared)
    });
    table.bulky::<ConnectGetDomainCapabilities>(domain_capabilities);
    table.call::<ConnectGetVersion>(async |context: Context, (): ()| {
        context.engine.hypervisor_version().await.map(|hv_ver| ConnectGetVersionRet { hv_ver })
    });
    table.call::<ConnectGetMaxVcpus>(max_vcpus);
}

async fn domain_capabilities(context: Context, args: ConnectGetDomainCapabilitiesArgs) -> Result<Shared> {
    // VIR_CONNECT_GET_DOMAIN_CAPABILITIES_DISABLE_DEPRECATED_FEATURES
    const DISABLE_DEPRECATED_FEATURES: u32 = 1;
    flags::check(args.flags, DISABLE_DEPRECATED_FEATURES, "qemuConnectGetDomainCapabilities")?;
    let asked = context.engine.domain_capabilities(
        args.emulatorbin.as_deref(),
        args.arch.as_deref(),
        args.machine.as_deref(),
        args.virttype.as_deref(),
    );
    asked.await.map(Shared)
}

/// How many vcpus a guest of a virt type can have; nobody asks this for a machine type, where it would make
/// sense.
async fn max_vcpus(context: Context, args: ConnectGetMaxVcpusArgs) -> Result<ConnectGetMaxVcpusRet> {
    /// What libvirt says of QEMU itself.
    const EMULATED: i32 = 16;
    /// What KVM of today's kernels says on x86, where it cannot be asked.
    const KVM: i32 = 1024;
    match args.r#type.as_deref().map(str::to_ascii_lowercase).as_deref() {
        None | Some("qemu") => Ok(ConnectGetMaxVcpusRet { max_vcpus: EMULATED }),
        Some("kvm") => {
            let max_vcpus = context.engine.kvm_max_vcpus().and_then(|max| i32::try_from(max).ok());
            Ok(ConnectGetMaxVcpusRet { max_vcpus: max_vcpus.unwrap_or(KVM) })
        }
        Some(_) => {
            let named = args.r#type.unwrap_or_default();
            Err(Error::new(Code::InvalidArg, Domain::Qemu, format!("unknown type '{named}'")))
        }
    }
}
