//! `Display` of a kind, in a few words: for logs and errors, not for programs to compare.

/// Writes it: each variant with its words, which width and alignment are kept for.
macro_rules! words {
    ($kind:ident { $($(#[$attribute:meta])* $variant:ident => $words:literal,)+ }) => {
        /// In a few words.
        impl std::fmt::Display for $kind {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(match self {
                    $($(#[$attribute])* Self::$variant => $words,)+
                })
            }
        }
    };
}
