//! Orders of v3: placed, paid, asked for, closed, taken back.

mod close;
mod codepay;
mod pay;
mod place;
mod query;
mod view;
pub(crate) mod view_v2;

use crate::flow::step::Step;
use crate::ledger::TradeType::{App, Jsapi, Mweb, Native};

pub(crate) use close::expire;
pub(crate) use codepay::{PASSWORD_FROM, PASSWORD_SECS};
pub(crate) use pay::{fail, lapsed, named, pay, settle, unpayable};
pub(crate) use place::{expiry, prepaid, renewed};

pub(crate) const STEPS: &[Step] = &[
    Step::post("/v3/pay/transactions/jsapi", |ledger, asked| {
        place::place(ledger, asked, Jsapi)
    }),
    Step::post("/v3/pay/transactions/native", |ledger, asked| {
        place::place(ledger, asked, Native)
    }),
    Step::post("/v3/pay/transactions/h5", |ledger, asked| {
        place::place(ledger, asked, Mweb)
    }),
    Step::post("/v3/pay/transactions/app", |ledger, asked| {
        place::place(ledger, asked, App)
    }),
    Step::post("/v3/pay/transactions/codepay", codepay::codepay),
    Step::get(
        "/v3/pay/transactions/out-trade-no/{out_trade_no}",
        query::by_out_trade_no,
    ),
    Step::get(
        "/v3/pay/transactions/id/{transaction_id}",
        query::by_transaction_id,
    ),
    Step::post(
        "/v3/pay/transactions/out-trade-no/{out_trade_no}/close",
        close::close,
    ),
    Step::post(
        "/v3/pay/transactions/out-trade-no/{out_trade_no}/reverse",
        close::reverse,
    ),
    Step::post("/v3/pay/partner/transactions/jsapi", |ledger, asked| {
        place::place(ledger, asked, Jsapi)
    }),
    Step::post("/v3/pay/partner/transactions/native", |ledger, asked| {
        place::place(ledger, asked, Native)
    }),
    Step::post("/v3/pay/partner/transactions/h5", |ledger, asked| {
        place::place(ledger, asked, Mweb)
    }),
    Step::post("/v3/pay/partner/transactions/app", |ledger, asked| {
        place::place(ledger, asked, App)
    }),
    Step::post("/v3/pay/partner/transactions/codepay", codepay::codepay),
    Step::get(
        "/v3/pay/partner/transactions/out-trade-no/{out_trade_no}",
        query::by_out_trade_no,
    ),
    Step::get(
        "/v3/pay/partner/transactions/id/{transaction_id}",
        query::by_transaction_id,
    ),
    Step::post(
        "/v3/pay/partner/transactions/out-trade-no/{out_trade_no}/close",
        close::close,
    ),
    Step::post(
        "/v3/pay/partner/transactions/out-trade-no/{out_trade_no}/reverse",
        close::reverse,
    ),
];
