//! The text of a bill: headings, rows whose values begin with a backtick, and the totals in two lines at the end.

/// A bill's text as it grows.
#[derive(Debug, Default)]
pub(super) struct Sheet(String);

impl Sheet {
    /// Begins with these headings.
    pub(super) fn new(headings: &str) -> Self {
        let mut sheet = Self::default();
        sheet.line(headings);
        sheet
    }

    /// One row.
    pub(super) fn row(&mut self, values: &[String]) {
        let values: Vec<String> = values.iter().map(|value| format!("`{value}")).collect();
        self.line(&values.join(","));
    }

    /// The totals, below their headings.
    pub(super) fn totals(mut self, headings: &str, values: &[String]) -> String {
        self.line(headings);
        self.row(values);
        self.0
    }

    fn line(&mut self, line: &str) {
        self.0.push_str(line);
        self.0.push_str("\r\n");
    }
}

/// 分 as yuan with two places.
pub(super) fn yuan(fen: i64) -> String {
    let sign = if fen < 0 { "-" } else { "" };
    let fen = fen.unsigned_abs();
    format!("{sign}{}.{:02}", fen / 100, fen % 100)
}

/// A merchant's own text: what separates and quotes is written in another way, a little differently of a refund.
pub(super) fn escaped(text: &str, is_refund: bool) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' => escaped.push_str("\\\\"),
            '\'' if !is_refund => escaped.push_str("\\'"),
            '"' => escaped.push_str("\\\""),
            '`' if is_refund => escaped.push_str("\\140"),
            '`' => escaped.push_str("\\`"),
            ',' => escaped.push_str("\\ "),
            '\n' => escaped.push_str("\\n"),
            '\r' => escaped.push_str("\\r"),
            '\t' => escaped.push_str("\\t"),
            _ => escaped.push(letter),
        }
    }
    escaped
}

/// A remark of a fund flow bill, of which only lines are written in another way.
pub(super) fn one_line(text: &str) -> String {
    text.replace('\n', "\\n")
        .replace('\r', "\\r")
        .replace('\u{1}', " ")
}

#[cfg(test)]
mod tests {
    use super::{escaped, one_line, yuan};

    #[test]
    fn writes_yuan() {
        let cases = [
            (0, "0.00"),
            (1, "0.01"),
            (100, "1.00"),
            (12_345, "123.45"),
            (-6, "-0.06"),
            (-1234, "-12.34"),
        ];
        for (fen, expected) in cases {
            assert_eq!(yuan(fen), expected);
        }
    }

    #[test]
    fn writes_remarks_in_one_line() {
        assert_eq!(one_line("a,\n`\r\u{1}b"), "a,\\n`\\r b");
    }

    #[test]
    fn writes_what_separates_in_another_way() {
        let cases = [
            ("a,b", "a\\ b", "a\\ b"),
            ("`", "\\`", "\\140"),
            ("'", "\\'", "'"),
            ("\"\\", "\\\"\\\\", "\\\"\\\\"),
            ("\n\r\t", "\\n\\r\\t", "\\n\\r\\t"),
            ("公仔", "公仔", "公仔"),
        ];
        for (text, order, refund) in cases {
            assert_eq!(
                (escaped(text, false), escaped(text, true)),
                (order.to_owned(), refund.to_owned())
            );
        }
    }
}
