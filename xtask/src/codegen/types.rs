//! The structs, enums and unions, in one file per family of procedures.

use std::collections::{BTreeMap, BTreeSet};

use super::names::{field_name, type_name};
use super::schema::{Enum, Field, Kind, Procedure, Program, Schema, Type, Union};

/// Families, by how a procedure's name begins; the first that fits counts.
const FAMILIES: [&str; 15] = [
    "AUTH",
    "CONNECT",
    "DOMAIN_CHECKPOINT",
    "DOMAIN_EVENT",
    "DOMAIN_MIGRATE",
    "DOMAIN_SNAPSHOT",
    "DOMAIN",
    "FINDINGS",
    "INTERFACE",
    "NETWORK",
    "NODE_DEVICE",
    "NODE",
    "NWFILTER",
    "SECRET",
    "STORAGE",
];

/// Every limit as a constant.
pub fn limits(schema: &Schema) -> String {
    let mut out = String::from("//! The protocol's bounds, in elements or bytes.\n\n");
    for (name, value) in &schema.limits {
        out += &format!("pub const {name}: usize = {value};\n");
    }
    out
}

/// The source of each family of a program, by its module's name.
pub fn families(schema: &Schema, program: &Program) -> BTreeMap<String, String> {
    let mut files: BTreeMap<&str, File> = BTreeMap::new();
    if program.is_home {
        let shared = files.entry("shared").or_default();
        for s in schema.structs.iter().filter(|s| s.home == program.name) {
            shared.add_struct(schema, "Shared by many messages.", &s.name, &s.fields);
        }
        schema.enums.iter().filter(|e| e.home == program.name).for_each(|e| shared.add_enum(e));
        schema.unions.iter().filter(|u| u.home == program.name).for_each(|u| shared.add_union(schema, u));
    }
    for procedure in &program.procedures {
        files.entry(family_name(procedure)).or_default().add_messages(schema, procedure);
    }
    let filled = files.into_iter().filter(|(_, file)| !file.body.is_empty());
    filled.map(|(name, file)| (name.to_ascii_lowercase(), file.finish())).collect()
}

/// The name of a procedure's argument or reply type, or of an event's body: `()` when it is empty.
pub fn message_type(procedure: &Procedure, part: &str, fields: &[Field]) -> String {
    if fields.is_empty() { "()".into() } else { format!("{}{part}", type_name(&procedure.name)) }
}

/// The family that a procedure belongs to.
pub fn family_name(procedure: &Procedure) -> &'static str {
    FAMILIES.into_iter().find(|family| procedure.name.starts_with(family)).unwrap_or("OTHER")
}

/// One file while it is written.
#[derive(Default)]
struct File {
    body: String,
    defined: BTreeSet<String>,
    /// What it mentions, and the program that has it.
    used: BTreeSet<(String, String)>,
    uses_limits: bool,
    /// It writes a codec out, where the macro does not reach.
    has_codecs: bool,
    uses_text: bool,
}

impl File {
    fn add_messages(&mut self, schema: &Schema, procedure: &Procedure) {
        let name = procedure.name.to_ascii_lowercase();
        let api = procedure.api.as_ref().map_or(String::new(), |api| format!(", `{api}`"));
        let about = format!("`{}` ({}){api}", procedure.name, procedure.number);
        match &procedure.kind {
            Kind::Call { args, ret, .. } => {
                self.add_struct(schema, &format!("Arguments of {about}."), &format!("{name}_args"), args);
                self.add_struct(schema, &format!("Reply to {about}."), &format!("{name}_ret"), ret);
                if let [Field { ty: Type::String, .. }] = ret.as_slice() {
                    self.uses_text = true;
                    self.body += &format!("impl EncodeAs<{}Ret> for Text<'_> {{}}\n\n", type_name(&name));
                }
            }
            Kind::Event { body } => {
                self.add_struct(schema, &format!("Body of the event {about}."), &format!("{name}_msg"), body);
            }
        }
    }

    fn add_struct(&mut self, schema: &Schema, doc: &str, name: &str, fields: &[Field]) {
        if fields.is_empty() {
            return;
        }
        let min_size = schema.min_size_of(fields);
        let name = type_name(name);
        self.define(doc, &name);
        self.body += &format!("pub struct {name} {{");
        for field in fields {
            let ty = self.rust_type(schema, &field.ty);
            self.body += &format!("pub {}: {ty},", field_name(&field.name));
        }
        self.body += &format!("}}\n\ncodec!({name} {{");
        for field in fields {
            let form = self.form(&field.ty);
            self.body += &format!("{}{form},", field_name(&field.name));
        }
        self.body += &format!("}}, {min_size});\n\n");
    }

    fn add_enum(&mut self, e: &Enum) {
        let name = type_name(&e.name);
        self.has_codecs = true;
        self.define("A number with names for those that are known.", &name);
        self.body += &format!("pub struct {name}(pub i32);\n\nimpl {name} {{");
        for (number, value) in &e.values {
            self.body += &format!("pub const {value}: Self = Self({number});");
        }
        self.body += &format!(
            "}}\n\nimpl Encode for {name} {{
                fn encode(&self, to: &mut Encoder<'_>) -> Result<(), WireError> {{ self.0.encode(to) }}
            }}

            impl Decode for {name} {{
                const MIN_SIZE: usize = 4;

                fn decode(from: &mut Decoder<'_>) -> Result<Self, WireError> {{ i32::decode(from).map(Self) }}
            }}\n\n"
        );
    }

    fn add_union(&mut self, schema: &Schema, union: &Union) {
        let name = type_name(&union.name);
        self.has_codecs = true;
        self.defined.insert(name.clone());
        let arms: Vec<_> =
            union.arms.iter().map(|(n, arm, ty)| (n, type_name(arm), self.rust_type(schema, ty))).collect();
        let mut put = |text: &str| self.body += text;
        put(&format!(
            "/// A value that says its type.\n#[derive(Debug, Clone, PartialEq)]\npub enum {name} {{"
        ));
        arms.iter().for_each(|(_, arm, ty)| put(&format!("{arm}({ty}),")));
        put("}\n\n");
        if let Some((_, arm, _)) = arms.first() {
            put(&format!(
                "impl Default for {name} {{
                    fn default() -> Self {{ Self::{arm}(Default::default()) }}
                }}\n\n"
            ));
        }
        put(&format!(
            "impl Encode for {name} {{
                fn encode(&self, to: &mut Encoder<'_>) -> Result<(), WireError> {{ match self {{"
        ));
        for (number, arm, _) in &arms {
            put(&format!("Self::{arm}(value) => {{ {number}i32.encode(to)?; value.encode(to) }}"));
        }
        put(&format!(
            "}} }} }}\n\nimpl Decode for {name} {{
                const MIN_SIZE: usize = {};

                fn decode(from: &mut Decoder<'_>) -> Result<Self, WireError> {{ match i32::decode(from)? {{",
            schema.min_size(&Type::Named(union.name.clone()))
        ));
        for (number, arm, _) in &arms {
            put(&format!("{number} => Decode::decode(from).map(Self::{arm}),"));
        }
        put("other => Err(WireError::UnknownParamType(other)), } } }\n\n");
    }

    fn define(&mut self, doc: &str, name: &str) {
        self.defined.insert(name.to_owned());
        self.body += &format!("/// {doc}\n#[derive(Debug, Clone, Default, PartialEq)]\n");
    }

    fn rust_type(&mut self, schema: &Schema, ty: &Type) -> String {
        match ty {
            Type::Scalar(name, _) => (*name).into(),
            Type::String => "String".into(),
            Type::Uuid => "[u8; 16]".into(),
            Type::Named(name) => {
                let (name, home) = (type_name(name), schema.home_of(name));
                self.used.insert((home.to_owned(), name.clone()));
                name
            }
            Type::Optional(inner) => format!("Option<{}>", self.rust_type(schema, inner)),
            Type::Array(inner, _) => format!("Vec<{}>", self.rust_type(schema, inner)),
            Type::Opaque(_) | Type::Chars(_) => "Vec<u8>".into(),
            Type::CharsFixed(count) => format!("[u8; {count}]"),
        }
    }

    /// How `codec!` is told about a field whose type alone does not say how it is written.
    fn form(&mut self, ty: &Type) -> String {
        let (form, limit) = match ty {
            Type::Array(_, limit) => ("array", limit),
            Type::Opaque(limit) => ("opaque", limit),
            Type::Chars(limit) => ("chars", limit),
            Type::CharsFixed(_) => return ": chars_fixed()".into(),
            Type::Scalar(..) | Type::String | Type::Uuid | Type::Named(_) | Type::Optional(_) => {
                return String::new();
            }
        };
        self.uses_limits = true;
        format!(": {form}(limits::{limit})")
    }

    fn finish(self) -> String {
        let mut imports = String::new();
        if self.has_codecs {
            imports += "use crate::WireError;\nuse crate::xdr::{Decode, Decoder, Encode, Encoder, codec};\n";
        } else if self.uses_text {
            imports += "use crate::xdr::{EncodeAs, Text, codec};\n";
        } else {
            imports += "use crate::xdr::codec;\n";
        }
        if self.uses_limits {
            imports += "use crate::limits;\n";
        }
        let mut foreign: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (home, name) in self.used.iter().filter(|(_, name)| !self.defined.contains(name)) {
            foreign.entry(home).or_default().push(name);
        }
        for (home, names) in foreign {
            imports += &format!("use crate::{home}::{{{}}};\n", names.join(", "));
        }
        format!("{imports}\n{}", self.body)
    }
}
