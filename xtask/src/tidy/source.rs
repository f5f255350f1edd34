//! A Rust file seen in layers: its code without comments and texts, the texts alone, and neither with tests.
//!
//! Every layer has the length and the lines of the file, with blanks where something was taken out, so that
//! an offset in a layer is an offset in the file.

/// The layers of one file.
#[derive(Debug)]
pub struct Source {
    /// Code outside tests; comments and the insides of literals are blank.
    pub code: String,
    /// The insides of string literals outside tests; all else is blank.
    pub texts: String,
    /// Code, tests included.
    pub code_with_tests: String,
    /// Modules in files of their own that are compiled only for tests.
    pub test_modules: Vec<String>,
}

/// A path such as `std::fs::File` and the line it stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The path, written out.
    pub path: String,
    /// The line, counted from 1.
    pub line: usize,
}

impl Source {
    /// Takes the file apart.
    pub fn new(text: &str) -> Self {
        let (code_with_tests, mut texts) = split_literals(text);
        let mut code = code_with_tests.clone();
        let mut test_modules = Vec::new();
        for (start, end) in test_ranges(&code_with_tests) {
            test_modules.extend(module_declared_in(&code_with_tests[start..end]));
            blank(&mut code, start, end);
            blank(&mut texts, start, end);
        }
        Self { code, texts, code_with_tests, test_modules }
    }

    /// The lines on which a text stands in a string literal outside tests.
    pub fn lines_with_text(&self, text: &str) -> Vec<usize> {
        self.texts.match_indices(text).map(|(offset, _)| line_at(&self.texts, offset)).collect()
    }

    /// Every path of two or more names in the code outside tests, `use` trees written out.
    pub fn paths(&self) -> Vec<Mention> {
        let mut found = Vec::new();
        let tokens = tokens(&self.code);
        let mut at = 0;
        while at < tokens.len() {
            if is_name(tokens[at].0) && tokens.get(at + 1).is_some_and(|next| next.0 == "::") {
                at = path_from(&tokens, at, "", &self.code, &mut found);
            } else {
                at += 1;
            }
        }
        found
    }
}

/// The lines on which a word stands, whole.
pub fn lines_with_word(text: &str, word: &str) -> Vec<usize> {
    let name = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    text.match_indices(word)
        .filter(|(offset, _)| {
            !name(text[..*offset].chars().next_back()) && !name(text[offset + word.len()..].chars().next())
        })
        .map(|(offset, _)| line_at(text, offset))
        .collect()
}

/// The line that an offset is on, counted from 1.
pub fn line_at(text: &str, offset: usize) -> usize {
    text.as_bytes()[..offset].iter().filter(|&&byte| byte == b'\n').count() + 1
}

fn blank(text: &mut String, start: usize, end: usize) {
    let blanked: String =
        text[start..end].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
    text.replace_range(start..end, &blanked);
}

/// Code with comments and literals' insides blank, and the insides of strings with all else blank.
fn split_literals(text: &str) -> (String, String) {
    let bytes = text.as_bytes();
    let mut code = bytes.to_vec();
    let mut texts: Vec<u8> = bytes.iter().map(|&byte| if byte == b'\n' { b'\n' } else { b' ' }).collect();
    let mut hide = |start: usize, end: usize, keep: bool| {
        for at in start..end {
            if keep {
                texts[at] = bytes[at];
            }
            if bytes[at] != b'\n' {
                code[at] = b' ';
            }
        }
    };
    let mut at = 0;
    while at < bytes.len() {
        let rest = &bytes[at..];
        if rest.starts_with(b"//") {
            let end = at + rest.iter().position(|&byte| byte == b'\n').unwrap_or(rest.len());
            hide(at, end, false);
            at = end;
        } else if rest.starts_with(b"/*") {
            let end = at + block_comment_length(rest);
            hide(at, end, false);
            at = end;
        } else if let Some((open, hashes)) = raw_string_start(bytes, at) {
            let close = [b"\"".as_slice(), &vec![b'#'; hashes]].concat();
            let inside = at + open;
            let end = find(bytes, inside, &close);
            hide(inside, end, true);
            at = (end + close.len()).min(bytes.len());
        } else if rest[0] == b'"' {
            let end = escaped_end(bytes, at + 1, b'"');
            hide(at + 1, end, true);
            at = end + 1;
        } else if rest[0] == b'\'' && is_char_literal(rest) {
            let end = escaped_end(bytes, at + 1, b'\'');
            hide(at + 1, end, false);
            at = end + 1;
        } else {
            at += 1;
        }
    }
    (String::from_utf8_lossy(&code).into_owned(), String::from_utf8_lossy(&texts).into_owned())
}

fn find(bytes: &[u8], from: usize, wanted: &[u8]) -> usize {
    let tail = bytes.get(from..).unwrap_or_default();
    tail.windows(wanted.len()).position(|part| part == wanted).map_or(bytes.len(), |at| from + at)
}

fn block_comment_length(rest: &[u8]) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        if rest[at..].starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    rest.len()
}

/// For `r"`, `r#"`, `br#"` and the like: how long the opening is and how many hashes it has.
fn raw_string_start(bytes: &[u8], at: usize) -> Option<(usize, usize)> {
    let inside_name = at > 0 && (bytes[at - 1].is_ascii_alphanumeric() || bytes[at - 1] == b'_');
    let prefix =
        [b"br".as_slice(), b"cr", b"r"].into_iter().find(|prefix| bytes[at..].starts_with(prefix))?;
    let hashes = bytes[at + prefix.len()..].iter().take_while(|&&byte| byte == b'#').count();
    let open = prefix.len() + hashes;
    (!inside_name && bytes.get(at + open) == Some(&b'"')).then_some((open + 1, hashes))
}

fn escaped_end(bytes: &[u8], from: usize, close: u8) -> usize {
    let mut at = from;
    while at < bytes.len() && bytes[at] != close {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    at.min(bytes.len())
}

/// Tells `'a'` and `'\n'` from the lifetime `'a`.
fn is_char_literal(rest: &[u8]) -> bool {
    let text = String::from_utf8_lossy(&rest[1..rest.len().min(8)]).into_owned();
    let mut chars = text.chars();
    match chars.next() {
        Some('\\') => true,
        Some(_) => chars.next() == Some('\''),
        None => false,
    }
}

/// Where items marked `#[cfg(test)]` (or `#[test]`) start and end.
fn test_ranges(code: &str) -> Vec<(usize, usize)> {
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for (start, _) in code.match_indices("#[") {
        let Some(length) = code[start..].find(']') else { continue };
        let attribute: String = code[start..start + length].chars().filter(|c| !c.is_whitespace()).collect();
        let marks =
            ["#[cfg(test", "#[cfg(all(test", "#[cfg(any(test"].iter().any(|mark| attribute.starts_with(mark))
                || attribute == "#[test";
        if marks && ranges.last().is_none_or(|last| last.1 <= start) {
            ranges.push((start, item_end(code, start + length + 1)));
        }
    }
    ranges
}

/// The name in `#[cfg(test)] mod name;`.
fn module_declared_in(item: &str) -> Option<String> {
    let declaration = item.strip_suffix(';')?.rsplit(']').next()?;
    let mut words = declaration.split_whitespace().skip_while(|word| word.starts_with("pub"));
    (words.next() == Some("mod")).then(|| words.next().map(str::to_owned)).flatten()
}

/// Where the item that starts here ends: at its `;`, or at the brace that closes its first one.
fn item_end(code: &str, from: usize) -> usize {
    let mut depth = 0_usize;
    for (offset, c) in code[from..].char_indices() {
        match c {
            ';' if depth == 0 => return from + offset + 1,
            '{' | '(' | '[' => depth += 1,
            '}' | ')' | ']' => {
                depth = depth.saturating_sub(1);
                if c == '}' && depth == 0 {
                    return from + offset + 1;
                }
            }
            _ => {}
        }
    }
    code.len()
}

type Token<'a> = (&'a str, usize);

/// Names, `::` and single signs, each with its offset.
fn tokens(code: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut chars = code.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if c.is_whitespace() {
            continue;
        }
        let mut end = start + c.len_utf8();
        if c.is_alphanumeric() || c == '_' {
            while let Some(&(at, next)) =
                chars.peek().filter(|(_, next)| next.is_alphanumeric() || *next == '_')
            {
                end = at + next.len_utf8();
                chars.next();
            }
        } else if c == ':' && chars.peek().is_some_and(|(_, next)| *next == ':') {
            end += 1;
            chars.next();
        }
        tokens.push((&code[start..end], start));
    }
    tokens
}

fn is_name(token: &str) -> bool {
    token.chars().next().is_some_and(|c| c.is_alphabetic() || c == '_')
}

/// Follows one path (or the branches of a `use` tree) and returns the index after it.
fn path_from(
    tokens: &[Token<'_>],
    mut at: usize,
    prefix: &str,
    code: &str,
    found: &mut Vec<Mention>,
) -> usize {
    let mut path = prefix.to_owned();
    let start = tokens[at].1;
    loop {
        match tokens.get(at).map(|token| token.0) {
            Some("{") if path.ends_with("::") => {
                at += 1;
                while let Some(&(token, _)) = tokens.get(at) {
                    match token {
                        "}" => return at + 1,
                        "," => at += 1,
                        "as" => at += 2,
                        _ if is_name(token) || token == "{" => at = path_from(tokens, at, &path, code, found),
                        _ => at += 1,
                    }
                }
                return at;
            }
            Some(name) if is_name(name) => {
                path.push_str(name);
                at += 1;
                if tokens.get(at).is_some_and(|next| next.0 == "::") {
                    path.push_str("::");
                    at += 1;
                } else {
                    break;
                }
            }
            _ => break,
        }
    }
    found.push(Mention { path: path.trim_end_matches("::").to_owned(), line: line_at(code, start) });
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIXED: &str = r###"
//! docs say unwrap()
use std::{fmt, fs::File, io::{self, Read as _}};
fn f<'a>(x: &'a str) -> char { /* panic! /* nested */ */ let s = "a \" todo"; let r = r#"raw "unsafe" text"#; '"' }
fn g() { tokio::fs::read("x"); }
#[cfg(test)]
mod tests { fn t() { x.unwrap(); let y = "in a test"; } }
fn after() {}
"###;

    #[test]
    fn comments_texts_and_tests_are_taken_out_of_the_code() {
        let source = Source::new(MIXED);
        for hidden in ["unwrap", "panic", "todo", "unsafe", "mod"] {
            assert_eq!(lines_with_word(&source.code, hidden), Vec::<usize>::new(), "{hidden}");
        }
        assert_eq!(lines_with_word(&source.code, "after"), [8]);
        assert_eq!(lines_with_word(&source.code_with_tests, "unwrap"), [7]);
        assert_eq!(source.code.len(), MIXED.len());
    }

    #[test]
    fn texts_are_those_outside_tests() {
        let source = Source::new(MIXED);
        assert_eq!(source.lines_with_text("todo"), [4]);
        assert_eq!(source.lines_with_text("raw \"unsafe\""), [4]);
        assert!(source.lines_with_text("in a test").is_empty());
        assert!(source.lines_with_text("docs say").is_empty());
    }

    #[test]
    fn use_trees_are_written_out() {
        let paths = Source::new(MIXED).paths();
        let found: Vec<&str> = paths.iter().map(|mention| mention.path.as_str()).collect();
        assert_eq!(found, ["std::fmt", "std::fs::File", "std::io::self", "std::io::Read", "tokio::fs::read"]);
        assert!(paths.iter().any(|mention| mention.line == 5 && mention.path == "tokio::fs::read"));
    }

    #[test]
    fn a_test_module_in_its_own_file_ends_at_the_semicolon() {
        let source = Source::new("#[cfg(test)]\nmod tests;\nfn real() { x.unwrap() }\n");
        assert_eq!(lines_with_word(&source.code, "unwrap"), [3]);
        assert_eq!(source.test_modules, ["tests"]);
    }

    #[test]
    fn a_lifetime_opens_no_literal() {
        let source = Source::new("fn f<'a>(x: &'a str) { y.unwrap() } // 'tis\n");
        assert_eq!(lines_with_word(&source.code, "unwrap"), [1]);
    }
}
