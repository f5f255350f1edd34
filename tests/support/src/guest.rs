//! Definitions for the tests' guests: small, quick to start, under TCG so that any machine can run them.

use std::fmt::Write as _;

/// A definition in the making.
#[derive(Debug, Clone)]
pub struct Guest {
    name: String,
    machine: String,
    emulator: Option<String>,
    cpu: String,
    vcpus: u32,
    memory_mib: u32,
    on_top: String,
    devices: String,
    arguments: Vec<String>,
    environment: Vec<(String, String)>,
}

impl Guest {
    /// A guest with 64 MiB, one processor and no devices but what every machine has.
    pub fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            machine: "pc".to_owned(),
            emulator: None,
            cpu: String::new(),
            vcpus: 1,
            memory_mib: 64,
            on_top: String::new(),
            devices: String::new(),
            arguments: Vec::new(),
            environment: Vec::new(),
        }
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// With this machine type.
    pub fn machine(mut self, machine: &str) -> Self {
        self.machine = machine.to_owned();
        self
    }

    /// With this QEMU.
    pub fn emulator(mut self, path: impl AsRef<std::path::Path>) -> Self {
        self.emulator = Some(path.as_ref().display().to_string());
        self
    }

    /// With exactly this CPU model.
    pub fn cpu_model(mut self, model: &str) -> Self {
        self.cpu = format!(
            "<cpu mode='custom' match='exact' check='none'><model fallback='forbid'>{model}</model></cpu>"
        );
        self
    }

    /// With a CPU element of the test's own.
    pub fn cpu(mut self, element: &str) -> Self {
        self.cpu = element.to_owned();
        self
    }

    /// With so many processors.
    pub fn vcpus(mut self, count: u32) -> Self {
        self.vcpus = count;
        self
    }

    /// With more elements below `<domain>`.
    pub fn with(mut self, elements: &str) -> Self {
        self.on_top.push_str(elements);
        self
    }

    /// With more devices.
    pub fn device(mut self, element: &str) -> Self {
        self.devices.push_str(element);
        self
    }

    /// Booting the tiny system of [`write_boot_disk`](crate::write_boot_disk) from a disk in `folder`, with
    /// its serial line as the console.
    pub fn booting(self, folder: &std::path::Path) -> Self {
        let disk = folder.join(format!("{}.img", self.name));
        crate::write_boot_disk(&disk);
        self.device(&format!(
            "<disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='{}'/>\
             <target dev='hda' bus='ide'/></disk><serial type='pty'/><console type='pty'/>",
            disk.display()
        ))
    }

    /// With an argument of somebody's own for QEMU.
    pub fn argument(mut self, argument: &str) -> Self {
        self.arguments.push(argument.to_owned());
        self
    }

    /// With an environment variable of somebody's own for QEMU.
    pub fn environment(mut self, name: &str, value: &str) -> Self {
        self.environment.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The definition.
    pub fn xml(&self) -> String {
        let mut xml = String::new();
        let given = !self.arguments.is_empty() || !self.environment.is_empty();
        let namespace = if given { " xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'" } else { "" };
        let emulator =
            self.emulator.as_ref().map(|path| format!("<emulator>{path}</emulator>")).unwrap_or_default();
        let mut put = |text: std::fmt::Arguments<'_>| xml.write_fmt(text).expect("a string takes everything");
        put(format_args!("<domain type='qemu'{namespace}><name>{}</name>", self.name));
        put(format_args!("<memory unit='MiB'>{}</memory><vcpu>{}</vcpu>", self.memory_mib, self.vcpus));
        put(format_args!("<os><type arch='x86_64' machine='{}'>hvm</type></os>", self.machine));
        put(format_args!("<features><acpi/></features>{}{}", self.cpu, self.on_top));
        put(format_args!("<devices>{emulator}{}</devices>", self.devices));
        if given {
            put(format_args!("<qemu:commandline>"));
            for argument in &self.arguments {
                put(format_args!("<qemu:arg value='{argument}'/>"));
            }
            for (name, value) in &self.environment {
                put(format_args!("<qemu:env name='{name}' value='{value}'/>"));
            }
            put(format_args!("</qemu:commandline>"));
        }
        put(format_args!("</domain>"));
        xml
    }
}
