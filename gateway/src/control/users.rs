//! What users of WeChat do, and WeChat Pay itself, where no request of the merchant's causes it.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::routing::{get, post};
use serde::Deserialize;
use serde_json::{Value, json};

use super::input::Body;
use super::problem::Problem;
use super::route::Route;
use crate::exchange::settle;
use crate::flow::{Grievance, end_refund, fail_transfer, overdue_service, user};
use crate::ledger::{Ledger, RefundStatus};
use crate::message::{Notice, Refusal};
use crate::world::World;

pub(super) const ROUTES: &[Route] = &[
    Route {
        method: "GET",
        path: "/ledger",
        does: "everything that is remembered: orders, refunds, transfers, sharings, complaints, …",
        takes: "",
        handler: || get(ledger),
    },
    Route {
        method: "POST",
        path: "/refunds/{number}/end",
        does: "a refund that is on its way ends, and the merchant is notified",
        takes: r#"{"status": "SUCCESS|ABNORMAL|CLOSED"}"#,
        handler: || post(refund),
    },
    Route {
        method: "POST",
        path: "/transfers/{number}/confirm",
        does: "the user takes the money of a transfer, and the merchant is notified",
        takes: "",
        handler: || post(confirm_transfer),
    },
    Route {
        method: "POST",
        path: "/transfers/{number}/fail",
        does: "a transfer fails, and the merchant is notified",
        takes: r#"{"fail_reason": "ACCOUNT_FROZEN"}"#,
        handler: || post(failed_transfer),
    },
    Route {
        method: "POST",
        path: "/redpacks/{number}/open",
        does: "the user takes a red packet",
        takes: "",
        handler: || post(redpack),
    },
    Route {
        method: "POST",
        path: "/services/{number}/confirm",
        does: "the user confirms a service order of 微信支付分, and the merchant is notified",
        takes: "",
        handler: || post(service),
    },
    Route {
        method: "POST",
        path: "/services/{number}/overdue",
        does: "the user has not the money for a service order",
        takes: "",
        handler: || post(overdue),
    },
    Route {
        method: "POST",
        path: "/complaints",
        does: "a user complains about a paid order, and the merchant is notified",
        takes: r#"{"order": "1217", "complaint_detail": "…", "problem_type": "REFUND", "apply_refund_amount": 100}"#,
        handler: || post(complain),
    },
    Route {
        method: "POST",
        path: "/complaints/{number}/say",
        does: "the user says more, and the merchant is notified",
        takes: r#"{"text": "…"}"#,
        handler: || post(say),
    },
];

/// Changes the ledger and notifies; which deliveries there are of it.
pub(super) fn told(
    world: &World,
    change: impl FnOnce(&mut Ledger) -> Result<Vec<Notice>, Refusal>,
) -> Result<Json<Value>, Problem> {
    settle(world);
    let notices = change(&mut world.ledger())?;
    world.stir();
    Ok(Json(json!({ "notifications": world.outbox.order_all(notices) })))
}

async fn ledger(State(world): State<Arc<World>>) -> Json<Ledger> {
    settle(&world);
    Json(world.ledger().clone())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RefundEnd {
    #[serde(default = "arrived")]
    status: RefundStatus,
}

fn arrived() -> RefundStatus {
    RefundStatus::Success
}

async fn refund(
    State(world): State<Arc<World>>,
    Path(number): Path<String>,
    Body(end): Body<RefundEnd>,
) -> Result<Json<Value>, Problem> {
    let now = world.clock.now();
    told(&world, |ledger| end_refund(ledger, &number, end.status, now))
}

async fn confirm_transfer(
    State(world): State<Arc<World>>,
    Path(number): Path<String>,
) -> Result<Json<Value>, Problem> {
    let now = world.clock.now();
    told(&world, |ledger| user::confirm_transfer(ledger, &number, now))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Failure {
    #[serde(default = "frozen")]
    fail_reason: String,
}

fn frozen() -> String {
    "ACCOUNT_FROZEN".to_owned()
}

async fn failed_transfer(
    State(world): State<Arc<World>>,
    Path(number): Path<String>,
    Body(failure): Body<Failure>,
) -> Result<Json<Value>, Problem> {
    let now = world.clock.now();
    told(&world, |ledger| {
        fail_transfer(ledger, &number, &failure.fail_reason, now)
    })
}

async fn redpack(
    State(world): State<Arc<World>>,
    Path(number): Path<String>,
) -> Result<Json<Value>, Problem> {
    let now = world.clock.now();
    told(&world, |ledger| {
        user::open_redpack(ledger, &number, now).map(|()| Vec::new())
    })
}

async fn service(
    State(world): State<Arc<World>>,
    Path(number): Path<String>,
) -> Result<Json<Value>, Problem> {
    told(&world, |ledger| user::confirm_service(ledger, &number))
}

async fn overdue(
    State(world): State<Arc<World>>,
    Path(number): Path<String>,
) -> Result<Json<Value>, Problem> {
    told(&world, |ledger| {
        overdue_service(ledger, &number).map(|()| Vec::new())
    })
}

async fn complain(
    State(world): State<Arc<World>>,
    Body(grievance): Body<Grievance>,
) -> Result<Json<Value>, Problem> {
    let now = settle(&world);
    let (complaint_id, notices) = user::complain(&mut world.ledger(), grievance, now)?;
    world.stir();
    Ok(Json(
        json!({ "complaint_id": complaint_id, "notifications": world.outbox.order_all(notices) }),
    ))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    text: String,
}

async fn say(
    State(world): State<Arc<World>>,
    Path(number): Path<String>,
    Body(words): Body<Words>,
) -> Result<Json<Value>, Problem> {
    if !world.ledger().complaints.contains_key(&number) {
        return Err(Problem::not_found(format!("there is no complaint {number}")));
    }
    let now = world.clock.now();
    told(&world, |ledger| {
        user::go_on_complaining(ledger, &number, &words.text, now)
    })
}
