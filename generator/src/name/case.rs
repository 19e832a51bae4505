//! From wire names to the spelling of Rust names.

/// `out_trade_no`, `Wechatpay-Serial`, `payAuthNo`, `combine-transactions` in snake_case.
///
/// Underscores of the wire name are kept as they are (`med_refund__gov_fee`),
/// so that two wire names rarely meet; anything that no identifier can hold
/// (a hyphen, a space, a `$`) separates words.
#[must_use]
pub(crate) fn snake(wire: &str) -> String {
    let mut out = String::new();
    let mut previous = ' ';
    for c in wire.chars() {
        if c == '_' {
            // ` _` (a typo upstream) is one separator, `__` is the name's own.
            if previous == '_' || !out.ends_with('_') {
                out.push('_');
            }
        } else if !c.is_alphanumeric() {
            if !out.is_empty() && !out.ends_with('_') {
                out.push('_');
            }
        } else {
            if c.is_uppercase() && (previous.is_lowercase() || previous.is_ascii_digit()) {
                out.push('_');
            }
            out.extend(c.to_lowercase());
        }
        previous = c;
    }
    let out = out.trim_end_matches('_');
    let out = if wire.starts_with('_') {
        out
    } else {
        out.trim_start_matches('_')
    };
    if out.starts_with(|c: char| c.is_ascii_digit()) {
        format!("n{out}")
    } else {
        out.to_owned()
    }
}

/// `promotion_detail`, `HMAC-SHA256`, `Under review` in PascalCase.
#[must_use]
pub(crate) fn pascal(wire: &str) -> String {
    wire.split(|c: char| !c.is_alphanumeric())
        .flat_map(words)
        .map(capitalise)
        .collect()
}

/// Splits at a capital after a lower-case letter: `payAuthNo`.
fn words(part: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    let mut previous = ' ';
    for (at, c) in part.char_indices() {
        if at > start && c.is_uppercase() && previous.is_lowercase() {
            words.push(&part[start..at]);
            start = at;
        }
        previous = c;
    }
    words.push(&part[start..]);
    words
}

/// First letter upper case, the rest lower case.
fn capitalise(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| {
        first
            .to_uppercase()
            .chain(chars.flat_map(char::to_lowercase))
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn snake_case() {
        for (wire, rust) in [
            ("out_trade_no", "out_trade_no"),
            ("Wechatpay-Serial", "wechatpay_serial"),
            ("Request-ID", "request_id"),
            ("payAuthNo", "pay_auth_no"),
            ("addInstitutionsub", "add_institutionsub"),
            ("payer _currency", "payer_currency"),
            ("med_refund__gov_fee", "med_refund__gov_fee"),
            ("coupon_type_$n_$m", "coupon_type_n_m"),
            ("combine-transactions", "combine_transactions"),
            ("TRANSACTION.SUCCESS", "transaction_success"),
            ("3d_secure", "n3d_secure"),
        ] {
            assert_eq!(snake(wire), rust, "{wire}");
        }
    }

    #[test]
    fn pascal_case() {
        for (wire, rust) in [
            ("promotion_detail", "PromotionDetail"),
            ("NOT_PAY", "NotPay"),
            ("HMAC-SHA256", "HmacSha256"),
            ("UTF-8", "Utf8"),
            ("Under review", "UnderReview"),
            ("Order_Paid", "OrderPaid"),
            ("payAuthNo", "PayAuthNo"),
            ("TRANSACTION.SUCCESS", "TransactionSuccess"),
            ("订阅消息", "订阅消息"),
        ] {
            assert_eq!(pascal(wire), rust, "{wire}");
        }
    }
}
