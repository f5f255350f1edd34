//! `<cpu>`: the modes, and the models of mode `custom`.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use cpu::spelling::libvirt_model_name;
use cpu::table::{ppc64_vendor, x86};
use xml::Writer;

use super::choices::choices;
use super::subject::Subject;
use crate::{Accelerator, Arch, CpuModel, HostModel, Usable};

pub(super) fn write(w: &mut Writer, subject: &Subject<'_>) {
    w.element("cpu", |w| {
        write_host_passthrough(w, subject);
        let maximum =
            subject.emulator.types.iter().any(|name| name.starts_with("max-") && name.ends_with("-cpu"));
        mode(w, "maximum", maximum, |w| choices(w, "maximumMigratable", [("on", true), ("off", true)]));
        write_host_model(w, subject);
        write_custom(w, subject);
    });
}

fn mode(w: &mut Writer, name: &str, there: bool, content: impl FnOnce(&mut Writer)) {
    w.element("mode", |w| {
        w.attr("name", name);
        w.yes_no("supported", Some(there));
        if there {
            content(w);
        }
    });
}

fn write_host_passthrough(w: &mut Writer, subject: &Subject<'_>) {
    let migratable = subject.emulator.has_property("max-x86_64-cpu", "migratable");
    mode(w, "host-passthrough", subject.accelerator != Accelerator::Tcg, |w| {
        choices(w, "hostPassthroughMigratable", [("on", migratable), ("off", true)]);
    });
}

fn write_host_model(w: &mut Writer, subject: &Subject<'_>) {
    let told = subject.emulator.unmigratable_host_model(subject.accelerator);
    let known = || subject.host.host_model.clone().filter(|_| subject.accelerator == Accelerator::Kvm);
    let Some(model) = told.or_else(known) else { return mode(w, "host-model", false, |_| {}) };
    mode(w, "host-model", true, |w| {
        write_model(w, &model);
        // s390x guests see no such limit.
        let limit = subject.host.physical_address_bits.filter(|_| subject.arch != Arch::S390x);
        if let (Some(limit), Accelerator::Kvm) = (limit, subject.accelerator) {
            w.element("maxphysaddr", |w| {
                w.attr("mode", "passthrough");
                w.attr("limit", limit);
            });
        }
        for (policy, name) in &model.features {
            w.element("feature", |w| {
                w.attr("policy", policy.as_str());
                w.attr("name", name);
            });
        }
    });
}

fn write_model(w: &mut Writer, model: &HostModel) {
    let fallback = if model.fallback { "allow" } else { "forbid" };
    w.text_with("model", |w| w.attr("fallback", fallback), &model.model);
    w.text("vendor", model.vendor.as_deref());
}

/// Models sorted by name; the blockers of one that cannot run here follow it.
fn write_custom(w: &mut Writer, subject: &Subject<'_>) {
    let offer = subject.emulator.accelerator(subject.accelerator);
    let models: BTreeMap<Cow<'_, str>, (&CpuModel, &str)> = offer
        .into_iter()
        .flat_map(|offer| &offer.cpu_models)
        .filter_map(|model| {
            let name = libvirt_model_name(subject.arch, &model.name);
            let vendor = listed_vendor(subject.arch, &name)?;
            Some((name, (model, vendor)))
        })
        .collect();
    mode(w, "custom", !models.is_empty(), |w| {
        for (name, (model, vendor)) in &models {
            let attributes = |w: &mut Writer| {
                w.attr(
                    "usable",
                    match model.usable {
                        Usable::Yes => "yes",
                        Usable::No => "no",
                        Usable::Unknown => "unknown",
                    },
                );
                w.attr("deprecated", model.deprecated.then_some("yes"));
                w.attr("vendor", *vendor);
                let canonical = model.alias_of.as_deref().filter(|name| models.contains_key(*name));
                w.attr("canonical", canonical);
            };
            w.text_with("model", attributes, name.as_ref());
            write_blockers(w, subject.arch, name, model);
        }
    });
}

fn write_blockers(w: &mut Writer, arch: Arch, name: &str, model: &CpuModel) {
    let libvirt_name = |name| if arch.is_x86() { x86().libvirt_feature_name(name) } else { name };
    let blockers: BTreeSet<&str> = model.blockers.iter().map(|name| libvirt_name(name.as_str())).collect();
    if blockers.is_empty() {
        return;
    }
    w.element("blockers", |w| {
        w.attr("model", name);
        for blocker in blockers {
            w.element("feature", |w| w.attr("name", blocker));
        }
    });
}

/// The vendor of a model that definitions may name; `None` for one that they may not: where there is a
/// table of models, only those in it.
fn listed_vendor(arch: Arch, name: &str) -> Option<&'static str> {
    match arch {
        arch if arch.is_x86() => Some(x86().model(name)?.vendor.as_deref().unwrap_or("unknown")),
        arch if arch.is_ppc64() => ppc64_vendor(name),
        // All are IBM's but the two that stand for whatever QEMU can do.
        Arch::S390x => Some(if matches!(name, "max" | "qemu") { "unknown" } else { "IBM" }),
        _ => Some("unknown"),
    }
    .filter(|_| name != "host")
}
