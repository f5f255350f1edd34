//! Guests whose memory is hidden from the host: what QEMU tells of that, and the secret they are given.

use errors::{Code, Domain, Error, Result};
use wire::limits;
use wire::remote::procedure::*;
use wire::remote::{
    DomainGetLaunchSecurityInfoArgs, DomainGetLaunchSecurityInfoRet, DomainSetLaunchSecurityStateArgs,
};

use crate::dispatch::context::Context;
use crate::dispatch::guest::guest;
use crate::dispatch::parameters::{self, Kind};
use crate::dispatch::{Table, flags};
use crate::typed_params;

const SECRET: [(&str, Kind); 3] = [
    ("sev-secret", Kind::String),
    ("sev-secret-header", Kind::String),
    ("sev-secret-set-address", Kind::Ullong),
];

pub(super) fn register(table: &mut Table) {
    table.call::<DomainGetLaunchSecurityInfo>(info);
    table.call::<DomainSetLaunchSecurityState>(set_state);
}

async fn info(
    context: Context,
    args: DomainGetLaunchSecurityInfoArgs,
) -> Result<DomainGetLaunchSecurityInfoRet> {
    flags::check(args.flags, flags::STRING_OKAY, "qemuDomainGetLaunchSecurityInfo")?;
    let stats = guest(&context.engine, &args.dom)?.launch_security().await?;
    let params = typed_params::write(stats, limits::DOMAIN_LAUNCH_SECURITY_INFO_PARAMS_MAX);
    Ok(DomainGetLaunchSecurityInfoRet { params })
}

async fn set_state(context: Context, args: DomainSetLaunchSecurityStateArgs) -> Result<()> {
    flags::check(args.flags, 0, "qemuDomainSetLaunchSecurityState")?;
    let params = parameters::taken(args.params, &SECRET)?;
    let guest = guest(&context.engine, &args.dom)?;
    if !guest.has_sev() {
        let detail = "setting a launch secret is only supported in SEV-enabled domains";
        return Err(Error::new(Code::OperationUnsupported, Domain::Qemu, detail));
    }
    guest.set_launch_secret(&params).await
}
