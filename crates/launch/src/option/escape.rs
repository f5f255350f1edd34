//! Commas in QEMU's `key=value` options.

/// The value as QEMU reads it back: a comma separates properties, so one that is meant is doubled.
pub(crate) fn escaped(value: &str) -> String {
    value.replace(',', ",,")
}

#[cfg(test)]
mod tests {
    #[test]
    fn commas_are_doubled() {
        assert_eq!(super::escaped("a,b,,c"), "a,,b,,,,c");
        assert_eq!(super::escaped("plain"), "plain");
    }
}
