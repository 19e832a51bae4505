//! Asking for a service order (查询支付分订单).

use super::view::known;
use crate::flow::refuse::{missing, required};
use crate::ledger::{Ledger, Party, ServiceOrder};
use crate::message::{Asked, Done, Location, Refusal};

/// By the merchant's number, or by that of the page that the user comes back from.
pub(super) fn query(ledger: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    let service_id = required(asked, "service_id")?;
    let found = match (asked.text("out_order_no"), asked.text("query_id")) {
        (Some(out_order_no), _) => ledger.service_orders.get(&key(asked, out_order_no)),
        (None, Some(query_id)) => {
            let mut own = ledger.service_orders.values();
            own.find(|order| order.order_id == query_id && order.party.mchid == asked.caller.mchid)
        }
        (None, None) => return Err(missing("out_order_no", Location::Query)),
    };
    let found = found
        .filter(|order| order.service_id == service_id)
        .ok_or_else(unknown)?;
    Ok(known(found).answer())
}

/// The order of the path, of the service that the body names.
pub(super) fn find<'ledger>(
    ledger: &'ledger mut Ledger,
    asked: &Asked,
) -> Result<&'ledger mut ServiceOrder, Refusal> {
    let key = key(asked, required(asked, "out_order_no")?);
    let found = ledger.service_orders.get_mut(&key).ok_or_else(unknown)?;
    match asked.text("service_id") {
        Some(service_id) if service_id != found.service_id => Err(unknown()),
        _ => Ok(found),
    }
}

/// Under which it is kept.
pub(super) fn key(asked: &Asked, out_order_no: &str) -> String {
    Party::merchant(asked.caller.mchid.as_str()).key(out_order_no)
}

pub(super) fn unknown() -> Refusal {
    Refusal::new(404, "ORDER_NOT_EXIST", "服务订单不存在")
}
