//! Every section for which a directory has data.

use std::path::{Path, PathBuf};

use crate::{
    Recordings, Section, argv_sections, domaincaps_section, forecast_sections, guests_section, oracle_section,
};

/// What to compare.
#[derive(Debug, Clone, Default)]
pub struct Run {
    /// The directory with the cases: `oracle`, `guests`, `domaincaps` ... below it, as far as they are there.
    pub data: PathBuf,
    /// Where recordings and descriptors are looked up that `data` lacks.
    pub others: Vec<PathBuf>,
    /// Only these sections; `definition` also stands for `definition.T1` and the like, `argv` for all that is made
    /// of the cases in the directory of that name. Empty: all.
    pub wanted: Vec<String>,
}

/// Runs every section that is wanted and has data.
///
/// # Errors
/// A sentence when something that is there cannot be read.
pub fn sections(run: &Run) -> Result<Vec<Section>, String> {
    let recordings = Recordings::in_directories(run.places());
    let mut done = Vec::new();
    if let Some(cases) = run.cases("oracle") {
        done.push(oracle_section(&cases, &recordings)?);
    }
    if let Some(cases) = run.cases("guests") {
        done.push(guests_section(&cases, &recordings)?);
    }
    if let Some(cases) = run.cases("domaincaps") {
        let firmware = run.look_up("environment/qemufirmwaredata");
        done.push(domaincaps_section(&cases, &recordings, firmware.as_deref())?);
    }
    // Made of the recordings that are among the data; those of other directories were compared there.
    if run.data.join("recordings").is_dir() {
        let sections = ["forecast.known", "forecast.projected"];
        if sections.iter().any(|section| run.wants(section)) {
            let all = forecast_sections(&Recordings::in_directories([&run.data]))?;
            done.extend(all.into_iter().filter(|section| run.wants(section.name)));
        }
    }
    let cases = run.data.join("argv");
    if cases.is_dir() {
        let environment = run.look_up("environment");
        let wanted = |name: &str| run.wants(name) || run.wanted.iter().any(|wanted| wanted == "argv");
        done.extend(argv_sections(&cases, &recordings, environment.as_deref(), wanted));
    }
    Ok(done)
}

impl Run {
    fn places(&self) -> impl Iterator<Item = &Path> {
        std::iter::once(&self.data).chain(&self.others).map(PathBuf::as_path)
    }

    fn wants(&self, section: &str) -> bool {
        self.wanted.is_empty() || self.wanted.iter().any(|name| covers(name, section))
    }

    /// The directory of a section that is wanted, if there is one.
    fn cases(&self, section: &str) -> Option<PathBuf> {
        let directory = self.data.join(section);
        (self.wants(section) && directory.is_dir()).then_some(directory)
    }

    fn look_up(&self, relative: &str) -> Option<PathBuf> {
        self.places().map(|place| place.join(relative)).find(|path| path.exists())
    }
}

/// `argv` covers `argv` and `argv.T1`.
fn covers(wanted: &str, section: &str) -> bool {
    section.strip_prefix(wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stands_for_its_parts_too() {
        for (wanted, section, expected) in [
            ("argv", "argv.T1", true),
            ("argv.T1", "argv.T1", true),
            ("argv.T1", "argv.T2", false),
            ("guest", "guests", false),
        ] {
            assert_eq!(covers(wanted, section), expected, "{wanted} {section}");
        }
    }

    #[test]
    fn what_is_not_there_is_no_section() {
        let run = Run { data: "/nonexistent".into(), ..Run::default() };
        assert_eq!(sections(&run), Ok(Vec::new()));
    }
}
