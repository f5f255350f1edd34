//! Definitions made complete and turned into command lines, against recorded cases.
//!
//! The number of cases that agree may only grow: the floors below are raised with it.

use conformance::{Run, sections, shared};

/// What has to agree.
const FLOORS: &[(&str, usize)] = &[
    ("argv.T1", 137),
    ("argv.T2", 172),
    ("argv.T3", 71),
    ("definition.T1", 137),
    ("definition.T2", 172),
    ("definition.T3", 78),
    ("err", 81),
    ("other-version", 17),
    ("abi-update", 18),
    ("other", 118),
    ("definition.other", 109),
];

#[test]
#[allow(clippy::print_stdout, reason = "the counts are what a reader of the test's output wants")]
fn recorded_cases_agree() {
    let data = match shared("conformance") {
        Ok(data) => data,
        Err(why) => return support::skip_this(&why),
    };
    let done = sections(&Run { data, wanted: vec!["argv".into()], ..Run::default() }).unwrap();
    let mut fallen = Vec::new();
    for section in &done {
        println!("{section}");
    }
    for (name, floor) in FLOORS {
        let passed = done.iter().find(|section| section.name == *name).map_or(0, |section| section.passed());
        if passed < *floor {
            fallen.push(format!("{name} {passed}, before {floor}"));
        }
    }
    assert!(fallen.is_empty(), "fewer cases agree than before: {fallen:?}");
}
