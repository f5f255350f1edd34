//! Man pages and completions, from the command line's own description; `cargo xtask manual` asks for them.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use clap::{Args, CommandFactory as _};
use clap_complete::Shell;

use crate::cli::Arguments;

/// What `manual` takes.
#[derive(Debug, Args)]
pub struct Options {
    /// Where to put them
    folder: PathBuf,
}

/// Writes `man/*.1` and `completions/*`.
///
/// # Errors
/// When the folder cannot be written to.
pub fn write(options: &Options) -> Result<()> {
    let (pages, completions) = (options.folder.join("man"), options.folder.join("completions"));
    for folder in [&pages, &completions] {
        std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    }
    let mut command = Arguments::command();
    command.build();
    page(&command, "ferrovirt", &pages)?;
    for sub in command.get_subcommands().filter(|sub| !sub.is_hide_set() && sub.get_name() != "help") {
        page(sub, &format!("ferrovirt-{}", sub.get_name()), &pages)?;
    }
    for shell in [Shell::Bash, Shell::Zsh, Shell::Fish] {
        clap_complete::generate_to(shell, &mut Arguments::command(), "ferrovirt", &completions)?;
    }
    Ok(())
}

fn page(command: &clap::Command, name: &str, folder: &Path) -> Result<()> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).title(name.to_uppercase()).render(&mut page)?;
    let path = folder.join(format!("{name}.1"));
    std::fs::write(&path, page).with_context(|| path.display().to_string())
}
