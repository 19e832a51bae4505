//! Carrying a sharing out.

use super::amounts::{is_own, left, own};
use super::view::{notice, sharing};
use crate::ledger::{Happening, Ledger, Receiver, Share, ShareResult, Sharing};
use crate::message::{Done, Notice};

/// How long that takes, in seconds.
const SHARING_SECS: i64 = 5;

/// Gives a sharing its numbers and keeps it, to be carried out.
pub(super) fn set_out(ledger: &mut Ledger, mut begun: Sharing, at: i64) -> Done {
    if begun.unfreezes && !begun.shares.iter().any(|share| is_own(&begun, share)) {
        add_rest(ledger, &mut begun);
    }
    begun.order_id = ledger.ids.dated("3008450740", at, 10);
    for share in &mut begun.shares {
        share.detail_id = ledger.ids.dated("36011111", at, 10);
    }
    ledger.plan(
        at + SHARING_SECS,
        Happening::SharingEnds(begun.party.key(&begun.out_order_no)),
    );
    let done = sharing(&begun).answer();
    ledger.keep_sharing(begun);
    done
}

/// What nobody else gets is the merchant's, as a share of its own.
fn add_rest(ledger: &Ledger, begun: &mut Sharing) {
    let Some(order) = ledger.order_by_number(&begun.transaction_id) else {
        return;
    };
    let given: i64 = begun.shares.iter().map(|share| share.amount).sum();
    let rest = left(ledger, order) - given;
    if rest > 0 {
        let own = own(begun).to_owned();
        let description = "解冻给分账方".to_owned();
        begun
            .shares
            .push(Share::pending("MERCHANT_ID".to_owned(), own, rest, description));
    }
}

/// Each receiver gets its share, if there is a relation; merchants among them are told.
pub(crate) fn carry_out(ledger: &mut Ledger, key: &str, at: i64) -> Vec<Notice> {
    let Some(mut sharing) = ledger.sharings.get(key).cloned() else {
        return Vec::new();
    };
    sharing.is_finished = true;
    let mut notices = Vec::new();
    for place in 0..sharing.shares.len() {
        let is_own = is_own(&sharing, &sharing.shares[place]);
        let share = &mut sharing.shares[place];
        let receiver = Receiver::key(&sharing.party, &share.kind, &share.account);
        share.finished = Some(at);
        if is_own || ledger.receivers.contains_key(&receiver) {
            share.result = ShareResult::Success;
        } else {
            share.result = ShareResult::Closed;
            share.fail_reason = Some("NO_RELATION".to_owned());
        }
        let share = &sharing.shares[place];
        if !is_own && share.result == ShareResult::Success && share.kind == "MERCHANT_ID" {
            let numbers = (sharing.order_id.as_str(), sharing.out_order_no.as_str());
            notices.push(notice(&sharing, share, share.amount, numbers, at));
        }
    }
    ledger.sharings.insert(key.to_owned(), sharing);
    notices
}
