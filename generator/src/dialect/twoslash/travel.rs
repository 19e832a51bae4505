//! How a value travels: by a tag of its comment, or as the sample makes it.

use super::sample::Encoded;
use super::script::Comment;
use crate::page::{Attr, ENCODED, ENCRYPTED, Spot, fault};

/// Tags that say what a type cannot, and the attributes that they are.
const TAGS: [(&str, &str); 2] = [("encrypted", ENCRYPTED), ("encoded", ENCODED)];

/// The attributes of a member's type, and what is wrong with its tags.
pub(super) fn attributes(doc: &Comment, encoded: Option<&Encoded>) -> (Vec<Attr>, Vec<String>) {
    let (mut attrs, mut wrong) = (Vec::new(), Vec::new());
    for (tag, attribute) in TAGS {
        let made = match encoded {
            Some(Encoded::Encrypted) if attribute == ENCRYPTED => Some("by-rsa-pubkey"),
            Some(Encoded::Json(_)) if attribute == ENCODED => Some("by-json_encode"),
            _ => None,
        };
        let attr = doc.tag(tag).or(made).map(|how| Attr::new(attribute, how));
        if let Some(fault) = attr.as_ref().and_then(|attr| fault(Spot::Type, attr)) {
            wrong.push(format!("the tag `@{tag}`: {}", fault.message));
        }
        attrs.extend(attr);
    }
    wrong.extend(doc.tags.iter().filter_map(|(tag, _)| misspelt(tag)));
    (attrs, wrong)
}

/// A tag that was meant to be one of ours; any other is prose.
fn misspelt(tag: &str) -> Option<String> {
    let is_near = |known: &str| strsim::osa_distance(known, &tag.to_ascii_lowercase()) <= 2;
    let (near, _) = TAGS.into_iter().find(|(known, _)| is_near(known))?;
    (near != tag).then(|| format!("the tag `@{tag}` is not known: did you mean `@{near}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn m1_a_tag_that_means_nothing_is_told() {
        // tags, attributes, what is wrong with them
        let cases = [
            ("encrypted by-rsa-pubkey", "data-encrypted=by-rsa-pubkey", ""),
            ("encoded by-json_encode", "data-encoded=by-json_encode", ""),
            ("deprecated 2024", "", ""),
            ("link https://x.y", "", ""),
            (
                "encryptd by-rsa-pubkey",
                "",
                "the tag `@encryptd` is not known: did you mean `@encrypted`?",
            ),
            (
                "Encrypted by-rsa-pubkey",
                "",
                "the tag `@Encrypted` is not known: did you mean `@encrypted`?",
            ),
            (
                "encrypted",
                "data-encrypted=",
                "the tag `@encrypted`: `data-encrypted` has the value ``; expected `by-rsa-pubkey` or `by-aes-gcm` or `by-aes-ecb`",
            ),
            (
                "encrypted rsa",
                "data-encrypted=rsa",
                "the tag `@encrypted`: `data-encrypted` has the value `rsa`; expected `by-rsa-pubkey` or `by-aes-gcm` or `by-aes-ecb`",
            ),
        ];
        for (text, expected, wrong) in cases {
            let (name, value) = text.split_once(' ').unwrap_or((text, ""));
            let doc = Comment {
                tags: vec![(name.to_owned(), value.to_owned())],
                ..Comment::default()
            };
            let (attrs, found) = attributes(&doc, None);
            let attrs: Vec<String> = attrs
                .iter()
                .map(|attr| format!("{}={}", attr.name, attr.value.as_deref().unwrap_or_default()))
                .collect();
            assert_eq!(
                (attrs.concat(), found.concat()),
                (expected.to_owned(), wrong.to_owned()),
                "{text}"
            );
        }
    }
}
