//! The marker types, the table, and the way from a number to its types. `wire::procedure` holds the macros
//! and builders that the output is written in.

use super::names::type_name;
use super::schema::{Acl, Condition, Kind, Procedure, Program, Rule, Schema};
use super::types::message_type;

/// The arguments that access rules may look at.
const RULE_ARGS: [&str; 2] = ["flags", "source"];

/// One marker type for each procedure that is called; empty where a program has none.
pub fn markers(program: &Program) -> String {
    let calls = program.procedures.iter().filter_map(|procedure| {
        let Kind::Call { args, ret, .. } = &procedure.kind else { return None };
        let looked_at: Vec<_> =
            args.iter().filter(|field| RULE_ARGS.contains(&field.name.as_str())).collect();
        let rule_args = match looked_at.as_slice() {
            [] => String::new(),
            fields => format!(" [{}]", fields.iter().map(|f| f.name.as_str()).collect::<Vec<_>>().join(", ")),
        };
        Some(format!(
            "{}: {}{rule_args} => {};",
            marker(procedure),
            message_type(procedure, "Args", args),
            message_type(procedure, "Ret", ret),
        ))
    });
    marker_module(program, "procedure", calls)
}

/// One marker type for each event; empty where a program has none.
pub fn events(program: &Program) -> String {
    let events = program.procedures.iter().filter_map(|procedure| {
        let Kind::Event { body } = &procedure.kind else { return None };
        Some(format!("{}: {};", marker(procedure), message_type(procedure, "Msg", body)))
    });
    marker_module(program, "event", events)
}

fn marker_module(program: &Program, kind: &str, markers: impl Iterator<Item = String>) -> String {
    let markers: Vec<_> = markers.collect();
    if markers.is_empty() {
        return String::new();
    }
    let body = markers.join("\n    ");
    let types = if body.contains("Args") || body.contains("Msg") { "use super::*;\n\n" } else { "" };
    format!(
        "//! A marker type for each {kind} of the {} program.\n\n{types}\
        crate::procedure::{kind}s! {{\n    {};\n    {body}\n}}\n",
        program.name,
        type_name(&program.name),
    )
}

fn marker(procedure: &Procedure) -> String {
    format!("{} {} {:?}", procedure.number, type_name(&procedure.name), procedure.name)
}

/// Everything about each procedure, in the order of their numbers, a line each.
pub fn table(program: &Program) -> String {
    let variant = type_name(&program.name);
    let entries: Vec<_> = program.procedures.iter().map(|procedure| entry(&variant, procedure)).collect();
    let body = entries.join(",\n    ");
    let imports = |module: &str, names: &[&str]| {
        let used: Vec<_> = names.iter().copied().filter(|name| body.contains(name)).collect();
        let names = used.join(", ").replace('(', "").replace("::", "");
        if used.is_empty() { String::new() } else { format!("use crate::{module}::{{{names}}};\n") }
    };
    format!(
        "//! What is known of each procedure of the {} program.\n\nuse crate::Program::{variant};\n{}{}{}\n\
        #[rustfmt::skip]\npub(crate) static PROCEDURES: [ProcedureInfo; {}] = [\n    {body},\n];\n",
        program.name,
        imports("access", &["needs("]),
        imports("access::Condition", &["AnyFlag(", "NoFlag(", "SourceIs("]),
        imports("procedure", &["call(", "event(", "Fds::", "StreamDirection::"])
            .replace("{", "{ProcedureInfo, "),
        entries.len()
    )
}

/// One entry as a chain of what differs from the usual.
fn entry(program: &str, procedure: &Procedure) -> String {
    let Procedure { number, name, .. } = procedure;
    let kind = match procedure.kind {
        Kind::Call { .. } => "call",
        Kind::Event { .. } => "event",
    };
    let mut out = format!("{kind}({program}, {number}, {name:?})");
    if let Some(api) = &procedure.api {
        out += &format!(".api({api:?})");
    }
    if procedure.high_priority {
        out += ".high_priority()";
    }
    if let Kind::Call { read_only, acl, .. } = &procedure.kind {
        match read_only {
            Rule::Allowed => out += ".read_only_allowed()",
            Rule::Denied => {}
            Rule::DeniedIf(when) => out += &format!(".read_only_denied_if({})", condition(when)),
        }
        if !acl.is_empty() {
            out += &format!(".acl({})", checks(acl));
        }
    }
    if !procedure.acl_filter.is_empty() {
        out += &format!(".acl_filter({})", checks(&procedure.acl_filter));
    }
    if let Some(stream) = &procedure.stream {
        let direction = match stream.direction.as_str() {
            "client_to_server" => "ToServer",
            "server_to_client" => "ToClient",
            _ => "Both",
        };
        out += &format!(".stream(StreamDirection::{direction}, {})", stream.sparse_flag);
    }
    if let Some(fds) = &procedure.fds {
        out += &format!(".fds(Fds::{})", type_name(fds));
    }
    out
}

/// The way from a number to its marker type.
pub fn by_number(schema: &Schema) -> String {
    let mut out = String::from(
        "//! From a number to its types.\n\nuse super::{ferrovirt, keepalive, lxc, qemu, remote};
        use crate::Program;\nuse crate::by_number::Visitor;\n
        pub(crate) fn visit<V: Visitor>(program: Program, number: i32, visitor: V) -> Option<V::Output> {
            Some(match (program, number) {",
    );
    for program in &schema.programs {
        for p in &program.procedures {
            let kind = match p.kind {
                Kind::Call { .. } => "procedure",
                Kind::Event { .. } => "event",
            };
            out += &format!(
                "(Program::{}, {}) => visitor.{kind}::<{}::{kind}::{}>(),",
                type_name(&program.name),
                p.number,
                program.name,
                type_name(&p.name)
            );
        }
    }
    out + "_ => return None, }) }\n"
}

fn condition(condition: &Condition) -> String {
    match condition {
        Condition::Always => "Always".into(),
        Condition::AnyFlag(mask) => format!("AnyFlag({mask})"),
        Condition::NoFlag(mask) => format!("NoFlag({mask})"),
        Condition::SourceIs(source) => format!("SourceIs({source})"),
    }
}

fn checks(acl: &[Acl]) -> String {
    let checks = acl.iter().map(|Acl { object, permission, when }| {
        let check = format!("needs({object:?}, {permission:?})");
        match when {
            Condition::Always => check,
            _ => format!("{check}.when({})", condition(when)),
        }
    });
    format!("&[{}]", checks.collect::<Vec<_>>().join(", "))
}
