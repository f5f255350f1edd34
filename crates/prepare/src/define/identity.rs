//! UUID and generation id.

use model::domain::GenId;
use model::{Domain, Uuid};

use crate::HostFacts;

/// Gives the guest the UUID and the generation id that it does not have yet.
pub(super) fn complete(domain: &mut Domain, host: &HostFacts) {
    let _ = domain.uuid.get_or_insert_with(|| random_uuid(host.random.uuid));
    if domain.genid == Some(GenId::Generate) {
        domain.genid = Some(GenId::Given(random_uuid(host.random.genid)));
    }
}

/// Random bytes marked as a UUID of version 4 (RFC 9562).
fn random_uuid(mut bytes: [u8; 16]) -> Uuid {
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    Uuid::from_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use super::random_uuid;

    #[test]
    fn version_and_variant_are_marked() {
        assert_eq!(random_uuid([0xff; 16]).to_string(), "ffffffff-ffff-4fff-bfff-ffffffffffff");
        assert_eq!(random_uuid([0; 16]).to_string(), "00000000-0000-4000-8000-000000000000");
    }
}
