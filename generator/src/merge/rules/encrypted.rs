//! How a value travels: encrypted or encoded if any source says so.

use super::{Decided, Entry, Voice};
use crate::page::{Attr, ENCODED, ENCODED_BY, ENCRYPTED, SIGNED};

/// What the founding pages say of a type that no other has words for.
const CARRIED: [&str; 5] = [ENCRYPTED, "data-tooltip", ENCODED, ENCODED_BY, SIGNED];

/// The attributes of a field whose decided type is `ty`.
pub(in crate::merge) fn decide(entry: &Entry, ty: &str) -> Decided<Vec<Attr>> {
    if !ty.starts_with("string") {
        return Decided::agreed(Vec::new());
    }
    let mut taken: Vec<Attr> = Vec::new();
    for word in &entry.words {
        let has_encryption = taken.iter().any(|attr| attr.name == ENCRYPTED);
        for attr in &word.row.ty.attrs {
            // A tooltip tells which key, so it goes with the encryption beside it.
            let is_known = taken.iter().any(|known| known.name == attr.name)
                || has_encryption && attr.name == "data-tooltip";
            if CARRIED.contains(&attr.name.as_str()) && !is_known {
                taken.push(attr.clone());
            }
        }
    }
    let says = |word: &super::Word| word.row.ty.has(ENCRYPTED);
    let (yes, no): (Vec<_>, Vec<_>) = entry.words.iter().partition(|word| says(word));
    // Words of a cell below it, or a whole text that AES encrypts, are another matter.
    let is_plain_text = entry.children.is_empty();
    let differs = is_plain_text && !yes.is_empty() && no.iter().any(|word| word.voice <= Voice::Founding);
    let say = |word: &super::Word| {
        let how = word.row.ty.value(ENCRYPTED).unwrap_or("plain");
        (word.voice, how.to_owned())
    };
    Decided {
        taken,
        differ: match differs {
            true => entry.words.iter().map(say).collect(),
            false => Vec::new(),
        },
    }
}

/// Whether somebody says that it is encrypted.
pub(in crate::merge) fn is_said(entry: &Entry) -> bool {
    entry.words.iter().any(|word| word.row.is_sensitive())
}

/// Fields of a request of whose encryption nobody has decided: their siblings are encrypted, and whoever knows
/// them knows no encryption at all.
pub(in crate::merge) fn undecided(level: &[Entry]) -> Vec<&Entry> {
    let speaks = |voice: Voice| {
        level
            .iter()
            .any(|one| one.word(voice).is_some_and(|word| word.row.is_sensitive()))
    };
    if !level.iter().any(is_said) {
        return Vec::new();
    }
    let is_open = |one: &&Entry| {
        let is_text = one.words.iter().any(|word| word.ty() == "string") && one.children.is_empty();
        is_text && !is_said(one) && !one.words.iter().any(|word| speaks(word.voice))
    };
    level.iter().filter(is_open).collect()
}
