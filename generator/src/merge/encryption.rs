//! Of which fields nobody has decided whether they travel encrypted.

use crate::lower::Node;

/// Whether a documentation that knows of no encryption adds a text among `siblings` that are encrypted.
///
/// `level` is all that it has at this place. To take such a field over as plain text is to decide that a customer's
/// address goes out in clear: somebody has to look at the official page.
pub(super) fn is_undecided(siblings: &[Node<'_>], level: &[Node<'_>], node: &Node<'_>) -> bool {
    siblings.iter().any(is_encrypted) && !level.iter().any(knows_encryption) && is_text(node)
}

fn is_encrypted(node: &Node<'_>) -> bool {
    node.row.is_sensitive()
}

fn knows_encryption(node: &Node<'_>) -> bool {
    is_encrypted(node) || node.children.iter().any(knows_encryption)
}

fn is_text(node: &Node<'_>) -> bool {
    node.ty().starts_with("string") && node.children.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::im_table;
    use crate::lower::outline;
    use crate::page::Table;

    fn table(rows: &[&str]) -> Table {
        let rows = rows.iter().map(|row| im_table::row(row).expect("a row"));
        Table {
            rows: rows.collect(),
            ..Table::default()
        }
    }

    #[test]
    fn d10_a_text_among_encrypted_siblings_is_to_be_decided() {
        let name = "| contact_name | string {data-encrypted=by-rsa-pubkey}";
        let email = "| contact_email | string";
        // what the first has, what the other has, whether its last field is to be decided
        let cases: [(&[&str], &[&str], bool); 8] = [
            (&[name], &["| contact_name | string", email], true),
            (&[name], &["| id_doc_address | string"], true),
            (&[name], &["| emails | string[]"], true),
            (
                &[name],
                &["| more | object", "| email {data-indent=1} | string"],
                false,
            ),
            // Beside an object is not beside what it holds.
            (
                &[
                    "| owner | object",
                    "| name {data-indent=1} | string {data-encrypted=by-rsa-pubkey}",
                ],
                &["| openid | string"],
                false,
            ),
            // It knows which are encrypted, and this one is not.
            (&[name], &[name, email], false),
            (&[name], &["| age | integer"], false),
            (&["| contact_name | string"], &[email], false),
        ];
        for (own, other, expected) in cases {
            let (own, other) = (table(own), table(other));
            let (siblings, level) = (outline(&own), outline(&other));
            let node = level.last().expect("a field");
            assert_eq!(is_undecided(&siblings, &level, node), expected, "{}", node.name());
        }
    }
}
