//! How a call is refused by the checks in front of every driver, in libvirt's words.

use errors::{Code, Domain, Error};

use crate::Program;
use crate::access::ReadOnlyRule;
use crate::procedure::ProcedureInfo;

/// The parts of the public API with an error domain of their own, by what their functions' names
/// contain; the first that fits counts.
const PARTS: [(&str, Domain); 11] = [
    ("Snapshot", Domain::DomainSnapshot),
    ("Checkpoint", Domain::DomainCheckpoint),
    ("Network", Domain::Network),
    ("Storage", Domain::Storage),
    ("NodeDevice", Domain::Nodedev),
    ("NodeListDevices", Domain::Nodedev),
    ("NodeNumOfDevices", Domain::Nodedev),
    ("NWFilter", Domain::Nwfilter),
    ("Secret", Domain::Secret),
    // A domain's interfaces are the domain's business.
    ("virDomain", Domain::Domain),
    ("Interface", Domain::Interface),
];

impl ProcedureInfo {
    /// The domain of the errors that the public function's own checks raise: of a bad argument, of a
    /// read-only connection, of a driver that is missing.
    pub fn error_domain(&self) -> Domain {
        if self.program != Program::Remote {
            return Domain::None;
        }
        let function = self.public_api.unwrap_or_default();
        let part = PARTS.into_iter().find(|(part, _)| function.contains(part));
        part.map_or(Domain::Domain, |(_, domain)| domain)
    }

    /// What a read-only connection is told that may not make a call.
    pub fn forbidden(&self) -> Error {
        let function = self.public_api.unwrap_or(self.name);
        // Where only flags that show secrets are closed, the text says so.
        let by_flag = matches!(self.read_only, ReadOnlyRule::DeniedIf(_));
        let detail = if by_flag && self.acl.iter().any(|check| check.permission == "read_secure") {
            format!("{function} with secure flag")
        } else {
            format!("read only access prevents {function}")
        };
        Error::new(Code::OperationDenied, self.error_domain(), detail)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::procedure::find;

    #[test]
    fn what_a_read_only_connection_is_told() {
        // As a real daemon's read-only socket answers.
        for (number, domain, detail) in [
            (12, 20, "read only access prevents virDomainDestroy"),
            (14, 20, "virDomainGetXMLDesc with secure flag"),
            (41, 19, "read only access prevents virNetworkDefineXML"),
            (75, 18, "read only access prevents virConnectFindStoragePoolSources"),
            (119, 22, "read only access prevents virNodeDeviceReAttach"),
            (131, 26, "read only access prevents virInterfaceDefineXML"),
            (142, 30, "read only access prevents virSecretDefineXML"),
            (145, 30, "read only access prevents virSecretGetValue"),
            (180, 33, "read only access prevents virNWFilterDefineXML"),
            (186, 35, "virDomainSnapshotGetXMLDesc with secure flag"),
            (192, 35, "read only access prevents virDomainRevertToSnapshot"),
            (256, 20, "read only access prevents virDomainSetInterfaceParameters"),
            (353, 20, "read only access prevents virDomainInterfaceAddresses"),
            (412, 69, "virDomainCheckpointGetXMLDesc with secure flag"),
        ] {
            let told = find(Program::Remote, number).unwrap().forbidden();
            let expected = (29, domain, format!("operation forbidden: {detail}"));
            assert_eq!((told.code.number(), told.domain.number(), told.message), expected);
        }
        let told = find(Program::Qemu, 1).unwrap().forbidden();
        assert_eq!(
            told.message,
            "operation forbidden: read only access prevents virDomainQemuMonitorCommand"
        );
        assert_eq!(told.domain, Domain::None);
    }
}
