//! What a client asked about, checked against the emulator that shall answer.

use cpu::Arch;
use errors::{Code, Domain, Error, Result};

use crate::{Accelerator, EmulatorCapabilities};

/// Every domain type that libvirt knows; `none` is the same as naming no type.
const DOMAIN_TYPES: &[&str] = &[
    "none",
    "qemu",
    "kqemu",
    "kvm",
    "xen",
    "lxc",
    "uml",
    "openvz",
    "test",
    "vmware",
    "hyperv",
    "vbox",
    "phyp",
    "parallels",
    "bhyve",
    "vz",
    "hvf",
];

/// The arguments of `virConnectGetDomainCapabilities`, but for the emulator's path; what is absent is
/// chosen for the client.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DomainCapabilitiesQuery {
    /// The guest's architecture.
    pub arch: Option<Arch>,
    /// Canonical name or alias.
    pub machine: Option<String>,
    /// A known domain type, served or not.
    pub domain_type: Option<String>,
}

/// What the answer is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DomainCapabilitiesSubject {
    /// The guest's architecture.
    pub arch: Arch,
    /// What executes it.
    pub accelerator: Accelerator,
    /// Canonical name.
    pub machine: String,
}

impl DomainCapabilitiesQuery {
    /// Reads the arguments as they come from a client.
    ///
    /// # Errors
    /// 8 for a domain type or architecture that nobody knows.
    pub fn parse(arch: Option<&str>, machine: Option<&str>, domain_type: Option<&str>) -> Result<Self> {
        if let Some(unknown) = domain_type.filter(|name| !DOMAIN_TYPES.contains(name)) {
            return Err(invalid(format!("unknown virttype: {unknown}")));
        }
        let parse =
            |name| Arch::from_libvirt(name).ok_or_else(|| invalid(format!("unknown architecture: {name}")));
        Ok(Self {
            arch: arch.map(parse).transpose()?,
            machine: machine.map(str::to_owned),
            domain_type: domain_type.filter(|name| *name != "none").map(str::to_owned),
        })
    }

    /// What the emulator has to be asked about before this can be answered; `None` where the first accelerator that
    /// works will do. Of a domain type that it does not serve, the machine type is looked for among those of TCG.
    pub fn accelerator(&self) -> Option<Accelerator> {
        let name = self.domain_type.as_deref()?;
        Some(
            Accelerator::from_domain_type(name)
                .filter(|one| *one == Accelerator::Kvm)
                .unwrap_or(Accelerator::Tcg),
        )
    }

    /// The same question, about emulated guests when the emulator does not serve the domain type: calls about
    /// CPUs take any.
    #[must_use]
    pub fn or_emulated(mut self, emulator: &EmulatorCapabilities) -> Self {
        let served =
            |name: &String| Accelerator::from_domain_type(name).is_some_and(|one| emulator.runs_under(one));
        if self.domain_type.as_ref().is_some_and(|name| !served(name)) {
            self.domain_type = Some(Accelerator::Tcg.domain_type().to_owned());
        }
        self
    }

    /// The same question, about the emulator's own guests when it serves x86 ones of the other width only: calls about
    /// CPUs take either.
    #[must_use]
    pub fn of_either_width(mut self, host: Arch, emulator: &EmulatorCapabilities) -> Self {
        let arch = self.arch.unwrap_or(host);
        if arch.is_x86() && emulator.arch.is_x86() && !emulator.serves(arch) {
            self.arch = Some(emulator.arch);
        }
        self
    }

    /// What the emulator shall answer about, for a client of a host of that architecture.
    ///
    /// # Errors
    /// 8 for an architecture, machine type or domain type that the emulator does not serve.
    pub fn resolve(&self, host: Arch, emulator: &EmulatorCapabilities) -> Result<DomainCapabilitiesSubject> {
        let arch = self.arch.unwrap_or(host);
        let path = &emulator.binary;
        if !emulator.serves(arch) {
            return Err(invalid(if emulator.arch.is_x86() && arch.is_x86() {
                format!("Emulator '{path}' does not support arch '{arch}'")
            } else {
                let own = emulator.arch;
                format!("architecture from emulator '{own}' doesn't match given architecture '{arch}'")
            }));
        }
        let named = self.domain_type.as_deref();
        let accelerator = match named {
            Some(name) => Accelerator::from_domain_type(name).filter(|one| emulator.runs_under(*one)),
            None => emulator.first_accelerator().map(|(accelerator, _)| accelerator),
        };
        // An unserved domain type still has its machine type checked first.
        let machines_of = accelerator.unwrap_or(Accelerator::Tcg);
        let machine = match self.machine.as_deref() {
            Some(name) => emulator.machine(machines_of, name).ok_or_else(|| {
                invalid(format!("the machine '{name}' is not supported by emulator '{path}'"))
            })?,
            None => emulator
                .default_machine(machines_of)
                .ok_or_else(|| invalid(format!("the emulator '{path}' has no machine types")))?,
        };
        let Some(accelerator) = accelerator else {
            let name = named.unwrap_or("kvm");
            return Err(invalid(format!("Emulator '{path}' does not support virt type '{name}'")));
        };
        Ok(DomainCapabilitiesSubject { arch, accelerator, machine: machine.name.clone() })
    }
}

/// The answer to a client that asks for guests of an architecture that no emulator of the host serves.
pub fn no_emulator(arch: Arch) -> Error {
    let detail = format!("unable to find any emulator to serve '{arch}' architecture");
    Error::new(Code::ConfigUnsupported, Domain::Qemu, detail)
}

fn invalid(detail: String) -> Error {
    Error::new(Code::InvalidArg, Domain::Qemu, detail)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::sample;

    #[test]
    fn a_question_is_about_what_the_emulator_serves() {
        let emulator = sample::emulator();
        for (arch, machine, domain_type, expected) in [
            (None, None, None, "x86_64 kvm pc-i440fx-9.9"),
            (None, Some("q35"), Some("qemu"), "x86_64 tcg pc-q35-9.9"),
            (Some("i686"), Some("pc-q35-9.9"), Some("none"), "i686 kvm pc-q35-9.9"),
            (None, Some("nonsense"), Some("xen"), "the machine 'nonsense' is not supported by emulator '/q'"),
            (None, None, Some("xen"), "Emulator '/q' does not support virt type 'xen'"),
            (None, None, Some("hvf"), "Emulator '/q' does not support virt type 'hvf'"),
            (None, None, Some("bogus"), "unknown virttype: bogus"),
            (Some("foo"), None, Some("bogus"), "unknown virttype: bogus"),
            (Some("foo"), None, None, "unknown architecture: foo"),
            (
                Some("aarch64"),
                None,
                None,
                "architecture from emulator 'x86_64' doesn't match given architecture 'aarch64'",
            ),
        ] {
            let query = DomainCapabilitiesQuery::parse(arch, machine, domain_type);
            let told = match query.and_then(|query| query.resolve(Arch::X86_64, &emulator)) {
                Ok(subject) => format!("{} {} {}", subject.arch, subject.accelerator, subject.machine),
                Err(error) => error.message.trim_start_matches("invalid argument: ").to_owned(),
            };
            assert_eq!(told, expected);
        }
    }

    #[test]
    fn a_32_bit_emulator_serves_no_64_bit_guests() {
        let emulator = EmulatorCapabilities { arch: Arch::I686, ..sample::emulator() };
        let error = DomainCapabilitiesQuery::default().resolve(Arch::X86_64, &emulator).unwrap_err();
        assert_eq!(error.message, "invalid argument: Emulator '/q' does not support arch 'x86_64'");
        assert_eq!((error.code, error.domain), (Code::InvalidArg, Domain::Qemu));
    }
}
