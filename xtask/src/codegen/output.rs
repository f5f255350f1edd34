//! Writing the generated files, or comparing them with what is there.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail, ensure};

use super::catalogue::{self, Catalogue};
use super::schema::{Program, Schema};
use super::{calls, procedures, types};

const SCHEMAS: &str = "crates/wire/schema";
/// libvirt's protocol, then what this project adds to it.
const FILES: [&str; 2] = ["remote.json", "ferrovirt.json"];
const GENERATED: &str = "crates/wire/src/generated";
const GENERATED_FOR_CLIENTS: &str = "crates/client/src/generated";

/// Sources by the names of their files or modules.
type Modules = BTreeMap<String, String>;

/// Writes the generated files; with `check`, only says which of them are stale.
pub fn run(check: bool) -> Result<()> {
    let root = workspace();
    let mut texts = Vec::new();
    for file in FILES {
        let path = root.join(SCHEMAS).join(file);
        texts.push((file, fs::read_to_string(&path).with_context(|| path.display().to_string())?));
    }
    let texts: Vec<(&str, &str)> = texts.iter().map(|(file, text)| (*file, text.as_str())).collect();
    let schema = Schema::parse(&texts)?;
    let singles = catalogue_files(&root)?;
    let folders = [
        (root.join(GENERATED), generate(&schema)?),
        (root.join(GENERATED_FOR_CLIENTS), formatted(for_clients(&schema))?),
    ];
    let mut stale = Vec::new();
    for (path, text) in singles {
        let path = root.join(path);
        if fs::read_to_string(&path).ok().as_ref() != Some(&text) {
            stale.push((path, Some(text)));
        }
    }
    for (folder, files) in &folders {
        let names = compare(folder, files)?;
        stale.extend(names.into_iter().map(|name| (folder.join(&name), files.get(&name).cloned())));
    }
    if check {
        let names: Vec<String> = stale.iter().map(|(path, _)| path.display().to_string()).collect();
        ensure!(names.is_empty(), "stale, run `cargo xtask codegen`: {}", names.join(", "));
        return Ok(());
    }
    for (path, text) in stale {
        match text {
            Some(text) => write(&path, &text),
            None => fs::remove_file(&path),
        }
        .with_context(|| path.display().to_string())?;
    }
    Ok(())
}

/// What is made of the findings' catalogue, by the path below the workspace.
fn catalogue_files(root: &Path) -> Result<[(&'static str, String); 2]> {
    let table = root.join(catalogue::TABLE);
    let text = fs::read_to_string(&table).with_context(|| table.display().to_string())?;
    let catalogue = Catalogue::parse(&text)?;
    let banner =
        "// Generated from catalogue.toml by `cargo xtask codegen`. Change that file, not this one.\n\n";
    let entries = format(&(banner.to_owned() + &catalogue.entries()))?;
    Ok([(catalogue::ENTRIES, entries), (catalogue::PAGE, catalogue.page())])
}

fn for_clients(schema: &Schema) -> Modules {
    let top = banner(&schemas());
    calls::client(schema).into_iter().map(|(name, source)| (name, top.clone() + &source)).collect()
}

/// All files, formatted, by their path below the generated directory.
fn generate(schema: &Schema) -> Result<Modules> {
    let all = schemas();
    let mut files = BTreeMap::from([
        ("mod.rs".to_owned(), banner(&all) + &root_module(schema, &all)),
        ("limits.rs".to_owned(), banner(&all) + &types::limits(schema)),
        ("by_number.rs".to_owned(), banner(&all) + &procedures::by_number(schema)),
    ]);
    for program in &schema.programs {
        let families = types::families(schema, program);
        let markers = [("procedure", procedures::markers(program)), ("event", procedures::events(program))];
        let markers = BTreeMap::from(markers.map(|(name, source)| (name.to_owned(), source)));
        let top = banner(&format!("schema/{}", program.file));
        let mut put = |file: &str, source: &str| {
            files.insert(format!("{}/{file}.rs", program.name), top.clone() + source)
        };
        put("table", &procedures::table(program));
        put("mod", &program_module(program, &families, &markers));
        for (name, source) in families.into_iter().chain(markers).filter(|(_, source)| !source.is_empty()) {
            put(&name, &source);
        }
    }
    formatted(files)
}

fn formatted(files: Modules) -> Result<Modules> {
    files.into_iter().map(|(name, source)| Ok((name, format(&source)?))).collect()
}

/// The names of all schema files.
fn schemas() -> String {
    FILES.map(|file| format!("schema/{file}")).join(" and ")
}

fn banner(of: &str) -> String {
    format!("// Generated from {of} by `cargo xtask codegen`. Change that file, not this one.\n\n")
}

fn root_module(schema: &Schema, files: &str) -> String {
    let mut out = format!("//! What `cargo xtask codegen` makes of {files}.\n\npub mod limits;");
    out += "pub(crate) mod by_number;";
    for program in &schema.programs {
        // `wire::keepalive` is written by hand around what is generated.
        let visibility = if program.name == "keepalive" { "pub(crate)" } else { "pub" };
        out += &format!("{visibility} mod {};", program.name);
    }
    out += "\n\n";
    for program in &schema.programs {
        out += &format!("pub(crate) const {}_PROGRAM: u32 = {:#x};", program.name.to_uppercase(), program.id);
    }
    out
}

fn program_module(program: &Program, families: &Modules, markers: &Modules) -> String {
    let mut out = format!("//! The {} program.\n\n", program.name);
    families.keys().for_each(|family| out += &format!("mod {family};"));
    for (name, _) in markers.iter().filter(|(_, source)| !source.is_empty()) {
        out += &format!("pub mod {name};");
    }
    out += "pub(crate) mod table;\n\n";
    families.keys().for_each(|family| out += &format!("pub use {family}::*;"));
    out
}

/// The names of files that differ from what is on disk, or that should not be there.
fn compare(directory: &Path, files: &Modules) -> Result<Vec<String>> {
    let mut stale: Vec<String> = files
        .iter()
        .filter(|(name, source)| fs::read_to_string(directory.join(name)).ok().as_ref() != Some(*source))
        .map(|(name, _)| name.clone())
        .collect();
    fs::create_dir_all(directory).with_context(|| directory.display().to_string())?;
    let found = files_below(directory).with_context(|| directory.display().to_string())?;
    for path in found {
        let name = path.strip_prefix(directory)?.to_string_lossy().into_owned();
        if !files.contains_key(&name) {
            stale.push(name);
        }
    }
    Ok(stale)
}

fn files_below(directory: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        match entry.file_type()?.is_dir() {
            true => found.extend(files_below(&entry.path())?),
            false => found.push(entry.path()),
        }
    }
    Ok(found)
}

fn write(path: &Path, source: &str) -> std::io::Result<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::write(path, source)
}

/// The source as `cargo fmt` leaves it, so that formatting the workspace changes nothing here.
fn format(source: &str) -> Result<String> {
    let mut rustfmt = Command::new("rustfmt")
        .args(["--edition", "2024", "--config-path"])
        .arg(workspace())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("rustfmt")?;
    // A thread writes, so that neither side waits for the other when the pipes are full.
    let stdin = rustfmt.stdin.take();
    let source = source.to_owned();
    let writer = std::thread::spawn(move || stdin.map(|mut stdin| stdin.write_all(source.as_bytes())));
    let output = rustfmt.wait_with_output().context("rustfmt")?;
    match writer.join() {
        Ok(Some(Ok(()))) if output.status.success() => String::from_utf8(output.stdout).context("rustfmt"),
        _ => bail!("rustfmt refused the generated source"),
    }
}

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

#[cfg(test)]
mod tests {
    #[test]
    fn codegen_output_is_fresh() {
        super::run(true).unwrap();
    }
}
