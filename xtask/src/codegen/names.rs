//! How the protocol's names are written in Rust.

/// `domain_get_info` and `DOMAIN_GET_INFO` become `DomainGetInfo`.
pub fn type_name(name: &str) -> String {
    name.split('_').map(capitalised).collect()
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map(|first| first.to_ascii_uppercase().to_string() + &letters.as_str().to_ascii_lowercase())
        .unwrap_or_default()
}

/// A field's name, marked where it is a Rust keyword too.
pub fn field_name(name: &str) -> String {
    if name == "type" { format!("r#{name}") } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_written_as_rust_writes_them() {
        assert_eq!(type_name("DOMAIN_GET_XML_DESC"), "DomainGetXmlDesc");
        assert_eq!(type_name("nwfilter_binding"), "NwfilterBinding");
        assert_eq!(field_name("type"), "r#type");
        assert_eq!(field_name("flags"), "flags");
    }
}
