//! The schema files as checked values. Every name that it mentions must exist, so that a typing mistake
//! is told here with its place and not as an error in generated code.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::{Map, Value};

/// The whole protocol, of all files.
#[derive(Debug, Default)]
pub struct Schema {
    /// Programs in the file's order.
    pub programs: Vec<Program>,
    /// Bounds by name.
    pub limits: BTreeMap<String, u64>,
    /// Enums: open sets of named numbers.
    pub enums: Vec<Enum>,
    /// Unions: a number decides which value follows.
    pub unions: Vec<Union>,
    /// Structs that more than one message uses, in the file's order.
    pub structs: Vec<Struct>,
}

/// One program and its procedures, which are numbered from 1 without gaps.
#[derive(Debug)]
pub struct Program {
    pub name: String,
    pub id: u32,
    /// The file that it stands in.
    pub file: String,
    /// It is the first of its file: types that many messages share are written there.
    pub is_home: bool,
    pub procedures: Vec<Procedure>,
}

#[derive(Debug)]
pub struct Enum {
    pub name: String,
    /// The program whose module has it.
    pub home: String,
    pub values: Vec<(i32, String)>,
}

#[derive(Debug)]
pub struct Union {
    pub name: String,
    /// The program whose module has it.
    pub home: String,
    pub arms: Vec<(i32, String, Type)>,
}

#[derive(Debug)]
pub struct Struct {
    pub name: String,
    /// The program whose module has it.
    pub home: String,
    pub fields: Vec<Field>,
}

#[derive(Debug)]
pub struct Field {
    pub name: String,
    pub ty: Type,
}

/// A type as the schema writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Type {
    /// The Rust type and its size on the wire in bytes.
    Scalar(&'static str, usize),
    String,
    Uuid,
    /// A struct, enum or union, or another procedure's message.
    Named(String),
    Optional(Box<Type>),
    /// Element and the name of the limit.
    Array(Box<Type>, String),
    Opaque(String),
    Chars(String),
    CharsFixed(usize),
}

/// What makes an entry a call or an event.
#[derive(Debug)]
pub enum Kind {
    Call { args: Vec<Field>, ret: Vec<Field>, read_only: Rule, acl: Vec<Acl> },
    Event { body: Vec<Field> },
}

#[derive(Debug)]
pub struct Procedure {
    pub number: i32,
    pub name: String,
    pub api: Option<String>,
    pub high_priority: bool,
    pub kind: Kind,
    pub acl_filter: Vec<Acl>,
    pub stream: Option<Stream>,
    pub fds: Option<String>,
}

#[derive(Debug)]
pub struct Stream {
    pub direction: String,
    pub sparse_flag: u64,
}

/// A read-only rule.
#[derive(Debug, PartialEq, Eq)]
pub enum Rule {
    Allowed,
    Denied,
    DeniedIf(Condition),
}

#[derive(Debug, PartialEq, Eq)]
pub enum Condition {
    Always,
    AnyFlag(u64),
    NoFlag(u64),
    SourceIs(u64),
}

#[derive(Debug)]
pub struct Acl {
    pub object: String,
    pub permission: String,
    pub when: Condition,
}

impl Schema {
    /// Reads and checks files, each with its name. A later one may use what an earlier one defines.
    pub fn parse(files: &[(&str, &str)]) -> Result<Self> {
        let mut schema = Self::default();
        let mut flags = BTreeMap::new();
        for (file, text) in files {
            schema.add(file, &serde_json::from_str(text)?, &mut flags).with_context(|| (*file).to_owned())?;
        }
        schema.check_names()?;
        Ok(schema)
    }

    fn add(&mut self, file: &str, root: &Value, flags: &mut BTreeMap<String, u64>) -> Result<()> {
        for (name, value) in object(root, "flags")? {
            flags.insert(name.clone(), number(value, name)?);
        }
        for (name, value) in object(root, "limits")? {
            self.limits.insert(name.clone(), number(value, name)?);
        }
        let programs = object(root, "programs")?;
        let home = programs.keys().next().context("no program")?;
        for entry in object(root, "enums")? {
            self.enums.push(parse_enum(entry, home)?);
        }
        for entry in object(root, "unions")? {
            self.unions.push(parse_union(entry, home)?);
        }
        for (name, fields) in object(root, "structs")? {
            let (name, fields) = (name.clone(), parse_fields(fields, name)?);
            self.structs.push(Struct { name, home: home.clone(), fields });
        }
        let procedures = object(root, "procedures")?;
        for (name, about) in programs {
            let id = text_of(about, "id")?;
            let id = u32::from_str_radix(id.trim_start_matches("0x"), 16).with_context(|| id.to_owned())?;
            let entries = list(procedures.get(name), name)?;
            let parsed = entries
                .iter()
                .map(|entry| parse_procedure(entry, flags).with_context(|| entry.to_string()))
                .collect::<Result<Vec<_>>>()?;
            for (expected, procedure) in (1..).zip(&parsed) {
                let found = procedure.number;
                ensure!(found == expected, "{name}: number {expected} is missing before {}", procedure.name);
            }
            self.programs.push(Program {
                name: name.clone(),
                id,
                file: file.to_owned(),
                is_home: name == home,
                procedures: parsed,
            });
        }
        Ok(())
    }

    /// The program whose module has a type of that name; messages of procedures are the remote program's.
    pub fn home_of(&self, name: &str) -> &str {
        let shared = self.structs.iter().map(|s| (&s.name, &s.home));
        let shared = shared.chain(self.enums.iter().map(|e| (&e.name, &e.home)));
        let mut shared = shared.chain(self.unions.iter().map(|u| (&u.name, &u.home)));
        shared.find(|(shared, _)| *shared == name).map_or("remote", |(_, home)| home)
    }

    /// The shared struct of that name, or the message (`..._args`, `..._ret`, `..._msg`) of the remote
    /// procedure it belongs to: some messages are part of others.
    pub fn fields_of(&self, name: &str) -> Option<&[Field]> {
        if let Some(found) = self.structs.iter().find(|s| s.name == name) {
            return Some(&found.fields);
        }
        let (procedure, part) = name.rsplit_once('_')?;
        let procedure = procedure.to_ascii_uppercase();
        let remote = self.programs.iter().find(|program| program.name == "remote")?;
        let found = remote.procedures.iter().find(|p| p.name == procedure)?;
        match (&found.kind, part) {
            (Kind::Call { args, .. }, "args") => Some(args),
            (Kind::Call { ret, .. }, "ret") => Some(ret),
            (Kind::Event { body }, "msg") => Some(body),
            _ => None,
        }
    }

    /// The fewest bytes that a type takes on the wire.
    pub fn min_size(&self, ty: &Type) -> usize {
        match ty {
            Type::Scalar(_, size) => *size,
            Type::Uuid => 16,
            Type::String | Type::Optional(_) | Type::Array(..) | Type::Opaque(_) | Type::Chars(_) => 4,
            Type::CharsFixed(count) => 4 * count,
            Type::Named(name) => match self.unions.iter().find(|union| union.name == *name) {
                Some(union) => 4 + union.arms.iter().map(|(.., arm)| self.min_size(arm)).min().unwrap_or(0),
                None => self.fields_of(name).map_or(4, |fields| self.min_size_of(fields)),
            },
        }
    }

    /// The fewest bytes that a struct of these fields takes on the wire.
    pub fn min_size_of(&self, fields: &[Field]) -> usize {
        fields.iter().map(|field| self.min_size(&field.ty)).sum()
    }

    fn check_names(&self) -> Result<()> {
        let messages =
            self.programs.iter().flat_map(|program| &program.procedures).flat_map(|p| match &p.kind {
                Kind::Call { args, ret, .. } => vec![(&p.name, args), (&p.name, ret)],
                Kind::Event { body } => vec![(&p.name, body)],
            });
        let shared = self.structs.iter().map(|s| (&s.name, &s.fields));
        for (place, fields) in shared.chain(messages) {
            for field in fields {
                self.check_type(&field.ty).with_context(|| format!("{place}.{}", field.name))?;
            }
        }
        Ok(())
    }

    fn check_type(&self, ty: &Type) -> Result<()> {
        match ty {
            Type::Optional(inner) => self.check_type(inner),
            Type::Array(inner, limit) => self.check_limit(limit).and_then(|()| self.check_type(inner)),
            Type::Opaque(limit) | Type::Chars(limit) => self.check_limit(limit),
            Type::Named(name) => {
                let known = self.fields_of(name).is_some()
                    || self.enums.iter().any(|e| e.name == *name)
                    || self.unions.iter().any(|u| u.name == *name);
                ensure!(known, "no type '{name}'");
                Ok(())
            }
            Type::Scalar(..) | Type::String | Type::Uuid | Type::CharsFixed(_) => Ok(()),
        }
    }

    fn check_limit(&self, limit: &str) -> Result<()> {
        ensure!(self.limits.contains_key(limit), "no limit '{limit}'");
        Ok(())
    }
}

type Entry<'a> = (&'a String, &'a Value);

fn parse_enum((name, values): Entry<'_>, home: &str) -> Result<Enum> {
    let values = texts(values, name)?.into_iter().map(|text| {
        let (number, value) = split(text, ' ', name)?;
        Ok((number.parse().with_context(|| name.clone())?, value.to_owned()))
    });
    Ok(Enum { name: name.clone(), home: home.to_owned(), values: values.collect::<Result<_>>()? })
}

fn parse_union((name, arms): Entry<'_>, home: &str) -> Result<Union> {
    let arms = texts(arms, name)?.into_iter().map(|text| {
        let (number, rest) = split(text, ' ', name)?;
        let (arm, ty) = split(rest, ':', name)?;
        let number = number.parse().with_context(|| name.clone())?;
        Ok((number, arm.to_owned(), parse_type(ty)?))
    });
    Ok(Union { name: name.clone(), home: home.to_owned(), arms: arms.collect::<Result<_>>()? })
}

fn parse_fields(fields: &Value, place: &str) -> Result<Vec<Field>> {
    let fields = texts(fields, place)?.into_iter().map(|text| {
        let (name, ty) = split(text, ':', place)?;
        Ok(Field { name: name.to_owned(), ty: parse_type(ty)? })
    });
    fields.collect()
}

fn parse_type(text: &str) -> Result<Type> {
    if let Some(inner) = text.strip_suffix('?') {
        return Ok(Type::Optional(Box::new(parse_type(inner)?)));
    }
    if let Some((element, limit)) = text.strip_suffix('>').and_then(|text| text.split_once('<')) {
        return Ok(match element {
            "opaque" => Type::Opaque(limit.to_owned()),
            "char" => Type::Chars(limit.to_owned()),
            _ => Type::Array(Box::new(parse_type(element)?), limit.to_owned()),
        });
    }
    if let Some(count) = text.strip_prefix("char[").and_then(|rest| rest.strip_suffix(']')) {
        return count.parse().map(Type::CharsFixed).with_context(|| text.to_owned());
    }
    Ok(match text {
        "int" => Type::Scalar("i32", 4),
        "uint" => Type::Scalar("u32", 4),
        "hyper" => Type::Scalar("i64", 8),
        "uhyper" => Type::Scalar("u64", 8),
        "double" => Type::Scalar("f64", 8),
        "char" => Type::Scalar("i8", 4),
        "uchar" => Type::Scalar("u8", 4),
        "short" => Type::Scalar("i16", 4),
        "ushort" => Type::Scalar("u16", 4),
        "string" => Type::String,
        "uuid" => Type::Uuid,
        name if name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_') => {
            Type::Named(name.to_owned())
        }
        _ => bail!("'{text}' is no type"),
    })
}

fn parse_procedure(entry: &Value, flags: &BTreeMap<String, u64>) -> Result<Procedure> {
    let name = text_of(entry, "name")?;
    let fields = |key: &str| entry.get(key).map_or(Ok(Vec::new()), |value| parse_fields(value, name));
    let checks = |key: &str| match entry.get(key) {
        Some(value) => texts(value, name)?.into_iter().map(|text| parse_acl(text, flags)).collect(),
        None => Ok(Vec::new()),
    };
    let kind = if entry.get("event").is_some() {
        Kind::Event { body: fields("event")? }
    } else {
        let read_only = parse_rule(text_of(entry, "read_only")?, flags)?;
        Kind::Call { args: fields("args")?, ret: fields("ret")?, read_only, acl: checks("acl")? }
    };
    let sparse_flag = optional_text(entry, "sparse_flag").map_or(Ok(0), |names| mask(names, flags))?;
    let stream = optional_text(entry, "stream")
        .map(|direction| Stream { direction: direction.to_owned(), sparse_flag });
    Ok(Procedure {
        number: number(entry.get("number").unwrap_or(&Value::Null), name)?.try_into()?,
        name: name.to_owned(),
        api: optional_text(entry, "api").map(str::to_owned),
        high_priority: match text_of(entry, "priority")? {
            "high" => true,
            "low" => false,
            other => bail!("priority '{other}'"),
        },
        kind,
        acl_filter: checks("acl_filter")?,
        stream,
        fds: optional_text(entry, "fds").map(str::to_owned),
    })
}

fn parse_rule(text: &str, flags: &BTreeMap<String, u64>) -> Result<Rule> {
    match text {
        "allowed" => Ok(Rule::Allowed),
        "denied" => Ok(Rule::Denied),
        _ => match text.split_once(" if ") {
            Some(("denied", condition)) => Ok(Rule::DeniedIf(parse_condition(condition, flags)?)),
            _ => bail!("read-only rule '{text}'"),
        },
    }
}

fn parse_acl(text: &str, flags: &BTreeMap<String, u64>) -> Result<Acl> {
    let (check, when) = match text.split_once(" if ") {
        Some((check, condition)) => (check, parse_condition(condition, flags)?),
        None => (text, Condition::Always),
    };
    let (object, permission) = split(check, ':', "acl")?;
    Ok(Acl { object: object.to_owned(), permission: permission.to_owned(), when })
}

fn parse_condition(text: &str, flags: &BTreeMap<String, u64>) -> Result<Condition> {
    if let Some(names) = text.strip_prefix("flags & ") {
        mask(names, flags).map(Condition::AnyFlag)
    } else if let Some(names) = text.strip_prefix("no flags & ") {
        mask(names, flags).map(Condition::NoFlag)
    } else if let Some(name) = text.strip_prefix("source is ") {
        mask(name, flags).map(Condition::SourceIs)
    } else {
        bail!("condition '{text}'")
    }
}

fn mask(names: &str, flags: &BTreeMap<String, u64>) -> Result<u64> {
    names.split('|').try_fold(0, |mask, name| {
        flags.get(name).map(|bit| mask | bit).with_context(|| format!("no flag '{name}'"))
    })
}

fn split<'a>(text: &'a str, at: char, place: &str) -> Result<(&'a str, &'a str)> {
    let (left, right) = text.split_once(at).with_context(|| format!("{place}: '{text}' has no '{at}'"))?;
    Ok((left.trim(), right.trim()))
}

fn object<'a>(root: &'a Value, key: &str) -> Result<&'a Map<String, Value>> {
    root.get(key).and_then(Value::as_object).with_context(|| format!("schema: no object '{key}'"))
}

fn list<'a>(value: Option<&'a Value>, place: &str) -> Result<&'a Vec<Value>> {
    value.and_then(Value::as_array).with_context(|| format!("{place}: not a list"))
}

fn texts<'a>(value: &'a Value, place: &str) -> Result<Vec<&'a str>> {
    let texts = list(Some(value), place)?.iter().map(Value::as_str).collect::<Option<Vec<_>>>();
    texts.with_context(|| format!("{place}: not a list of strings"))
}

fn text_of<'a>(value: &'a Value, key: &str) -> Result<&'a str> {
    value.get(key).and_then(Value::as_str).with_context(|| format!("no string '{key}' in {value}"))
}

fn optional_text<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value.get(key).and_then(Value::as_str)
}

fn number(value: &Value, place: &str) -> Result<u64> {
    value.as_u64().with_context(|| format!("{place}: not a number"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_read_as_they_are_written() {
        let named = |name: &str| Type::Named(name.into());
        for (text, ty) in [
            ("uint", Type::Scalar("u32", 4)),
            ("string?", Type::Optional(Box::new(Type::String))),
            ("domain<DOMAIN_LIST_MAX>", Type::Array(Box::new(named("domain")), "DOMAIN_LIST_MAX".into())),
            ("opaque<CPUMAP_MAX>", Type::Opaque("CPUMAP_MAX".into())),
            ("char<SECURITY_DOI_MAX>", Type::Chars("SECURITY_DOI_MAX".into())),
            ("char[32]", Type::CharsFixed(32)),
        ] {
            assert_eq!(parse_type(text).unwrap(), ty, "{text}");
        }
        assert!(parse_type("Domain").is_err());
        assert!(parse_type("char[x]").is_err());
    }

    #[test]
    fn conditions_name_flags_that_exist() {
        let flags = BTreeMap::from([("A".into(), 1), ("B".into(), 8)]);
        let rule = |text| parse_rule(text, &flags).ok();
        assert_eq!(rule("denied if flags & A|B"), Some(Rule::DeniedIf(Condition::AnyFlag(9))));
        assert_eq!(rule("denied if no flags & A"), Some(Rule::DeniedIf(Condition::NoFlag(1))));
        assert_eq!(rule("denied if source is B"), Some(Rule::DeniedIf(Condition::SourceIs(8))));
        assert_eq!(rule("denied if flags & C"), None);
        assert_eq!(rule("perhaps"), None);
    }

    #[test]
    fn a_gap_or_an_unknown_name_is_told_with_its_place() {
        let schema = |number: i32, ty: &str| {
            let text = format!(
                r#"{{"programs": {{"p": {{"id": "0x1", "version": 1}}}}, "limits": {{}}, "flags": {{}},
                "enums": {{}}, "unions": {{}}, "structs": {{}}, "procedures": {{"p": [{{"number": {number},
                "name": "A", "priority": "low", "read_only": "denied", "acl": [], "args": ["x: {ty}"]}}]}}}}"#
            );
            Schema::parse(&[("s", &text)]).err().map(|e| format!("{e:#}"))
        };
        assert_eq!(schema(1, "int"), None);
        assert_eq!(schema(2, "int").as_deref(), Some("s: p: number 1 is missing before A"));
        assert_eq!(schema(1, "thing").as_deref(), Some("A.x: no type 'thing'"));
        assert_eq!(schema(1, "int<NO_MAX>").as_deref(), Some("A.x: no limit 'NO_MAX'"));
    }
}
