//! The page in the browser: its files, and QR codes. What it shows comes from the control API.

mod files;
mod qr;

use axum::Router;
use axum::extract::{Path, Query};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;
use serde::Deserialize;

/// The page's routes, all below `/_gateway`.
pub(crate) fn router() -> Router {
    Router::new()
        .route("/_gateway", get(async || Redirect::temporary("/_gateway/")))
        .route("/_gateway/", get(async || files::named("index.html")))
        .route(
            "/_gateway/page/{*name}",
            get(async |Path(name): Path<String>| files::named(&name)),
        )
        .route(
            "/_gateway/pay/{prepay_id}",
            get(async || files::named("cashier.html")),
        )
        .route("/_gateway/qr", get(code))
}

#[derive(Deserialize)]
struct QrText {
    text: String,
}

async fn code(Query(QrText { text }): Query<QrText>) -> Response {
    match qr::svg(&text) {
        Ok(svg) => ([(header::CONTENT_TYPE, "image/svg+xml")], svg).into_response(),
        Err(error) => (StatusCode::BAD_REQUEST, error.to_string()).into_response(),
    }
}
