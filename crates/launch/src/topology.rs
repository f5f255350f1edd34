//! `-smp`: how many CPUs, and what they are made of.

use crate::build::Build;
use crate::option::Pairs;

/// Writes the number of CPUs and their arrangement. Without one in the definition every CPU is a
/// socket of its own.
pub(crate) fn smp(build: &mut Build<'_>) {
    let vcpus = &build.guest.vcpus;
    let maximum = vcpus.maximum.unwrap_or(1);
    // Those that can go again are plugged when QEMU runs.
    let present = vcpus.each.iter().filter(|vcpu| vcpu.enabled && vcpu.hotpluggable != Some(true)).count();
    let present = u32::try_from(present).ok().filter(|count| *count > 0).or(vcpus.current).unwrap_or(maximum);
    let mut smp = Pairs::new(present.to_string());
    if present < maximum {
        smp.push("maxcpus", maximum.to_string());
    }
    match build.guest.cpu.as_ref().and_then(|cpu| cpu.topology) {
        Some(topology) => {
            smp.push("sockets", topology.sockets.to_string());
            if build.caps.has_option("smp-opts", "dies") {
                smp.push("dies", topology.dies.unwrap_or(1).to_string());
            }
            if build.caps.has_option("smp-opts", "clusters") {
                smp.push("clusters", topology.clusters.unwrap_or(1).to_string());
            }
            smp.push("cores", topology.cores.to_string());
            smp.push("threads", topology.threads.to_string());
        }
        None => {
            smp.push("sockets", maximum.to_string());
            smp.push("cores", "1");
            smp.push("threads", "1");
        }
    }
    build.option("-smp", smp);
}
