//! Whether two command lines say the same: the same options in the same order, each value with the same
//! properties in any order.

use serde_json::Value;

/// Options that stand alone.
const ALONE: &[&str] = &[
    "-S",
    "-no-user-config",
    "-nodefaults",
    "-nographic",
    "-no-shutdown",
    "-no-reboot",
    "-no-acpi",
    "-no-hpet",
    "-only-migratable",
];

/// Options whose value is a text of its own.
const PLAIN: &[&str] = &["-append", "-uuid", "-kernel", "-initrd", "-bios", "-dtb"];

/// Options whose first item is a property too.
const ALL_PROPERTIES: &[&str] = &["-object", "-device", "-chardev", "-netdev", "-global", "-cpu"];

/// One option, normalised.
#[derive(Debug, Clone, PartialEq)]
struct Item {
    option: String,
    head: String,
    properties: Vec<String>,
    json: Option<Value>,
}

/// The words of a `.args` file: shell quoting, continued lines, `NAME=value` words in front.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let (mut inside, mut quote) = (false, None);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match (character, quote) {
            ('\\', None) if characters.peek() == Some(&'\n') => {
                characters.next();
            }
            (c, Some(q)) if c == q => quote = None,
            (c, Some(_)) => word.push(c),
            ('\'' | '"', None) => {
                quote = Some(character);
                inside = true;
            }
            ('\\', None) => {
                word.extend(characters.next());
                inside = true;
            }
            (c, None) if c.is_whitespace() => {
                if inside {
                    words.push(std::mem::take(&mut word));
                    inside = false;
                }
            }
            (c, None) => {
                word.push(c);
                inside = true;
            }
        }
    }
    if inside {
        words.push(word);
    }
    words
}

fn is_assignment(word: &str) -> bool {
    word.split_once('=').is_some_and(|(name, _)| {
        !name.is_empty()
            && !name.starts_with('-')
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
    })
}

fn items(words: &[String]) -> Vec<Item> {
    let mut items = Vec::new();
    let mut words = words.iter().peekable();
    while let Some(option) = words.next() {
        let takes_value = option.starts_with('-') && !ALONE.contains(&option.as_str());
        let value = words.next_if(|next| takes_value && (!next.starts_with('-') || option == "-append"));
        items.push(item(option, value.map(String::as_str)));
    }
    items
}

fn item(option: &str, value: Option<&str>) -> Item {
    let option = option.to_owned();
    let value = value.unwrap_or_default();
    if let Ok(json @ Value::Object(_)) = serde_json::from_str(value) {
        return Item { option, head: String::new(), properties: Vec::new(), json: Some(json) };
    }
    if PLAIN.contains(&option.as_str()) {
        return Item { option, head: value.to_owned(), properties: Vec::new(), json: None };
    }
    let protected = value.replace(",,", "\0");
    let mut parts: Vec<String> = protected.split(',').map(|part| part.replace('\0', ",,")).collect();
    let has_head = !parts[0].contains('=') || ALL_PROPERTIES.contains(&option.as_str());
    let head = if has_head { parts.remove(0) } else { String::new() };
    parts.sort();
    Item { option, head, properties: parts, json: None }
}

fn shown(item: &Item) -> String {
    match &item.json {
        Some(json) => format!("{} {json}", item.option),
        None => format!("{} {},{}", item.option, item.head, item.properties.join(",")),
    }
}

/// The first difference between an expected `.args` file and an actual command line, environment
/// included; `None` when they say the same.
pub(super) fn command_lines(expected: &str, actual: &launch::CommandLine) -> Option<String> {
    let expected = words(expected);
    let environment = expected.iter().take_while(|word| is_assignment(word)).count();
    let (expected_env, rest) = expected.split_at(environment);
    let (program, expected_args) = rest.split_first()?;
    let expected = items(expected_args);
    let made = items(&actual.args);
    for (position, wanted) in expected.iter().enumerate() {
        match made.get(position) {
            Some(made) if made == wanted => {}
            Some(made) => return Some(format!("expected {}\n      got {}", shown(wanted), shown(made))),
            None => return Some(format!("expected {}\n      got nothing more", shown(wanted))),
        }
    }
    if let Some(extra) = made.get(expected.len()) {
        return Some(format!("got {} too much", shown(extra)));
    }
    let mut wanted_env: Vec<String> = expected_env.to_vec();
    let mut made_env: Vec<String> =
        actual.env.iter().map(|(name, value)| format!("{name}={value}")).collect();
    wanted_env.sort();
    made_env.sort();
    if wanted_env != made_env {
        return Some(format!("expected environment {expected_env:?}\n      got {made_env:?}"));
    }
    (program != &actual.program).then(|| format!("expected program {program}, got {}", actual.program))
}

/// The first line in which two texts differ.
pub(super) fn texts(expected: &str, actual: &str) -> Option<String> {
    let (mut wanted, mut made) = (expected.lines(), actual.lines());
    let mut number = 0;
    loop {
        number += 1;
        match (wanted.next(), made.next()) {
            (None, None) => return None,
            (wanted, made) if wanted == made => {}
            (wanted, made) => {
                return Some(format!(
                    "line {number}: expected {}\n      got {}",
                    wanted.unwrap_or("the end"),
                    made.unwrap_or("the end")
                ));
            }
        }
    }
}
