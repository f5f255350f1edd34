//! The pure rooms take values and return values: no files, no network, no clock, no chance, no runtime.

use crate::tidy::complaint::Complaint;
use crate::tidy::tree::Tree;

/// The rooms that are pure.
pub const PURE: &[&str] = &[
    "errors",
    "wire",
    "xml",
    "model",
    "cpu",
    "images",
    "relaxng",
    "caps",
    "prepare",
    "findings",
    "foresight",
    "launch",
];

/// What no pure room may depend on.
const FOREIGN: &[&str] = &[
    "tokio",
    "tokio-util",
    "mio",
    "async-std",
    "rustix",
    "nix",
    "libc",
    "rand",
    "getrandom",
    "fastrand",
    "chrono",
    "time",
    "tempfile",
    "tracing",
    "log",
    "socket2",
    "arc-swap",
];

/// What no pure room may name.
const IMPURE: &[&str] = &[
    "std::fs",
    "std::net::TcpStream",
    "std::net::TcpListener",
    "std::net::UdpSocket",
    "std::net::ToSocketAddrs",
    "std::process",
    "std::env",
    "std::thread",
    "std::time::SystemTime",
    "std::time::Instant",
    "std::os",
    "std::io::stdin",
    "std::io::stdout",
    "std::io::stderr",
    "std::hash::RandomState",
];

/// Complains about a pure room's impure dependencies and paths.
pub fn check(tree: &Tree) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for room in tree.crates.iter().filter(|room| PURE.contains(&room.name.as_str())) {
        for dependency in room.dependencies.iter().filter(|name| FOREIGN.contains(&name.as_str())) {
            complaints.push(Complaint::about(
                &format!("{}/Cargo.toml", room.folder),
                format!("`{}` is pure and must not depend on `{dependency}`", room.name),
            ));
        }
    }
    for (file, source) in tree.shipped().filter(|(file, _)| file.is_in(PURE)) {
        for mention in source.paths() {
            if let Some(impure) = IMPURE.iter().find(|&&impure| reaches(&mention.path, impure)) {
                complaints.push(Complaint::at(
                    &file.path,
                    mention.line,
                    format!("a pure room must not use `{impure}`: take the value as an argument"),
                ));
            }
        }
    }
    complaints
}

fn reaches(path: &str, impure: &str) -> bool {
    path == impure || path.strip_prefix(impure).is_some_and(|rest| rest.starts_with("::"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_in_values_out_passes() {
        let tree = Tree::of(&[
            (
                "crates/model/src/a.rs",
                "use std::{fmt, net::IpAddr, time::Duration};\n// std::fs is not for us\n",
            ),
            ("crates/model/src/b.rs", "#[cfg(test)]\nmod tests { use std::fs; }\n"),
            ("crates/model/tests/c.rs", "use std::fs;\n"),
            ("crates/host/src/d.rs", "use std::fs;\n"),
        ])
        .with_crate("model", &["errors", "roxmltree"]);
        assert_eq!(check(&tree), []);
    }

    #[test]
    fn files_clock_and_runtime_fail() {
        for text in [
            "use std::fs;",
            "use std::{fmt, fs::File};",
            "fn f() { std::time::Instant::now(); }",
            "use std::time::{Duration, SystemTime};",
            "fn f() { std::env::var(\"X\"); }",
        ] {
            assert_eq!(check(&Tree::of(&[("crates/caps/src/a.rs", text)])).len(), 1, "{text}");
        }
        assert_eq!(check(&Tree::of(&[]).with_crate("launch", &["tokio"])).len(), 1);
    }
}
