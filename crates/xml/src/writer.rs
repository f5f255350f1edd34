//! Text in libvirt's exact style: two blanks per level, single quotes, `<a/>` for what is empty.

use std::fmt::Write as _;

/// Writes a document into one growing string.
///
/// ```
/// let mut w = xml::Writer::new();
/// w.element("disk", |w| {
///     w.attr("type", "file");
///     w.element("source", |w| w.attr("file", "/a&b"));
///     w.optional("driver", |w| w.attr("name", None::<&str>));
/// });
/// assert_eq!(w.finish(), "<disk type='file'>\n  <source file='/a&amp;b'/>\n</disk>\n");
/// ```
#[derive(Debug, Default)]
pub struct Writer {
    out: String,
    depth: usize,
    /// The innermost element's start tag is still open for attributes.
    open: bool,
}

/// What can be an attribute's value or a text. Escaping is part of it.
pub trait Value {
    /// Appends the value; false if there is none, so that nothing at all is written.
    fn put(&self, out: &mut String) -> bool;
}

impl Writer {
    /// A writer at the outermost level.
    pub fn new() -> Self {
        Self::default()
    }

    /// A writer whose elements are indented as children of `depth` others.
    pub fn at_depth(depth: usize) -> Self {
        Self { depth, ..Self::default() }
    }

    /// An element with what `content` puts into it.
    pub fn element(&mut self, name: &str, content: impl FnOnce(&mut Self)) {
        self.start(name);
        content(self);
        self.end(name);
    }

    /// An element that is only there when `content` puts an attribute or a child into it.
    pub fn optional(&mut self, name: &str, content: impl FnOnce(&mut Self)) {
        let (before, was_open) = (self.out.len(), self.open);
        self.start(name);
        let bare = self.out.len();
        content(self);
        if self.out.len() == bare {
            self.out.truncate(before);
            self.depth -= 1;
            self.open = was_open;
        } else {
            self.end(name);
        }
    }

    /// Ends the start tag, so that the element gets an end tag even if nothing follows.
    pub fn children(&mut self) {
        self.close_start_tag();
    }

    /// An element without anything in it.
    pub fn empty(&mut self, name: &str) {
        self.element(name, |_| {});
    }

    /// An attribute of the element just begun, unless the value is absent.
    pub fn attr(&mut self, name: &str, value: impl Value) {
        let before = self.out.len();
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("='");
        if value.put(&mut self.out) {
            self.out.push('\'');
        } else {
            self.out.truncate(before);
        }
    }

    /// An attribute that reads `yes` or `no`, unless absent.
    pub fn yes_no(&mut self, name: &str, value: Option<bool>) {
        self.attr(name, value.map(|yes| if yes { "yes" } else { "no" }));
    }

    /// An attribute that reads `on` or `off`, unless absent.
    pub fn on_off(&mut self, name: &str, value: Option<bool>) {
        self.attr(name, value.map(|on| if on { "on" } else { "off" }));
    }

    /// An attribute in hexadecimal with `0x` and at least `digits` digits.
    pub fn hex(&mut self, name: &str, value: impl Into<u64>, digits: usize) {
        self.attr(name, format_args!("0x{:0digits$x}", value.into()));
    }

    /// An element that holds just a text, unless the value is absent.
    pub fn text(&mut self, name: &str, value: impl Value) {
        self.text_with(name, |_| {}, value);
    }

    /// An element with attributes that holds just a text, unless the value is absent.
    pub fn text_with(&mut self, name: &str, attributes: impl FnOnce(&mut Self), value: impl Value) {
        let (before, was_open) = (self.out.len(), self.open);
        self.start(name);
        attributes(self);
        self.out.push('>');
        if value.put(&mut self.out) {
            let _ = writeln!(self.out, "</{name}>");
            self.open = false;
        } else {
            self.out.truncate(before);
            self.open = was_open;
        }
        self.depth -= 1;
    }

    /// Finished XML at this level. Only its first line is indented: more blanks could change its meaning.
    pub fn verbatim(&mut self, xml: &str) {
        self.close_start_tag();
        self.indent();
        self.out.push_str(xml);
        self.out.push('\n');
    }

    /// Finished XML at this level, each line indented.
    pub fn lines(&mut self, xml: &str) {
        xml.lines().for_each(|line| self.verbatim(line));
    }

    /// An attribute in double quotes, as libxml2 writes declarations of namespaces.
    pub fn double_quoted(&mut self, name: &str, value: impl Value) {
        let before = self.out.len();
        self.attr(name, value);
        if let Some(written) = self.out.get(before..).filter(|written| !written.is_empty()) {
            let written = written.replace('\'', "\"");
            self.out.truncate(before);
            self.out.push_str(&written);
        }
    }

    /// The text written so far.
    pub fn finish(self) -> String {
        self.out
    }

    fn start(&mut self, name: &str) {
        self.close_start_tag();
        self.indent();
        self.out.push('<');
        self.out.push_str(name);
        self.depth += 1;
        self.open = true;
    }

    fn end(&mut self, name: &str) {
        self.depth -= 1;
        if self.open {
            self.out.push_str("/>\n");
        } else {
            self.indent();
            self.out.push_str("</");
            self.out.push_str(name);
            self.out.push_str(">\n");
        }
        self.open = false;
    }

    fn close_start_tag(&mut self) {
        if self.open {
            self.out.push_str(">\n");
            self.open = false;
        }
    }

    fn indent(&mut self) {
        for _ in 0..self.depth {
            self.out.push_str("  ");
        }
    }
}

impl Value for str {
    fn put(&self, out: &mut String) -> bool {
        let mut rest = self;
        while let Some(at) = rest.find(['<', '>', '&', '\'', '"']) {
            out.push_str(&rest[..at]);
            out.push_str(match rest.as_bytes().get(at) {
                Some(b'<') => "&lt;",
                Some(b'>') => "&gt;",
                Some(b'&') => "&amp;",
                Some(b'\'') => "&apos;",
                _ => "&quot;",
            });
            rest = &rest[at + 1..];
        }
        out.push_str(rest);
        true
    }
}

impl Value for String {
    fn put(&self, out: &mut String) -> bool {
        self.as_str().put(out)
    }
}

impl Value for std::fmt::Arguments<'_> {
    fn put(&self, out: &mut String) -> bool {
        out.write_fmt(*self).is_ok()
    }
}

impl<V: Value + ?Sized> Value for &V {
    fn put(&self, out: &mut String) -> bool {
        (**self).put(out)
    }
}

impl<V: Value> Value for Option<V> {
    fn put(&self, out: &mut String) -> bool {
        self.as_ref().is_some_and(|value| value.put(out))
    }
}

macro_rules! numbers {
    ($($type:ty),*) => {$(
        impl Value for $type {
            fn put(&self, out: &mut String) -> bool {
                write!(out, "{self}").is_ok()
            }
        }
    )*};
}

numbers!(u8, u16, u32, u64, i32, i64, usize);
