//! How a guest's state lies in a file: as QEMU writes it, compressed by a program, or sparse.

/// The form of a saved guest (libvirt's names and numbers).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ImageFormat {
    /// As QEMU writes it.
    #[default]
    Raw,
    /// Compressed by the program of this name, as all of the following.
    Gzip,
    /// bzip2.
    Bzip2,
    /// xz.
    Xz,
    /// lzop.
    Lzop,
    /// zstd.
    Zstd,
    /// Every page at a place of its own, written by QEMU itself; in several streams if wanted.
    Sparse,
}

impl ImageFormat {
    /// All of them, by their numbers in a file's header, with their names.
    const ALL: [(Self, &str); 7] = [
        (Self::Raw, "raw"),
        (Self::Gzip, "gzip"),
        (Self::Bzip2, "bzip2"),
        (Self::Xz, "xz"),
        (Self::Lzop, "lzop"),
        (Self::Zstd, "zstd"),
        (Self::Sparse, "sparse"),
    ];

    /// The form of this name.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, name)| *name == word).map(|(format, _)| *format)
    }

    /// The form with this number.
    pub fn from_number(number: u32) -> Option<Self> {
        let index = usize::try_from(number).ok()?;
        Self::ALL.get(index).map(|(format, _)| *format)
    }

    /// Its number in a file's header.
    pub const fn number(self) -> u32 {
        self as u32
    }

    /// The program that compresses, and with `-d` uncompresses it.
    pub(crate) const fn program(self) -> Option<&'static str> {
        match self {
            Self::Raw | Self::Sparse => None,
            Self::Gzip => Some("gzip"),
            Self::Bzip2 => Some("bzip2"),
            Self::Xz => Some("xz"),
            Self::Lzop => Some("lzop"),
            Self::Zstd => Some("zstd"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_names_are_libvirts() {
        for (number, (format, word)) in (0..).zip(ImageFormat::ALL) {
            assert_eq!(format.number(), number);
            assert_eq!(ImageFormat::from_number(number), Some(format));
            assert_eq!(ImageFormat::from_word(word), Some(format));
        }
        assert_eq!(ImageFormat::from_number(7), None);
        assert_eq!(ImageFormat::from_word("foo"), None);
    }
}
