//! What a document may cost, checked in one pass over its bytes before a tree is built.

/// Deepest nesting of elements. libxml2 has the same limit.
pub(crate) const MAX_DEPTH: usize = 256;

/// Longest document in bytes; the wire carries strings of at most 4 MiB.
pub(crate) const MAX_BYTES: usize = 16 * 1024 * 1024;

/// Most nodes (elements, texts, comments) in a document.
pub(crate) const MAX_NODES: u32 = 1_000_000;

/// The offset of the tag that nests deeper than [`MAX_DEPTH`], if there is one.
///
/// Only looks at tags, comments, CDATA and processing instructions; what is not well-formed is left
/// for the real parser to explain.
pub(crate) fn too_deep(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut rest = text;
    while let Some(start) = rest.find('<') {
        let tag = &rest[start..];
        let offset = text.len() - tag.len();
        let skip = |end: &str| tag.find(end).map_or(tag.len(), |at| at + end.len());
        let length = match tag.as_bytes().get(1) {
            Some(b'!') if tag.starts_with("<!--") => skip("-->"),
            Some(b'!') if tag.starts_with("<![CDATA[") => skip("]]>"),
            Some(b'?') => skip("?>"),
            Some(b'!') => skip(">"),
            Some(b'/') => {
                depth = depth.saturating_sub(1);
                skip(">")
            }
            _ => {
                let length = tag_length(tag);
                if !tag[..length].ends_with("/>") {
                    depth += 1;
                }
                if depth > MAX_DEPTH {
                    return Some(offset);
                }
                length
            }
        };
        rest = &tag[length..];
    }
    None
}

/// How long the tag at the beginning of `tag` is, `>` inside quotes not counting.
fn tag_length(tag: &str) -> usize {
    let mut quote = None;
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    tag.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_counts_only_open_elements() {
        let nested = |n: usize| "<a>".repeat(n) + &"</a>".repeat(n);
        assert_eq!(too_deep(&nested(MAX_DEPTH)), None);
        assert_eq!(too_deep(&nested(MAX_DEPTH + 1)), Some(3 * MAX_DEPTH));
        assert_eq!(
            too_deep(&format!("<r>{}</r>", "<a b='/>'/><c></c><!--<x>--><?p <y>?>".repeat(300))),
            None
        );
        assert_eq!(too_deep(&"<a>".repeat(1_000_000)), Some(3 * MAX_DEPTH));
        assert_eq!(too_deep(&"<".repeat(1_000_000)), None, "one unfinished tag");
    }
}
