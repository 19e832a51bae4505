//! Combined orders (合单支付): placed, asked for, closed, paid.

mod close;
mod pay;
mod place;
mod query;
mod view;

use crate::flow::step::Step;
use crate::ledger::TradeType::{App, Jsapi, Mweb, Native};

pub(crate) use pay::{has_lapsed, key, open, pay};

pub(crate) const STEPS: &[Step] = &[
    Step::post("/v3/combine-transactions/jsapi", |ledger, asked| {
        place::place(ledger, asked, Jsapi)
    }),
    Step::post("/v3/combine-transactions/native", |ledger, asked| {
        place::place(ledger, asked, Native)
    }),
    Step::post("/v3/combine-transactions/h5", |ledger, asked| {
        place::place(ledger, asked, Mweb)
    }),
    Step::post("/v3/combine-transactions/app", |ledger, asked| {
        place::place(ledger, asked, App)
    }),
    Step::get(
        "/v3/combine-transactions/out-trade-no/{combine_out_trade_no}",
        query::query,
    ),
    Step::post(
        "/v3/combine-transactions/out-trade-no/{combine_out_trade_no}/close",
        close::close,
    ),
];
