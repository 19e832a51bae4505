//! A service is over (完结支付分订单), or costs less after all (修改订单金额).

use serde_json::Value;

use super::begin::about;
use super::collect::collect;
use super::find::find;
use super::view::{changed, completed};
use crate::flow::amount::{MOST, stated};
use crate::flow::refuse::{invalid, other_content, parameter};
use crate::ledger::{Content, Ledger, ServiceOrder, ServiceState};
use crate::message::{Asked, Done, Refusal};

/// It is over, and its money is collected. The same words again are the same answer.
pub(super) fn complete(ledger: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    let total = total(asked)?;
    let order = find(ledger, asked)?;
    match (&order.completed, order.state) {
        (Some(before), _) if *before == Content::of(asked) => return Ok(completed(order).answer()),
        (Some(_), _) => return Err(other_content()),
        (None, ServiceState::Confirmed) => {}
        (None, _) => return Err(invalid("服务订单不在进行中，不能完结")),
    }
    order.completed = Some(Content::of(asked));
    change(order, asked, total);
    order.state = if total > 0 {
        ServiceState::Completed
    } else {
        ServiceState::Done
    };
    let done = completed(order).answer();
    if total > 0 {
        collect(ledger, asked);
    }
    Ok(done)
}

/// It costs less than was said, as long as that is not paid.
pub(super) fn modify(ledger: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    let total = total(asked)?;
    let order = find(ledger, asked)?;
    if order.state != ServiceState::Completed {
        return Err(invalid("只有完结后未支付的服务订单可以修改金额"));
    }
    if order.total_amount.is_some_and(|before| total > before) {
        return Err(parameter(asked, "/total_amount", "must not be more than before"));
    }
    change(order, asked, total);
    if total == 0 {
        order.state = ServiceState::Done;
    }
    Ok(changed(order).answer())
}

fn change(order: &mut ServiceOrder, asked: &Asked, total: i64) {
    for (name, value) in about(asked) {
        match (order.about.get_mut(&name), value) {
            // Times and places are added to those of the beginning.
            (Some(Value::Object(before)), Value::Object(more)) => before.extend(more),
            (_, value) => {
                order.about.insert(name, value);
            }
        }
    }
    order.total_amount = Some(total);
}

/// What is to be paid: what the items cost, less what is taken off.
fn total(asked: &Asked) -> Result<i64, Refusal> {
    // Wide enough for any integers.
    let sum = |pointer: &str| -> i128 {
        let items = asked
            .field(pointer)
            .and_then(Value::as_array)
            .map_or(&[][..], Vec::as_slice);
        // What an item costs in all, however many of it there are.
        let amounts = items.iter().filter_map(|item| item.get("amount")?.as_i64());
        amounts.map(i128::from).sum()
    };
    let total = stated(asked, "/total_amount");
    if total > MOST {
        return Err(parameter(
            asked,
            "/total_amount",
            &format!("must be at most {MOST}"),
        ));
    }
    let owed = sum("/post_payments") - sum("/post_discounts");
    if i128::from(total) == owed && total >= 0 {
        Ok(total)
    } else {
        Err(parameter(
            asked,
            "/total_amount",
            "must be what post_payments cost, less post_discounts",
        ))
    }
}
