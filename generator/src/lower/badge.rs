//! Status badges.

use super::context::Context;
use crate::diagnostic::Code;
use crate::ir::{self, BadgeKind};
use crate::page::Badge;

/// A known badge; an unknown one is reported.
pub(super) fn lower(context: &mut Context, badge: &Badge) -> Option<ir::Badge> {
    let Some(kind) = kind(&badge.class) else {
        let message = format!("`im-{}` is no known status", badge.class);
        context.report_at(Code::UnknownBadge, badge.line, &badge.span, message);
        return None;
    };
    // A `parsed` container links to the page whose answer is needed first.
    let successor = badge
        .successor
        .as_deref()
        .filter(|_| kind != BadgeKind::Parsed)
        .map(page);
    Some(ir::Badge {
        kind,
        date: badge.date.clone(),
        successor,
    })
}

/// `/openapi/v3/refunds#post` as `openapi/v3/refunds`.
fn page(target: &str) -> String {
    let path = target.split(['#', '?']).next().unwrap_or(target);
    path.trim_start_matches('/').trim_end_matches(".md").to_owned()
}

fn kind(class: &str) -> Option<BadgeKind> {
    Some(match class {
        "deprecated" => BadgeKind::Deprecated,
        "discarded" => BadgeKind::Discarded,
        "redesigned" => BadgeKind::Redesigned,
        "privated" => BadgeKind::Privated,
        "need-accessment" => BadgeKind::NeedAccessment,
        "need-tbt" => BadgeKind::NeedTbt,
        "important" => BadgeKind::Important,
        "specific" => BadgeKind::Specific,
        "parsed" => BadgeKind::Parsed,
        "confusing" => BadgeKind::Confusing,
        "special" => BadgeKind::Special,
        _ => return None,
    })
}
