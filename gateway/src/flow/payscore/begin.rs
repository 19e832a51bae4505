//! Beginning a service (创建支付分订单), and calling it off (取消支付分订单).

use serde_json::{Map, Value};

use super::find::{find, key};
use super::view::{ABOUT, INTRODUCTION, begun, numbers};
use crate::flow::refuse::{invalid, other_content, required};
use crate::ledger::{Content, Ids, Ledger, Party, ServiceOrder, ServiceState};
use crate::message::{Asked, Done, Refusal};

/// Waits for the user, unless the merchant may begin without; or repeats the answer to the same words.
pub(super) fn begin(ledger: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    let key = key(asked, required(asked, "out_order_no")?);
    if let Some(before) = ledger.service_orders.get(&key) {
        return if before.content == Content::of(asked) {
            Ok(begun(before).answer())
        } else {
            Err(other_content())
        };
    }
    let waits = asked.field("/need_user_confirm") != Some(&Value::Bool(false));
    let appid = required(asked, "appid")?;
    let order = ServiceOrder {
        party: Party::merchant(asked.caller.mchid.as_str()),
        appid: appid.to_owned(),
        service_id: required(asked, "service_id")?.to_owned(),
        out_order_no: required(asked, "out_order_no")?.to_owned(),
        order_id: ledger.ids.dated("1000", asked.at, 16),
        package: ledger.ids.letters(41),
        state: if waits {
            ServiceState::Created
        } else {
            ServiceState::Confirmed
        },
        about: about(asked),
        openid: asked
            .text("openid")
            .map_or_else(|| Ids::openid(appid), str::to_owned),
        notify_url: asked.text("notify_url").unwrap_or_default().to_owned(),
        created: asked.at,
        total_amount: None,
        paid: None,
        is_overdue: false,
        content: Content::of(asked),
        completed: None,
    };
    let done = begun(&order).answer();
    ledger.service_orders.insert(key, order);
    Ok(done)
}

/// What a request says of the service.
pub(super) fn about(asked: &Asked) -> Map<String, Value> {
    let said = [INTRODUCTION]
        .iter()
        .chain(&ABOUT)
        .filter_map(|name| Some(((*name).to_owned(), asked.fields.get(*name)?.clone())));
    said.collect()
}

/// Calls it off before it is over. Calling it off again is the same answer.
pub(super) fn cancel(ledger: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    let order = find(ledger, asked)?;
    match order.state {
        ServiceState::Created | ServiceState::Confirmed | ServiceState::Revoked => {
            order.state = ServiceState::Revoked;
            Ok(numbers(order).answer())
        }
        ServiceState::Completed | ServiceState::Done => Err(invalid("服务订单已完结，不能取消")),
    }
}
