//! A device, a medium or an I/O thread as what a running QEMU is told.

use caps::EmulatorCapabilities;
use errors::Result;
use model::Domain;
use model::device::Position;
use model::device::disk::Disk;

use super::Step;
use crate::build::Build;
use crate::device;
use crate::{HostResources, LaunchContext};

/// What QEMU is told for the device at that position of the live definition to come: backends first, the device
/// last. Its undoing, in the opposite order, is how it goes.
///
/// # Errors
/// `OperationUnsupported` for kinds that come and go with the whole guest only; else as
/// [`command_line`](crate::command_line).
pub fn plug(
    domain: &Domain,
    caps: &EmulatorCapabilities,
    context: &LaunchContext,
    resources: &HostResources,
    at: Position,
) -> Result<Vec<Step>> {
    let mut build = Build::new(domain, caps, context, resources);
    build.steps = Some(Vec::new());
    device::plug(&mut build, at)?;
    Ok(build.steps.unwrap_or_default())
}

/// A medium as block nodes.
#[derive(Debug, Clone, PartialEq)]
pub struct Medium {
    /// The name of the node on top; `None` for no medium at all.
    pub top: Option<String>,
    /// What makes the nodes.
    pub steps: Vec<Step>,
}

/// What QEMU is told for the medium of a drive to be there.
///
/// # Errors
/// As [`command_line`](crate::command_line).
pub fn medium(
    domain: &Domain,
    caps: &EmulatorCapabilities,
    context: &LaunchContext,
    resources: &HostResources,
    disk: &Disk,
) -> Result<Medium> {
    let mut build = Build::new(domain, caps, context, resources);
    build.steps = Some(Vec::new());
    let top = device::medium(&mut build, disk)?;
    Ok(Medium { top, steps: build.steps.unwrap_or_default() })
}

/// What QEMU is told for an I/O thread of the definition to come.
pub fn iothread(domain: &Domain, caps: &EmulatorCapabilities, context: &LaunchContext, id: u32) -> Vec<Step> {
    let resources = HostResources::default();
    let mut build = Build::new(domain, caps, context, &resources);
    build.steps = Some(Vec::new());
    device::iothread::args::one(&mut build, id);
    build.steps.unwrap_or_default()
}
