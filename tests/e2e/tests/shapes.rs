//! Guests of sixty shapes start on the installed QEMU, each with the command line that we foretell for its
//! definition, which is the one that stock libvirt foretells.
//!
//! A shape is a file in `shapes/`; `@DIR@` in it stands for a folder with images of its own. What the two foretold
//! command lines and the real one cannot have in common is the same for all shapes: see [`CommandLine`].
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use std::fs;
use std::fs::File;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use support::{Daemon, Need, beside_libvirtd, needs, run, skip};

/// How many guests are on their way at a time.
const AT_A_TIME: usize = 4;

/// The images in each shape's folder: name, bytes.
const IMAGES: [(&str, u64); 4] =
    [("disk.raw", 1 << 20), ("second.raw", 1 << 20), ("third.raw", 1 << 20), ("floppy.raw", 1440 << 10)];

/// A definition with its images, in a folder of its own.
#[derive(Debug)]
struct Shape {
    name: String,
    file: PathBuf,
}

#[test]
fn each_shape_is_started_with_the_command_line_that_was_foretold() {
    needs!(Need::Virsh, Need::Qemu, Need::QemuImg);
    let daemon = Daemon::start();
    let shapes = shapes(&daemon.path("shapes"));
    assert!(shapes.len() >= 40, "{}", shapes.len());
    let (left, differ) = (Mutex::new(shapes.iter()), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..AT_A_TIME {
            scope.spawn(|| {
                while let Some(shape) = { left.lock().unwrap().next() } {
                    let (foretold, real) = start(&daemon, shape);
                    differ.lock().unwrap().extend(foretold.difference(&real, shape));
                }
            });
        }
    });
    let differ = differ.into_inner().unwrap();
    assert!(differ.is_empty(), "foretold and real: {differ:#?}");
}

#[test]
fn stock_libvirt_foretells_the_same_command_line_of_each_shape() {
    needs!(Need::Virsh, Need::Qemu, Need::QemuImg, Need::Root);
    let folder = tempfile::tempdir().unwrap();
    let shapes = shapes(&folder.path().join("shapes"));
    let lines = shapes.iter().map(|Shape { file, .. }| {
        let file = file.display();
        format!("virsh -c qemu:///system domxml-to-native qemu-argv {file} > {file}.stock\n")
    });
    if let Err(reason) = beside_libvirtd(&lines.collect::<String>()) {
        return skip("shapes beside libvirtd", &reason);
    }
    let daemon = Daemon::start();
    let mut differ = Vec::new();
    for shape in &shapes {
        let file = shape.file.display().to_string();
        let stock = fs::read_to_string(format!("{file}.stock")).unwrap();
        let stock = CommandLine::foretold(&stock, Path::new("/var/lib/libvirt"));
        let ours = daemon.virsh(["domxml-to-native", "qemu-argv", &file]).succeeds();
        differ.extend(stock.difference(&CommandLine::foretold(&ours, &daemon.path("lib")), shape));
    }
    assert!(differ.is_empty(), "stock and ours: {differ:#?}");
}

/// Every shape, made ready below that folder.
fn shapes(folder: &Path) -> Vec<Shape> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/shapes");
    let mut files: Vec<PathBuf> = fs::read_dir(source).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.iter().map(|file| Shape::make(file, folder)).collect()
}

impl Shape {
    fn make(source: &Path, below: &Path) -> Self {
        let name = source.file_stem().unwrap().to_string_lossy().into_owned();
        let folder = below.join(&name);
        fs::create_dir_all(&folder).unwrap();
        // QEMU runs as somebody else.
        for folder in [&folder, below, below.parent().unwrap()] {
            fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
        }
        for (image, bytes) in IMAGES {
            File::create(folder.join(image)).unwrap().set_len(bytes).unwrap();
        }
        let text = fs::read_to_string(source).unwrap();
        if text.contains("qcow2") {
            let image = folder.join("disk.qcow2");
            let mut make = std::process::Command::new("qemu-img");
            run(make.args(["create", "-q", "-f", "qcow2"]).arg(image).arg("1M")).succeeds();
        }
        let file = folder.join(format!("{name}.xml"));
        fs::write(&file, text.replace("@DIR@", &folder.display().to_string())).unwrap();
        Self { name, file }
    }
}

/// Starts the guest, sees it run, and ends it: what was foretold, what it was started with.
fn start(daemon: &Daemon, shape: &Shape) -> (CommandLine, CommandLine) {
    let Shape { name, file } = shape;
    let file = file.display();
    let commands = format!("create {file}; domstate --reason {name}; domxml-to-native qemu-argv {file}");
    let said = daemon.virsh([commands]).succeeds();
    assert!(said.contains("running (booted)"), "{name}: {said}");
    let cmdline = fs::read(format!("/proc/{}/cmdline", daemon.guest_pid(name))).unwrap();
    daemon.virsh(["destroy", name]).succeeds();
    let lib = daemon.path("lib");
    // What virsh said before begins no word with a slash.
    let foretold = CommandLine::foretold(&said, &lib).without_interfaces();
    (foretold, CommandLine::real(&cmdline, &lib).without_interfaces())
}

/// A command line without what differs by rule: the guest's id, numbers of files, the random UUID, the daemon's
/// folder.
///
/// Nothing is opened for a foretold one: it names the monitor's socket and the file behind a port by their paths,
/// where QEMU is handed open files; it has not looked whether an image has a backing file; and it shows each
/// interface as a bare TAP device.
#[derive(Debug, PartialEq)]
struct CommandLine(Vec<(String, String)>);

impl CommandLine {
    /// What `domxml-to-native` said: variables, then words for a shell.
    fn foretold(said: &str, lib: &Path) -> Self {
        let words = shell_words(said);
        let words = words.into_iter().skip_while(|word| !word.starts_with('/'));
        Self::of(words.skip(1), lib)
    }

    /// What is in `/proc`.
    fn real(cmdline: &[u8], lib: &Path) -> Self {
        let text = String::from_utf8_lossy(cmdline);
        Self::of(text.trim_end_matches('\0').split('\0').skip(1).map(str::to_owned), lib)
    }

    /// Options with their values; an option that stands alone has none.
    fn of(words: impl Iterator<Item = String>, lib: &Path) -> Self {
        let lib = lib.display().to_string();
        let mut options: Vec<(String, String)> = Vec::new();
        for word in words {
            match options.last_mut() {
                Some((option, value)) if value.is_empty() && !word.starts_with('-') => {
                    *value = normal(option, &word.replace(&lib, "LIB"));
                }
                _ => options.push((word, String::new())),
            }
        }
        options.retain(|(option, _)| option != "-add-fd");
        Self(options)
    }

    fn without_interfaces(mut self) -> Self {
        self.0.retain(|(option, value)| option != "-netdev" && !value.contains("\"netdev\":"));
        self
    }

    /// The first option that differs.
    fn difference(&self, other: &Self, shape: &Shape) -> Option<String> {
        let longer = self.0.len().max(other.0.len());
        let pair = (0..longer).map(|at| (self.0.get(at), other.0.get(at))).find(|(one, two)| one != two)?;
        Some(format!("{}: {pair:?}", shape.name))
    }
}

/// An option's value without what differs by rule.
fn normal(option: &str, value: &str) -> String {
    match option {
        "-uuid" => "UUID".to_owned(),
        "-chardev" if value.starts_with("socket,id=charmonitor,") => "socket,id=charmonitor".to_owned(),
        "-chardev" if value.starts_with("file,") => value.split(",path=").next().unwrap().to_owned(),
        "-blockdev" => value.replace(",\"backing\":null", ""),
        "-netdev" => without_digits_behind(value, "\"fd\":\""),
        _ => without_digits_behind(value, "LIB/qemu/domain-"),
    }
}

/// The value without the number (it may be negative) that follows that text.
fn without_digits_behind(value: &str, text: &str) -> String {
    match value.split_once(text) {
        Some((before, rest)) => {
            let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-');
            format!("{before}{text}{rest}")
        }
        None => value.to_owned(),
    }
}

/// The words of a line as a shell splits it.
fn shell_words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quoted) = (Vec::new(), String::new(), false);
    let mut characters = line.trim().chars();
    while let Some(character) = characters.next() {
        match character {
            '\'' => quoted = !quoted,
            '\\' if !quoted => word.extend(characters.next()),
            ' ' if !quoted => words.push(std::mem::take(&mut word)),
            _ => word.push(character),
        }
    }
    words.push(word);
    words
}
