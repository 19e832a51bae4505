//! Texts for a shell of Unix.

/// In quotes.
#[must_use]
pub fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// In quotes only if it needs them: files of `NAME=value` are read by others than shells.
pub(crate) fn word(text: &str) -> String {
    let is_plain = |char: char| char.is_ascii_alphanumeric() || "-_./:@%+=,".contains(char);
    match text.chars().all(is_plain) {
        true => text.to_owned(),
        false => quoted(text),
    }
}

#[cfg(test)]
mod tests {
    use super::{quoted, word};

    #[test]
    fn a_shell_reads_what_was_meant() {
        for (text, in_quotes, as_word) in [
            (
                "/home/me/.keys/pub_key.pem",
                "'/home/me/.keys/pub_key.pem'",
                "/home/me/.keys/pub_key.pem",
            ),
            ("my shop/a", "'my shop/a'", "'my shop/a'"),
            ("it's", r"'it'\''s'", r"'it'\''s'"),
            ("/商户/a", "'/商户/a'", "'/商户/a'"),
            ("$HOME", "'$HOME'", "'$HOME'"),
        ] {
            assert_eq!((&*quoted(text), &*word(text)), (in_quotes, as_word));
        }
    }
}
