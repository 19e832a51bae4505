//! Orders: looked at, put there, paid by the user.

use std::cmp::Reverse;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::routing::{get, post};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::input::{Body, InQuery};
use super::problem::Problem;
use super::route::Route;
use super::users::told;
use crate::exchange::settle;
use crate::flow::{Payable, SeedOrder, payable, seed_order, user, way_to_cashier};
use crate::ledger::{Order, Refund, TradeState};
use crate::world::World;

pub(super) const ROUTES: &[Route] = &[
    Route {
        method: "GET",
        path: "/orders",
        does: "the orders that are known, the newest first, each with its refunds and the number that leads to its cashier",
        takes: "?trade_state=NOTPAY&mchid=1900000001&limit=100",
        handler: || get(list),
    },
    Route {
        method: "POST",
        path: "/orders",
        does: "puts an order there in any state, without being asked for and without anything being told",
        takes: r#"{"mchid": "1900000001", "out_trade_no": "1217", "total": 100, "trade_type": "NATIVE", "trade_state": "SUCCESS"}"#,
        handler: || post(seed),
    },
    Route {
        method: "GET",
        path: "/orders/{number}",
        does: "what is to be paid, by a prepay_id, code of a code_url or number of the merchant",
        takes: "",
        handler: || get(one),
    },
    Route {
        method: "POST",
        path: "/orders/{number}/pay",
        does: "the user pays it, and the merchant is notified",
        takes: "",
        handler: || post(pay),
    },
    Route {
        method: "POST",
        path: "/orders/{number}/fail",
        does: "the user cannot pay it",
        takes: "",
        handler: || post(fail),
    },
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OrderQuery {
    trade_state: Option<TradeState>,
    mchid: Option<String>,
    limit: Option<usize>,
}

/// An order, and what of it goes back.
#[derive(Serialize)]
struct Sold {
    #[serde(flatten)]
    order: Order,
    /// By which its user comes to the cashier: of a part of a combined order that of the whole.
    cashier: String,
    /// Whether that leads there no more, although the order could still be paid.
    has_lapsed: bool,
    /// The first one first.
    refunds: Vec<Refund>,
}

async fn list(State(world): State<Arc<World>>, InQuery(wanted): InQuery<OrderQuery>) -> Json<Vec<Sold>> {
    let now = settle(&world);
    let ledger = world.ledger();
    let is_meant = |(_, order): &(&String, &Order)| {
        let parties = [Some(&order.party.mchid), order.party.sub_mchid.as_ref()];
        wanted.trade_state.is_none_or(|state| order.trade_state == state)
            && wanted
                .mchid
                .as_ref()
                .is_none_or(|mchid| parties.contains(&Some(mchid)))
    };
    let mut orders: Vec<_> = ledger.orders.iter().filter(is_meant).collect();
    orders.sort_by_key(|(_, order)| Reverse(order.created));
    orders.truncate(wanted.limit.unwrap_or(100));
    let sold = |(key, order): (&String, &Order)| {
        let (cashier, has_lapsed) = way_to_cashier(&ledger, order, now);
        Sold {
            order: order.clone(),
            cashier,
            has_lapsed,
            refunds: ledger.refunds_of(key).cloned().collect(),
        }
    };
    Json(orders.into_iter().map(sold).collect())
}

async fn seed(State(world): State<Arc<World>>, Body(seed): Body<SeedOrder>) -> Result<Json<Order>, Problem> {
    let now = world.clock.now();
    let mut ledger = world.ledger();
    let key = seed_order(&mut ledger, seed, now)?;
    let order = ledger.orders.get(&key).cloned();
    drop(ledger);
    world.stir();
    order
        .map(Json)
        .ok_or_else(|| Problem::not_found("the order is gone again"))
}

async fn one(State(world): State<Arc<World>>, Path(number): Path<String>) -> Result<Json<Payable>, Problem> {
    let now = settle(&world);
    let found = payable(&world.ledger(), &number, now);
    let missing = || {
        let text = "GET /_gateway/orders lists the orders that are";
        Problem::not_found(format!(
            "no order has the prepay_id, code or number {number}: {text}"
        ))
    };
    found.map(Json).ok_or_else(missing)
}

async fn pay(State(world): State<Arc<World>>, Path(number): Path<String>) -> Result<Json<Value>, Problem> {
    let now = world.clock.now();
    told(&world, |ledger| user::pay(ledger, &number, now))
}

async fn fail(State(world): State<Arc<World>>, Path(number): Path<String>) -> Result<Json<Value>, Problem> {
    let now = settle(&world);
    user::fail(&mut world.ledger(), &number, now)?;
    world.stir();
    Ok(Json(json!({})))
}
