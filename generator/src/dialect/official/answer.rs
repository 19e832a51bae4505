//! What an operation answers: fields, nothing, a file or a redirect; and examples of it.

use serde_json::Value;

use super::field::DescribedField;
use super::fields;
use super::outline::{DocumentOutline, Shown, Topic};
use super::request_line::Address;
use super::sample::SampleContent;
use super::status::status;
use crate::diagnostic::Code;
use crate::dialect::markdown::Source;
use crate::ir::Method;
use crate::page::{Answer, Attr, Cell, Row, Span};

/// What the table of an answer is called: that of a bill has the fields of an error, since all else is text.
pub(super) fn header(outline: &DocumentOutline, address: &Address) -> &'static str {
    let says_text = |text: &str| text.contains("文本表格") || text.contains("失败时，返回以下字段");
    let mut lines = outline.lines.iter().filter(|line| line.topic == Topic::Answer);
    match address.path.starts_with("v2/") && lines.any(|line| says_text(&line.text)) {
        true => "异常字典",
        false => "返回字典",
    }
}

/// The rows of an answer, and its status.
pub(super) fn rows(
    source: &mut Source<'_>,
    outline: &DocumentOutline,
    fields: &[DescribedField],
    address: &Address,
    chapter: Option<usize>,
) -> (Vec<Row>, Option<u16>) {
    let own = |at: usize| chapter.is_none_or(|own| own == at);
    let lines = || outline.lines.iter().filter(|line| own(line.chapter));
    let status = |topic: Option<Topic>| {
        let mut lines = lines().filter(move |line| topic.is_none_or(|topic| line.topic == topic));
        lines.find_map(|line| status(&line.text))
    };
    let status = status(Some(Topic::Answer)).or_else(|| status(None));
    let mut rows = Vec::new();
    if !fields.is_empty() {
        fields::write(source, fields, 0, &mut rows);
        return (rows, status);
    }
    let says = |words: &[&str]| lines().find(|line| words.iter().any(|word| line.text.contains(word)));
    let nothing = says(&["无应答包体", "无需应答", "应答包体为空"]);
    let file = says(&[
        "二进制流",
        "文件流",
        "二进制数据",
        "图片数据流",
        "下载账单",
        "账单文件",
        "无需验签",
    ]);
    let shows_nothing = outline
        .samples
        .iter()
        .any(|shown| shown.lead.starts_with("204") || shown.lead.starts_with("202"));
    let (words, span) = if let Some(line) = nothing {
        ("空字符串", line.span.clone())
    } else if matches!(status, Some(202 | 204)) || shows_nothing {
        ("空字符串", 0..3)
    } else if let Some(line) = file {
        ("文件流", line.span.clone())
    } else if address.path.starts_with("v2/") && address.method == Method::Get {
        ("30x", 0..3)
    } else {
        let message = format!("nothing tells what `{}` answers", address.path);
        source.report(Code::UnsaidAnswer, &(0..3), message);
        return (rows, status);
    };
    rows.push(kind(words, source.line(span.start), &span));
    let status = match words {
        "空字符串" => status.or(Some(204)),
        _ => status,
    };
    (rows, status)
}

/// A row that tells the kind of an answer.
fn kind(text: &str, line: u32, span: &Span) -> Row {
    Row {
        name: Cell {
            text: text.to_owned(),
            attrs: vec![Attr::new("colspan", "3")],
            span: span.clone(),
        },
        line,
        span: span.clone(),
        ..Row::default()
    }
}

/// Examples of answers that went well.
pub(super) fn samples(source: &mut Source<'_>, shown: &[&Shown], documented: u16) -> Vec<Answer> {
    let mut answers = Vec::new();
    for one in shown {
        let said = one.lead.lines().next().and_then(status);
        let fails = ["失败", "错误", "异常"]
            .iter()
            .any(|word| one.lead.contains(word));
        if fails || said.is_none() && one.topic != Topic::Answer {
            continue;
        }
        let body = match &one.sample {
            SampleContent::Json(value) => value.clone(),
            SampleContent::Xml(values) => Value::Object(values.clone()),
            SampleContent::Broken(why) => {
                let message = format!("this sample cannot be read: {why}");
                source.report(Code::BrokenExample, &one.span, message);
                continue;
            }
            SampleContent::Other => continue,
        };
        answers.push(Answer {
            status: said.unwrap_or(documented),
            body,
            line: one.line,
            span: one.span.clone(),
        });
    }
    answers
}
