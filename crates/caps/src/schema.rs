//! QEMU's description of its own interface (`query-qmp-schema`), searched instead of version numbers.
//!
//! A question is a path: a command or event, then `arg` or `ret`, then steps through the types.
//!
//! | path | true when |
//! |---|---|
//! | `set-action` | the command or event exists |
//! | `device_add/!json-cli-hotplug` | it carries the feature flag |
//! | `screendump/arg/format` | its argument has the member |
//! | `screendump/arg/format=png` | the member is an enumeration with the value |
//! | `blockdev-add/arg/driver=file/locking` | the variant chosen by that value has the member |
//! | `block-commit/arg/base/!deprecated` | the member (or value, or its type) carries the feature flag |
//!
//! Arrays are looked through, and any of an alternate's types may match.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A parsed reply to `query-qmp-schema`.
#[derive(Debug, Default)]
pub struct Schema {
    entries: HashMap<String, Entry>,
}

/// One entity of the schema. Members that a later QEMU adds are ignored.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", default)]
struct Entry {
    name: String,
    meta_type: String,
    arg_type: Option<String>,
    ret_type: Option<String>,
    element_type: Option<String>,
    tag: Option<String>,
    members: Vec<Member>,
    variants: Vec<Variant>,
    values: Vec<String>,
    features: Vec<String>,
}

/// A member of an object (name and type), of an enumeration (name), or of an alternate (type).
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Member {
    name: String,
    #[serde(rename = "type")]
    type_name: String,
    features: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Variant {
    case: String,
    #[serde(rename = "type")]
    type_name: String,
}

/// Something of QEMU's interface that carries the `deprecated` flag.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DeprecatedMember {
    /// The command or event.
    pub command: String,
    /// Where in it.
    #[serde(rename = "where")]
    pub place: Place,
    /// The path of the member: `.` before a member, `/` before a variant's case, `=` before a value;
    /// empty when the command or event itself is deprecated.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub member: String,
    /// What it is.
    pub kind: DeprecatedKind,
}

/// Which part of a command or event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// The command as a whole.
    Command,
    /// The event, whole or its data.
    Event,
    /// The command's arguments.
    Arg,
    /// The command's reply.
    Ret,
}

/// What sort of thing is deprecated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DeprecatedKind {
    /// A whole command.
    Command,
    /// A whole event.
    Event,
    /// A member of an object.
    Member,
    /// A value of an enumeration.
    EnumValue,
    /// A whole structure.
    Type,
}

/// Where a path has led so far.
#[derive(Clone, Copy)]
struct Spot<'a> {
    type_name: Option<&'a str>,
    features: &'a [String],
}

impl Spot<'_> {
    /// The flag is on the member or value itself, or on the type that it leads to.
    fn carries(&self, flag: &str, schema: &Schema) -> bool {
        let of_type = self.type_name.and_then(|name| schema.entries.get(name));
        let of_type = of_type.into_iter().flat_map(|entry| &entry.features);
        self.features.iter().chain(of_type).any(|feature| feature == flag)
    }
}

impl Schema {
    /// Reads a reply; entries of an unknown shape are left out rather than spoil the rest.
    pub fn from_reply(reply: Value) -> Self {
        let Value::Array(list) = reply else { return Self::default() };
        let entries = list
            .into_iter()
            .filter_map(|entry| serde_json::from_value::<Entry>(entry).ok())
            .map(|entry| (entry.name.clone(), entry))
            .collect();
        Self { entries }
    }

    /// Answers the question that `path` asks (see the module's documentation).
    pub fn has(&self, path: &str) -> bool {
        let mut steps = path.split('/');
        let Some(entry) = steps.next().and_then(|name| self.entries.get(name)) else { return false };
        if !matches!(entry.meta_type.as_str(), "command" | "event") {
            return false;
        }
        let start = Spot { type_name: None, features: &entry.features };
        let spot = match steps.clone().next() {
            Some(part @ ("arg" | "ret")) => {
                steps.next();
                let type_name = if part == "arg" { &entry.arg_type } else { &entry.ret_type };
                Spot { type_name: type_name.as_deref(), features: &[] }
            }
            _ => start,
        };
        self.walk(spot, steps)
    }

    /// The names of all commands.
    pub fn commands(&self) -> BTreeSet<String> {
        self.names("command")
    }

    /// The names of all events.
    pub fn events(&self) -> BTreeSet<String> {
        self.names("event")
    }

    /// All that carries the `deprecated` flag, sorted.
    pub fn deprecated(&self) -> Vec<DeprecatedMember> {
        let flagged = self.flagged().into_iter();
        flagged.filter(|(flag, _)| flag == "deprecated").map(|(_, member)| member).collect()
    }

    /// How many commands, events, types, members and values carry each feature flag, counted anew in
    /// each command that uses them.
    pub fn flag_counts(&self) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        for (flag, _) in self.flagged() {
            *counts.entry(flag).or_default() += 1;
        }
        counts
    }

    /// Every feature flag and what carries it, sorted.
    fn flagged(&self) -> BTreeSet<(String, DeprecatedMember)> {
        let mut found = BTreeSet::new();
        for entry in self.entries.values() {
            let (whole, arg, kind) = match entry.meta_type.as_str() {
                "command" => (Place::Command, Place::Arg, DeprecatedKind::Command),
                "event" => (Place::Event, Place::Event, DeprecatedKind::Event),
                _ => continue,
            };
            let mut search = FlagSearch { schema: self, command: &entry.name, found: &mut found };
            search.note(whole, "", kind, &entry.features);
            for (place, type_name) in [(arg, &entry.arg_type), (Place::Ret, &entry.ret_type)] {
                if let Some(type_name) = type_name {
                    search.visit(place, type_name, "", &mut BTreeSet::new());
                }
            }
        }
        found
    }

    fn names(&self, meta_type: &str) -> BTreeSet<String> {
        self.entries.values().filter(|e| e.meta_type == meta_type).map(|e| e.name.clone()).collect()
    }

    fn walk<'a>(&'a self, spot: Spot<'a>, mut steps: std::str::Split<'_, char>) -> bool {
        let Some(step) = steps.next() else { return true };
        if let Some(flag) = step.strip_prefix('!') {
            return spot.carries(flag, self) && self.walk(spot, steps);
        }
        let (name, value) = match step.split_once('=') {
            Some((name, value)) => (name, Some(value)),
            None => (step, None),
        };
        let Some(type_name) = spot.type_name else { return false };
        self.behind(type_name).into_iter().any(|object| {
            let Some(member) = object.members.iter().find(|member| member.name == name) else { return false };
            let next = match value {
                None => Some(Spot { type_name: Some(&member.type_name), features: &member.features }),
                Some(value) => self.value(object, member, value),
            };
            next.is_some_and(|next| self.walk(next, steps.clone()))
        })
    }

    /// The spot of one value of an enumerated member, and of the variant that it selects.
    fn value<'a>(&'a self, object: &'a Entry, member: &'a Member, value: &str) -> Option<Spot<'a>> {
        self.behind(&member.type_name).into_iter().find_map(|enumeration| {
            let entry = enumeration.members.iter().find(|entry| entry.name == value);
            if entry.is_none() && !enumeration.values.iter().any(|name| name == value) {
                return None;
            }
            let variant = object.variants.iter().find(|variant| variant.case == value);
            let selects = object.tag.as_deref() == Some(&member.name);
            Some(Spot {
                type_name: variant.filter(|_| selects).map(|variant| variant.type_name.as_str()),
                features: entry.map_or(&[], |entry| &entry.features),
            })
        })
    }

    /// The objects and enumerations behind a type: through arrays and all of an alternate's types.
    fn behind(&self, type_name: &str) -> Vec<&Entry> {
        let (mut found, mut todo, mut seen) = (Vec::new(), vec![type_name], BTreeSet::new());
        while let Some(name) = todo.pop() {
            let Some(entry) = self.entries.get(name).filter(|_| seen.insert(name.to_owned())) else {
                continue;
            };
            match entry.meta_type.as_str() {
                "array" => todo.extend(entry.element_type.as_deref()),
                "alternate" => todo.extend(entry.members.iter().rev().map(|m| m.type_name.as_str())),
                _ => found.push(entry),
            }
        }
        found
    }
}

/// The walk that collects the flags of one command's arguments and reply.
struct FlagSearch<'a, 'found> {
    schema: &'a Schema,
    command: &'a str,
    found: &'found mut BTreeSet<(String, DeprecatedMember)>,
}

impl<'a> FlagSearch<'a, '_> {
    fn visit(&mut self, place: Place, type_name: &'a str, path: &str, seen: &mut BTreeSet<&'a str>) {
        let Some(entry) = self.schema.entries.get(type_name) else { return };
        // Block device trees and the schema itself contain themselves.
        if !seen.insert(type_name) {
            return;
        }
        match entry.meta_type.as_str() {
            "array" => {
                if let Some(element) = &entry.element_type {
                    self.visit(place, element, path, seen);
                }
            }
            "alternate" => {
                for member in &entry.members {
                    self.visit(place, &member.type_name, path, seen);
                }
            }
            "enum" => {
                for value in &entry.members {
                    let path = format!("{path}={}", value.name);
                    self.note(place, &path, DeprecatedKind::EnumValue, &value.features);
                }
            }
            "object" => {
                self.note(place, path, DeprecatedKind::Type, &entry.features);
                for member in &entry.members {
                    let path = joined(path, '.', &member.name);
                    self.note(place, &path, DeprecatedKind::Member, &member.features);
                    self.visit(place, &member.type_name, &path, seen);
                }
                for variant in &entry.variants {
                    self.visit(place, &variant.type_name, &joined(path, '/', &variant.case), seen);
                }
            }
            _ => {}
        }
    }

    fn note(&mut self, place: Place, member: &str, kind: DeprecatedKind, flags: &[String]) {
        let (command, member) = (self.command.to_owned(), member.to_owned());
        let member = DeprecatedMember { command, place, member, kind };
        self.found.extend(flags.iter().map(|flag| (flag.clone(), member.clone())));
    }
}

fn joined(path: &str, separator: char, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}{separator}{name}") }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// A small interface in the shape of QEMU's.
    fn schema() -> Schema {
        Schema::from_reply(json!([
            {"name": "device_add", "meta-type": "command", "arg-type": "1", "ret-type": "0",
             "features": ["json-cli"]},
            {"name": "0", "meta-type": "object", "members": []},
            {"name": "1", "meta-type": "object", "members": [{"name": "driver", "type": "str"},
                {"name": "old", "type": "str", "features": ["deprecated"]}]},
            {"name": "str", "meta-type": "builtin", "json-type": "string"},
            {"name": "blockdev-add", "meta-type": "command", "arg-type": "2", "ret-type": "0"},
            {"name": "2", "meta-type": "object", "tag": "driver",
             "members": [{"name": "driver", "type": "3"}],
             "variants": [{"case": "file", "type": "4"}, {"case": "raw", "type": "5"}]},
            {"name": "3", "meta-type": "enum", "values": ["file", "raw", "gluster"],
             "members": [{"name": "file"}, {"name": "raw"}, {"name": "gluster", "features": ["deprecated"]}]},
            {"name": "4", "meta-type": "object", "members": [{"name": "locking", "type": "6"}],
             "features": ["dynamic-auto-read-only"]},
            {"name": "5", "meta-type": "object", "members": [{"name": "file", "type": "7"}]},
            {"name": "6", "meta-type": "enum", "values": ["auto", "on"]},
            {"name": "7", "meta-type": "alternate", "members": [{"type": "2"}, {"type": "str"}]},
            {"name": "query-x", "meta-type": "command", "arg-type": "0", "ret-type": "[1]",
             "features": ["deprecated"]},
            {"name": "[1]", "meta-type": "array", "element-type": "1"},
            {"name": "GONE", "meta-type": "event", "arg-type": "0", "features": ["deprecated"]},
            {"name": "from-the-future", "meta-type": "marvel", "wonder": 1},
            ["not an entry"],
        ]))
    }

    #[test]
    fn paths_lead_where_the_interface_goes() {
        let schema = schema();
        for (path, expected) in [
            ("device_add", true),
            ("device_add/!json-cli", true),
            ("device_add/!json-cli-hotplug", false),
            ("device_add/arg/driver", true),
            ("device_add/arg/nothing", false),
            ("device_del", false),
            ("1", false),
            ("GONE", true),
            ("blockdev-add/arg/driver=file", true),
            ("blockdev-add/arg/driver=nvme", false),
            ("blockdev-add/arg/driver=file/locking", true),
            ("blockdev-add/arg/driver=file/locking=on", true),
            ("blockdev-add/arg/driver=file/locking=off", false),
            ("blockdev-add/arg/driver=raw/locking", false),
            ("blockdev-add/arg/driver=raw/file/driver=file/locking", true),
            ("blockdev-add/arg/driver=file/!dynamic-auto-read-only", true),
            ("blockdev-add/arg/driver=gluster/!deprecated", true),
            ("blockdev-add/arg/driver=raw/!deprecated", false),
            ("query-x/ret/driver", true),
            ("query-x/ret/old/!deprecated", true),
        ] {
            assert_eq!(schema.has(path), expected, "{path}");
        }
    }

    #[test]
    fn what_is_deprecated_is_found_once_each() {
        let found: Vec<String> = schema()
            .deprecated()
            .into_iter()
            .map(|d| format!("{} {:?} {} {:?}", d.command, d.place, d.member, d.kind))
            .collect();
        assert_eq!(
            found,
            [
                "GONE Event  Event",
                "blockdev-add Arg driver=gluster EnumValue",
                "device_add Arg old Member",
                "query-x Command  Command",
                "query-x Ret old Member",
            ]
        );
    }

    #[test]
    fn a_reply_of_another_shape_has_nothing() {
        assert!(!Schema::from_reply(json!({"x": 1})).has("x"));
    }
}
