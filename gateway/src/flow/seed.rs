//! Orders that are there from the beginning: in any state, without being asked for and without anything being told.

use serde::{Deserialize, Serialize};

use crate::flow::amount::fault;
use crate::flow::orders::settle;
use crate::flow::refunds::give_all_back;
use crate::flow::refuse::invalid;
use crate::ledger::{Happening, Ledger, Order, Party, TradeState, TradeType, beijing};
use crate::message::Refusal;

/// An order to begin with. Whatever is left out has a plain value.
///
/// ```
/// use wechatpay_gateway::flow::{SeedOrder, seed_order};
/// use wechatpay_gateway::ledger::{Ledger, TradeState};
///
/// let mut ledger = Ledger::new(1);
/// let seed: SeedOrder =
///     serde_json::from_str(r#"{"mchid": "1900000109", "out_trade_no": "paid", "total": 100, "trade_state": "SUCCESS"}"#)?;
/// let key = seed_order(&mut ledger, seed, 1_795_924_800).unwrap();
/// assert_eq!(ledger.orders[&key].trade_state, TradeState::Success);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeedOrder {
    /// The merchant's number, or the partner's.
    pub mchid: String,
    /// The merchant that the partner acts for.
    pub sub_mchid: Option<String>,
    /// Whose application.
    #[serde(default = "appid")]
    pub appid: String,
    /// The merchant's number of the order.
    pub out_trade_no: String,
    /// In 分.
    pub total: i64,
    /// `JSAPI`, `NATIVE`, `APP`, `MWEB` or `MICROPAY`.
    #[serde(default = "trade_type")]
    pub trade_type: TradeType,
    /// `NOTPAY`, `SUCCESS`, `REFUND` (all of it), `CLOSED`, and of `MICROPAY` `USERPAYING`, `REVOKED`, `PAYERROR`.
    #[serde(default = "trade_state")]
    pub trade_state: TradeState,
    /// What is bought.
    #[serde(default = "description")]
    pub description: String,
    /// The merchant's own text.
    pub attach: Option<String>,
    /// Where a payment is told.
    #[serde(default)]
    pub notify_url: String,
    /// Who pays.
    pub openid: Option<String>,
    /// Whether the money waits to be shared.
    #[serde(default)]
    pub profit_sharing: bool,
    /// When it was placed, and paid if it was, in seconds since 1970-01-01 UTC; now, if nothing is said.
    pub at: Option<i64>,
}

fn appid() -> String {
    "wxd678efh567hg6787".to_owned()
}

fn description() -> String {
    "QQ公仔".to_owned()
}

const fn trade_type() -> TradeType {
    TradeType::Native
}

const fn trade_state() -> TradeState {
    TradeState::Notpay
}

/// How long an order can be paid, in seconds.
const OPEN_SECS: i64 = 7 * 86_400;

/// Puts an order into the ledger; under which it is kept.
///
/// # Errors
/// If its number is there already, its amount is nothing, or no order of its kind has that state.
pub fn seed_order(ledger: &mut Ledger, seed: SeedOrder, now: i64) -> Result<String, Refusal> {
    let party = Party {
        mchid: seed.mchid.clone(),
        sub_mchid: seed.sub_mchid.clone(),
    };
    let key = party.key(&seed.out_trade_no);
    possible(ledger, &key, &seed)?;
    let at = seed.at.unwrap_or(now);
    let state = seed.trade_state;
    let mut order = drawn(party, seed, at);
    if order.trade_type == TradeType::Native {
        order.code = Some(ledger.ids.letters(9));
    }
    if order.trade_type != TradeType::Micropay {
        order.prepay_id = ledger.ids.prepay(at);
    }
    match state {
        TradeState::Success | TradeState::Refund => settle(&mut ledger.ids, &mut order, at),
        TradeState::Revoked => {
            settle(&mut ledger.ids, &mut order, at);
            order.end(state, at);
        }
        TradeState::Closed => order.end(state, at),
        TradeState::Payerror => order.trade_state = state,
        TradeState::Notpay | TradeState::Userpaying => {
            order.trade_state = state;
            ledger.plan(order.expires, Happening::OrderExpires(key.clone()));
        }
    }
    ledger.keep_order(order);
    if state == TradeState::Refund {
        give_all_back(ledger, &key, at);
    }
    Ok(key)
}

fn possible(ledger: &Ledger, key: &str, seed: &SeedOrder) -> Result<(), Refusal> {
    let is_by_code = matches!(
        seed.trade_state,
        TradeState::Userpaying | TradeState::Revoked | TradeState::Payerror
    );
    if ledger.orders.contains_key(key) {
        Err(invalid(&format!(
            "out_trade_no {:?} is there already",
            seed.out_trade_no
        )))
    } else if let Some(issue) = fault(seed.total) {
        Err(invalid(&format!("total is {}, and {issue}", seed.total)))
    } else if let Some(Err(issue)) = seed.at.map(beijing::dated) {
        Err(invalid(&format!("at: {issue}")))
    } else if is_by_code && seed.trade_type != TradeType::Micropay {
        let state = seed.trade_state.as_str();
        Err(invalid(&format!(
            "only an order of MICROPAY is ever {state}, not one of {}",
            seed.trade_type.as_str()
        )))
    } else {
        Ok(())
    }
}

fn drawn(party: Party, seed: SeedOrder, at: i64) -> Order {
    Order {
        appid: seed.appid,
        total: seed.total,
        description: seed.description,
        attach: seed.attach,
        notify_url: seed.notify_url,
        profit_sharing: seed.profit_sharing,
        openid: seed.openid,
        ..Order::new(party, seed.out_trade_no, seed.trade_type, (at, at + OPEN_SECS))
    }
}
