//! What a document requires and its own sample does not have: then it is not sure.
//!
//! A column of a nested table read one level too high (`id` of a store), or a condition that is said elsewhere, would
//! refuse the very request that the document shows.

use serde_json::{Map, Value};

use crate::page::{CONFIRMED, CallBody, Row};

/// Takes back what the sample of the request contradicts.
pub(super) fn settle(rows: &mut [Row], body: &CallBody) {
    let (CallBody::Xml(sample) | CallBody::Json(sample) | CallBody::Form(sample)) = body else {
        return;
    };
    if sample.is_empty() {
        return;
    }
    let sample = opened(&Value::Object(sample.clone()));
    let is_body = |row: &Row| row.indent() == 0 && matches!(&*row.name.text, "xml" | "json" | "body");
    let Some(start) = rows.iter().position(is_body) else {
        return;
    };
    let below = rows[start + 1..]
        .iter()
        .take_while(|row| row.is_line() || row.indent() > 0);
    let end = start + 1 + below.count();
    object(&mut rows[start + 1..end], 1, &sample);
}

/// Texts that hold JSON as what they hold.
fn opened(value: &Value) -> Value {
    match value {
        Value::Object(map) => Value::Object(
            map.iter()
                .map(|(name, value)| (name.clone(), opened(value)))
                .collect(),
        ),
        Value::Array(items) => items.iter().map(opened).collect(),
        Value::String(text) if text.starts_with(['{', '[']) => {
            serde_json::from_str(text).unwrap_or_else(|_| value.clone())
        }
        other => other.clone(),
    }
}

/// The rows of one object, from this indent on, against what the sample has in its place.
fn object(rows: &mut [Row], indent: usize, sample: &Value) {
    let Value::Object(sample) = sample else { return };
    let own = |row: &Row| !row.is_line() && row.indent() == indent;
    let shown: Vec<u8> = rows
        .iter()
        .filter(|row| own(row) && has(sample, &row.name.text))
        .filter_map(Row::group)
        .collect();
    let starts: Vec<usize> = (0..rows.len()).filter(|&at| own(&rows[at])).collect();
    for (index, &at) in starts.iter().enumerate() {
        let row = &mut rows[at];
        let is_shown = match row.group() {
            Some(group) => shown.contains(&group),
            None => has(sample, &row.name.text),
        };
        if !is_shown {
            row.name.attrs.retain(|attr| attr.name != CONFIRMED);
        }
        let inside = match sample.get(&row.name.text) {
            Some(Value::Array(items)) => items.first(),
            inside => inside,
        };
        let end = starts.get(index + 1).copied().unwrap_or(rows.len());
        if let Some(inside) = inside {
            object(&mut rows[at + 1..end], indent + 1, inside);
        }
    }
}

/// Whether the sample has a field of this name, or of this template (`coupon_id_$n`).
fn has(sample: &Map<String, Value>, name: &str) -> bool {
    match name.split_once('$') {
        Some((stem, _)) => sample.keys().any(|key| key.starts_with(stem)),
        None => sample.contains_key(name),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::dialect::im_table;

    /// Which rows are still confirmed.
    fn sure(rows: &[&str], sample: Value) -> String {
        let rows = rows.iter().map(|row| im_table::row(row).expect("a row"));
        let mut rows: Vec<Row> = rows.collect();
        let body = CallBody::Xml(sample.as_object().cloned().expect("an object"));
        settle(&mut rows, &body);
        let sure = rows.iter().filter(|row| row.name.has(CONFIRMED));
        sure.map(|row| row.name.text.as_str())
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn what_the_sample_lacks_is_not_sure() {
        let rows = [
            "| query | object",
            "| q {data-required data-confirmed data-indent=1} | string",
            "| xml | object",
            "| a {data-required data-confirmed data-indent=1} | string",
            "| o {data-confirmed data-required data-indent=1} | object",
            "| id {data-required data-confirmed data-indent=2} | string",
            "| s {data-indent=1} | string",
            "| {colspan=3 .im-table-line}",
            "| x {data-required data-confirmed data-indent=2} | string",
            "| b {data-one-of=1 data-confirmed data-indent=1} | string",
            "| l {data-indent=1} | object[]",
            "| y {data-required data-confirmed data-indent=2} | string",
            "| c {data-one-of=1 data-confirmed data-indent=1} | string",
            "| d_$n {data-required data-confirmed data-indent=1} | string",
        ];
        let all = "q a o id x b y c d_$n";
        let cases = [
            (json!({}), all),
            (
                json!({"a": 1, "o": {"id": 1}, "s": "{\"x\":1}", "b": 1, "l": [{"y": 1}], "d_0": 1}),
                all,
            ),
            (json!({"a": 1, "o": {"id": 1}, "c": 1, "d_0": 1}), all),
            (json!({"a": 1, "o": {"id": 1}, "d_0": 1}), "q a o id x y d_$n"),
            (json!({"o": {}, "s": "{\"z\":1}", "c": 1, "l": [{}]}), "q o b c"),
            (json!({"a": 1, "s": "no JSON", "l": []}), "q a id x y"),
        ];
        for (sample, expected) in cases {
            assert_eq!(sure(&rows, sample.clone()), expected, "{sample}");
        }
    }
}
