//! The pages that the project began with. They are not part of it: without
//! them beside the checkout the tests say so and pass.

use std::fs;
use std::path::Path;

use wechatpay_openapi_generator::fix::Overrides;
use wechatpay_openapi_generator::output::Output;
use wechatpay_openapi_generator::source::Docs;

use crate::cases::of_docs;

/// The crate for one seed at its place in the documentation.
fn seed(file: &str, path: &str) -> Option<Output> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared/seeds")
        .join(file);
    let Ok(text) = fs::read_to_string(&file) else {
        eprintln!("skipped: there is no seed at {}", file.display());
        return None;
    };
    let docs: Docs = [(format!("openapi/{path}.md"), text)].into_iter().collect();
    let generated = of_docs(&docs, &Overrides::default());
    assert!(generated.diagnostics.is_empty(), "{:?}", generated.diagnostics);
    assert_eq!(generated.totals.gaps(), Vec::<String>::new());
    assert_eq!(generated.totals.v3_operations, 1);
    Some(generated.output)
}

#[track_caller]
fn has(output: &Output, path: &str, parts: &[&str]) {
    let text = output.get(path).unwrap_or_else(|| panic!("{path} is missing"));
    for part in parts {
        assert!(text.contains(part), "{path} has no `{part}`:\n{text}");
    }
}

#[test]
fn deactivate_coupon_bundle() {
    let path = "v3/marketing/partner/product-coupon/users/{openid}/coupon-bundles/{user_coupon_bundle_id}/deactivate";
    let Some(output) = seed("im-table-deactivate-coupon-bundle.md", path) else {
        return;
    };
    let file = "src/v3/marketing/partner/product_coupon/users/openid/coupon_bundles/user_coupon_bundle_id/deactivate.rs";
    let parts = [
        "#[doc(alias = \"失效用户商品券组\")]",
        "pub fn post(self, request: post::Request) -> Call<post::Response>",
        "pub struct Request {",
        "/// 失效原因 · 必填",
        "pub deactivate_reason: Option<String>,",
        "pub struct Response {",
        "pub total_count: Option<i64>,",
        "open_enum! {",
        "Specific = \"SPECIFIC\",",
        "Color010 = \"Color010\",",
        "Option<Vec<",
        "https://pay.weixin.qq.com/doc/v3/partner/4016280658",
    ];
    has(&output, file, &parts);
    let text = output.get(file).unwrap_or_default();
    let request = text
        .split("pub struct Request {")
        .nth(1)
        .and_then(|rest| rest.split("\n        }").next());
    let request = request.unwrap_or_default();
    assert_eq!(
        request.matches("Option<String>").count(),
        6,
        "no path value is in the request:\n{request}"
    );
    has(
        &output,
        "INDEX.md",
        &[
            "| 失效用户商品券组 | POST |",
            ".users().openid(…).coupon_bundles().user_coupon_bundle_id(…).deactivate().post(…)",
        ],
    );
    let folder = "src/v3/marketing/partner/product_coupon/users";
    has(
        &output,
        &format!("{folder}.rs"),
        &["pub fn openid(self, openid: impl Into<PathValue>) -> openid::Url"],
    );
    has(
        &output,
        &format!("{folder}/openid.rs"),
        &["pub fn coupon_bundles(self) -> coupon_bundles::Url"],
    );
}

#[test]
fn disassociate_stores() {
    let path = "v3/marketing/partner/product-coupon/product-coupons/{product_coupon_id}/stocks/{stock_id}/disassociate-stores";
    let Some(output) = seed("im-table-disassociate-stores.md", path) else {
        return;
    };
    let file = "src/v3/marketing/partner/product_coupon/product_coupons/product_coupon_id/stocks/stock_id/disassociate_stores.rs";
    let parts = [
        "#[doc(alias = \"批次取消关联门店\")]",
        "pub brand_id: Option<String>,",
        "pub store_list: Option<Vec<Store>>,",
        "pub struct Store {",
        "pub total_count: Option<i64>,",
        "pub failed_store_list: Option<Vec<FailedStore>>,",
        "pub struct FailedStore {",
        "/// 失败错误信息 · 必填",
    ];
    has(&output, file, &parts);
    let call = ".product_coupons().product_coupon_id(…).stocks().stock_id(…).disassociate_stores().post(…)";
    has(&output, "INDEX.md", &["| 批次取消关联门店 | POST |", call]);
    has(
        &output,
        "src/catalogue/v3_marketing.rs",
        &["\"store_id\":\"100000001\""],
    );
}

#[test]
fn disassociate_in_typescript() {
    let path = "v3/marketing/busifavor/coupons/disassociate";
    let Some(output) = seed("twoslash-disassociate.md", path) else {
        return;
    };
    let parts = [
        "#[doc(alias = \"取消关联订单信息\")]",
        "pub fn post(self, request: post::Request) -> Call<post::Response>",
        "pub stock_id: Option<String>,",
        "pub coupon_code: Option<String>,",
        "pub out_trade_no: Option<String>,",
        "pub out_request_no: Option<String>,",
        "pub wechatpay_associate_time: Option<Time>,",
    ];
    has(&output, &format!("src/{path}.rs"), &parts);
    has(
        &output,
        "INDEX.md",
        &[".busifavor().coupons().disassociate().post(…)"],
    );
}
