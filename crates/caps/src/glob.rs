//! File name patterns, as firmware descriptors use them for machine types.

/// Does the whole text match the pattern? `*` is any run of characters, `?` any one.
pub(crate) fn matches(pattern: &str, text: &str) -> bool {
    let (pattern, text) = (pattern.as_bytes(), text.as_bytes());
    let (mut p, mut t) = (0, 0);
    // Where the last star stands, and how much of the text it has swallowed.
    let mut star: Option<(usize, usize)> = None;
    while t < text.len() {
        match pattern.get(p) {
            Some(b'*') => {
                star = Some((p, t));
                p += 1;
            }
            Some(b'?') => (p, t) = (p + 1, t + 1),
            Some(byte) if text.get(t) == Some(byte) => (p, t) = (p + 1, t + 1),
            _ => {
                let Some((place, swallowed)) = star else { return false };
                star = Some((place, swallowed + 1));
                (p, t) = (place + 1, swallowed + 1);
            }
        }
    }
    pattern.iter().skip(p).all(|byte| *byte == b'*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_swallow_what_they_must() {
        for (pattern, text, expected) in [
            ("pc-q35-*", "pc-q35-10.0", true),
            ("pc-q35-*", "pc-q35", false),
            ("virt", "virt", true),
            ("virt", "virt-8.2", false),
            ("*-8.2", "virt-8.2", true),
            ("*a*b", "xaxxabxb", true),
            ("v?rt", "virt", true),
            ("*", "", true),
            ("", "x", false),
        ] {
            assert_eq!(matches(pattern, text), expected, "{pattern} {text}");
        }
    }
}
