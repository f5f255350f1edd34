//! Guests in calls and replies: found by their uuid, written without being copied.

use std::sync::Arc;

use engine::Engine;
use errors::{Code, Domain, Error, Result};
use model::Uuid;
use vm::{Guest, View};
use wire::WireError;
use wire::remote;
use wire::xdr::{Encode, EncodeAs, Encoder};

/// The guest that a call is about. Only the uuid counts; the name stands in the error.
///
/// # Errors
/// 42 when there is none.
pub(super) fn guest(engine: &Engine, domain: &remote::Domain) -> Result<Guest> {
    let uuid = Uuid::from_bytes(domain.uuid);
    engine
        .guest_by_uuid(&uuid)
        .ok_or_else(|| no_domain(format!("no domain with matching uuid '{uuid}' ({})", domain.name)))
}

/// What is known of it now.
///
/// # Errors
/// As [`guest`].
pub(super) fn view(engine: &Engine, domain: &remote::Domain) -> Result<Arc<View>> {
    Ok(guest(engine, domain)?.view())
}

/// As [`view`], of a guest that has to be running.
///
/// # Errors
/// As [`guest`]; 55 when it does not run.
pub(super) fn active_view(engine: &Engine, domain: &remote::Domain) -> Result<Arc<View>> {
    let view = view(engine, domain)?;
    if view.is_active() {
        Ok(view)
    } else {
        Err(Error::new(Code::OperationInvalid, Domain::Domain, "domain is not running"))
    }
}

/// "Domain not found".
pub(super) fn no_domain(detail: String) -> Error {
    Error::new(Code::NoDomain, Domain::Qemu, detail)
}

/// A guest as a reply names it.
#[derive(Debug)]
pub(super) struct Named(pub(super) Arc<View>);

impl Encode for Named {
    fn encode(&self, to: &mut Encoder<'_>) -> Result<(), WireError> {
        let view = &self.0;
        to.string(&view.name)?;
        view.uuid.as_bytes().encode(to)?;
        view.id.encode(to)
    }
}

impl EncodeAs<remote::DomainLookupByIdRet> for Named {}
impl EncodeAs<remote::DomainLookupByNameRet> for Named {}
impl EncodeAs<remote::DomainLookupByUuidRet> for Named {}
impl EncodeAs<remote::DomainCreateXmlRet> for Named {}
impl EncodeAs<remote::DomainCreateWithFlagsRet> for Named {}
impl EncodeAs<remote::DomainDefineXmlRet> for Named {}
impl EncodeAs<remote::DomainDefineXmlFlagsRet> for Named {}

/// A reply that is one text, shared with whoever made it.
#[derive(Debug)]
pub(super) struct Shared(pub(super) Arc<str>);

impl Encode for Shared {
    fn encode(&self, to: &mut Encoder<'_>) -> Result<(), WireError> {
        to.string(&self.0)
    }
}

impl EncodeAs<remote::DomainGetXmlDescRet> for Shared {}
impl EncodeAs<remote::ConnectGetCapabilitiesRet> for Shared {}
impl EncodeAs<remote::ConnectGetDomainCapabilitiesRet> for Shared {}
impl EncodeAs<remote::ConnectGetHostnameRet> for Shared {}
impl EncodeAs<remote::ConnectGetUriRet> for Shared {}

/// The guest as events and statistics name it.
pub(super) fn named(view: &View) -> remote::Domain {
    remote::Domain { name: view.name.to_string(), uuid: *view.uuid.as_bytes(), id: view.id }
}
