//! All that is served: each kind of object registers its handlers.

use super::table::Table;
use super::{
    capabilities, connect, console, cpu, domain_agent, domain_block, domain_definition, domain_device,
    domain_dirty_rate, domain_display, domain_events, domain_info, domain_input, domain_interface,
    domain_job, domain_lifecycle, domain_lifecycle_action, domain_list, domain_memory, domain_metadata,
    domain_pinning, domain_save, domain_security, domain_snapshot, domain_stats, domain_tuning, domain_vcpu,
    findings, node, qemu_program, sysinfo,
};

impl Table {
    /// All that is served.
    pub(crate) fn new() -> Self {
        let mut table = Self::unserved();
        capabilities::register(&mut table);
        connect::register(&mut table);
        console::register(&mut table);
        cpu::register(&mut table);
        domain_agent::register(&mut table);
        domain_block::register(&mut table);
        domain_definition::register(&mut table);
        domain_device::register(&mut table);
        domain_dirty_rate::register(&mut table);
        domain_display::register(&mut table);
        domain_events::register(&mut table);
        domain_info::register(&mut table);
        domain_input::register(&mut table);
        domain_interface::register(&mut table);
        domain_job::register(&mut table);
        domain_lifecycle::register(&mut table);
        domain_lifecycle_action::register(&mut table);
        domain_list::register(&mut table);
        domain_memory::register(&mut table);
        domain_metadata::register(&mut table);
        domain_pinning::register(&mut table);
        domain_save::register(&mut table);
        domain_security::register(&mut table);
        domain_snapshot::register(&mut table);
        domain_stats::register(&mut table);
        domain_tuning::register(&mut table);
        domain_vcpu::register(&mut table);
        findings::register(&mut table);
        node::register(&mut table);
        qemu_program::register(&mut table);
        sysinfo::register(&mut table);
        table
    }
}
