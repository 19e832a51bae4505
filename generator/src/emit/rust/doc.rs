//! Documentation text as rustdoc.

use crate::emit::{product, requirement};
use crate::ir::{BadgeKind, Known, Length, Meta, Origin, Type};
use crate::plan::FieldDef;

/// Text that rustdoc shows as it was written: nothing in it is markdown but
/// code spans, and addresses become links.
pub(in crate::emit) fn escape(text: &str) -> String {
    let balanced = text.matches('`').count().is_multiple_of(2);
    let mut out = String::with_capacity(text.len());
    let mut code = false;
    for (at, part) in text.split('`').enumerate() {
        if at > 0 {
            out.push_str(if balanced { "`" } else { "\\`" });
            code = balanced && !code;
        }
        if code {
            out.push_str(part)
        } else {
            escape_prose(part, &mut out)
        }
    }
    out
}

fn escape_prose(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find("http") {
        let address: &str = {
            let tail = &rest[at..];
            let end = tail
                .find(|c: char| !c.is_ascii_graphic() || "<>()[]\"'`|".contains(c))
                .unwrap_or(tail.len());
            &tail[..end]
        };
        escape_plain(&rest[..at], out);
        if address.starts_with("http://") || address.starts_with("https://") {
            out.push_str(&format!("<{address}>"));
        } else {
            escape_plain(address, out);
        }
        rest = &rest[at + address.len()..];
    }
    escape_plain(rest, out);
}

fn escape_plain(text: &str, out: &mut String) {
    for c in text.chars() {
        if matches!(c, '\\' | '[' | ']' | '<' | '>' | '*' | '#' | '|') {
            out.push('\\');
        }
        out.push(c);
    }
}

/// The doc lines of a field: its term, then what else is known, in one line where it fits.
pub(super) fn field(field: &FieldDef<'_>, siblings: &[FieldDef<'_>]) -> Vec<String> {
    let doc = field.doc;
    let mut lines: Vec<String> = doc
        .text
        .lines()
        .map(|line| escape(line.trim()))
        .filter(|line| !line.is_empty())
        .collect();
    if lines.is_empty() {
        lines.push(format!("`{}`", field.wire));
    }
    let mut facts = Vec::new();
    if let Some(unit) = doc.unit.as_deref().filter(|unit| !doc.text.contains(*unit)) {
        facts.push(format!("单位：{}", escape(unit)));
    }
    facts.extend(length(field.length));
    if let Some(time) = field.time {
        let zone = if time.has_offset() { "" } else { "，北京时间" };
        facts.push(format!("格式：`Time::{}`{zone}", time.writer()));
    }
    if let Some(default) = doc
        .default
        .as_ref()
        .filter(|default| !doc.text.contains(default.as_str()))
    {
        facts.push(format!("默认：`{default}`"));
    }
    if matches!(field.source.ty, Type::Sensitive(_)) {
        facts.push("加密传输".to_owned());
    }
    facts.extend(requirement::words(
        field.source,
        siblings.iter().map(|one| one.source),
    ));
    facts.extend(known(&field.source.origin));
    if !facts.is_empty() {
        let last = lines.last_mut().expect("a field has at least one line");
        last.push_str(&format!(" · {}", facts.join(" · ")));
    }
    for value in &doc.values {
        let meaning = value
            .meaning
            .as_deref()
            .map(|meaning| format!("：{}", escape(meaning)))
            .unwrap_or_default();
        lines.push(String::new());
        lines.push(format!("`{}`{meaning}", value.value));
    }
    separate(lines)
}

/// How long a text may be.
pub(in crate::emit) fn length(length: Length) -> Option<String> {
    Some(match (length.least, length.most) {
        (None, None) => return None,
        (None, Some(most)) => format!("最长 {most} 字符"),
        (Some(least), None) => format!("最短 {least} 字符"),
        (Some(least), Some(most)) if least == most => format!("长度 {most} 字符"),
        (Some(least), Some(most)) => format!("长度 {least}–{most} 字符"),
    })
}

/// Lines of one paragraph each, so that rustdoc does not run them together.
fn separate(lines: Vec<String>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for line in lines {
        if !line.is_empty() && out.last().is_some_and(|last| !last.is_empty()) {
            out.push(String::new());
        }
        if !(line.is_empty() && out.last().is_none_or(String::is_empty)) {
            out.push(line);
        }
    }
    out
}

/// A description of several lines, each a paragraph.
pub(in crate::emit) fn prose(text: &str) -> Vec<String> {
    separate(text.lines().map(|line| escape(line.trim())).collect())
}

/// Links to the official pages, one for each audience, in one line.
pub(super) fn links(meta: &Meta) -> Vec<String> {
    let links: Vec<String> = product::pages(&meta.links)
        .iter()
        .map(|(label, link)| format!("[{label}]({link})"))
        .collect();
    if links.is_empty() {
        Vec::new()
    } else {
        vec![String::new(), links.join(" · ")]
    }
}

/// Who does not know of it, where that is worth a word.
fn known(origin: &Origin) -> Option<String> {
    match &origin.known {
        Known::Well => None,
        Known::Only(documentation) => Some(format!("仅见于 {documentation} 文档")),
        Known::Unofficially => Some("未见于官方文档".to_owned()),
    }
}

/// Lines for what warns without retiring the operation: badges, and where it is known from.
pub(in crate::emit) fn notes(meta: &Meta) -> Vec<String> {
    let notes = meta.badges.iter().filter_map(|badge| {
        Some(match badge.kind {
            BadgeKind::Privated => "停止开放（不再新开通）",
            BadgeKind::NeedAccessment => "需要准入",
            BadgeKind::NeedTbt => "待上线",
            BadgeKind::Parsed => "返回文件流，需自行解析",
            BadgeKind::Specific | BadgeKind::Special => "与同类接口有差异",
            BadgeKind::Confusing => "字段名与惯例不同，以文档为准",
            BadgeKind::Important => "重要接口",
            BadgeKind::Deprecated | BadgeKind::Discarded | BadgeKind::Redesigned => return None,
        })
    });
    let notes = notes.map(str::to_owned);
    notes
        .chain(known(&meta.origin))
        .flat_map(|note| [String::new(), format!("**{note}**")])
        .collect()
}

/// Why the operation is not to be used any more, if so.
pub(in crate::emit) fn deprecation(meta: &Meta) -> Option<String> {
    let badge = meta.badges.iter().find(|badge| badge.kind.retires())?;
    let what = match badge.kind {
        BadgeKind::Deprecated => "已下线",
        BadgeKind::Discarded => "已废弃",
        _ => "已发布新版",
    };
    let date = badge
        .date
        .as_deref()
        .map(|date| format!("（{date}）"))
        .unwrap_or_default();
    let successor = badge
        .successor
        .as_deref()
        .map(|page| format!("，新接口：{}", page.trim_start_matches("openapi")))
        .unwrap_or_default();
    Some(format!("{what}{date}{successor}"))
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn text_is_shown_as_written() {
        for (text, rustdoc) in [
            ("商户订单号", "商户订单号"),
            ("见[说明]", r"见\[说明\]"),
            ("取`A`或`B`", "取`A`或`B`"),
            ("一个`落单", r"一个\`落单"),
            ("a<b> *c* | #d", r"a\<b\> \*c\* \| \#d"),
            ("看https://a.cn/b?c=d，好", "看<https://a.cn/b?c=d>，好"),
            ("http状态", "http状态"),
            ("`x[0]`与y[0]", r"`x[0]`与y\[0\]"),
        ] {
            assert_eq!(escape(text), rustdoc, "{text}");
        }
    }
}
