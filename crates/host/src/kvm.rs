//! Whether hardware virtualization works here. A `/dev/kvm` may be there and run nothing: in a container
//! without rights, or in a guest whose host does not nest.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::fd::{FromRawFd as _, OwnedFd};
use std::path::Path;

use rustix::ioctl::{self, Ioctl, IoctlOutput, Opcode, opcode};

/// The version of KVM's interface that all kernels since 2.6.22 have (Documentation/virt/kvm/api.rst).
const API_VERSION: i32 = 12;

const KVM_GET_API_VERSION: Opcode = opcode::none(0xae, 0x00);
const KVM_CREATE_VM: Opcode = opcode::none(0xae, 0x01);

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
    let kvm = OpenOptions::new().read(true).write(true).open(device).map_err(KvmError::Open)?;
    if api_version(&kvm) != Some(API_VERSION) {
        return Err(KvmError::Version);
    }
    create_vm(&kvm).map(drop).map_err(KvmError::Create)
}

/// A request whose only argument is zero and whose answer is the return value.
struct Question(Opcode);

// SAFETY: both opcodes used take the number zero and no pointer; nothing of ours is read or written.
#[expect(unsafe_code, reason = "KVM is asked by ioctl")]
unsafe impl Ioctl for Question {
    type Output = IoctlOutput;
    const IS_MUTATING: bool = false;

    fn opcode(&self) -> Opcode {
        self.0
    }

    fn as_ptr(&mut self) -> *mut rustix::ffi::c_void {
        std::ptr::null_mut()
    }

    unsafe fn output_from_ptr(
        answer: IoctlOutput,
        _: *mut rustix::ffi::c_void,
    ) -> rustix::io::Result<IoctlOutput> {
        Ok(answer)
    }
}

#[expect(unsafe_code, reason = "KVM is asked by ioctl")]
fn api_version(kvm: &File) -> Option<i32> {
    // SAFETY: KVM_GET_API_VERSION takes no argument. Of another device, the number has no meaning that takes a
    // pointer to ours either: null is passed.
    unsafe { ioctl::ioctl(kvm, Question(KVM_GET_API_VERSION)) }.ok()
}

#[expect(unsafe_code, reason = "KVM is asked by ioctl, and answers with a new descriptor")]
fn create_vm(kvm: &File) -> io::Result<OwnedFd> {
    // SAFETY: `kvm` has answered as KVM; KVM_CREATE_VM takes a machine type, 0 for the usual one.
    let number = unsafe { ioctl::ioctl(kvm, Question(KVM_CREATE_VM)) }?;
    // SAFETY: the kernel has just made this descriptor for us, and nobody else knows of it.
    Ok(unsafe { OwnedFd::from_raw_fd(number) })
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
    }
}
