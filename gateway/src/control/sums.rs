//! Totals of an example that its parts do not add up to: it would be refused.

use serde_json::{Map, Value};

/// Makes the total of a service order (支付分) what its items cost, less what is taken off; the documented examples have
/// another one.
pub(super) fn add_up(fields: &mut Map<String, Value>) {
    let sum = |name: &str| -> Option<i64> {
        let items = fields.get(name)?.as_array()?.iter();
        Some(items.filter_map(|item| item.get("amount")?.as_i64()).sum())
    };
    let Some(paid) = sum("post_payments") else {
        return;
    };
    let total = paid - sum("post_discounts").unwrap_or_default();
    if let Some(stated) = fields.get_mut("total_amount") {
        *stated = total.into();
    }
}
