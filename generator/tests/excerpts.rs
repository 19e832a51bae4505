//! What official pages say of operations that have no page among the sources: overrides bring it.

use std::path::Path;
use std::sync::OnceLock;

use wechatpay_openapi_generator::fix::Overrides;
use wechatpay_openapi_generator::ir::{Api, Field, Host, Operation, Type, url};
use wechatpay_openapi_generator::read;
use wechatpay_openapi_generator::source::Docs;

fn api() -> &'static Api {
    static API: OnceLock<Api> = OnceLock::new();
    API.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs-specs");
        let docs = Docs::read(&folder).expect("docs-specs can be read");
        let overrides = Overrides::read(&folder.join("overrides")).expect("the overrides can be read");
        read(&docs, &overrides).api
    })
}

fn operation(id: &str) -> &'static Operation {
    let mut all = api().operations.iter();
    let found = all.find(|one| format!("{} {}", one.method.as_str(), url(&one.path)) == id);
    found.unwrap_or_else(|| panic!("{id} is not there"))
}

/// A field of the request by its path, such as `post_discounts.amount`.
fn field(operation: &'static Operation, path: &str) -> Option<&'static Field> {
    let mut level: Vec<&Field> = operation.query.iter().chain(operation.body.fields()).collect();
    let mut found = None;
    for name in path.split('.') {
        let one = level.into_iter().find(|one| one.name == name)?;
        level = one.ty.layers().flat_map(members).collect();
        found = Some(one);
    }
    found
}

fn members(ty: &Type) -> &[Field] {
    match ty {
        Type::Object(fields) => fields,
        _ => &[],
    }
}

#[test]
fn what_a_request_must_have() {
    // Operation, field, whether it must be there.
    let cases = [
        ("POST /v3/fund-app/mch-transfer/transfer-bills", "openid", true),
        (
            "POST /v3/fund-app/mch-transfer/transfer-bills",
            "notify_url",
            false,
        ),
        (
            "POST /v3/fund-app/mch-transfer/transfer-bills/pre-transfer-with-authorization",
            "openid",
            false,
        ),
        ("POST /v3/payscore/serviceorder", "post_discounts.name", true),
        (
            "POST /v3/payscore/serviceorder",
            "post_discounts.description",
            false,
        ),
        ("POST /v3/payscore/serviceorder", "post_discounts.amount", false),
        (
            "POST /v3/payscore/serviceorder/{out_order_no}/cancel",
            "service_id",
            false,
        ),
        (
            "POST /v3/payscore/serviceorder/{out_order_no}/cancel",
            "reason",
            true,
        ),
        // A merchant parks for himself: only partners have these.
        ("POST /v3/vehicle/transactions/parking", "sub_mchid", false),
        ("POST /v3/vehicle/transactions/parking", "sub_appid", false),
        ("POST /v3/vehicle/transactions/parking", "amount.total", true),
        ("POST /v3/vehicle/parking/parkings", "sub_mchid", false),
        ("POST /v3/pay/transactions/codepay", "payer", true),
        ("GET /v3/bill/sub-merchant-fundflowbill", "algorithm", true),
        // One of the two, so none of them by itself.
        ("GET /v3/payscore/serviceorder", "out_order_no", false),
        ("GET /v3/payscore/serviceorder", "query_id", false),
    ];
    for (id, path, expected) in cases {
        let found = field(operation(id), path).unwrap_or_else(|| panic!("{id}: no {path}"));
        assert_eq!(found.requirement.is_required(), expected, "{id}: {path}");
    }
}

#[test]
fn what_a_value_can_be() {
    let cases = [
        (
            "POST /v3/payscore/serviceorder/{out_order_no}/sync",
            "type",
            "Order_Paid",
        ),
        ("POST /v3/vehicle/transactions/parking", "trade_scene", "PARKING"),
        ("POST /v3/vehicle/transactions/parking", "profit_sharing", "Y"),
    ];
    for (id, path, expected) in cases {
        let found = field(operation(id), path).unwrap_or_else(|| panic!("{id}: no {path}"));
        let Type::Enum(values) = &found.ty else {
            panic!("{id}: {path} is {:?}", found.ty)
        };
        assert!(
            values.iter().any(|one| one.value == expected),
            "{id}: {path}: {values:?}"
        );
    }
}

#[test]
fn what_is_encrypted() {
    let account = field(
        operation("GET /v3/capital/capitallhh/banks/search-banks-by-bank-account"),
        "account_number",
    );
    assert!(matches!(account.expect("the account").ty, Type::Sensitive(_)));
}

/// The pages say `api.weixin.qq.com`, whence nothing of WeChat Pay is served.
#[test]
fn d5_contracts_are_signed_on_the_host_of_all_others() {
    for id in ["GET /papay/entrustweb", "GET /papay/partner/entrustweb"] {
        assert_eq!(operation(id).host, Host::Default, "{id}");
    }
    let astray = api().operations.iter().filter(|one| one.host == Host::Weixin);
    assert_eq!(astray.map(|one| &*one.page).collect::<Vec<_>>(), [""; 0]);
}

/// What a catalogue links to and nobody describes would be missing from the crate.
#[test]
fn d12_each_link_of_the_catalogues_has_a_page() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus/history/2026-08-22");
    for source in ["wechatpay-im", "wechatpay-js"] {
        let Ok(docs) = Docs::read(&corpus.join(source)) else {
            eprintln!("skipped: there is no {source}");
            continue;
        };
        let pages: Vec<&str> = docs.iter().map(|(path, _)| path).collect();
        let mut without = Vec::new();
        for (_, text) in docs.iter().filter(|(path, _)| *path == "openapi/index.md") {
            let links = text
                .split("](/")
                .skip(1)
                .filter_map(|rest| rest.split([')', '#']).next());
            for link in links.filter(|link| link.starts_with("openapi/v")) {
                let page = |name: String| pages.contains(&&*name);
                if !page(format!("{link}.md")) && !page(format!("{}/index.md", link.trim_end_matches('/'))) {
                    without.push(link);
                }
            }
        }
        assert_eq!(without, [""; 0], "{source}");
    }
}
