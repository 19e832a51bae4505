//! Which operations may be repeated once they may have taken effect, and why; how many there are is in `counts.txt`.

use std::path::Path;
use std::sync::OnceLock;

use wechatpay_openapi_generator::fix::Overrides;
use wechatpay_openapi_generator::ir::{Api, Effect, Refusal, url};
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

/// Verb and path, the effect, and what decides.
const CASES: &[(&str, Effect, &str)] = &[
    (
        "GET /v3/refund/domestic/refunds/{out_refund_no}",
        Effect::None,
        "a GET of v3 reads",
    ),
    (
        "POST /v3/gov/subsidy/sncode/query",
        Effect::None,
        "a query by POST",
    ),
    (
        "POST /pay/orderquery",
        Effect::None,
        "a query by POST, though it has a number",
    ),
    ("POST /pay/downloadbill", Effect::None, "a bill"),
    (
        "POST /v3/gov/subsidy/audit/cup/invalid",
        Effect::Each,
        "called a query, and is none",
    ),
    ("GET /appauth/getaccesstoken", Effect::Each, "spends a code"),
    ("POST /tools/authcodetoopenid", Effect::Each, "spends a code"),
    (
        "POST /v3/pay/transactions/jsapi",
        Effect::Once,
        "out_trade_no is the order's that it makes",
    ),
    (
        "POST /v3/combine-transactions/native",
        Effect::Once,
        "combine_out_trade_no",
    ),
    ("POST /v3/refund/domestic/refunds", Effect::Once, "out_refund_no"),
    ("POST /secapi/pay/refund", Effect::Once, "out_refund_no"),
    (
        "POST /v3/profitsharing/return-orders",
        Effect::Once,
        "out_return_no, not the optional out_order_no",
    ),
    (
        "POST /v3/fund-app/mch-transfer/transfer-bills",
        Effect::Once,
        "out_bill_no",
    ),
    ("POST /v3/transfer/batches", Effect::Once, "out_batch_no"),
    (
        "POST /v3/marketing/favor/users/{openid}/coupons",
        Effect::Once,
        "out_request_no",
    ),
    (
        "POST /v3/marketing/busifavor/coupons/use",
        Effect::Once,
        "use_request_no",
    ),
    (
        "POST /v3/marketing/busifavor/subsidy/pay-receipts",
        Effect::Once,
        "out_subsidy_no",
    ),
    (
        "PATCH /v3/marketing/busifavor/stocks/{stock_id}/budget",
        Effect::Once,
        "modify_budget_request_no",
    ),
    ("POST /v3/applyment4sub/applyment/", Effect::Once, "business_code"),
    (
        "POST /v3/papay/sign/contracts/pre-entrust-sign",
        Effect::Once,
        "out_contract_code",
    ),
    ("POST /mmpaymkttransfers/sendredpack", Effect::Once, "mch_billno"),
    (
        "POST /mmpaymkttransfers/promotion/transfers",
        Effect::Once,
        "partner_trade_no",
    ),
    (
        "POST /v3/merchant-service/complaints-v2/{complaint_id}/response-immediate-service",
        Effect::Once,
        "idempotent_id",
    ),
    (
        "POST /v3/pay/transactions/out-trade-no/{out_trade_no}/close",
        Effect::Once,
        "closes what it names",
    ),
    (
        "POST /v3/global/transactions/id/{transaction_id}/close",
        Effect::Once,
        "closes what it names",
    ),
    (
        "POST /v3/payscore/serviceorder/{out_order_no}/cancel",
        Effect::Once,
        "cancels what it names",
    ),
    (
        "POST /v3/marketing/favor/stocks/{stock_id}/pause",
        Effect::Once,
        "the official page says so (override)",
    ),
    (
        "PUT /v3/merchant-service/complaint-notifications",
        Effect::Once,
        "replaces",
    ),
    (
        "DELETE /v3/merchant-service/complaint-notifications",
        Effect::Once,
        "removes",
    ),
    (
        "POST /v3/marketing/partnerships/build",
        Effect::Keyed,
        "Idempotency-Key",
    ),
    (
        "POST /v3/marketing/partnerships/terminate",
        Effect::Keyed,
        "Idempotency-Key",
    ),
    (
        "POST /hk/v3/merchants",
        Effect::Keyed,
        "Idempotency-Key, which may be absent",
    ),
    (
        "POST /v3/merchant-service/complaints-v2/{complaint_id}/response",
        Effect::Each,
        "each reply is another one",
    ),
    (
        "POST /v3/payscore/serviceorder/{out_order_no}/pay",
        Effect::Each,
        "the number is an older order's",
    ),
    (
        "POST /v3/payscore/serviceorder/{out_order_no}/send-prepaidmessage",
        Effect::Each,
        "the number is an older order's, and the user gets a message each time",
    ),
    (
        "POST /v3/ecommerce/subsidies/create",
        Effect::Each,
        "out_subsidy_no may be absent",
    ),
    (
        "POST /v3/offlineface/repayment-url",
        Effect::Each,
        "out_user_id is a person's",
    ),
    (
        "POST /v3/parking/reminders/application/withdraw",
        Effect::Each,
        "out_parking_lot_id is a place's",
    ),
    (
        "POST /v3/parking/reminders/ext-payment",
        Effect::Each,
        "the number is that of the payment that is reported (override)",
    ),
    (
        "POST /v3/parking/reminders/parking-fee",
        Effect::None,
        "a query by POST (override)",
    ),
    (
        "POST /v3/ecommerce/individual-contracts/pre-entrust-sign/app",
        Effect::Once,
        "out_contract_code, required since the page was corrected",
    ),
    ("POST /v3/security/echo", Effect::Each, "each test is another one"),
    (
        "POST /brand/store/brandstores/{store_id}/resume",
        Effect::Once,
        "the store is open, and stays so (override)",
    ),
    (
        "POST /v3/brand/partner/store/brandstores/{store_id}/resume",
        Effect::Once,
        "the store is open, and stays so (override)",
    ),
    (
        "POST /v3/global/customs/redeclare",
        Effect::Each,
        "out_trade_no may be absent",
    ),
    (
        "POST /v3/credit-repayment/partner/schedule-records/batch-create",
        Effect::Each,
        "the numbers are in a list",
    ),
    (
        "POST /v3/pay-devices/open-scenario-speakerorder/{transaction_id}/report",
        Effect::Each,
        "the number is an order's, which is announced each time (override)",
    ),
    (
        "PATCH /v3/merchant-store/stores/{store_id}",
        Effect::Each,
        "PATCH is not idempotent by itself",
    ),
    (
        "POST /v3/merchant/media/upload",
        Effect::Each,
        "an upload has no number",
    ),
];

#[test]
fn t11_why_an_operation_may_be_repeated() {
    let mut wrong = Vec::new();
    for (id, expected, why) in CASES {
        let mut found = api().operations.iter();
        let found = found.find(|one| format!("{} {}", one.method.as_str(), url(&one.path)) == *id);
        match found {
            Some(operation) if operation.effect == *expected => {}
            Some(operation) => wrong.push(format!("{id} is {:?}, not {expected:?}: {why}", operation.effect)),
            None => wrong.push(format!("{id} is not there: its case here goes, too")),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What makes a refund, or goes on with one; and what only has the word in its path, which decided before.
const OPEN: &[&str] = &[
    "POST /hk/v3/refunds",
    "POST /secapi/pay/refund",
    "POST /secapi/pay/refundv2",
    "POST /deposit/refund",
    "POST /v3/ecommerce/refunds/apply",
    "POST /v3/ecommerce/refunds/{refund_id}/apply-abnormal-refund",
    "POST /v3/ecommerce/refunds/{refund_id}/return-advance",
    "POST /v3/global/refunds",
    "POST /v3/refund/domestic/refunds",
    "POST /v3/refund/domestic/refunds/{refund_id}/apply-abnormal-refund",
];
const NAMED_SO: &[&str] = &[
    // A refund that the insurance made, a complaint's state, a code and a report that are taken back.
    "POST /v3/gov/subsidy/audit/cup/refund/sync",
    "POST /v3/gov/subsidy/zhejiang/authcode/refund",
    "POST /v3/med-ins/refunds/notify",
    "POST /v3/merchant-service/complaints-v2/{complaint_id}/update-refund-progress",
];

#[test]
fn of_which_operations_a_refusal_leaves_open_what_became_of_them() {
    let acting = api().operations.iter().filter(|one| one.effect != Effect::None);
    let (mut open, mut named): (Vec<String>, Vec<String>) = Default::default();
    for operation in acting {
        let id = format!("{} {}", operation.method.as_str(), url(&operation.path));
        match operation.refusal {
            Refusal::Open => open.push(id),
            Refusal::Final if id.contains("refund") => named.push(id),
            Refusal::Final => {}
        }
    }
    for (mut found, expected) in [(open, OPEN), (named, NAMED_SO)] {
        let mut expected: Vec<&str> = expected.to_vec();
        found.sort();
        expected.sort_unstable();
        assert_eq!(found, expected);
    }
}
