//! Counting tests from what the test runners print.

use std::fmt;

/// How many tests did what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Ran and held.
    pub passed: usize,
    /// Ran and did not.
    pub failed: usize,
    /// Did not run, for a reason that was printed.
    pub skipped: usize,
}

impl Tally {
    /// Takes in a line of nextest's or of `cargo test`'s output.
    pub fn see(&mut self, line: &str) {
        let plain = without_colours(line);
        let counts = if let Some(rest) = plain.trim_start().strip_prefix("Summary [") {
            // Summary [   0.5s] 12 tests run: 10 passed (1 slow), 1 failed, 1 timed out, 3 skipped
            rest.split_once("run:").map(|(_, counts)| counts)
        } else if let Some(rest) = plain.strip_prefix("test result:") {
            // Only at the line's beginning: nextest shows what a failing test's process printed, indented.
            // test result: ok. 5 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s
            rest.split_once('.').map(|(_, counts)| counts)
        } else {
            None
        };
        for count in counts.unwrap_or_default().split([',', ';']) {
            self.add(count.trim());
        }
    }

    fn add(&mut self, count: &str) {
        let mut words = count.split_whitespace();
        let Some(number) = words.next().and_then(|number| number.parse::<usize>().ok()) else { return };
        match words.next().unwrap_or_default() {
            "passed" => self.passed += number,
            "failed" | "timed" | "exec" => self.failed += number,
            "skipped" | "ignored" => self.skipped += number,
            _ => {}
        }
    }

    /// Counts tests that returned early with a reason as skipped.
    pub fn reckon_early_returns(&mut self, count: usize) {
        let count = count.min(self.passed);
        self.passed -= count;
        self.skipped += count;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} passed, {} failed, {} skipped", self.passed, self.failed, self.skipped)
    }
}

fn without_colours(line: &str) -> String {
    let mut plain = String::new();
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        if c == '\u{1b}' {
            // A colour is an escape up to its letter.
            for inner in chars.by_ref() {
                if inner.is_ascii_alphabetic() {
                    break;
                }
            }
        } else {
            plain.push(c);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_runners_are_understood() {
        for (line, passed, failed, skipped) in [
            (
                "     Summary [   0.5s] 12 tests run: 10 passed (1 slow), 1 failed, 1 timed out, 3 skipped",
                10,
                2,
                3,
            ),
            ("\u{1b}[32m     Summary\u{1b}[0m [   0.5s] 2 tests run: 2 passed, 0 skipped", 2, 0, 0),
            ("     Summary [   0.5s] 5/9 tests run: 4 passed, 1 exec failed, 0 skipped", 4, 1, 0),
            (
                "test result: FAILED. 5 passed; 1 failed; 2 ignored; 0 measured; 7 filtered out; finished in 0.00s",
                5,
                1,
                2,
            ),
            ("    test result: FAILED. 0 passed; 1 failed; 0 ignored; 0 measured", 0, 0, 0),
            ("test harness::works ... ok", 0, 0, 0),
        ] {
            let mut tally = Tally::default();
            tally.see(line);
            assert_eq!(tally, Tally { passed, failed, skipped }, "{line}");
        }
    }

    #[test]
    fn an_early_return_is_no_pass() {
        let mut tally = Tally { passed: 5, failed: 0, skipped: 1 };
        tally.reckon_early_returns(2);
        assert_eq!(tally.to_string(), "3 passed, 0 failed, 3 skipped");
    }
}
