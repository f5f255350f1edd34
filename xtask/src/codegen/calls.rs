//! The client's typed calls: one method for each procedure, which says what it is called with and what comes back.

use std::collections::BTreeMap;

use super::names::type_name;
use super::schema::{Kind, Procedure, Program, Rule, Schema};
use super::types::{family_name, message_type};

/// One file for each program with procedures, and for each family of the big one, by its path.
pub fn client(schema: &Schema) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut modules = String::new();
    for program in &schema.programs {
        let mut families: BTreeMap<&str, Vec<&Procedure>> = BTreeMap::new();
        for procedure in &program.procedures {
            if matches!(procedure.kind, Kind::Call { .. }) {
                families.entry(family_name(procedure)).or_default().push(procedure);
            }
        }
        for (family, procedures) in families {
            let module = format!("{}_{}", program.name, family.to_ascii_lowercase());
            modules += &format!("mod {module};");
            files.insert(format!("{module}.rs"), methods(program, &procedures));
        }
    }
    files.insert("mod.rs".into(), format!("//! A method for every procedure.\n\n{modules}"));
    files
}

fn methods(program: &Program, procedures: &[&Procedure]) -> String {
    let mut body = String::new();
    let mut types = Vec::new();
    for procedure in procedures {
        let Kind::Call { args, ret, read_only, .. } = &procedure.kind else { continue };
        let (args, ret) = (message_type(procedure, "Args", args), message_type(procedure, "Ret", ret));
        types.extend([&args, &ret].into_iter().filter(|name| *name != "()").cloned());
        let prefix = if program.name == "remote" { String::new() } else { format!("{}_", program.name) };
        let method = format!("{prefix}{}", procedure.name.to_ascii_lowercase());
        let marker = type_name(&procedure.name);
        let api = procedure.api.as_ref().map(|api| format!(", `{api}`")).unwrap_or_default();
        let access = match read_only {
            Rule::Allowed => "A read-only connection may call it.",
            Rule::Denied => "Not for read-only connections.",
            Rule::DeniedIf(_) => "A read-only connection may call it, but for some arguments.",
        };
        let (given, passed) = match args.as_str() {
            "()" => (String::new(), "&()"),
            _ => (format!(", args: &{args}"), "args"),
        };
        body += &format!(
            "/// `{}` ({}){api}. {access}\n///\n/// # Errors\n/// As [`Connection::call`].\n\
             pub async fn {method}(&self{given}) -> Result<{ret}> {{\n\
             self.call::<procedure::{marker}>({passed}).await\n}}\n\n",
            procedure.name, procedure.number,
        );
    }
    types.sort();
    types.dedup();
    let imports = match types.is_empty() {
        true => String::new(),
        false => format!(", {}", types.join(", ")),
    };
    format!(
        "//! Calls of the {name} program.\n\nuse wire::{name}::{{procedure{imports}}};\n\n\
         use crate::{{Connection, Result}};\n\nimpl Connection {{\n{}}}\n",
        body.trim_end(),
        name = program.name,
    )
}
