//! Profit sharing (分账): receivers, shares, what is given back, what is kept.

mod amounts;
mod create;
mod end;
mod query;
mod receivers;
mod returns;
mod unfreeze;
mod view;

use crate::flow::step::Step;

pub(crate) use amounts::away;
pub(crate) use end::carry_out;

pub(crate) const STEPS: &[Step] = &[
    Step::post("/v3/profitsharing/receivers/add", receivers::add),
    Step::post("/v3/profitsharing/receivers/delete", receivers::delete),
    Step::post("/v3/profitsharing/orders", create::create),
    Step::get("/v3/profitsharing/orders/{out_order_no}", query::query),
    Step::post("/v3/profitsharing/orders/unfreeze", unfreeze::unfreeze),
    Step::post("/v3/profitsharing/return-orders", returns::create),
    Step::get("/v3/profitsharing/return-orders/{out_return_no}", returns::query),
    Step::get(
        "/v3/profitsharing/transactions/{transaction_id}/amounts",
        amounts::unsplit,
    ),
    Step::get(
        "/v3/profitsharing/merchant-configs/{sub_mchid}",
        amounts::max_ratio,
    ),
];
