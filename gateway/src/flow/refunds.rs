//! Refunds (退款): part of an order or all of it, once or several times.

mod abnormal;
mod apply;
mod book;
mod ecommerce;
mod end;
mod query;
mod view;
pub(crate) mod view_v2;

use crate::flow::step::Step;

pub(crate) use book::{RefundWanted, Unrefundable, book, give_all_back};
pub(crate) use end::arrive;
pub use end::end_refund;

pub(crate) const STEPS: &[Step] = &[
    Step::post("/v3/refund/domestic/refunds", apply::apply),
    Step::get(
        "/v3/refund/domestic/refunds/{out_refund_no}",
        query::by_out_refund_no,
    ),
    Step::post(
        "/v3/refund/domestic/refunds/{refund_id}/apply-abnormal-refund",
        abnormal::apply,
    ),
    Step::post("/v3/ecommerce/refunds/apply", ecommerce::apply),
    Step::get("/v3/ecommerce/refunds/id/{refund_id}", ecommerce::by_refund_id),
    Step::get(
        "/v3/ecommerce/refunds/out-refund-no/{out_refund_no}",
        ecommerce::by_out_refund_no,
    ),
];
