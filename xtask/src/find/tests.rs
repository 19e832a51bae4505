//! What is asked, and what comes first.

use wechatpay_openapi_generator::plan::Crate;
use wechatpay_openapi_generator::run;

use super::rank::What;
use super::*;

/// Where the first match lives, and how well it fits.
fn first(plan: &Crate<'_>, text: &str) -> Option<(String, Rank)> {
    let found = rank::search(plan, &Query::read(text));
    let best = found.first()?;
    let path = match best.what {
        What::Operation(_, verb) => verb.path.join("::"),
        What::Notification(module) => module.path.join("::"),
    };
    Some((path, best.rank))
}

#[test]
fn n6_the_first_match_is_what_was_meant() {
    const REFUND: &str = "v3::refund::domestic::refunds::post";
    const QUERY: &str = "v3::refund::domestic::refunds::out_refund_no::get";
    const ORDER: &str = "v3::pay::transactions::jsapi::post";
    let cases: &[(&str, &str, Rank)] = &[
        // Titles.
        ("申请退款", REFUND, Rank::Exact),
        ("JSAPI下单", ORDER, Rank::Exact),
        ("jsapi下单", ORDER, Rank::Exact),
        ("退款申请", "v3::ecommerce::refunds::apply::post", Rank::Exact),
        ("统一下单", "v2::pay::unifiedorder::post", Rank::Exact),
        ("款退申请", REFUND, Rank::Loosely),
        // URLs.
        (
            "https://api.mch.weixin.qq.com/v3/refund/domestic/refunds",
            REFUND,
            Rank::Exact,
        ),
        (
            "POST https://api.mch.weixin.qq.com/v3/refund/domestic/refunds",
            REFUND,
            Rank::Exact,
        ),
        (
            "https://api.mch.weixin.qq.com/v3/refund/domestic/refunds/1217752501?sub_mchid=1900000109",
            QUERY,
            Rank::Exact,
        ),
        (
            "https://api2.mch.weixin.qq.com/v3/pay/transactions/jsapi",
            ORDER,
            Rank::Exact,
        ),
        (
            "https://api.mch.weixin.qq.com/pay/unifiedorder",
            "v2::pay::unifiedorder::post",
            Rank::Exact,
        ),
        (
            "https://api.mch.weixin.qq.com/hk/v3/refunds",
            "v3::refunds::post",
            Rank::Exact,
        ),
        // Request lines and paths.
        ("POST /v3/refund/domestic/refunds", REFUND, Rank::Exact),
        ("POST /v3/pay/transactions/jsapi HTTP/1.1", ORDER, Rank::Exact),
        (
            "GET /v3/refund/domestic/refunds/{out_refund_no}",
            QUERY,
            Rank::Exact,
        ),
        ("/v3/refund/domestic/refunds", REFUND, Rank::Exact),
        ("v3/refund/domestic/refunds", REFUND, Rank::Exact),
        ("DELETE /v3/refund/domestic/refunds", REFUND, Rank::OtherVerb),
        ("domestic/refunds", REFUND, Rank::Beside),
        ("pay/transactions/jsapi", ORDER, Rank::Beside),
        ("openapi/v3/refund/domestic/refunds.md", REFUND, Rank::Exact),
        // Chains and Rust paths.
        ("v3().refund().domestic().refunds()", REFUND, Rank::Exact),
        (
            "client.v3().refund().domestic().refunds().post(request).await?",
            REFUND,
            Rank::Exact,
        ),
        ("v3().refund()", REFUND, Rank::Beside),
        ("v3::refund::domestic::refunds::post", REFUND, Rank::Exact),
        (
            "wechatpay_openapi::v3::refund::domestic::refunds::post::Request",
            REFUND,
            Rank::Exact,
        ),
        (
            "use wechatpay_openapi::v3::pay::transactions::jsapi;",
            ORDER,
            Rank::Exact,
        ),
        // Official pages.
        (
            "https://pay.weixin.qq.com/doc/v3/merchant/4012791862",
            REFUND,
            Rank::Exact,
        ),
        // Notifications.
        ("REFUND.SUCCESS", "webhook::v3::refund_success", Rank::Exact),
        (
            "TRANSACTION.SUCCESS",
            "webhook::v3::transaction_success",
            Rank::Exact,
        ),
        (
            "PROFITSHARING.SUCCESS",
            "webhook::v3::profit_sharing",
            Rank::AnotherPage,
        ),
        ("Event::RefundSuccess", "webhook::v3::refund_success", Rank::Exact),
        ("RefundSuccess", "webhook::v3::refund_success", Rank::Exact),
        (
            "webhook/v3/REFUND.SUCCESS",
            "webhook::v3::refund_success",
            Rank::Exact,
        ),
        // Fields.
        ("out_refund_no", QUERY, Rank::PartOfPath),
        (
            "transfer_scene_id",
            "v3::fund_app::mch_transfer::transfer_bills::post",
            Rank::Field,
        ),
        (
            "payer.openid",
            "v3::pay::transactions::codepay::post",
            Rank::Field,
        ),
    ];
    let docs = read_docs(&docs_specs()).unwrap_or_else(|failure| panic!("{failure:#}"));
    let overrides = read_overrides().unwrap_or_else(|failure| panic!("{failure:#}"));
    let wrong = |plan: &Crate<'_>| -> Vec<String> {
        let results = cases.iter().filter_map(|(text, path, rank)| {
            let found = first(plan, text);
            let is_right = found
                .as_ref()
                .is_some_and(|(one, how)| one == path && how == rank);
            (!is_right).then(|| format!("{text}: {found:?}, not {path} ({rank:?})"))
        });
        results.collect()
    };
    let wrong = run(&docs, &overrides, wrong).made;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
