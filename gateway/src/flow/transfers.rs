//! Transfers to users (商家转账): asked for, confirmed by the user, taken back, overdue.

mod cancel;
mod create;
mod end;
mod query;
mod view;

use crate::flow::step::Step;

pub use end::fail_transfer;
pub(crate) use end::{cancelled, confirm, overdue};

pub(crate) const STEPS: &[Step] = &[
    Step::post("/v3/fund-app/mch-transfer/transfer-bills", create::create),
    Step::get(
        "/v3/fund-app/mch-transfer/transfer-bills/out-bill-no/{out_bill_no}",
        query::by_out_bill_no,
    ),
    Step::get(
        "/v3/fund-app/mch-transfer/transfer-bills/transfer-bill-no/{transfer_bill_no}",
        query::by_transfer_bill_no,
    ),
    Step::post(
        "/v3/fund-app/mch-transfer/transfer-bills/out-bill-no/{out_bill_no}/cancel",
        cancel::cancel,
    ),
    Step::post("/v3/fund-app/mch-transfer/partner/transfer-bills", create::create),
    Step::get(
        "/v3/fund-app/mch-transfer/partner/transfer-bills/out-bill-no/{out_bill_no}",
        query::by_out_bill_no,
    ),
    Step::post(
        "/v3/fund-app/mch-transfer/partner/transfer-bills/out-bill-no/{out_bill_no}/cancel",
        cancel::cancel,
    ),
];
