//! Where the programs under test are, freshly built.

use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

/// The path of one of the project's programs, built from what stands in the tree now.
///
/// A test of another package cannot ask cargo for it, so it is built here, once for each test process;
/// `cargo xtask test` has built it before and says so.
pub fn binary(name: &str) -> PathBuf {
    static BUILT: OnceLock<()> = OnceLock::new();
    BUILT.get_or_init(|| {
        if std::env::var_os("FERROVIRT_BINARIES_ARE_FRESH").is_none() {
            build();
        }
    });
    let path = built_programs().join(name);
    assert!(path.is_file(), "{} is not built", path.display());
    path
}

/// The folder that this test's own binary (in `deps/` below it) was built into.
pub(crate) fn built_programs() -> PathBuf {
    let own = std::env::current_exe().expect("a program knows its path");
    let folder = own.parent().expect("a program lies in a folder");
    if folder.ends_with("deps") {
        folder.parent().expect("deps/ lies in a folder").to_owned()
    } else {
        folder.to_owned()
    }
}

fn build() {
    let folder = built_programs();
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args([
        "build",
        "--quiet",
        "--package",
        "ferrovirtd",
        "--package",
        "ferrovirt",
        "--package",
        "support",
        "--bins",
    ]);
    cargo.current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    cargo.env("CARGO_TARGET_DIR", folder.parent().expect("a profile's folder lies in the target folder"));
    if folder.ends_with("release") {
        cargo.arg("--release");
    }
    let status = cargo.status().expect("run cargo");
    assert!(status.success(), "the daemon does not build");
}
