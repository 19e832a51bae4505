//! `cargo xtask lint --explain`: what a code means.

use serde_json::json;
use wechatpay_openapi_generator::diagnostic::Code;

use crate::cli::Topic;
use crate::report::Format;
use crate::{report, terminal};

pub(super) fn run(topic: Topic, format: Format) {
    let codes = match &topic {
        Topic::All => Code::ALL,
        Topic::One(code) => std::slice::from_ref(code),
    };
    for &code in codes {
        let (id, severity) = (code.id(), report::word(code.severity()));
        let text = match (format, topic) {
            (Format::Json, _) => json!({
                "code": id, "severity": severity, "title": code.title(),
                "help": code.help(), "explanation": code.explanation(),
            })
            .to_string(),
            (_, Topic::All) => format!("{} {severity:<7}  {}", terminal::named(id), code.title()),
            (_, Topic::One(_)) => {
                let heading = terminal::named(&format!("{severity}[{id}]"));
                format!("{heading}: {}\n\n{}", code.title(), code.explanation().trim_end())
            }
        };
        terminal::result(&text);
    }
    if topic == Topic::All && format != Format::Json {
        terminal::remark("`cargo xtask lint --explain IM012` explains one of them");
    }
}
