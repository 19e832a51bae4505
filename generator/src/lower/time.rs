//! Which strings are times.
//!
//! No page marks them. A documented value with the separators of a time is one; digits alone are one
//! under a name that says so, and so is a name without any documented value, as all of an answer's are. To
//! be wrong costs little: the text stays as it is either way.

use serde_json::Value;

use crate::ir::TimeForm;

/// Last words of names that stand for a time.
const LAST: [&str; 6] = ["time", "date", "timestamp", "deadline", "createtime", "dt"];

/// Last words that do so behind one of [`BEFORE`]: `time_expire`, `card_period_begin`, `begin_time_t`.
const BOUND: [&str; 6] = ["start", "begin", "end", "expire", "settlement", "t"];
const BEFORE: [&str; 3] = ["time", "date", "period"];

/// Whether a string is a time, by its name, its term and its value in the example.
pub(super) fn is_time(name: &str, term: &str, sample: Option<&Value>) -> bool {
    let sample = sample.and_then(Value::as_str).filter(|text| !text.is_empty());
    match sample.map(|text| (text, TimeForm::of(text))) {
        Some((_, Some(form))) if !form.is_digits() => true,
        // A duration, or JSON.
        Some((text, None)) if text.starts_with(|c: char| "[{".contains(c) || c.is_ascii_digit()) => false,
        _ => is_named(name) && !term.contains("时长"),
    }
}

/// Whether a text says that its field is a date and time of RFC 3339.
pub(super) fn is_said(text: &str) -> bool {
    text.to_ascii_lowercase().contains("rfc3339")
}

fn is_named(name: &str) -> bool {
    let name = name.split('$').next().unwrap_or(name).trim_end_matches('_');
    let words: Vec<String> = name.split(['_', '-']).map(str::to_ascii_lowercase).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        // A time of day.
        [.., "day", "time"] => false,
        [.., "expire", "at"] => true,
        [.., before, bound] if BEFORE.contains(before) && BOUND.contains(bound) => true,
        [.., last] => LAST.contains(last),
        [] => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn name_term_and_sample_decide() {
        let cases = [
            ("time_expire", "交易结束时间", "2018-06-08T10:34:56+08:00", true),
            ("time_expire", "", "20091227091010", true),
            ("success_time", "支付完成时间", "", true),
            ("refund_success_time_$n", "", "", true),
            ("bill_date", "", "2019-06-11", true),
            ("bill_date", "", "20140603", true),
            ("Wechatpay-Timestamp", "时间戳", "1414488825", true),
            ("doc_period_end", "", "长期", true),
            ("date_settlement", "", "", true),
            ("expire_at", "", "", true),
            ("begin_time_t", "", "", true),
            // A value tells what a name does not.
            ("start", "", "2018-06-08 10:34:56", true),
            ("start", "", "20180608", false),
            ("charging_time", "计费时长", "", false),
            ("charging_time", "", "3600", false),
            ("business_time", "", "[\"1970-01-01\",\"长期\"]", false),
            ("start_time_remark", "", "", false),
            ("begin_day_time", "", "", false),
            ("refund_at", "退款金额", "", false),
            ("valid_thru", "", "08/21", false),
            ("timeout", "", "", false),
        ];
        for (name, term, sample, is) in cases {
            let sample = json!(sample);
            assert_eq!(is_time(name, term, Some(&sample)), is, "{name} {sample}");
        }
        assert!(is_time("end_time", "", None) && !is_time("end", "", None));
    }
}
