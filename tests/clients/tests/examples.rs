//! Every example of every man page, and of the README, is run: as it stands there, but for the host that it names.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code, also outside its `#[test]` functions")]

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use support::{Daemon, Guest, Need, binary, needs, run, skip};

/// The examples in a text, whatever follows as a comment; of man pages with their escapes undone.
fn examples(text: &str) -> Vec<String> {
    let lines = text.lines().map(|line| line.replace("\\-", "-").replace("\\&", "").replace("\\*(Aq", "'"));
    lines
        .map(|line| line.split("  #").next().unwrap_or_default().trim().to_owned())
        .filter(|line| line.starts_with("ferrovirt "))
        .collect()
}

/// The examples of the page of each command.
fn of_man_pages(folder: &Path) -> Vec<(String, Vec<String>)> {
    run(Command::new(binary("ferrovirt")).arg("manual").arg(folder)).succeeds();
    let mut pages: Vec<_> = std::fs::read_dir(folder.join("man")).unwrap().flatten().collect();
    pages.sort_by_key(std::fs::DirEntry::file_name);
    let page = |entry: std::fs::DirEntry| {
        let name = entry.file_name().into_string().unwrap();
        let command = name.strip_prefix("ferrovirt-")?.strip_suffix(".1")?.to_owned();
        Some((command, examples(&std::fs::read_to_string(entry.path()).unwrap())))
    };
    pages.into_iter().filter_map(page).collect()
}

/// The example as a command for this daemon, in a folder with the files that examples name.
fn command(example: &str, daemon: &Daemon, folder: &Path) -> Command {
    let mut words = example.split_whitespace().skip(1).map(|word| word.trim_matches('\''));
    let mut command = Command::new(binary("ferrovirt"));
    command.current_dir(folder).env("HOME", folder).env("XDG_STATE_HOME", folder);
    command.env("LIBVIRT_DEFAULT_URI", daemon.uri());
    while let Some(word) = words.next() {
        command.arg(word);
        if word == "--connect" && words.next().is_some() {
            command.arg(daemon.uri());
        }
    }
    command
}

/// Runs an example: it must be able to do all that it is for.
fn try_out(example: &str, daemon: &Daemon, folder: &Path) {
    let mut command = command(example, daemon, folder);
    if example.contains("--watch") {
        // It has no end of its own.
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(!line.is_empty(), "{example}");
        return;
    }
    let ran = run(&mut command);
    assert!(matches!(ran.code, Some(0 | 1)), "{example}: {ran:#?}");
    assert!(!ran.stdout.is_empty() || example.contains("--output"), "{example} says nothing");
}

#[test]
fn every_example_of_the_man_pages_and_of_the_readme_runs() {
    needs!(Need::Virsh, Need::Qemu);
    let name = "every_example_of_the_man_pages_and_of_the_readme_runs";
    let daemon = Daemon::start();
    if daemon.is_reference() {
        return skip(name, "FERROVIRT_REFERENCE names another daemon");
    }
    let Some(old) = daemon.deprecated_machines().into_iter().find(|name| name.starts_with("pc-q35")) else {
        return skip(name, "no machine type is deprecated");
    };
    let temporary = tempfile::tempdir().unwrap();
    let folder = temporary.path();
    let guest = Guest::named("web1").machine(&old).argument("-no-fd-bootchk-of-nobody");
    std::fs::write(folder.join("guest.xml"), guest.xml()).unwrap();
    daemon.define(&guest);
    let other = folder.join("other-sock");
    std::os::unix::fs::symlink(daemon.socket(), &other).unwrap();
    let other = format!("qemu+unix:///system?socket={}", other.display());
    let hosts = format!("# ours\n{}\n{other}   # by another name\n", daemon.uri());
    std::fs::write(folder.join("hosts.txt"), hosts).unwrap();
    for file in ["host.json", "newhost.json"] {
        let export = format!("ferrovirt capabilities export --output {file}");
        run(&mut command(&export, &daemon, folder)).succeeds();
    }

    let pages = of_man_pages(folder);
    assert!(pages.len() > 10, "{pages:?}");
    for (command, examples) in &pages {
        assert!(!examples.is_empty(), "the page of {command} has no example");
        for example in examples {
            assert!(example.starts_with(&format!("ferrovirt {command}")), "{command}: {example}");
            try_out(example, &daemon, folder);
        }
    }
    let readme = include_str!("../../../README.md");
    let examples = examples(readme);
    assert!(examples.len() >= 5, "{examples:?}");
    examples.iter().for_each(|example| try_out(example, &daemon, folder));
}

#[test]
fn the_page_about_the_command_names_each_of_its_commands() {
    let folder = tempfile::tempdir().unwrap();
    let page = include_str!("../../../docs/command.md");
    for (command, _) in of_man_pages(folder.path()) {
        assert!(
            page.contains(&format!("`{command}`")) || page.contains(&format!("ferrovirt {command}")),
            "{command}"
        );
    }
    let shells = ["ferrovirt.bash", "_ferrovirt", "ferrovirt.fish"];
    for shell in shells {
        assert!(folder.path().join("completions").join(shell).is_file(), "{shell}");
    }
}
