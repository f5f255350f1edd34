//! Closed sets of words: `type='file'`, `cache='none'`, ...

/// A value that is one of a few words in a definition. Made by [`words!`](crate::words).
pub trait Word: Copy + 'static {
    /// Every value, in libvirt's order.
    const ALL: &'static [Self];

    /// The word as definitions spell it.
    fn word(self) -> &'static str;

    /// The value that a word stands for.
    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|value| value.word() == word)
    }
}

/// Declares an enum whose values are words of the definition language.
///
/// ```
/// xml::words! {
///     /// What the guest sees.
///     pub enum DiskDevice { Disk = "disk", Cdrom = "cdrom" }
/// }
/// use xml::Word;
/// assert_eq!(DiskDevice::from_word("cdrom"), Some(DiskDevice::Cdrom));
/// assert_eq!(DiskDevice::Disk.to_string(), "disk");
/// ```
#[macro_export]
macro_rules! words {
    ($($(#[$meta:meta])* pub enum $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $word:literal),* $(,)? })*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name {
            $(
                #[doc = concat!("`", $word, "`.")]
                $(#[$variant_meta])*
                $variant,
            )*
        }

        impl $crate::Word for $name {
            const ALL: &'static [Self] = &[$(Self::$variant),*];

            fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
        }

        impl $crate::Value for $name {
            fn put(&self, out: &mut String) -> bool {
                out.push_str($crate::Word::word(*self));
                true
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str($crate::Word::word(*self))
            }
        }
    )*};
}
