//! What is printed, in whatever form.

use wechatpay_openapi_generator::diff::{Change, Evidence};
use wechatpay_openapi_generator::states::Compared;

use crate::terminal::counted;

/// Two states with their names, compared.
pub(crate) struct Reviewed {
    pub(crate) names: [String; 2],
    pub(crate) compared: Compared,
}

impl Reviewed {
    /// How much there is in both, and how much of it is another.
    pub(crate) fn account(&self) -> String {
        let Compared { diff, files, .. } = &self.compared;
        format!(
            "{} and {} are in both, {} of them unchanged; {} and {} differ",
            counted(diff.operations, "operation"),
            counted(diff.notifications, "notification"),
            diff.identical,
            counted(diff.pages, "page"),
            counted(files.len(), "generated file")
        )
    }
}

/// Who decides about a change that its rows do not explain, a line each.
pub(super) fn decides(change: &Change) -> Vec<String> {
    let mut lines: Vec<String> = change
        .overruled
        .iter()
        .map(|one| match one.is_now {
            true => format!("{} decides: {}", one.place, one.reason),
            false => format!("{} decided before: {}", one.place, one.reason),
        })
        .collect();
    if lines.is_empty() && change.evidence() == Evidence::Elsewhere {
        lines.push("the row is as it was: another row or a rule decides".to_owned());
    }
    lines
}
