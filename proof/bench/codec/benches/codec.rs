//! Decoding and encoding an answer beside serde_json's derive on the same type.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use measure::CpuTime;
use wechatpay_openapi::runtime::record::{from_json, to_json};

type Tables = wechatpay_openapi::v3::pay::transactions::id::transaction_id::get::Response;
type Derive = wechatpay_openapi_derive::v3::pay::transactions::id::transaction_id::get::Response;

/// An order with this many promotions.
fn order(promotions: usize) -> String {
    let promotion = r#"{"coupon_id":"109519","name":"单品惠-6","scope":"GLOBAL","type":"CASH","amount":100,"stock_id":"931386","wechatpay_contribute":0,"merchant_contribute":0,"other_contribute":0,"currency":"CNY","goods_detail":[{"goods_id":"M1006","quantity":1,"unit_price":100,"discount_amount":1,"goods_remark":"商品备注"}]}"#;
    format!(
        r#"{{"appid":"wxd678efh567hg6787","mchid":"1900000001","out_trade_no":"1217752501201407033233368018","transaction_id":"1217752501201407033233368018","trade_type":"JSAPI","trade_state":"SUCCESS","trade_state_desc":"支付成功","bank_type":"CMC","attach":"自定义数据","success_time":"2018-06-08T10:34:56+08:00","payer":{{"openid":"oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"}},"amount":{{"total":100,"payer_total":100,"currency":"CNY","payer_currency":"CNY"}},"promotion_detail":[{}]}}"#,
        vec![promotion; promotions].join(",")
    )
}

fn codec(criterion: &mut Criterion<CpuTime>) {
    for promotions in [0, 4, 36] {
        let json = order(promotions);
        let json = json.as_bytes();
        let tables: Tables = from_json(json).expect("the order decodes");
        let derive: Derive = serde_json::from_slice(json).expect("the order decodes");
        assert_eq!(to_json(&tables).ok(), serde_json::to_vec(&derive).ok());
        let mut decode = criterion.benchmark_group("decode");
        decode.bench_function(BenchmarkId::new("ours", json.len()), |b| {
            b.iter(|| from_json::<Tables>(black_box(json)));
        });
        decode.bench_function(BenchmarkId::new("derive", json.len()), |b| {
            b.iter(|| serde_json::from_slice::<Derive>(black_box(json)));
        });
        decode.finish();
        let mut encode = criterion.benchmark_group("encode");
        encode.bench_function(BenchmarkId::new("ours", json.len()), |b| {
            b.iter(|| to_json(black_box(&tables)));
        });
        encode.bench_function(BenchmarkId::new("derive", json.len()), |b| {
            b.iter(|| serde_json::to_vec(black_box(&derive)));
        });
        encode.finish();
    }
}

criterion_group! {
    name = benches;
    config = measure::of_thread();
    targets = codec
}
criterion_main!(benches);
