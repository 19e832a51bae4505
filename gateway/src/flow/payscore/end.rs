//! What the user does with a service, and how it is paid.

use super::find::unknown;
use super::view::notice;
use crate::flow::refuse::invalid;
use crate::ledger::{Ledger, ServiceOrder, ServicePayment, ServiceState};
use crate::message::{Notice, Refusal};

/// The user confirms the order of this `order_id`, `package` or `out_order_no`.
pub(crate) fn confirm(ledger: &mut Ledger, number: &str) -> Result<Vec<Notice>, Refusal> {
    let order = by_number(ledger, number)?;
    if order.state != ServiceState::Created {
        return Err(invalid("服务订单不在等待用户确认"));
    }
    order.state = ServiceState::Confirmed;
    Ok(vec![notice(order)])
}

/// The user has not the money for the order of this `order_id` or `out_order_no`: it stays to be paid until the merchant asks again.
///
/// # Errors
/// If there is none, or it is not to be paid.
pub fn overdue_service(ledger: &mut Ledger, number: &str) -> Result<(), Refusal> {
    let order = by_number(ledger, number)?;
    if order.state != ServiceState::Completed {
        return Err(invalid("服务订单不是待支付"));
    }
    order.is_overdue = true;
    Ok(())
}

fn by_number<'ledger>(
    ledger: &'ledger mut Ledger,
    number: &str,
) -> Result<&'ledger mut ServiceOrder, Refusal> {
    let mut all = ledger.service_orders.values_mut();
    let is_it = |order: &&mut ServiceOrder| {
        let numbers = [&order.order_id, &order.package, &order.out_order_no];
        numbers.iter().any(|one| *one == number)
    };
    all.find(is_it).ok_or_else(unknown)
}

/// The money came, unless the user has none, or it was paid meanwhile.
pub(crate) fn collected(ledger: &mut Ledger, key: &str, at: i64) -> Vec<Notice> {
    let waits = |order: &ServiceOrder| order.state == ServiceState::Completed && !order.is_overdue;
    if !ledger.service_orders.get(key).is_some_and(waits) {
        return Vec::new();
    }
    let transaction_id = Some(ledger.ids.transaction(at));
    let Some(order) = ledger.service_orders.get_mut(key) else {
        return Vec::new();
    };
    order.state = ServiceState::Done;
    order.paid = Some(ServicePayment { at, transaction_id });
    vec![notice(order)]
}
