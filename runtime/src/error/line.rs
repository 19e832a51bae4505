//! Text of others on one line of a log.

use std::fmt::{self, Write};

/// Writes everything on one line: what would break it, move a terminal's cursor or turn the reading direction is escaped.
///
/// All of an error goes through it, since codes, messages, ids and causes come from others, and not all of them are
/// known to be WeChat Pay's.
pub(super) struct OneLine<'a, 'f>(pub(super) &'a mut fmt::Formatter<'f>);

impl Write for OneLine<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let mut rest = text;
        while let Some(at) = rest.find(is_hidden) {
            let (before, after) = rest.split_at(at);
            let mut chars = after.chars();
            self.0.write_str(before)?;
            if let Some(hidden) = chars.next() {
                write!(self.0, "{}", hidden.escape_debug())?;
            }
            rest = chars.as_str();
        }
        self.0.write_str(rest)
    }
}

/// What `Debug` of a string escapes because it does not print: control characters, line separators, marks of direction.
fn is_hidden(char: char) -> bool {
    !matches!(char, '"' | '\'' | '\\')
        && !char.is_ascii_graphic()
        && char != ' '
        && char.escape_debug().len() > 1
}

/// A text of others, cut after so many characters.
pub(super) struct Cut<'t>(pub(super) &'t str, pub(super) usize);

impl fmt::Display for Cut<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(text, most) = *self;
        match text.char_indices().nth(most) {
            None => f.write_str(text),
            Some((end, _)) => write!(f, "{}…", &text[..end]),
        }
    }
}
