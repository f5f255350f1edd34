//! The documents of the sample, whole.

use std::sync::Arc;

use super::*;
use crate::tests::sample;
use crate::{Accelerator, Arch, FirmwareOffer, GicVersion, HostModel, Policy, Sev, Sgx, SgxSection};

fn host() -> HostDescription {
    HostDescription {
        uuid: "00112233-4455-6677-8899-aabbccddeeff".into(),
        cpu: HostCpu {
            arch: Arch::X86_64,
            model: Some("EPYC".into()),
            vendor: Some("AMD".into()),
            microcode: Some(16_777_317),
            signature: Some((23, 1, 2)),
            tsc: Some(TscCounter { frequency: 2_445_426_000, scaling: Some(false) }),
            topology: HostTopology { sockets: 1, dies: 1, clusters: 1, cores: 1, threads: 2 },
            physical_address_bits: Some(48),
            features: vec!["ht".into(), "x2apic".into()],
            page_sizes: vec![4, 2048],
        },
        power_management: Some(PowerManagement { suspend_mem: true, ..PowerManagement::default() }),
        iommu: false,
        live_migration: true,
        migration_transports: vec!["tcp".into(), "rdma".into()],
        cells: vec![NumaCell {
            id: 0,
            memory: Some(5_728_468),
            pages: vec![(4, 1_432_117), (2048, 0)],
            distances: vec![(0, 10)],
            cpus: vec![
                HostThread {
                    id: 0,
                    place: Some(HostThreadPlace {
                        cluster_id: 65535,
                        siblings: "0-1".into(),
                        ..Default::default()
                    }),
                },
                HostThread { id: 1, place: None },
            ],
        }],
        caches: [1 << 20, 3 << 9, 1000]
            .map(|size| CacheBank { id: 0, level: 2, kind: "both".into(), size, cpus: "0-1".into() })
            .to_vec(),
        security_models: vec![SecurityModel {
            model: "dac".into(),
            doi: "0".into(),
            base_labels: vec![("kvm".into(), "+107:+107".into())],
        }],
    }
}

#[test]
fn capabilities() {
    let guests = guests(Arch::X86_64, &[Arc::new(sample::emulator())]);
    insta::assert_snapshot!(capabilities_xml(&host(), &guests));
}

#[test]
fn a_host_of_which_little_is_known() {
    let little = HostDescription {
        cpu: HostCpu::unknown(Arch::Aarch64),
        power_management: None,
        live_migration: false,
        migration_transports: Vec::new(),
        cells: Vec::new(),
        caches: Vec::new(),
        security_models: Vec::new(),
        ..host()
    };
    insta::assert_snapshot!(capabilities_xml(&little, &[]));
}

#[test]
fn a_processor_is_described_by_the_table() {
    let table = cpu::table::x86();
    let mut facts = cpu::CpuFacts {
        vendor: Some("AMD".into()),
        signature: cpu::table::Signature { family: 25, model: 1, stepping: 1 },
        features: table.model("EPYC-Milan").map(|model| model.features.clone()).unwrap_or_default(),
    };
    facts.features.insert(table.feature("x2apic").unwrap());
    let cpu = HostCpu::x86(Arch::X86_64, &facts);
    assert_eq!((cpu.model.as_deref(), cpu.signature), (Some("EPYC-Milan-v1"), Some((25, 1, 1))));
    assert_eq!(cpu.features, ["x2apic"]);
    let stranger = HostCpu::x86(Arch::X86_64, &cpu::CpuFacts::default());
    assert!(stranger.model.is_none() && stranger.features.is_empty());
}

#[test]
fn domain_capabilities_under_kvm() {
    let host = DomainCapabilitiesHost {
        firmware: FirmwareOffer { loaders: vec!["/fw/code.fd".into()], bios: false, efi: true, secure: true },
        kvm_max_vcpus: Some(1024),
        physical_address_bits: Some(48),
        vfio: true,
        ..DomainCapabilitiesHost::default()
    };
    let (emulator, kvm) = (sample::emulator(), Accelerator::Kvm);
    insta::assert_snapshot!(domain_capabilities_xml(&emulator, Arch::X86_64, kvm, "pc-q35-9.9", &host));
}

#[test]
fn domain_capabilities_under_tcg() {
    let (emulator, host) = (sample::emulator(), DomainCapabilitiesHost::default());
    insta::assert_snapshot!(domain_capabilities_xml(
        &emulator,
        Arch::I686,
        Accelerator::Tcg,
        "pc-i440fx-9.9",
        &host
    ));
}

#[test]
fn what_only_some_hosts_have() {
    let section = |document: &str, name: &str| {
        let start = document.find(&format!("    <{name} ")).unwrap_or_default();
        let end = document[start..].find(&format!("</{name}>")).unwrap_or_default();
        document[start..start + end].split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let mut emulator = sample::emulator();
    emulator.arch = Arch::Aarch64;
    emulator.sev = Some(Sev { cbitpos: 51, reduced_phys_bits: 1, ..Sev::default() });
    emulator.sgx = Some(Sgx {
        sgx1: true,
        section_size: 2048,
        sections: vec![SgxSection { node: 1, size: 2048 }],
        ..Sgx::default()
    });
    emulator.gic = vec![
        GicVersion { version: 3, kernel: true, emulated: true },
        GicVersion { version: 2, kernel: false, emulated: true },
    ];
    let host_model = HostModel {
        model: "Neoverse-N1".into(),
        features: vec![(Policy::Disable, "sve".into())],
        ..HostModel::default()
    };
    let host = DomainCapabilitiesHost {
        sev: Some(SevLimits { guests: 59, es_guests: 450 }),
        host_model: Some(host_model),
        tpm_emulator: Some(TpmVersions { v1_2: true, v2_0: true }),
        ..DomainCapabilitiesHost::default()
    };
    let document =
        |accelerator| domain_capabilities_xml(&emulator, Arch::Aarch64, accelerator, "virt-9.9", &host);
    let (kvm, tcg) = (document(Accelerator::Kvm), document(Accelerator::Tcg));
    assert!(section(&kvm, "gic").ends_with("<enum name='version'> <value>3</value> </enum>"));
    assert!(
        section(&tcg, "gic").ends_with("<enum name='version'> <value>2</value> <value>3</value> </enum>")
    );
    assert!(section(&kvm, "sev").contains("<maxGuests>59</maxGuests> <maxESGuests>450</maxESGuests>"));
    assert!(section(&kvm, "sgx").contains("<section node='1' size='2' unit='KiB'/>"));
    assert!(section(&kvm, "launchSecurity").contains("<value>sev</value> </enum>"));
    assert!(section(&kvm, "tpm").ends_with("<value>1.2</value> <value>2.0</value> </enum>"));
    assert!(kvm.contains("<model fallback='forbid'>Neoverse-N1</model>"));
    assert!(tcg.contains("<mode name='host-model' supported='no'/>"), "a host CPU is nothing to TCG");
}
