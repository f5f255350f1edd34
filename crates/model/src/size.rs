//! Sizes with units: `<memory unit='MiB'>512</memory>`.

use errors::{Code, Domain};
use xml::{Element, Fault, Result};

/// Bytes of a KiB.
const KIB: u64 = 1024;

/// Most bytes that a size can be: what fits a signed 64-bit number.
const MAX_BYTES: u64 = i64::MAX as u64;

/// The size that an element holds, in KiB, rounded up; plain numbers are KiB. `None` when it is empty.
///
/// `path` is how libvirt names the element in its complaints.
pub(crate) fn kib(element: &Element<'_>, path: &str) -> Result<Option<u64>> {
    let text = element.text();
    match text.is_empty() {
        true => Ok(None),
        false => scaled(element, &text, element.attribute("unit"), path, KIB).map(|b| Some(b.div_ceil(KIB))),
    }
}

/// The size that a child element holds, in KiB, rounded up; `None` when there is none.
pub(crate) fn child_kib(parent: &Element<'_>, name: &str, path: &str) -> Result<Option<u64>> {
    match parent.child(name) {
        Some(child) => kib(&child, path),
        None => Ok(None),
    }
}

/// The same for a size that must be there and not zero.
pub(crate) fn required_child_kib(parent: &Element<'_>, name: &str) -> Result<u64> {
    let path = format!("./{name}");
    child_kib(parent, name, &path)?.ok_or_else(|| missing(parent, &path))
}

/// The size that a child element holds, in bytes; plain numbers are multiples of `unit` bytes.
pub(crate) fn child_bytes(parent: &Element<'_>, name: &str, unit: u64) -> Result<Option<u64>> {
    let Some(child) = parent.child(name) else { return Ok(None) };
    let path = format!("./{name}[1]");
    let text = child.text();
    match text.is_empty() {
        true => Ok(None),
        false => scaled(&child, &text, child.attribute("unit"), &path, unit).map(Some),
    }
}

/// The size that the element at the end of `path` holds, in bytes; plain numbers are multiples of `unit` bytes.
///
/// `shown` is how libvirt names the element in its complaints.
pub(crate) fn bytes_at(parent: &Element<'_>, path: &str, shown: &str, unit: u64) -> Result<Option<u64>> {
    let names: Vec<&str> = path.split('/').skip(1).collect();
    let Some(element) = parent.descend(&names) else { return Ok(None) };
    let text = element.text();
    match text.is_empty() {
        true => Ok(None),
        false => scaled(&element, &text, element.attribute("unit"), shown, unit).map(Some),
    }
}

/// The size that an attribute holds, in KiB, rounded up; its unit is in another attribute.
pub(crate) fn attribute_kib(element: &Element<'_>, name: &str, unit: &str) -> Result<u64> {
    let path = format!("./@{name}");
    let text = element.attribute(name).filter(|text| !text.is_empty());
    let text = text.ok_or_else(|| missing(element, &path))?;
    Ok(scaled(element, text, element.attribute(unit), &path, KIB)?.div_ceil(KIB))
}

/// The size that an attribute holds, in bytes; its unit is in another attribute.
pub(crate) fn attribute_bytes(element: &Element<'_>, name: &str, unit: &str) -> Result<u64> {
    let path = format!("./@{name}");
    let text = element.attribute(name).filter(|text| !text.is_empty());
    let text = text.ok_or_else(|| missing(element, &path))?;
    scaled(element, text, element.attribute(unit), &path, 1)
}

/// The number that an attribute of a child holds; it has no unit.
pub(crate) fn plain_number(parent: &Element<'_>, child: &str, name: &str) -> Result<u64> {
    let path = format!("./{child}/@{name}");
    let text = parent.child(child).and_then(|child| child.attribute(name)).filter(|text| !text.is_empty());
    let text = text.ok_or_else(|| missing(parent, &path))?;
    scaled(parent, text, None, &path, 1)
}

fn missing(element: &Element<'_>, path: &str) -> Fault {
    let what = format!("missing element or attribute '{path}'");
    Fault::of(Domain::Xml, Code::XmlError, what).at(element.position())
}

/// Bytes of `text` in `unit`.
fn scaled(element: &Element<'_>, text: &str, unit: Option<&str>, path: &str, default: u64) -> Result<u64> {
    let at = element.position();
    let Ok(value) = text.parse::<u64>() else {
        let what = format!("Invalid value '{text}' for element or attribute '{path}'");
        return Err(Fault::of(Domain::Xml, Code::XmlError, what).at(at));
    };
    let unit = unit.unwrap_or_default();
    let scale = match unit {
        "" => default,
        _ => scale(unit).ok_or_else(|| {
            Fault::of(Domain::None, Code::InvalidArg, format!("unknown suffix '{unit}'")).at(at)
        })?,
    };
    value.checked_mul(scale).filter(|bytes| *bytes <= MAX_BYTES).ok_or_else(|| {
        Fault::of(Domain::None, Code::Overflow, format!("value too large: {value}{unit}")).at(at)
    })
}

/// How many bytes a unit is: `k`, `KiB` are 1024, `KB` is 1000; case does not matter.
fn scale(unit: &str) -> Option<u64> {
    let unit = unit.to_ascii_lowercase();
    if matches!(unit.as_str(), "b" | "byte" | "bytes") {
        return Some(1);
    }
    let mut letters = unit.chars();
    let power = "kmgtpe".find(letters.next()?)? + 1;
    let base: u64 = match letters.as_str() {
        "" | "ib" => 1024,
        "b" => 1000,
        _ => return None,
    };
    base.checked_pow(u32::try_from(power).ok()?)
}

#[cfg(test)]
mod tests {
    use xml::Document;

    fn kib(xml: &str) -> Result<Option<u64>, String> {
        let document = Document::parse(xml).unwrap();
        super::kib(&document.root(), "./memory[1]").map_err(|fault| fault.error.message)
    }

    #[test]
    fn units_are_powers_of_1024_or_1000_rounded_up_to_kib() {
        for (unit, value, expected) in [
            ("", 5, 5),
            ("b", 1025, 2),
            ("bytes", 1, 1),
            ("KB", 1025, 1001),
            ("k", 3, 3),
            ("Mib", 5, 5120),
            ("MB", 400, 390_625),
            ("G", 1, 1_048_576),
        ] {
            assert_eq!(kib(&format!("<m unit='{unit}'>{value}</m>")), Ok(Some(expected)), "{value}{unit}");
        }
        assert_eq!(kib("<m/>"), Ok(None));
    }

    #[test]
    fn what_is_no_size_is_told_as_libvirt_tells_it() {
        for (xml, expected) in [
            ("<m>5x</m>", "XML error: Invalid value '5x' for element or attribute './memory[1]'"),
            ("<m> 5</m>", "XML error: Invalid value ' 5' for element or attribute './memory[1]'"),
            ("<m unit='foo'>5</m>", "invalid argument: unknown suffix 'foo'"),
            ("<m unit='EiB'>500</m>", "numerical overflow: value too large: 500EiB"),
            ("<m>9007199254740992</m>", "numerical overflow: value too large: 9007199254740992"),
        ] {
            assert_eq!(kib(xml), Err(expected.to_owned()), "{xml}");
        }
        assert_eq!(kib("<m>9007199254740991</m>"), Ok(Some(9_007_199_254_740_991)));
    }
}
