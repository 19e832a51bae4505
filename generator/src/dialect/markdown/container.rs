//! `:::` containers and the status badges among them.

use crate::page::{Badge, Span};

/// What a line that begins with `:::` does.
#[derive(Debug, PartialEq)]
pub(in crate::dialect) enum Marker {
    /// It opens a status container.
    Badge(Badge),
    /// It opens any other container.
    Open,
    /// It closes one.
    Close,
}

/// Reads such a line.
pub(in crate::dialect) fn marker(text: &str, line: u32, span: Span) -> Option<Marker> {
    let rest = text.trim().strip_prefix(":::")?.trim_matches(':').trim();
    if text.trim().trim_matches(':').is_empty() {
        return Some(Marker::Close);
    }
    let class = rest
        .split_once("{.im-")
        .and_then(|(_, class)| class.split(['}', ' ']).next());
    Some(match class {
        Some(class) => Marker::Badge(Badge {
            class: class.to_owned(),
            date: None,
            successor: None,
            line,
            span,
        }),
        None => Marker::Open,
    })
}

/// Adds what the text of a status container says.
pub(in crate::dialect) fn describe(badge: &mut Badge, text: &str, links: &[(String, String)]) {
    if badge.date.is_none() {
        badge.date = date(text);
    }
    if badge.successor.is_none() {
        let target = links
            .iter()
            .map(|(_, target)| target)
            .find(|target| is_page(target));
        badge.successor = target.cloned();
    }
}

/// Whether a link leads to a page of operations.
fn is_page(target: &str) -> bool {
    target.starts_with("/openapi/") || target.starts_with("/webhook/")
}

/// The first `2022.09.08` in backticks.
fn date(text: &str) -> Option<String> {
    let is_date = |part: &&str| {
        let digits: Vec<_> = part.split('.').collect();
        digits.len() == 3
            && digits
                .iter()
                .all(|d| !d.is_empty() && d.bytes().all(|b| b.is_ascii_digit()))
    };
    text.split('`')
        .skip(1)
        .step_by(2)
        .find(is_date)
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers() {
        let kind = |text| match marker(text, 1, 0..0) {
            Some(Marker::Badge(badge)) => badge.class,
            Some(Marker::Open) => "open".to_owned(),
            Some(Marker::Close) => "close".to_owned(),
            None => "none".to_owned(),
        };
        let cases = [
            ("::: code-group", "open"),
            (":::", "close"),
            ("::: tip 后付费项目(x)", "open"),
            ("::: danger :no_entry_sign: {.im-deprecated}", "deprecated"),
            ("::: warning :a: {.im-need-tbt .x}", "need-tbt"),
            (":: x", "none"),
        ];
        for (text, expected) in cases {
            assert_eq!(kind(text), expected, "{text}");
        }
    }

    #[test]
    fn dates_and_successors() {
        let link = |target: &str| vec![("x".to_owned(), target.to_owned())];
        let cases = [
            (
                "于 `2022.09.08` 起",
                link("/openapi/v3/a#post"),
                Some("2022.09.08"),
                Some("/openapi/v3/a#post"),
            ),
            ("`a.b.c` `1.2`", link("https://x.y/"), None, None),
        ];
        for (text, links, date, successor) in cases {
            let mut badge = Badge {
                class: String::new(),
                date: None,
                successor: None,
                line: 1,
                span: 0..0,
            };
            describe(&mut badge, text, &links);
            assert_eq!(
                (badge.date.as_deref(), badge.successor.as_deref()),
                (date, successor),
                "{text}"
            );
        }
    }
}
