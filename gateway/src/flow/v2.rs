//! v2: the same ledger, asked in XML. Orders and refunds share their numbers with v3.

mod close;
mod place;
mod query;
mod redpack;
mod refund;
mod refuse;
mod reverse;

use crate::flow::step::Step;

pub(crate) use redpack::{come_back, open};

pub(crate) const STEPS: &[Step] = &[
    Step::post("/pay/unifiedorder", place::unifiedorder),
    Step::post("/pay/micropay", place::micropay),
    Step::post("/pay/orderquery", query::orderquery),
    Step::post("/pay/closeorder", close::closeorder),
    Step::post("/secapi/pay/reverse", reverse::reverse),
    Step::post("/secapi/pay/refund", refund::apply),
    Step::post("/pay/refundquery", refund::query),
];

pub(crate) const REDPACK_STEPS: &[Step] = &[
    Step::post("/mmpaymkttransfers/sendredpack", redpack::send),
    Step::post("/mmpaymkttransfers/gethbinfo", redpack::query),
];
