//! A record with a field of every kind, for the property tests and the fuzz targets.
#![allow(missing_docs)] // a field says enough by its name here

use wechatpay_openapi_runtime::BoxError;
use wechatpay_openapi_runtime::record::Cipher;
use wechatpay_openapi_runtime::{
    FilePart, Json, JsonString, Numbered, Sensitive, UrlEncoded, open_enum, record,
};

record! {
    /// Every kind of value, alone and inside the others.
    pub struct Everything {
        #[wire = "Idempotency-Key"]
        #[is(header)]
        pub idempotency_key: Option<String>,
        #[is(query, required)]
        pub mchid: Option<String>,
        #[is(query)]
        pub tags: Option<Vec<String>>,
        #[is(query)]
        pub payer_name: Option<Sensitive<String>>,
        #[wire = "type"]
        pub type_: Option<TradeType>,
        pub types: Option<Vec<TradeType>>,
        pub flag: Option<bool>,
        pub total: Option<i64>,
        pub rate: Option<f64>,
        pub counts: Option<Vec<i64>>,
        pub extra: Option<Json>,
        pub file: Option<FilePart>,
        pub amount: Option<Amount>,
        pub goods: Option<Vec<Goods>>,
        pub detail: Option<JsonString<Detail>>,
        pub domains: Option<JsonString<Vec<String>>>,
        pub risk_info: Option<UrlEncoded<Risk>>,
        pub id_card: Option<Sensitive<String>>,
        #[wire = "coupon_id_$n"]
        pub coupon_id_n: Option<Numbered<String>>,
        #[wire = "coupon_fee_$n_$m"]
        pub coupon_fee_n_m: Option<Numbered<i64>>,
    }

    /// Money.
    pub struct Amount {
        #[is(required)]
        pub total: Option<i64>,
        pub currency: Option<String>,
    }

    /// Something bought.
    pub struct Goods {
        pub id: Option<String>,
        pub price: Option<Amount>,
        pub secrets: Option<Vec<Sensitive<String>>>,
    }

    /// Inside a string.
    pub struct Detail {
        pub cost: Option<i64>,
        pub inner: Option<JsonString<Amount>>,
        pub name: Option<Sensitive<String>>,
    }

    /// Pairs inside a string.
    pub struct Risk {
        pub posttime: Option<i64>,
        pub mobile: Option<String>,
    }
}

open_enum! {
    /// How it is paid.
    pub enum TradeType {
        Jsapi = "JSAPI",
        Native = "NATIVE",
    }
}

/// Writes text backwards: what went through it shows.
pub struct Reverse;

impl Cipher for Reverse {
    fn encrypt(&self, plain: &str) -> Result<String, BoxError> {
        Ok(plain.chars().rev().collect())
    }
    fn decrypt(&self, cipher: &str) -> Result<String, BoxError> {
        self.encrypt(cipher)
    }
}
