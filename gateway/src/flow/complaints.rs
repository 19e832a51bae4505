//! Complaints (消费者投诉): raised by a user, answered and settled by the merchant.

mod address;
mod find;
mod raise;
mod reply;
mod tell;
mod view;

use crate::flow::step::Step;

pub use raise::Grievance;
pub(crate) use raise::{go_on, raise};

pub(crate) const STEPS: &[Step] = &[
    Step::get("/v3/merchant-service/complaints-v2", find::list),
    Step::get("/v3/merchant-service/complaints-v2/{complaint_id}", find::one),
    Step::get(
        "/v3/merchant-service/complaints-v2/{complaint_id}/negotiation-historys",
        find::history,
    ),
    Step::post(
        "/v3/merchant-service/complaints-v2/{complaint_id}/response",
        reply::respond,
    ),
    Step::post(
        "/v3/merchant-service/complaints-v2/{complaint_id}/complete",
        reply::complete,
    ),
    Step::post(
        "/v3/merchant-service/complaints-v2/{complaint_id}/update-refund-progress",
        reply::refund,
    ),
    Step::post("/v3/merchant-service/complaint-notifications", address::create),
    Step::get("/v3/merchant-service/complaint-notifications", address::read),
    Step::put("/v3/merchant-service/complaint-notifications", address::update),
    Step::delete("/v3/merchant-service/complaint-notifications", address::delete),
];
