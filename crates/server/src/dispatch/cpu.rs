//! CPU models, and CPUs compared.

use engine::{BaselineWishes, Engine, HypervisorQuestion};
use errors::Result;
use wire::remote::procedure::*;
use wire::remote::*;

use crate::dispatch::context::Context;
use crate::dispatch::{Table, flags};

/// `VIR_CONNECT_BASELINE_CPU_EXPAND_FEATURES`.
const EXPAND_FEATURES: u32 = 1;
/// `VIR_CONNECT_BASELINE_CPU_MIGRATABLE`.
const MIGRATABLE: u32 = 2;
/// `VIR_CONNECT_COMPARE_CPU_FAIL_INCOMPATIBLE`.
const FAIL_INCOMPATIBLE: u32 = 1;
/// `VIR_CONNECT_COMPARE_CPU_VALIDATE_XML`.
const VALIDATE_XML: u32 = 2;

pub(super) fn register(table: &mut Table) {
    table.read::<ConnectGetCpuModelNames>(names);
    table.call::<ConnectCompareCpu>(async |context: Context, args: ConnectCompareCpuArgs| {
        flags::check(args.flags, FAIL_INCOMPATIBLE | VALIDATE_XML, "qemuConnectCompareCPU")?;
        let compared = context.engine.compare_cpu(&args.xml, args.flags & VALIDATE_XML != 0).await?;
        Ok(ConnectCompareCpuRet { result: compared.number(args.flags & FAIL_INCOMPATIBLE != 0)? })
    });
    table.call::<ConnectBaselineCpu>(async |context: Context, args: ConnectBaselineCpuArgs| {
        // Nothing to compare is worse than flags that nobody knows.
        if !args.xml_cpus.is_empty() {
            flags::check(args.flags, EXPAND_FEATURES | MIGRATABLE, "qemuConnectBaselineCPU")?;
        }
        let cpu = context.engine.baseline_cpu(&args.xml_cpus, wishes(args.flags))?;
        Ok(ConnectBaselineCpuRet { cpu })
    });
    table.call::<ConnectCompareHypervisorCpu>(compare_hypervisor);
    table.call::<ConnectBaselineHypervisorCpu>(baseline_hypervisor);
}

/// The models that definitions may name; the count alone when the client wants no more.
fn names(_: &Engine, args: ConnectGetCpuModelNamesArgs) -> Result<ConnectGetCpuModelNamesRet> {
    flags::check(args.flags, 0, "qemuConnectGetCPUModelNames")?;
    let names = Engine::cpu_model_names(&args.arch)?;
    let ret = i32::try_from(names.len()).unwrap_or(i32::MAX);
    let wanted = if args.need_results != 0 { names } else { Vec::new() };
    Ok(ConnectGetCpuModelNamesRet { models: wanted.into_iter().map(str::to_owned).collect(), ret })
}

async fn compare_hypervisor(
    context: Context,
    args: ConnectCompareHypervisorCpuArgs,
) -> Result<ConnectCompareHypervisorCpuRet> {
    flags::check(args.flags, FAIL_INCOMPATIBLE | VALIDATE_XML, "qemuConnectCompareHypervisorCPU")?;
    let question = HypervisorQuestion {
        emulator: args.emulator.as_deref(),
        arch: args.arch.as_deref(),
        machine: args.machine.as_deref(),
        virt_type: args.virttype.as_deref(),
    };
    let validate = args.flags & VALIDATE_XML != 0;
    let compared = context.engine.compare_hypervisor_cpu(question, &args.xml_cpu, validate).await?;
    Ok(ConnectCompareHypervisorCpuRet { result: compared.number(args.flags & FAIL_INCOMPATIBLE != 0)? })
}

async fn baseline_hypervisor(
    context: Context,
    args: ConnectBaselineHypervisorCpuArgs,
) -> Result<ConnectBaselineHypervisorCpuRet> {
    if !args.xml_cpus.is_empty() {
        flags::check(args.flags, EXPAND_FEATURES | MIGRATABLE, "qemuConnectBaselineHypervisorCPU")?;
    }
    let question = HypervisorQuestion {
        emulator: args.emulator.as_deref(),
        arch: args.arch.as_deref(),
        machine: args.machine.as_deref(),
        virt_type: args.virttype.as_deref(),
    };
    let cpu = context.engine.baseline_hypervisor_cpu(question, &args.xml_cpus, wishes(args.flags)).await?;
    Ok(ConnectBaselineHypervisorCpuRet { cpu })
}

fn wishes(flags: u32) -> BaselineWishes {
    BaselineWishes { expand: flags & EXPAND_FEATURES != 0, migratable: flags & MIGRATABLE != 0 }
}
