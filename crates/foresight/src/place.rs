//! Where in a definition the thing stands that a finding is about.

use findings::Subject;
use xml::{Document, Element, Position};

/// The line and column of a subject in the text of a definition; `None` when it does not stand there. Of several
/// elements at the same place the one that holds the subject's value is meant, else the first.
pub fn place_of(text: &str, subject: &Subject) -> Option<Position> {
    position(text, subject)
}

pub(crate) fn position(text: &str, subject: &Subject) -> Option<Position> {
    let path = subject.place.as_deref()?;
    let document = Document::parse(text).ok()?;
    let steps: Vec<&str> = path.split('/').filter(|step| !step.is_empty()).collect();
    let (attribute, steps) = match steps.split_last() {
        Some((last, before)) if last.starts_with('@') => (Some(last.trim_start_matches('@')), before),
        _ => (None, steps.as_slice()),
    };
    let root = document.root();
    let mut found = Vec::new();
    // A snapshot holds the domain.
    if root.name() == "domain" {
        collect(root, steps.get(1..)?, &mut found);
    } else if let Some(domain) = root.child("inactiveDomain").or_else(|| root.child("domain")) {
        collect(domain, steps.get(1..)?, &mut found);
    }
    let holds = |element: &&Element<'_>| match attribute {
        Some(name) => element.attribute(name) == Some(subject.value.as_str()),
        None => element.source().contains(&subject.value),
    };
    let named = |element: &&Element<'_>| attribute.is_none_or(|name| element.attribute(name).is_some());
    let best = found.iter().find(holds).or_else(|| found.iter().find(named)).or(found.first());
    best.map(Element::position)
}

fn collect<'a>(element: Element<'a>, steps: &[&str], found: &mut Vec<Element<'a>>) {
    let Some((step, rest)) = steps.split_first() else {
        found.push(element);
        return;
    };
    let name = step.rsplit(':').next().unwrap_or(step);
    for child in element.all_children().filter(|child| child.name() == name) {
        collect(child, rest, found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "<domain xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>\n <os>\n  \
                        <type machine='pc-1.0'>hvm</type>\n </os>\n <devices>\n  <disk rawio='no'><target dev='vda'/></disk>\n  \
                        <disk rawio='yes'><target dev='vdb'/></disk>\n </devices>\n <qemu:commandline>\n  \
                        <qemu:arg value='-s'/>\n </qemu:commandline>\n</domain>\n";

    fn line(value: &str, place: &'static str) -> Option<u32> {
        let subject = Subject { value: value.into(), place: Some(place.into()) };
        place_of(TEXT, &subject).map(|position| position.line)
    }

    #[test]
    fn the_place_is_found_by_its_path_and_value() {
        assert_eq!(line("pc-1.0", "/domain/os/type/@machine"), Some(3));
        assert_eq!(
            line("vdb", "/domain/devices/disk/@rawio"),
            Some(6),
            "the first of those with the attribute"
        );
        assert_eq!(line("-s", "/domain/qemu:commandline"), Some(9));
        assert_eq!(line("x", "/domain/cpu/model"), None);
        assert_eq!(place_of(TEXT, &Subject { value: "x".into(), place: None }), None);
    }
}
