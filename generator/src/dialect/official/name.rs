//! Names of fields: escapes and dots.

use super::text;

/// A name as on the wire, dots included; `None` if it cannot be one.
pub(super) fn read(cell: &str) -> Option<String> {
    let name = text::word(&text::plain(cell));
    let name = name
        .trim_start_matches(['└', '─', '-', '>', ' ', '\u{a0}'])
        .replace("[]", "");
    let fits = |c: char| c.is_ascii_alphanumeric() || "_$-.{}".contains(c);
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_' || c == '$')
        && name.chars().all(fits)
        && name.len() <= 200;
    is_name.then_some(name)
}

/// `amount.from.account` taken apart.
pub(super) fn path(name: &str) -> Vec<String> {
    name.split('.')
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        let cases = [
            (r"mch\_id", Some("mch_id")),
            ("`lamp_no`", Some("lamp_no")),
            ("amount.total", Some("amount.total")),
            ("lamps[].no", Some("lamps.no")),
            (r"coupon\_id\_$n", Some("coupon_id_$n")),
            ("Wechatpay-Serial", Some("Wechatpay-Serial")),
            ("└lamp", Some("lamp")),
            ("time{n}", Some("time{n}")),
            ("request:ok", None),
            ("灯号", None),
            ("", None),
        ];
        for (cell, expected) in cases {
            assert_eq!(read(cell).as_deref(), expected, "{cell}");
        }
    }
}
