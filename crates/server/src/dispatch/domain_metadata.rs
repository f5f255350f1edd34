//! Title, description, and the elements that applications keep in a definition.

use engine::Engine;
use errors::{Code, Domain, Error, Result};
use vm::{MetadataChange, MetadataQuery, View};
use wire::remote::procedure::*;
use wire::remote::{DomainGetMetadataArgs, DomainGetMetadataRet, DomainSetMetadataArgs};

use crate::dispatch::context::Context;
use crate::dispatch::flags::{CONFIG, LIVE};
use crate::dispatch::guest::{guest, view};
use crate::dispatch::{Table, flags};

/// `virDomainMetadataType`.
const DESCRIPTION: i32 = 0;
const TITLE: i32 = 1;
const ELEMENT: i32 = 2;

pub(super) fn register(table: &mut Table) {
    table.read::<DomainGetMetadata>(get);
    table.call::<DomainSetMetadata>(set);
}

fn get(engine: &Engine, args: DomainGetMetadataArgs) -> Result<DomainGetMetadataRet> {
    let call = "virDomainGetMetadata";
    flags::live_or_config(args.flags, call)?;
    match (args.r#type, &args.uri) {
        (DESCRIPTION | TITLE, Some(_)) => return Err(must("uri", call, "must be NULL")),
        (ELEMENT, None) => return Err(must("uri", call, "must not be NULL")),
        _ => {}
    }
    flags::check(args.flags, LIVE | CONFIG, "qemuDomainGetMetadata")?;
    let view = view(engine, &args.dom)?;
    let query = match args.r#type {
        DESCRIPTION => MetadataQuery::Description,
        TITLE => MetadataQuery::Title,
        ELEMENT => MetadataQuery::Element(args.uri.unwrap_or_default()),
        other => return Err(unknown_type(other)),
    };
    let (_, stored) = affected(&view, args.flags)?;
    Ok(DomainGetMetadataRet { metadata: view.metadata(&query, stored)? })
}

async fn set(context: Context, args: DomainSetMetadataArgs) -> Result<()> {
    let call = "virDomainSetMetadata";
    let DomainSetMetadataArgs { dom, r#type: kind, metadata, key, uri, flags } = args;
    match kind {
        TITLE if metadata.as_ref().is_some_and(|title| title.contains('\n')) => {
            let message = "metadata title can't contain newlines";
            return Err(Error::invalid_argument(Domain::Domain, call, "metadata", message));
        }
        DESCRIPTION | TITLE if uri.is_some() => return Err(must("uri", call, "must be NULL")),
        DESCRIPTION | TITLE if key.is_some() => return Err(must("key", call, "must be NULL")),
        ELEMENT if uri.is_none() => return Err(must("uri", call, "must not be NULL")),
        ELEMENT if metadata.is_some() && key.is_none() => return Err(must("key", call, "must not be NULL")),
        _ => {}
    }
    flags::check(flags, LIVE | CONFIG, "qemuDomainSetMetadata")?;
    let guest = guest(&context.engine, &dom)?;
    let (live, stored) = affected(&guest.view(), flags)?;
    let change = match kind {
        DESCRIPTION => MetadataChange::Description(metadata),
        TITLE => MetadataChange::Title(metadata),
        ELEMENT => MetadataChange::Element { uri: uri.unwrap_or_default(), key, xml: metadata },
        other => return Err(unknown_type(other)),
    };
    guest.set_metadata(change, live, stored).await
}

/// Which definitions `flags` mean: the running one, the stored one. Neither flag means the running one of a
/// running guest, else the stored one.
///
/// # Errors
/// 55 when the guest has not got what is meant.
pub(super) fn affected(view: &View, flags: u32) -> Result<(bool, bool)> {
    let (live, stored) = match flags & (LIVE | CONFIG) {
        0 => (view.is_active(), !view.is_active()),
        meant => (meant & LIVE != 0, meant & CONFIG != 0),
    };
    let refuse = |detail| Err(Error::new(Code::OperationInvalid, Domain::Domain, detail));
    if live && !view.is_active() {
        return refuse("domain is not running");
    }
    if stored && !view.persistent {
        return refuse("transient domains do not have any persistent config");
    }
    Ok((live, stored))
}

fn must(argument: &str, call: &str, be: &str) -> Error {
    Error::invalid_argument(Domain::Domain, call, argument, format!("{argument} in {call} {be}"))
}

fn unknown_type(kind: i32) -> Error {
    Error::new(Code::InvalidArg, Domain::Domain, format!("unknown metadata type '{kind}'"))
}
