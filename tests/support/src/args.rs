//! Arguments of calls, encoded by hand.

/// An argument list in the making.
#[derive(Debug, Clone, Default)]
pub struct Args(Vec<u8>);

impl Args {
    /// No arguments yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A number without a sign, a flag, or a choice.
    pub fn uint(mut self, value: u32) -> Self {
        self.0.extend(value.to_be_bytes());
        self
    }

    /// A number.
    pub fn int(self, value: i32) -> Self {
        self.uint(value.cast_unsigned())
    }

    /// A text.
    pub fn text(mut self, text: &str) -> Self {
        self = self.uint(u32::try_from(text.len()).expect("a text is not that long"));
        self.0.extend(text.as_bytes());
        self.0.resize(self.0.len().next_multiple_of(4), 0);
        self
    }

    /// A text that is there.
    pub fn some_text(self, text: &str) -> Self {
        self.uint(1).text(text)
    }

    /// Something that is not there.
    pub fn none(self) -> Self {
        self.uint(0)
    }

    /// A guest, by name, uuid and id.
    pub fn domain(mut self, name: &str, uuid: [u8; 16], id: i32) -> Self {
        self = self.text(name);
        self.0.extend(uuid);
        self.int(id)
    }

    /// Bytes as they are.
    pub fn raw(mut self, bytes: &[u8]) -> Self {
        self.0.extend(bytes);
        self
    }
}

impl From<Args> for Vec<u8> {
    fn from(args: Args) -> Self {
        args.0
    }
}
