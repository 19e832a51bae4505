//! What the types say of the operations that shops use most: each was wrong once.

use std::sync::OnceLock;

use wechatpay_openapi_generator::fix::Overrides;
use wechatpay_openapi_generator::ir::{Api, Field, Known, Operation, Requirement, Type, deep, url};
use wechatpay_openapi_generator::read;
use wechatpay_openapi_generator::source::Docs;

fn api() -> &'static Api {
    static API: OnceLock<Api> = OnceLock::new();
    API.get_or_init(|| {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs-specs");
        let docs = Docs::read(&folder).expect("docs-specs can be read");
        let overrides = Overrides::read(&folder.join("overrides")).expect("the overrides can be read");
        read(&docs, &overrides).api
    })
}

fn operation(wanted: &str) -> &'static Operation {
    let all = api().operations.iter();
    let mut found = all.filter(|one| format!("{} {}", one.method.as_str(), url(&one.path)) == wanted);
    found.next().unwrap_or_else(|| panic!("{wanted}"))
}

/// A field by its dotted path, through lists and texts of JSON.
fn field<'f>(fields: &'f [Field], path: &str) -> Option<&'f Field> {
    let (name, below) = path
        .split_once('.')
        .map_or((path, None), |(name, below)| (name, Some(below)));
    let found = fields.iter().find(|one| one.name == name)?;
    let Some(below) = below else { return Some(found) };
    found.ty.layers().find_map(|ty| match ty {
        Type::Object(inner) => field(inner, below),
        _ => None,
    })
}

fn values(field: &Field) -> Vec<&str> {
    let mut layers = field.ty.layers();
    layers
        .find_map(|ty| match ty {
            Type::Enum(values) => Some(values.iter().map(|one| one.value.as_str()).collect()),
            _ => None,
        })
        .unwrap_or_default()
}

#[test]
fn d1_order_queries_answer_who_paid_what() {
    for path in [
        "/v3/pay/transactions/id/{transaction_id}",
        "/v3/pay/transactions/out-trade-no/{out_trade_no}",
        "/v3/pay/partner/transactions/id/{transaction_id}",
        "/v3/pay/partner/transactions/out-trade-no/{out_trade_no}",
    ] {
        let answer = operation(&format!("GET {path}")).response.fields();
        for name in [
            "payer",
            "amount.payer_total",
            "amount.payer_currency",
            "promotion_detail.coupon_id",
        ] {
            assert!(field(answer, name).is_some(), "{path}: {name}");
        }
        let state = values(field(answer, "trade_state").expect("a state"));
        assert_eq!(&state[..4], ["SUCCESS", "REFUND", "NOTPAY", "CLOSED"], "{path}");
        assert!(
            values(field(answer, "trade_type").expect("a type")).contains(&"JSAPI"),
            "{path}"
        );
        // What only the transcriptions have stays, and says so.
        let installments = field(answer, "installment_info").expect("a field of transcriptions");
        assert_eq!(installments.origin.known, Known::Unofficially, "{path}");
        assert!(
            field(answer, "notify_url").is_none(),
            "{path}: the order's request has it"
        );
    }
}

#[test]
fn d2_states_of_refunds_are_enumerations() {
    for wanted in [
        "POST /v3/refund/domestic/refunds",
        "GET /v3/refund/domestic/refunds/{out_refund_no}",
    ] {
        let answer = operation(wanted).response.fields();
        for (name, value) in [
            ("status", "SUCCESS"),
            ("channel", "ORIGINAL"),
            ("funds_account", "AVAILABLE"),
            ("amount.from.account", "AVAILABLE"),
            ("promotion_detail.scope", "GLOBAL"),
            ("promotion_detail.type", "CASH"),
        ] {
            let field = field(answer, name).unwrap_or_else(|| panic!("{wanted}: {name}"));
            assert!(
                values(field).contains(&value),
                "{wanted}: {name} is {:?}",
                field.ty
            );
        }
    }
}

/// The first value of these lists stands on the line of the field's term.
#[test]
fn d2_no_first_value_is_lost() {
    for (wanted, name, value) in [
        (
            "POST /v3/ecommerce/refunds/apply",
            "promotion_detail.scope",
            "GLOBAL",
        ),
        (
            "POST /v3/ecommerce/refunds/apply",
            "promotion_detail.type",
            "COUPON",
        ),
        ("GET /v3/ecommerce/refunds/id/{refund_id}", "channel", "ORIGINAL"),
        (
            "GET /v3/ecommerce/refunds/id/{refund_id}",
            "funds_account",
            "UNSETTLED",
        ),
    ] {
        let found =
            field(operation(wanted).response.fields(), name).unwrap_or_else(|| panic!("{wanted}: {name}"));
        assert_eq!(values(found).first(), Some(&value), "{wanted}: {name}");
    }
}

#[test]
fn d3_queries_of_v2_name_one_of_their_numbers() {
    let cases: [(&str, &[&str]); 3] = [
        ("POST /pay/orderquery", &["transaction_id", "out_trade_no"]),
        ("POST /secapi/pay/refund", &["transaction_id", "out_trade_no"]),
        (
            "POST /pay/refundquery",
            &["transaction_id", "out_trade_no", "out_refund_no", "refund_id"],
        ),
    ];
    for (wanted, names) in cases {
        let fields = operation(wanted).body.fields();
        for name in names {
            let requirement = field(fields, name).map(|one| one.requirement);
            assert!(
                matches!(requirement, Some(Requirement::OneOf { .. })),
                "{wanted}: {name} {requirement:?}"
            );
        }
    }
}

#[test]
fn d4_partners_of_v2_name_their_merchants() {
    for path in [
        "/pay/unifiedorder",
        "/pay/orderquery",
        "/pay/closeorder",
        "/secapi/pay/reverse",
        "/pay/downloadbill",
    ] {
        let fields = operation(&format!("POST {path}")).body.fields();
        for name in ["sub_mch_id", "sub_appid"] {
            let found = field(fields, name).unwrap_or_else(|| panic!("{path}: {name}"));
            assert!(
                !found.requirement.is_required(),
                "{path}: {name}, which direct merchants lack"
            );
        }
    }
    assert!(field(operation("POST /pay/unifiedorder").body.fields(), "sub_openid").is_some());
}

#[test]
fn d6_profit_sharing_states_are_not_shifted() {
    let answer = operation("GET /v3/profitsharing/orders/{out_order_no}")
        .response
        .fields();
    let of = |name: &str| values(field(answer, name).unwrap_or_else(|| panic!("{name}")));
    assert_eq!(of("state"), ["PROCESSING", "FINISHED"]);
    assert_eq!(of("receivers.result"), ["PENDING", "SUCCESS", "CLOSED"]);
    assert!(of("receivers.fail_reason").contains(&"ACCOUNT_ABNORMAL"));
}

#[test]
fn d12_brands_have_operations_of_their_own() {
    let brand = api()
        .operations
        .iter()
        .filter(|one| url(&one.path).starts_with("/brand/"));
    let fields: usize = brand.clone().map(|one| deep(one.body.fields()).count()).sum();
    assert!(brand.count() >= 25 && fields > 100, "{fields}");
}

/// Near twins of two operations: the official pages write one as a number and one as a text, and neither copies the other.
#[test]
fn d_settlement_ids_are_as_their_own_official_page_says() {
    for (wanted, expected) in [
        ("POST /v3/ecommerce/applyments/", Type::Integer),
        ("POST /v3/applyment4sub/applyment/", Type::Text),
    ] {
        let found = field(operation(wanted).body.fields(), "settlement_info.settlement_id");
        assert_eq!(found.expect(wanted).ty, expected, "{wanted}");
    }
}
