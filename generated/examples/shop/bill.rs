//! The bill of a day, in a file: it appears only when all of it is there and its digest is right.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use wechatpay_openapi::v3::bill::tradebill::get::{BillType, Request, TarType};

use crate::shop::{Failure, Shop};

/// Which day, where to.
#[derive(Deserialize)]
pub struct Day {
    /// Such as `2026-11-28`; there from 10 o'clock of the next day on.
    date: String,
    file: std::path::PathBuf,
}

/// How many bytes were written.
pub async fn fetch(State(shop): State<Shop>, Json(day): Json<Day>) -> Result<String, Failure> {
    let request = Request::new()
        .bill_date(day.date)
        .bill_type(BillType::All)
        .tar_type(TarType::Gzip);
    let bill = shop.client.v3().bill().tradebill().get(request).await?;
    let bytes = shop.client.download_of(&bill)?.unpack().to_file(day.file).await?;
    Ok(bytes.to_string())
}
