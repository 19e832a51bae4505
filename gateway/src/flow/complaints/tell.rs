//! Something is said or done about a complaint: kept in its history, and told.

use crate::flow::fields::Fields;
use crate::ledger::{Ledger, Negotiation};
use crate::message::Notice;

/// Who says or does something, and what.
pub(super) struct Deed<'deed> {
    pub(super) operator: &'deed str,
    /// `operate_type` of the history.
    pub(super) operate_type: &'deed str,
    pub(super) details: &'deed str,
    /// `action_type` of the notification.
    pub(super) action_type: &'deed str,
}

/// Keeps it, and tells it.
pub(super) fn tell(ledger: &mut Ledger, complaint_id: &str, deed: &Deed<'_>, at: i64) -> Vec<Notice> {
    let log_id = ledger.ids.dated("3001", at, 16);
    let Some(complaint) = ledger.complaints.get_mut(complaint_id) else {
        return Vec::new();
    };
    complaint.note(Negotiation {
        log_id,
        operator: deed.operator.to_owned(),
        at,
        operate_type: deed.operate_type.to_owned(),
        operate_details: deed.details.to_owned(),
    });
    let is_new = deed.action_type == "CREATE_COMPLAINT";
    let (event, event_type) = if is_new {
        ("complaint_create", "COMPLAINT.CREATE")
    } else {
        ("complaint_state_change", "COMPLAINT.STATE_CHANGE")
    };
    let payload = Fields::new()
        .with("complaint_id", complaint_id)
        .with("action_type", deed.action_type);
    vec![Notice {
        event: event.to_owned(),
        event_type: event_type.to_owned(),
        payload: payload.map(),
        notify_url: ledger
            .complaint_urls
            .get(&complaint.complainted_mchid)
            .cloned()
            .unwrap_or_default(),
        after_secs: 0,
    }]
}
