//! Options that must have a certain form.

/// A day, as it is written in `SOURCE.toml`.
pub(super) fn day(text: &str) -> Result<String, String> {
    let parts: Vec<&str> = text.split('-').collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    let digits = parts
        .iter()
        .all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    if lengths == [4, 2, 2] && digits {
        Ok(text.to_owned())
    } else {
        Err("expected a day such as 2026-08-22".to_owned())
    }
}

/// A name that fits into an attribute.
pub(super) fn mark(text: &str) -> Result<String, String> {
    let fits = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    if !text.is_empty() && text.chars().all(fits) {
        Ok(text.to_owned())
    } else {
        Err(format!(
            "expected letters, digits, `-`, `_` and `.`, such as wechatpay-js, not `{text}`"
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_a_day() {
        assert_eq!(day("2026-08-22").as_deref(), Ok("2026-08-22"));
        for text in ["", "2026", "22-08-2026", "2026-8-2", "2026-08-2x"] {
            assert!(day(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_mark_fits_into_an_attribute() {
        assert_eq!(mark("wechatpay-js_2.0").as_deref(), Ok("wechatpay-js_2.0"));
        for text in ["", "a b", "a}", "文档"] {
            assert!(mark(text).is_err(), "{text}");
        }
    }
}
