//! Numbers by their own digits.
//!
//! serde knows a number beyond `u64` as a float, which has 15 digits. serde_json hands its text out
//! instead if any crate of the build turns its feature `arbitrary_precision` on, and so does
//! [`exact`](super::exact): as an object with one key.

use serde_core::de::MapAccess;

/// The key that serde_json hands a number's text out by.
pub(super) const NUMBER: &str = "$serde_json::private::Number";

/// The text of a number; `None` if the map is an object.
#[cold]
#[inline(never)]
pub(super) fn text<'de, A: MapAccess<'de>>(map: &mut A) -> Result<Option<String>, A::Error> {
    match map.next_key::<String>()? {
        Some(key) if key == NUMBER => map.next_value().map(Some),
        _ => Ok(None),
    }
}

/// `100`, `100.0` and `1e2` are the same integer; `0.5` and what an `i64` cannot hold are none.
pub(super) fn integer(text: &str) -> Option<i64> {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()),
        None => (text, Some(0)),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    if digits.trim_start_matches('-').bytes().all(|digit| digit == b'0') {
        return Some(0);
    }
    // Where the point is, counted from the end of the digits.
    let point = i64::from(exponent?) - i64::try_from(fraction.len()).ok()?;
    let significant = digits.trim_end_matches('0');
    let zeros = i64::try_from(digits.len() - significant.len()).ok()? + point;
    // An i64 has 19 digits.
    let zeros = usize::try_from(zeros).ok().filter(|zeros| *zeros < 19)?;
    format!("{significant}{}", "0".repeat(zeros)).parse().ok()
}

/// The same digits with one way to write an exponent: `arbitrary_precision` makes `1e+2` of `1e2`.
pub(super) fn plain(text: &str) -> String {
    text.replace('E', "e").replace("e+", "e")
}

/// As JSON has it: Rust reads `inf` and `NaN`, too, which JSON could not write again.
pub(super) fn float(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|number: &f64| number.is_finite())
}

/// A number for text, of which a reader without its text tells 15 digits.
#[cfg(feature = "serde")]
pub(super) fn lost_digits<E: serde_core::de::Error>() -> E {
    E::custom("a number for a text has more digits than a float: write it as a string")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_in_every_form() {
        for (text, number) in [
            ("100", Some(100)),
            ("-100.0", Some(-100)),
            ("1e2", Some(100)),
            ("1E+2", Some(100)),
            ("12.50e1", Some(125)),
            ("1500e-2", Some(15)),
            ("0.0e999999999999", Some(0)),
            ("-0", Some(0)),
            ("9223372036854775807", Some(i64::MAX)),
            ("-9223372036854775808", Some(i64::MIN)),
            ("9.223372036854775807e18", Some(i64::MAX)),
            ("9223372036854775808", None),
            ("1e19", None),
            ("1e999999999999", None),
            ("0.5", None),
            ("100.00000000000000000001", None),
            ("15e-1", None),
            ("1e-2147483648", None),
        ] {
            assert_eq!(integer(text), number, "{text}");
        }
    }
}
