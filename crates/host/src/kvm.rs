//! Whether hardware virtualization works here. A `/dev/kvm` may be there and run nothing: in a container
//! without rights, or in a guest whose host does not nest.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::fd::{AsFd, FromRawFd as _, OwnedFd};
use std::path::Path;

use rustix::ffi::c_void;
use rustix::ioctl::{self, Ioctl, IoctlOutput, Opcode, opcode};

/// The version of KVM's interface that all kernels since 2.6.22 have (Documentation/virt/kvm/api.rst).
const API_VERSION: i32 = 12;

const KVM_GET_API_VERSION: Opcode = opcode::none(0xae, 0x00);
const KVM_CREATE_VM: Opcode = opcode::none(0xae, 0x01);
const KVM_CHECK_EXTENSION: Opcode = opcode::none(0xae, 0x03);
const KVM_CREATE_VCPU: Opcode = opcode::none(0xae, 0x41);
const KVM_GET_TSC_KHZ: Opcode = opcode::none(0xae, 0xa3);

/// Why KVM cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KvmError {
    /// There is no such device, or we may not open it.
    #[error("the device cannot be opened: {0}")]
    Open(io::Error),
    /// The device is something else, or of another time.
    #[error("the device does not speak KVM's interface {API_VERSION}")]
    Version,
    /// The processor or the host above us refuses.
    #[error("no virtual machine can be made: {0}")]
    Create(io::Error),
}

/// Opens the device (`/dev/kvm`), asks its version and makes an empty virtual machine, which is gone again when
/// this returns.
///
/// # Errors
/// See [`KvmError`].
pub fn check(device: &Path) -> Result<(), KvmError> {
    create_vm(&open(device)?).map(drop).map_err(KvmError::Create)
}

/// What KVM can do on this machine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KvmFacts {
    /// The most virtual processors that one machine may have.
    pub max_vcpus: u32,
    /// How many it should have at most: what was tested.
    pub recommended_vcpus: u32,
    /// The frequency of the time stamp counter that guests see, in kHz, where it is known.
    pub tsc_khz: Option<u32>,
    /// Whether guests may be given another frequency.
    pub tsc_scaling: bool,
}

/// Asks KVM what it can do, by means of a machine with one processor that is gone again when this returns.
///
/// # Errors
/// As [`check`].
pub fn facts(device: &Path) -> Result<KvmFacts, KvmError> {
    const CAP_NR_VCPUS: usize = 9;
    const CAP_TSC_CONTROL: usize = 60;
    const CAP_GET_TSC_KHZ: usize = 61;
    const CAP_MAX_VCPUS: usize = 66;
    let kvm = open(device)?;
    let machine = create_vm(&kvm).map_err(KvmError::Create)?;
    let extension = |number| ask(&kvm, Question { opcode: KVM_CHECK_EXTENSION, argument: number });
    let count = |number| u32::try_from(extension(number).unwrap_or(0)).unwrap_or(0);
    let tsc_khz = || {
        let number = ask(&machine, Question { opcode: KVM_CREATE_VCPU, argument: 0 }).ok()?;
        let processor = new_descriptor(number);
        let khz = ask(&processor, Question { opcode: KVM_GET_TSC_KHZ, argument: 0 }).ok()?;
        u32::try_from(khz).ok().filter(|&khz| khz > 0)
    };
    let recommended_vcpus = count(CAP_NR_VCPUS);
    Ok(KvmFacts {
        // As the interface has it: where the maximum is not told, it is what is recommended.
        max_vcpus: count(CAP_MAX_VCPUS).max(recommended_vcpus),
        recommended_vcpus,
        tsc_khz: if count(CAP_GET_TSC_KHZ) > 0 { tsc_khz() } else { None },
        tsc_scaling: count(CAP_TSC_CONTROL) > 0,
    })
}

fn open(device: &Path) -> Result<File, KvmError> {
    let kvm = OpenOptions::new().read(true).write(true).open(device).map_err(KvmError::Open)?;
    match ask(&kvm, Question { opcode: KVM_GET_API_VERSION, argument: 0 }) {
        Ok(API_VERSION) => Ok(kvm),
        _ => Err(KvmError::Version),
    }
}

fn create_vm(kvm: &File) -> io::Result<OwnedFd> {
    // Of the usual type, 0.
    ask(kvm, Question { opcode: KVM_CREATE_VM, argument: 0 }).map(new_descriptor)
}

/// A request whose argument is a number and whose answer is the return value. Only the opcodes of this file,
/// which are such.
struct Question {
    opcode: Opcode,
    argument: usize,
}

fn ask(descriptor: &impl AsFd, question: Question) -> io::Result<i32> {
    #[expect(unsafe_code, reason = "KVM is asked by ioctl")]
    // SAFETY: a question's argument is a number, so nothing of ours is read or written. A device that is not KVM
    // and is asked the first question, for the version, is given the number 0, which is no address either.
    let answer = unsafe { ioctl::ioctl(descriptor, question) };
    Ok(answer?)
}

/// The descriptor of a machine or processor that KVM has just made.
#[expect(unsafe_code, reason = "the answer is a number, and the descriptor ours")]
fn new_descriptor(answer: i32) -> OwnedFd {
    // SAFETY: answers to KVM_CREATE_VM and KVM_CREATE_VCPU, and only those, come here: new descriptors that nobody
    // else knows of.
    unsafe { OwnedFd::from_raw_fd(answer) }
}

// SAFETY: the argument is passed as a number, which the kernel does not follow for the opcodes of this file.
#[expect(unsafe_code, reason = "KVM is asked by ioctl")]
unsafe impl Ioctl for Question {
    type Output = IoctlOutput;
    const IS_MUTATING: bool = false;

    fn opcode(&self) -> Opcode {
        self.opcode
    }

    fn as_ptr(&mut self) -> *mut c_void {
        std::ptr::without_provenance_mut(self.argument)
    }

    unsafe fn output_from_ptr(answer: IoctlOutput, _: *mut c_void) -> rustix::io::Result<IoctlOutput> {
        Ok(answer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_kvm() {
        assert!(matches!(check(Path::new("/no/such/device")), Err(KvmError::Open(_))));
        assert!(matches!(check(Path::new("/dev/null")), Err(KvmError::Version)));
    }

    #[test]
    fn what_this_machine_has_does_not_surprise() {
        match check(Path::new("/dev/kvm")) {
            Ok(()) | Err(KvmError::Open(_) | KvmError::Create(_)) => {}
            Err(KvmError::Version) => panic!("/dev/kvm is no KVM"),
        }
        if let Ok(facts) = facts(Path::new("/dev/kvm")) {
            assert!(check(Path::new("/dev/kvm")).is_ok());
            assert!(facts.max_vcpus >= facts.recommended_vcpus && facts.recommended_vcpus > 0, "{facts:?}");
            println!("{facts:?}");
        }
    }
}
