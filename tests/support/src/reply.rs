//! Answers taken apart by hand.

/// Reads one field after the other from a payload; a field that is not there fails the test.
#[derive(Debug)]
pub struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    /// The fields of a payload.
    pub fn of(payload: &'a [u8]) -> Self {
        Self(payload)
    }

    fn bytes(&mut self, count: usize) -> &'a [u8] {
        let (taken, rest) =
            self.0.split_at_checked(count).expect("the payload ends in the middle of a field");
        self.0 = rest;
        taken
    }

    /// A number without a sign.
    pub fn uint(&mut self) -> u32 {
        u32::from_be_bytes(self.bytes(4).try_into().expect("four bytes"))
    }

    /// A number.
    pub fn int(&mut self) -> i32 {
        self.uint().cast_signed()
    }

    /// A long number without a sign.
    pub fn ulong(&mut self) -> u64 {
        u64::from_be_bytes(self.bytes(8).try_into().expect("eight bytes"))
    }

    /// A text.
    pub fn text(&mut self) -> String {
        let length = self.uint() as usize;
        let text = String::from_utf8_lossy(self.bytes(length)).into_owned();
        let _padding = self.bytes(length.next_multiple_of(4) - length);
        text
    }

    /// A text that may be absent.
    pub fn optional_text(&mut self) -> Option<String> {
        (self.uint() != 0).then(|| self.text())
    }

    /// Bytes without a length.
    pub fn fixed<const N: usize>(&mut self) -> [u8; N] {
        self.bytes(N).try_into().expect("as many as asked for")
    }

    /// Demands that nothing is left.
    pub fn end(self) {
        assert!(self.0.is_empty(), "{} bytes are left over", self.0.len());
    }
}

/// An error as it travels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WireError {
    /// What it is.
    pub code: i32,
    /// Who says so.
    pub domain: i32,
    /// The whole text.
    pub message: String,
    /// Always 2, an error.
    pub level: i32,
    /// Details for programs.
    pub texts: [Option<String>; 3],
    /// More details for programs.
    pub numbers: [i32; 2],
}

impl WireError {
    /// Takes an error's payload apart, to the last byte.
    pub fn of(payload: &[u8]) -> Self {
        let mut fields = Fields::of(payload);
        let (code, domain) = (fields.int(), fields.int());
        let message = fields.optional_text().unwrap_or_default();
        let level = fields.int();
        assert_eq!(fields.uint(), 0, "an error names no domain object");
        let texts = [fields.optional_text(), fields.optional_text(), fields.optional_text()];
        let numbers = [fields.int(), fields.int()];
        assert_eq!(fields.uint(), 0, "an error names no network object");
        fields.end();
        Self { code, domain, message, level, texts, numbers }
    }
}
