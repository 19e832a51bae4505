//! Notifications of v2 that WeChat Pay did not send, or sent with another meaning.

use wechatpay_openapi_runtime::crypto::ApiV2Key;
use wechatpay_openapi_runtime::http::HeaderMap;
use wechatpay_openapi_runtime::sign::v2::SignType;
use wechatpay_openapi_runtime::{Client, ErrorKind, events, record};

use super::v2::{KEY, OLD_KEY, client, document, sign, signed, signed_with, with_key, write};

record! {
    pub struct Paid {
        pub out_trade_no: Option<String>,
        pub total_fee: Option<i64>,
        pub err_code: Option<String>,
    }
    pub struct Contract {
        pub contract_code: Option<String>,
    }
    pub struct Refund {
        pub mch_id: Option<String>,
        pub total_fee: Option<i64>,
        pub req_info: Option<Inner>,
    }
    pub struct Inner {
        pub out_refund_no: Option<String>,
    }
    pub struct Check {
        pub event_ciphertext: Option<Inner>,
    }
}

// As the documentation gives them.
events! {
    v3 {}
    v2 {
        /// Paid.
        Paid(Paid) = [] with ["out_trade_no", "result_code", "return_code", "total_fee", "transaction_id"]
            succeeded ["result_code", "return_code", "trade_state"],
        /// Not paid.
        NotPaid(Paid) = [] with ["out_trade_no", "result_code", "return_code"]
            failed ["result_code", "return_code", "trade_state"],
        /// A contract.
        Contract(Contract)
            = [] with ["change_type", "contract_code", "operate_time", "plan_id", "request_serial"],
        /// Refunded.
        Refunded(Refund) = [] with ["req_info/out_refund_no", "req_info/refund_status"]
            succeeded ["req_info/refund_status"],
        /// Not refunded.
        NotRefunded(Refund) = [] with ["req_info/out_refund_no", "req_info/refund_status"]
            failed ["req_info/refund_status"],
        /// By its name.
        Check(Check) = ["CHECK.SUCCESS"] with ["event_ciphertext"],
    }
}

pub(super) const PAID: &str = "appid=wx1&mch_id=1900000001&nonce_str=n&out_trade_no=P1&result_code=SUCCESS&return_code=SUCCESS\
                    &total_fee=100&transaction_id=4200";
const CONTRACT: &str = "change_type=ADD&contract_code=C1&contract_id=W1&mch_id=1900000001&operate_time=2015-07-01 10:00:00\
                        &plan_id=12535&request_serial=1695";
pub(super) const REFUND: &str = "out_refund_no=R1&refund_status=SUCCESS";

/// What a document becomes: a variant, or the kind of the error.
pub(super) fn becomes(client: &Client, xml: &str) -> String {
    let read = client
        .notifications()
        .parse_event::<Event, _>(&HeaderMap::new(), xml.as_bytes());
    match read {
        Ok(read) => {
            let shown = format!("{:?}", read.event);
            shown.split('(').next().unwrap_or_default().to_owned()
        }
        Err(error) => format!("{:?}", error.kind()),
    }
}

#[track_caller]
fn all_become(cases: &[(&str, String, &str)]) {
    for (what, xml, expected) in cases {
        assert_eq!(becomes(&client(), xml), *expected, "{what}: {xml}");
    }
}

/// The same with one more element.
fn with(xml: &str, element: &str) -> String {
    xml.replace("</xml>", &format!("{element}</xml>"))
}

/// `req_info` of these fields.
pub(super) fn sealed(pairs: &str) -> String {
    let key = ApiV2Key::new(KEY).unwrap();
    key.encrypt(write(&document(pairs)).as_bytes()).unwrap()
}

#[test]
fn genuine_ones_are_typed() {
    let hmac = format!("{PAID}&sign_type=HMAC-SHA256");
    all_become(&[
        ("a payment", signed(PAID), "Paid"),
        (
            "a payment, HMAC-SHA256",
            signed_with(&hmac, KEY, SignType::HmacSha256),
            "Paid",
        ),
        (
            "a payment, HMAC-SHA256 that it does not state",
            signed_with(PAID, KEY, SignType::HmacSha256),
            "Paid",
        ),
        (
            "a deduction",
            signed(&format!("{PAID}&contract_id=W1&trade_state=SUCCESS")),
            "Paid",
        ),
        ("a contract", signed(CONTRACT), "Contract"),
        (
            "a contract with codes",
            signed(&format!("{CONTRACT}&result_code=SUCCESS&return_code=SUCCESS")),
            "Contract",
        ),
        (
            "a refund",
            format!("<xml><req_info>{}</req_info></xml>", sealed(REFUND)),
            "Refunded",
        ),
    ]);
}

/// The signature of a redirect is seen by the user, whose query this was.
#[test]
fn t1_a_signed_query_is_no_notification() {
    // (b) Without any injection: everything of it, and its own signature.
    let query = "appid=wx1&contract_code=C1&contract_display_account=me&mch_id=1900000001&notify_url=https://shop/n&plan_id=12535\
                 &request_serial=1695&timestamp=1700000000&version=1.0";
    // (a) What the injected text could be read as, where an older program or another signed it.
    let injected = "appid=wx1&contract_code=C1&contract_display_account=me&out_trade_no=VICTIM&result_code=SUCCESS\
                    &return_code=SUCCESS&total_fee=999999&transaction_id=4200";
    all_become(&[
        ("(b) the query as it is", signed(query), "Unknown"),
        (
            "(b) with empty marks",
            with(&signed(query), "<change_type/><operate_time></operate_time>"),
            "Unknown",
        ),
        // With nothing signed behind it nobody can tell this one (with something: `v2_cut`). So it must not be signed, which
        // `front_end` checks.
        ("(a) with an injected payment", signed(injected), "Paid"),
        (
            "half of the marks",
            signed("out_trade_no=V&total_fee=1&transaction_id=4"),
            "Unknown",
        ),
        (
            "without `result_code`",
            signed(&PAID.replace("&result_code=SUCCESS", "")),
            "Unknown",
        ),
        (
            "without `return_code`",
            signed(&PAID.replace("&return_code=SUCCESS", "")),
            "Unknown",
        ),
        (
            "a refund request",
            signed("out_refund_no=R&out_trade_no=V&refund_fee=1&total_fee=1&transaction_id=4"),
            "Unknown",
        ),
        (
            "a query of a contract",
            signed("contract_code=C1&contract_id=W1&plan_id=1&version=1.0"),
            "Unknown",
        ),
        (
            "a name without content",
            signed("event_type=CHECK.SUCCESS&mch_id=1"),
            "Unknown",
        ),
        (
            "a payment and a contract at once",
            signed(&format!("{PAID}&{CONTRACT}")),
            "Unknown",
        ),
    ]);
}

#[test]
fn t2_what_is_not_signed_is_at_most_a_refund() {
    let payment = write(&document(PAID));
    let unsigned = |outer: &str, inner: &str| {
        with(
            &write(&document(outer)),
            &format!("<req_info>{}</req_info>", sealed(inner)),
        )
    };
    let contract = "<change_type>ADD</change_type>";
    all_become(&[
        (
            "a payment around a captured refund",
            unsigned(PAID, REFUND),
            "Refunded",
        ),
        ("a contract around it", unsigned(CONTRACT, REFUND), "Refunded"),
        (
            "a failure around it",
            unsigned("return_code=FAIL&result_code=FAIL", REFUND),
            "Refunded",
        ),
        (
            "a name around it",
            unsigned("event_type=CHECK.SUCCESS&event_ciphertext=x", REFUND),
            "Refunded",
        ),
        ("a payment in it", unsigned("mch_id=1", PAID), "Unknown"),
        (
            "nothing of a refund in it",
            unsigned(PAID, "out_refund_no=R1"),
            "Unknown",
        ),
        (
            "a refund that failed",
            unsigned("mch_id=1", "out_refund_no=R1&refund_status=REFUNDCLOSE"),
            "NotRefunded",
        ),
        ("no refund at all", payment.clone(), "Unsigned"),
        ("an empty one", with(&payment, "<req_info/>"), "Decrypt"),
        ("an empty signature", with(&payment, "<sign/>"), "Unsigned"),
        // Empty elements are outside of the signature: anybody adds them.
        (
            "a contract made a payment by empty marks",
            with(
                &signed(CONTRACT),
                "<out_trade_no/><result_code/><return_code/><total_fee/><transaction_id/>",
            ),
            "Contract",
        ),
        (
            "a payment without its amount, given back empty",
            with(
                &signed(&PAID.replace("&total_fee=100", "")),
                "<total_fee></total_fee>",
            ),
            "Unknown",
        ),
        (
            "a signed document made a refund",
            with(&signed(PAID), &format!("<req_info>{}</req_info>", sealed(REFUND))),
            "Signature",
        ),
        (
            "elements in elements",
            with(&signed(PAID), "<a><b>1</b></a>"),
            "Signature",
        ),
        ("a mark more", with(&signed("mch_id=1"), contract), "Signature"),
    ]);
}

#[test]
fn t2_of_an_unsigned_refund_only_the_sealed_part_comes_out() {
    let outer = with(
        &write(&document("event_id=E1&mch_id=6666&total_fee=999999")),
        &format!("<req_info>{}</req_info>", sealed(REFUND)),
    );
    let notifications = client().notifications();
    let read = notifications
        .parse_event::<Event, _>(&HeaderMap::new(), outer.as_bytes())
        .unwrap();
    let Event::Refunded(refund) = &read.event else {
        panic!("{:?}", read.event)
    };
    assert_eq!((refund.mch_id.as_deref(), refund.total_fee), (None, None));
    let inner = refund.req_info.as_ref().unwrap();
    assert_eq!(inner.out_refund_no.as_deref(), Some("R1"));
    let document = read.raw.document().unwrap();
    let names: Vec<&str> = document.fields().map(|(name, _)| name).collect();
    assert_eq!((names, read.raw.verified_by()), (vec!["req_info"], None));
}

#[test]
fn t7_a_failure_is_no_success() {
    let failed = PAID.replace("result_code=SUCCESS", "result_code=FAIL");
    let deduction =
        "contract_id=W1&err_code=NOTENOUGH&mch_id=1&out_trade_no=P1&result_code=FAIL&return_code=SUCCESS";
    let unsure = deduction.replace("NOTENOUGH", "SYSTEMERROR");
    let under_way = format!("{deduction}&trade_state=USERPAYING");
    all_become(&[
        ("result_code", signed(&failed), "NotPaid"),
        (
            "return_code",
            signed(&PAID.replace("return_code=SUCCESS", "return_code=FAIL")),
            "NotPaid",
        ),
        (
            "in small letters",
            signed(&PAID.replace("result_code=SUCCESS", "result_code=success")),
            "NotPaid",
        ),
        (
            "trade_state",
            signed(&format!("{PAID}&trade_state=PAY_FAIL")),
            "NotPaid",
        ),
        ("a deduction as documented", signed(deduction), "NotPaid"),
        ("one to be queried", signed(&unsure), "Unknown"),
        ("one under way", signed(&under_way), "Unknown"),
        (
            "a contract",
            signed(&format!("{CONTRACT}&result_code=FAIL")),
            "Unknown",
        ),
        (
            "a failure without a number",
            signed("result_code=FAIL&return_code=SUCCESS"),
            "Unknown",
        ),
    ]);
    let xml = signed(deduction);
    let read = client()
        .notifications()
        .parse_event::<Event, _>(&HeaderMap::new(), xml.as_bytes());
    let Event::NotPaid(failure) = read.unwrap().event else {
        panic!("it failed")
    };
    assert_eq!(failure.err_code.as_deref(), Some("NOTENOUGH"));
}

#[test]
fn low_the_stated_algorithm_holds() {
    let stated =
        |field: &str, named: &str, sign_type| signed_with(&format!("{PAID}&{field}={named}"), KEY, sign_type);
    let (md5, hmac) = (SignType::Md5, SignType::HmacSha256);
    all_become(&[
        (
            "MD5 for HMAC",
            stated("sign_type", "HMAC-SHA256", md5),
            "Signature",
        ),
        ("HMAC for MD5", stated("sign_type", "MD5", hmac), "Signature"),
        (
            "MD5 for payscore's HMAC",
            stated("algorithm", "HMAC-SHA256", md5),
            "Signature",
        ),
        (
            "HMAC as payscore says",
            stated("algorithm", "HMAC-SHA256", hmac),
            "Paid",
        ),
        (
            "of no length that is known",
            with(&write(&document(PAID)), "<sign>ABC</sign>"),
            "Signature",
        ),
    ]);
    let xml = stated("sign_type", "HMAC-SHA256", md5);
    let error = client()
        .notifications()
        .parse(&HeaderMap::new(), xml.as_bytes())
        .unwrap_err();
    assert!(
        error.to_string().contains("must be signed with HMAC-SHA256"),
        "{error}"
    );
}

#[test]
fn k58_for_a_time_both_keys_hold() {
    let both = with_key().previous_api_v2_key(OLD_KEY).build().unwrap();
    let seal = |key: &str| {
        let key = ApiV2Key::new(key).unwrap();
        let inner = key.encrypt(write(&document(REFUND)).as_bytes()).unwrap();
        format!("<xml><req_info>{inner}</req_info></xml>")
    };
    let of_old = signed_with(PAID, OLD_KEY, SignType::Md5);
    let foreign = signed_with(PAID, "0123456789abcdef0123456789abcdef", SignType::Md5);
    for (client, xml, expected) in [
        (&both, signed(PAID), "Paid"),
        (&both, of_old.clone(), "Paid"),
        (&both, seal(KEY), "Refunded"),
        (&both, seal(OLD_KEY), "Refunded"),
        (&both, foreign, "Signature"),
        (&client(), of_old, "Signature"),
        (&client(), seal(OLD_KEY), "Decrypt"),
    ] {
        assert_eq!(becomes(client, &xml), expected, "{xml}");
    }
    // The new one signs.
    let call = both.call(wechatpay_openapi_runtime::Method::POST, "pay/orderquery");
    let sent = super::v2::parse(call.to_http().unwrap().body());
    let given = sent.get("sign").unwrap().to_owned();
    assert_eq!(given, sign(&sent, KEY, SignType::Md5));
    let alone = Client::builder("1900000001").previous_api_v2_key(OLD_KEY).build();
    let error = alone.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(
        format!("{:?}", error.problems()).contains("previous_api_v2_key"),
        "{error}"
    );
    assert!(!format!("{both:?} {error:?}").contains(OLD_KEY));
}
