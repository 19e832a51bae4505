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

/// Fields of a request of whose encryption nobody has decided: their siblings are encrypted, and whoever knows
/// them knows no encryption here at all. To take such a field over as plain text is to decide that a customer's
/// address goes out in clear: somebody has to look at the official page.
pub(in crate::merge) fn undecided(level: &[Entry]) -> Vec<&Entry> {
    if !level.iter().any(is_said) {
        return Vec::new();
    }
    let speaks = |voice: Voice| level.iter().any(|one| knows(one, voice));
    let is_open = |one: &&Entry| {
        let is_text = one.words.iter().any(|word| word.ty().starts_with("string")) && one.children.is_empty();
        is_text && !is_said(one) && !one.words.iter().any(|word| speaks(word.voice))
    };
    level.iter().filter(is_open).collect()
}

/// Whether somebody says that it is encrypted.
fn is_said(entry: &Entry) -> bool {
    entry.words.iter().any(|word| word.row.is_sensitive())
}

/// Whether a source calls it encrypted, or something inside of it.
fn knows(entry: &Entry, voice: Voice) -> bool {
    let says = entry.word(voice).is_some_and(|word| word.row.is_sensitive());
    says || entry.children.iter().any(|child| knows(child, voice))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::im_table;
    use crate::lower::outline;
    use crate::merge::join::{Order, join};
    use crate::page::Table;

    fn entries(rows: &[&str], voice: Voice) -> Vec<Entry> {
        let rows = rows.iter().map(|row| im_table::row(row).expect("a row"));
        let table = Table {
            rows: rows.collect(),
            ..Table::default()
        };
        Entry::read(outline(&table), &|_| voice)
    }

    #[test]
    fn d10_a_text_among_encrypted_siblings_is_to_be_decided() {
        const NAME: &str = "| contact_name | string {data-encrypted=by-rsa-pubkey}";
        const EMAIL: &str = "| contact_email | string";
        const OWNER: [&str; 2] = [
            "| owner | object",
            "| name {data-indent=1} | string {data-encrypted=by-rsa-pubkey}",
        ];
        // what the first has, what another has, which are to be decided
        let cases: [(&[&str], &[&str], &[&str]); 9] = [
            (&[NAME], &["| contact_name | string", EMAIL], &["contact_email"]),
            (&[NAME], &["| id_doc_address | string"], &["id_doc_address"]),
            (&[NAME], &["| emails | string[]"], &["emails"]),
            (
                &[NAME],
                &["| more | object", "| email {data-indent=1} | string"],
                &[],
            ),
            // Beside an object is not beside what it holds.
            (&OWNER, &["| openid | string"], &[]),
            // It knows which are encrypted, and this one is not.
            (&[NAME], &[NAME, EMAIL], &[]),
            (&[NAME], &[OWNER[0], OWNER[1], EMAIL], &[]),
            (&[NAME], &["| age | integer"], &[]),
            (&["| contact_name | string"], &[EMAIL], &[]),
        ];
        // The rule is the same whoever the other is.
        for (first, another) in [
            (Voice::Founding, Voice::Second),
            (Voice::Document(0), Voice::Founding),
        ] {
            for (own, other, expected) in cases {
                let level = join(entries(own, first), entries(other, another), Order::After);
                let open: Vec<&str> = undecided(&level).iter().map(|one| one.name.as_str()).collect();
                assert_eq!(open, expected, "{own:?} {other:?}");
            }
        }
    }
}
