//! What stands for other characters: `&lt;`, `&#10;`, `&#x41;`.

use crate::scanner::{Scanner, Step, is_allowed};

/// Reads the reference that comes next. `lenient` documents declare entities of their own, which stand
/// for nothing here: they are never expanded.
pub(crate) fn read(scanner: &mut Scanner<'_>, lenient: bool) -> Step<Option<char>> {
    if scanner.eat("&#x") {
        return character(scanner, 16, "hexadecimal").map(Some);
    }
    if scanner.eat("&#") {
        return character(scanner, 10, "decimal").map(Some);
    }
    scanner.at += 1;
    let name = scanner.name().ok_or_else(|| scanner.malformed("xmlParseEntityRef: no name"))?;
    if !scanner.eat(";") {
        return Err(scanner.malformed("EntityRef: expecting ';'"));
    }
    match name {
        "lt" => Ok(Some('<')),
        "gt" => Ok(Some('>')),
        "amp" => Ok(Some('&')),
        "apos" => Ok(Some('\'')),
        "quot" => Ok(Some('"')),
        _ if lenient => Ok(None),
        _ => Err(scanner.malformed(format!("Entity '{name}' not defined"))),
    }
}

/// Reads the number of a character, and the semicolon behind it.
fn character(scanner: &mut Scanner<'_>, radix: u32, kind: &str) -> Step<char> {
    let mut number: u32 = 0;
    loop {
        match char::from(scanner.peek()).to_digit(radix) {
            // More digits than any character needs change nothing any more.
            Some(digit) => number = number.saturating_mul(radix).saturating_add(digit).min(0x11_0000),
            None if scanner.peek() == b';' => break,
            None => return Err(scanner.malformed(format!("CharRef: invalid {kind} value"))),
        }
        scanner.at += 1;
    }
    scanner.at += 1;
    match char::from_u32(number) {
        Some(c) if is_allowed(c) => Ok(c),
        _ if number >= 0x11_0000 => {
            Err(scanner.malformed("xmlParseCharRef: character reference out of bounds"))
        }
        _ => Err(scanner.malformed(format!("xmlParseCharRef: invalid xmlChar value {number}"))),
    }
}
