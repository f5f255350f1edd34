//! The result: what to run, with which environment, and what has to be there before.

/// How to start one guest.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CommandLine {
    /// The emulator's path.
    pub program: String,
    /// The arguments after the program's name, in libvirt's order.
    pub args: Vec<String>,
    /// The whole environment: nothing of the daemon's own is inherited.
    pub env: Vec<(String, String)>,
    /// What the caller opens and passes to the process under the number given, in the order of use.
    pub descriptors: Vec<Descriptor>,
}

impl CommandLine {
    /// The types of the devices that it has QEMU make, in their order.
    pub fn device_types(&self) -> Vec<String> {
        let options = self.args.iter().zip(self.args.iter().skip(1));
        let devices = options.filter(|(option, _)| *option == "-device");
        devices.filter_map(|(_, argument)| device_type(argument)).collect()
    }
}

/// A file descriptor that QEMU inherits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Descriptor {
    /// The number that the command line calls it by.
    pub fd: i32,
    /// What it is to be opened on.
    pub target: DescriptorTarget,
}

/// What a descriptor is opened on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DescriptorTarget {
    /// QEMU's own monitor: a listening unix socket at this path.
    Monitor(String),
    /// A listening unix socket of a character device at this path.
    Listener(String),
    /// A file that a character device writes to; `append` keeps what is in it.
    CharacterFile {
        /// The file's path.
        path: String,
        /// Whether what is in the file stays.
        append: bool,
    },
    /// A log file of a character device; `append` keeps what is in it.
    CharacterLog {
        /// The file's path.
        path: String,
        /// Whether what is in the file stays.
        append: bool,
    },
}

/// The type in an argument of `-device`, in either of its forms.
fn device_type(argument: &str) -> Option<String> {
    if argument.starts_with('{') {
        let value: serde_json::Value = serde_json::from_str(argument).ok()?;
        return value.get("driver")?.as_str().map(str::to_owned);
    }
    let first = argument.split(',').next()?;
    let name = first.strip_prefix("driver=").unwrap_or(first);
    (!name.contains('=') && name != "help").then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_type_is_found_in_either_form_of_the_argument() {
        for (argument, expected) in [
            (r#"{"driver":"virtio-blk-pci","id":"x"}"#, Some("virtio-blk-pci")),
            ("pvpanic,ioport=1285", Some("pvpanic")),
            ("driver=pvpanic", Some("pvpanic")),
            ("id=a,driver=b", None),
            ("{broken", None),
        ] {
            assert_eq!(device_type(argument).as_deref(), expected, "{argument}");
        }
    }
}
