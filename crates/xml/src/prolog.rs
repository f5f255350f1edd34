//! What may stand before and after the outermost element, and comments and processing instructions anywhere.

use crate::scanner::{Scanner, Step, is_allowed};

/// Encodings whose names are known, without what is neither letter nor digit. Whatever a document claims,
/// what arrives here is UTF-8.
const ENCODINGS: &[&str] = &[
    "utf8",
    "utf16",
    "utf16le",
    "utf16be",
    "usascii",
    "ascii",
    "iso88591",
    "isolatin1",
    "latin1",
    "iso885915",
    "windows1252",
];

/// Reads everything before the outermost element; tells whether there was a document type.
pub(crate) fn read(scanner: &mut Scanner<'_>) -> Step<bool> {
    let rest = scanner.rest();
    if rest.starts_with("<?xml") && rest.as_bytes().get(5).is_some_and(u8::is_ascii_whitespace) {
        declaration(scanner)?;
    }
    miscellany(scanner)?;
    let typed = scanner.eat("<!DOCTYPE");
    if typed {
        document_type(scanner)?;
        miscellany(scanner)?;
    }
    Ok(typed)
}

/// Steps over blanks, comments and processing instructions.
pub(crate) fn miscellany(scanner: &mut Scanner<'_>) -> Step<()> {
    loop {
        scanner.skip_blanks();
        let rest = scanner.rest();
        if rest.starts_with("<?") {
            processing_instruction(scanner)?;
        } else if rest.starts_with("<!--") {
            comment(scanner)?;
        } else {
            return Ok(());
        }
    }
}

/// Steps over `<!-- ... -->`.
pub(crate) fn comment(scanner: &mut Scanner<'_>) -> Step<()> {
    scanner.eat("<!--");
    let rest = scanner.rest();
    let end = rest.find("--").unwrap_or(rest.len());
    let body = rest.get(..end).unwrap_or_default();
    if let Some((at, c)) = body.char_indices().find(|(_, c)| !is_allowed(*c)) {
        let what = format!("xmlParseComment: invalid xmlChar value {}", u32::from(c));
        return Err(scanner.malformed_at(scanner.at + at, what));
    }
    scanner.at += end;
    if scanner.is_at_end() {
        return Err(scanner.malformed("Comment not terminated"));
    }
    if !scanner.eat("-->") {
        let shown: String = body.chars().take(50).collect();
        return Err(scanner.malformed(format!("Double hyphen within comment: <!--{shown}")));
    }
    Ok(())
}

/// Steps over `<?target ...?>`.
pub(crate) fn processing_instruction(scanner: &mut Scanner<'_>) -> Step<()> {
    scanner.eat("<?");
    let target = scanner.name().ok_or_else(|| scanner.malformed("xmlParsePI : no target name"))?;
    if target.eq_ignore_ascii_case("xml") {
        return Err(scanner.malformed(match target {
            "xml" => "XML declaration allowed only at the start of the document",
            _ => "Invalid PI name",
        }));
    }
    if scanner.eat("?>") {
        return Ok(());
    }
    if !scanner.skip_blanks() {
        return Err(scanner.malformed(format!("ParsePI: PI {target} space expected")));
    }
    let rest = scanner.rest();
    let allowed = rest.find(|c| !is_allowed(c)).unwrap_or(rest.len());
    match rest.find("?>").filter(|end| *end < allowed) {
        Some(end) => scanner.at += end + 2,
        None => {
            scanner.at += allowed;
            return Err(scanner.malformed(format!("ParsePI: PI {target} never end ...")));
        }
    }
    Ok(())
}

/// Reads `<?xml version='1.0' encoding='UTF-8' standalone='yes'?>`.
fn declaration(scanner: &mut Scanner<'_>) -> Step<()> {
    scanner.eat("<?xml");
    scanner.skip_blanks();
    let version = assignment(scanner, "version", |rest| {
        let mut at = digits(rest).min(1);
        if rest.as_bytes().get(at) == Some(&b'.') && at == 1 {
            at += 1;
            at += digits(rest.get(at..).unwrap_or_default());
        }
        at
    })?;
    if version.and_then(|version| version.split_once('.')).is_none_or(|(major, _)| major != "1") {
        return Err(scanner.malformed("Malformed declaration expecting version"));
    }
    if scanner.eat("?>") {
        return Ok(());
    }
    if !scanner.skip_blanks() {
        return Err(scanner.malformed("Blank needed here"));
    }
    let in_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    let name_length = |rest: &str| match rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
        true => rest.find(|c| !in_name(c)).unwrap_or(rest.len()),
        false => 0,
    };
    let encoding = assignment(scanner, "encoding", name_length);
    let starts_oddly = |at: usize| scanner.text.get(..at).is_some_and(|text| text.ends_with(['\'', '"']));
    let encoding = match encoding {
        Err(error) if error.message.starts_with("String not closed") && starts_oddly(error.offset) => {
            return Err(scanner.malformed_at(error.offset, "Invalid XML encoding name"));
        }
        other => other?,
    };
    if let Some(encoding) = encoding {
        let plain: String = encoding.chars().filter(char::is_ascii_alphanumeric).collect();
        if !ENCODINGS.contains(&plain.to_ascii_lowercase().as_str()) {
            return Err(scanner.malformed(format!("Unsupported encoding {encoding}")));
        }
    }
    scanner.skip_blanks();
    let before = scanner.at;
    let word = |rest: &str| rest.find(['\'', '"']).unwrap_or(rest.len());
    if let Some(standalone) = assignment(scanner, "standalone", word)?
        && !matches!(standalone, "yes" | "no")
    {
        let value = scanner.text.get(before..).and_then(|text| text.find(['\'', '"']));
        let at = before + value.map_or(0, |at| at + 1);
        return Err(scanner.malformed_at(at, "standalone accepts only 'yes' or 'no'"));
    }
    scanner.skip_blanks();
    match scanner.eat("?>") {
        true => Ok(()),
        false => Err(scanner.malformed("parsing XML declaration: '?>' expected")),
    }
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// Reads `name='value'`, of whose value `length` tells how long it is; `None` when another name, or none,
/// comes next.
fn assignment<'a>(
    scanner: &mut Scanner<'a>,
    name: &str,
    length: impl FnOnce(&str) -> usize,
) -> Step<Option<&'a str>> {
    if !scanner.eat(name) {
        return Ok(None);
    }
    scanner.skip_blanks();
    if !scanner.eat("=") {
        return Err(scanner.malformed("expected '='"));
    }
    scanner.skip_blanks();
    let quote = match scanner.peek() {
        b'\'' => "'",
        b'"' => "\"",
        _ => return Err(scanner.malformed("String not started expecting ' or \"")),
    };
    scanner.at += 1;
    let rest = scanner.rest();
    let length = length(rest);
    scanner.at += length;
    match scanner.eat(quote) {
        true => Ok(rest.get(..length)),
        false => Err(scanner.malformed("String not closed expecting \" or '")),
    }
}

/// Steps over a document type. Nothing that it declares is used.
fn document_type(scanner: &mut Scanner<'_>) -> Step<()> {
    scanner.skip_blanks();
    if scanner.name().is_none() {
        return Err(scanner.malformed("xmlParseDocTypeDecl : no DOCTYPE name !"));
    }
    let mut inside = false;
    loop {
        match scanner.peek() {
            0 if inside => {
                let what = "internal error: xmlParseInternalSubset: error detected in Markup declaration\n";
                return Err(scanner.malformed(what));
            }
            0 => return Err(scanner.malformed("DOCTYPE improperly terminated")),
            b'<' if scanner.rest().starts_with("<!--") => comment(scanner)?,
            b'<' if scanner.rest().starts_with("<?") => processing_instruction(scanner)?,
            quote @ (b'\'' | b'"') => {
                scanner.at += 1;
                let end = if quote == b'"' { "\"" } else { "'" };
                if scanner.until(end).is_none() {
                    scanner.at = scanner.text.len();
                }
            }
            b'[' => (inside, scanner.at) = (true, scanner.at + 1),
            b']' => (inside, scanner.at) = (false, scanner.at + 1),
            b'>' if !inside => {
                scanner.at += 1;
                return Ok(());
            }
            _ => scanner.at += 1,
        }
    }
}
