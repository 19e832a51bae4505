//! What runs here, and what an SDK must be told.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::routing::get;
use serde_json::{Value, json};
use wechatpay_openapi::catalogue::{notifications, operations};

use super::route::Route;
use crate::flow;
use crate::keys::{SM2_MERCHANT_CERTIFICATE, SM2_MERCHANT_KEY, SM2_PLATFORM_CERTIFICATE};
use crate::world::World;

pub(super) const ROUTES: &[Route] = &[
    Route {
        method: "GET",
        path: "/status",
        does: "what runs here, and how much of everything there is",
        takes: "",
        handler: || get(status),
    },
    Route {
        method: "GET",
        path: "/settings",
        does: "what any SDK must be told: base URL, mchid, serial number, keys as PEM",
        takes: "",
        handler: || get(settings),
    },
    Route {
        method: "GET",
        path: "/env",
        does: "the same for a shell, with the keys as files: set -a; eval \"$(curl -s …/_gateway/env)\"; set +a",
        takes: "",
        handler: || get(env),
    },
    Route {
        method: "GET",
        path: "/flows",
        does: "the operations that are modelled; all others are answered from their documented examples",
        takes: "",
        handler: || get(flows),
    },
];

async fn status(State(world): State<Arc<World>>) -> Json<Value> {
    let deliveries = world.outbox.deliveries();
    let open = deliveries.iter().filter(|delivery| delivery.is_open()).count();
    let ledger = world.ledger();
    Json(json!({
        "version": env!("CARGO_PKG_VERSION"),
        "base_url": world.base_url,
        "mchid": world.keys.mchid(),
        "now": world.clock.now(),
        "is_standing": world.clock.is_standing(),
        "exchanges": world.journal.last(),
        "orders": ledger.orders.len(),
        "refunds": ledger.refunds.len(),
        "transfers": ledger.transfers.len(),
        "notifications": { "known": deliveries.len(), "open": open },
        "faults": world.faults().rules().iter().filter(|rule| rule.is_open()).count(),
        "catalogue": { "operations": operations().count(), "notifications": notifications().count() },
    }))
}

async fn settings(State(world): State<Arc<World>>) -> Json<Value> {
    let keys = &world.keys;
    let published = keys.published(&world.base_url);
    let mut shown = serde_json::to_value(&published).unwrap_or_default();
    shown["merchant_key"] = keys.merchant_key().into();
    shown["merchant_certificate"] = keys.merchant_certificate().into();
    shown["public_key"] = keys.public_key().into();
    let certificates = keys.certificates().into_iter().map(|one| one.pem);
    shown["platform_certificates_pem"] = certificates.collect();
    if published.sm2.is_some() {
        for (name, file) in [
            ("merchant_key", SM2_MERCHANT_KEY),
            ("merchant_certificate", SM2_MERCHANT_CERTIFICATE),
            ("platform_certificate_pem", SM2_PLATFORM_CERTIFICATE),
        ] {
            shown["sm2"][name] = published.file(file).into();
        }
    }
    Json(shown)
}

async fn env(State(world): State<Arc<World>>) -> String {
    let published = world.keys.published(&world.base_url);
    published.env(world.folder.as_deref())
}

async fn flows() -> Json<Value> {
    let all = flow::modelled().iter().map(|flow| {
        let steps = flow
            .steps
            .iter()
            .map(|step| format!("{} {}", step.method, step.path));
        json!({ "title": flow.title, "operations": steps.collect::<Vec<_>>() })
    });
    Json(all.collect())
}
