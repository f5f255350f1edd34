//! One guest's documents.

use client::wire::remote::{
    Domain, DomainGetMessagesArgs, DomainGetStateArgs, DomainGetXmlDescArgs, DomainListAllSnapshotsArgs,
    DomainManagedSaveGetXmlDescArgs, DomainSnapshotGetXmlDescArgs,
};
use client::{ClientError, Connection, Result};
use foresight::{GuestDocuments, NotAsked};

/// `VIR_DOMAIN_XML_INACTIVE`.
const NEXT_START: u32 = 2;

/// How many snapshots of a guest are looked at.
const SNAPSHOTS_MAX: usize = 256;

/// What the lists of guests have told already.
#[derive(Debug, Clone, Copy)]
pub struct Listed {
    /// It is stored, so there is a next start.
    pub persistent: bool,
    /// There is a managed save image.
    pub managed_save: bool,
    /// There are snapshots.
    pub snapshots: bool,
    /// What it runs with is wanted, whatever the host says of it.
    pub what_runs: bool,
}

/// Asks for all that is known of a guest.
///
/// # Errors
/// When the connection is of no use any more. What the host refuses is noted in the documents.
pub async fn documents(connection: &Connection, dom: Domain, listed: Listed) -> Result<GuestDocuments> {
    let mut documents = GuestDocuments {
        name: dom.name.clone(),
        uuid: uuid_text(&dom.uuid),
        active: dom.id >= 0,
        ..GuestDocuments::default()
    };
    let state = connection.domain_get_state(&DomainGetStateArgs { dom: dom.clone(), flags: 0 }).await;
    match state {
        Ok(answer) => documents.state = answer.state,
        Err(why) => note(&mut documents, "its state", why)?,
    }
    if documents.active {
        let said =
            connection.domain_get_messages(&DomainGetMessagesArgs { dom: dom.clone(), flags: 0 }).await;
        match said {
            Ok(answer) => documents.messages = Some(answer.msgs),
            // Before 7.1 there is no such call: what runs is judged by its definition.
            Err(why) if why.is_not_supported() => {
                match xml(connection, &dom, 0).await {
                    Ok(text) => documents.live = Some(text),
                    Err(why) => note(&mut documents, "what it runs with", why)?,
                }
                documents.not_asked.push(NotAsked {
                    what: "what was done to it since it was started".into(),
                    why: "its host is older than libvirt 7.1, which has no messages".into(),
                });
            }
            Err(why) => note(&mut documents, "what its host says of it", why)?,
        }
    }
    if listed.persistent {
        match xml(connection, &dom, NEXT_START).await {
            Ok(text) => documents.next = Some(text),
            Err(why) => note(&mut documents, "the definition of its next start", why)?,
        }
    } else if documents.live.is_none() {
        // For its title and machine type; what is found of it is what its host says.
        documents.live = xml(connection, &dom, 0).await.ok();
    }
    if listed.what_runs && documents.active && documents.live.is_none() {
        match xml(connection, &dom, 0).await {
            Ok(text) => documents.live = Some(text),
            Err(why) => note(&mut documents, "what it runs with", why)?,
        }
    }
    if listed.managed_save {
        let args = DomainManagedSaveGetXmlDescArgs { dom: dom.clone(), flags: 0 };
        match connection.domain_managed_save_get_xml_desc(&args).await {
            Ok(answer) => documents.managed_save = Some(answer.xml),
            Err(why) => note(&mut documents, "the definition in its managed save image", why)?,
        }
    }
    if listed.snapshots {
        snapshots(connection, &dom, &mut documents).await?;
    }
    Ok(documents)
}

async fn snapshots(connection: &Connection, dom: &Domain, documents: &mut GuestDocuments) -> Result<()> {
    let args = DomainListAllSnapshotsArgs { dom: dom.clone(), need_results: 1, flags: 0 };
    let all = match connection.domain_list_all_snapshots(&args).await {
        Ok(answer) => answer.snapshots,
        Err(why) => return note(documents, "its snapshots", why),
    };
    if all.len() > SNAPSHOTS_MAX {
        documents.not_asked.push(NotAsked {
            what: format!("{} of its snapshots", all.len() - SNAPSHOTS_MAX),
            why: format!("no more than {SNAPSHOTS_MAX} of a guest are looked at"),
        });
    }
    for snap in all.into_iter().take(SNAPSHOTS_MAX) {
        let name = snap.name.clone();
        match connection.domain_snapshot_get_xml_desc(&DomainSnapshotGetXmlDescArgs { snap, flags: 0 }).await
        {
            Ok(answer) => documents.snapshots.push((name, answer.xml)),
            Err(why) => note(documents, &format!("its snapshot '{name}'"), why)?,
        }
    }
    Ok(())
}

async fn xml(connection: &Connection, dom: &Domain, flags: u32) -> Result<String> {
    let args = DomainGetXmlDescArgs { dom: dom.clone(), flags };
    connection.domain_get_xml_desc(&args).await.map(|answer| answer.xml)
}

/// Notes what could not be had; goes on unless the connection has ended.
fn note(documents: &mut GuestDocuments, what: &str, why: ClientError) -> Result<()> {
    if why.is_fatal() {
        return Err(why);
    }
    documents.not_asked.push(NotAsked { what: what.to_owned(), why: why.to_string() });
    Ok(())
}

/// A uuid as people write it.
pub fn uuid_text(uuid: &[u8; 16]) -> String {
    let mut text = String::with_capacity(36);
    for (at, byte) in uuid.iter().enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        text += &format!("{byte:02x}");
    }
    text
}

/// The uuid that a text is, with or without dashes.
pub fn uuid_bytes(text: &str) -> Option<[u8; 16]> {
    let digits: String = text.chars().filter(|c| *c != '-').collect();
    if digits.len() != 32 || !digits.is_ascii() {
        return None;
    }
    u128::from_str_radix(&digits, 16).ok().map(u128::to_be_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uuid_is_written_as_people_write_it() {
        let uuid: [u8; 16] = std::array::from_fn(|at| u8::try_from(at).unwrap());
        let text = "00010203-0405-0607-0809-0a0b0c0d0e0f";
        assert_eq!(uuid_text(&uuid), text);
        assert_eq!(uuid_bytes(text), Some(uuid));
        assert_eq!(uuid_bytes("a-guest"), None);
    }
}
