//! Services that are paid afterwards (微信支付分): begun, confirmed by the user, over, paid.

mod begin;
mod collect;
mod complete;
mod end;
mod find;
mod view;

use crate::flow::step::Step;

pub use end::overdue_service;
pub(crate) use end::{collected, confirm};

pub(crate) const STEPS: &[Step] = &[
    Step::post("/v3/payscore/serviceorder", begin::begin),
    Step::get("/v3/payscore/serviceorder", find::query),
    Step::post("/v3/payscore/serviceorder/{out_order_no}/cancel", begin::cancel),
    Step::post(
        "/v3/payscore/serviceorder/{out_order_no}/complete",
        complete::complete,
    ),
    Step::post(
        "/v3/payscore/serviceorder/{out_order_no}/modify",
        complete::modify,
    ),
    Step::post("/v3/payscore/serviceorder/{out_order_no}/pay", collect::pay),
    Step::post("/v3/payscore/serviceorder/{out_order_no}/sync", collect::sync),
];
