//! Bills (账单): announced, fetched, and made of what really happened here.

mod announce;
mod entry;
mod fetch;
mod fund_flow;
mod period;
mod sheet;
mod trade;
mod v2;

use crate::flow::step::Step;

pub use fund_flow::{Account, fund_flow};
pub use trade::{TradeBill, trade};

pub(crate) const STEPS: &[Step] = &[
    Step::get("/v3/bill/tradebill", announce::trade_bill),
    Step::get("/v3/bill/fundflowbill", announce::fund_flow_bill),
    Step::get("/v3/billdownload/file", fetch::fetch),
    Step::post("/pay/downloadbill", v2::download_bill),
    Step::post("/pay/downloadfundflow", v2::download_fund_flow),
];
