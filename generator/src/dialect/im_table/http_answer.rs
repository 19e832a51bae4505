//! An example answer of a `docs-specs` page, as text that looks like HTTP.
//!
//! ````text
//! ```http [json]
//! HTTP/1.1 200
//!
//! {
//!   "prepay_id": "wx201410272009395522657a690389285100"
//! }
//! ```
//! ````
//!
//! It stands below the answer's table. The label tells the body: `json` any JSON, `xml` the elements of a v2
//! document as a JSON object.

use serde_json::Value;

use super::http_example::{Problem, status};
use crate::ir::Version;
use crate::page::Answer;

/// Writes the code block of an answer, without a line feed at the end.
pub(crate) fn render(answer: &Answer, version: Version) -> String {
    let label = match version {
        Version::V2 if answer.body.is_object() => "xml",
        Version::V2 | Version::V3 => "json",
    };
    let body = serde_json::to_string_pretty(&answer.body).unwrap_or_else(|_| "{}".to_owned());
    format!("```http [{label}]\nHTTP/1.1 {}\n\n{body}\n```", answer.status)
}

/// Reads the block of an answer; `label` is what its brackets hold.
///
/// # Errors
///
/// If the text is not in the format above.
pub(crate) fn parse(label: &str, text: &str) -> Result<(u16, Value), Problem> {
    let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
    let mut lines = head.lines();
    let status = status(lines.next().unwrap_or_default())?;
    if let Some(header) = lines.find(|line| !line.trim().is_empty()) {
        return Err(Problem::AnswerHeader(header.to_owned()));
    }
    let body: Value = match label {
        "json" | "xml" => {
            serde_json::from_str(body).map_err(|error| Problem::AnswerBody(error.to_string()))?
        }
        other => return Err(Problem::AnswerLabel(other.to_owned())),
    };
    if label == "xml" && !body.is_object() {
        return Err(Problem::Body(
            "the elements of a document are an object".to_owned(),
        ));
    }
    Ok((status, body))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_rendered_reads_the_same() {
        for (version, status, body) in [
            (
                Version::V3,
                200,
                json!({"z": 1, "a": [{"b": "{\"c\":1}"}], "f": 1.5, "n": null}),
            ),
            (Version::V3, 202, json!([1, "```", "\n\n"])),
            (Version::V3, 200, json!("text")),
            (Version::V2, 200, json!({"return_code": "SUCCESS", "空": ""})),
            (Version::V2, 200, json!([])),
        ] {
            let answer = Answer {
                status,
                body,
                line: 0,
                span: 0..0,
            };
            let text = render(&answer, version);
            let (info, code) = text.strip_suffix("```").unwrap().split_once('\n').unwrap();
            let label = info.strip_prefix("```http [").unwrap().trim_end_matches(']');
            assert_eq!(
                parse(label, code).unwrap(),
                (answer.status, answer.body),
                "{text}"
            );
        }
    }

    #[test]
    fn problems_say_what_was_expected() {
        let cases = [
            ("json", "GET /v3/x HTTP/1.1\n\n{}", "status line"),
            ("json", "HTTP/1.1 soon\n\n{}", "status line"),
            ("json", "HTTP/1.1 99\n\n{}", "status line"),
            ("json", "HTTP/1.1 200\nRequest-ID: 1\n\n{}", "no header"),
            ("json", "HTTP/1.1 200", "JSON"),
            ("json", "HTTP/1.1 200\n\n{", "JSON"),
            ("xml", "HTTP/1.1 200\n\n[]", "object"),
            ("", "HTTP/1.1 204", "json or xml"),
            ("form", "HTTP/1.1 200\n\n{}", "json or xml"),
        ];
        for (label, text, part) in cases {
            let problem = parse(label, text).unwrap_err().to_string();
            assert!(problem.contains(part), "{problem}");
        }
    }
}
