//! Front-end parameters: of v2 by vectors, and the URLs and queries made of them.

#![allow(missing_docs)]

mod support;

use serde_json::{Value, json, to_value};
use support::platform::{MCHID, NONCE, NOW, builder, keys, merchant_public};
use support::{Case, cases};
use wechatpay_openapi_runtime::crypto::ApiV2Key;
use wechatpay_openapi_runtime::sign::v2::{self, SignType};
use wechatpay_openapi_runtime::sign::v3::payment_message;
use wechatpay_openapi_runtime::{Client, ErrorKind, PaymentV2};

const KEY: &str = "192006250b4c09247ec02edce69f6a2d";

fn field(case: &Case, names: &[&str]) -> String {
    let found = names.iter().find_map(|name| case.inputs["fields"][name].as_str());
    found.unwrap_or_default().to_owned()
}

/// The signer of a case: its merchant, key, time and nonce.
fn signer(case: &Case) -> PaymentV2 {
    let mchid = match field(case, &["partnerid", "mch_id"]) {
        none if none.is_empty() => MCHID.to_owned(),
        mchid => mchid,
    };
    let time = field(case, &["timeStamp", "timestamp"]).parse().unwrap_or(NOW);
    let nonce = field(case, &["nonceStr", "noncestr", "nonce_str"]);
    let client = Client::builder(mchid)
        .merchant_key(support::platform::SERIAL_NO, &keys().merchant_pem)
        .public_key(support::platform::KEY_ID, &keys().platform_public_pem)
        .api_v2_key(case.text("key"))
        .clock(move || time)
        .nonce(move || nonce.clone())
        .build()
        .unwrap();
    let sign_type = SignType::parse(case.text("sign_type")).unwrap();
    client.payment(field(case, &["appId", "appid"])).v2(sign_type)
}

fn made(case: &Case) -> Value {
    let payment = signer(case);
    let prepay_id = field(case, &["package"]).replace("prepay_id=", "");
    let package = field(case, &["package"]);
    match &*field(case, &["scene"]) {
        "jsapi" => to_value(payment.jsapi(&prepay_id).unwrap()),
        "app" => to_value(payment.app(&field(case, &["prepayid"])).unwrap()),
        "payscore" => to_value(payment.payscore(&package).unwrap()),
        "payscore-detail" => to_value(
            payment
                .payscore_detail(&field(case, &["service_id"]), &field(case, &["out_order_no"]))
                .unwrap(),
        ),
        "redpacket" => {
            let raw = package.replace("%3D", "=").replace("%26", "&");
            to_value(payment.red_packet(&raw).unwrap())
        }
        "coupon" => {
            let [a, b] = [0, 1].map(|n| {
                let name = |name: &str| field(case, &[&format!("{name}{n}")]);
                (name("stock_id"), name("out_request_no"))
            });
            let coupons = [(&*a.0, &*a.1), (&*b.0, &*b.1)];
            to_value(
                payment
                    .coupons(&field(case, &["send_coupon_merchant"]), &coupons)
                    .unwrap(),
            )
        }
        scene => panic!("{scene} is run by nobody"),
    }
    .unwrap()
}

/// What the front end is handed in the case's scene.
fn wanted(case: &Case) -> Value {
    let mut wanted = case.inputs["fields"].clone();
    let object = wanted.as_object_mut().unwrap();
    let scene = object.remove("scene").unwrap();
    if scene == "redpacket" {
        object.remove("appId");
        object.insert("signType".to_owned(), "MD5".into());
    }
    if scene == "coupon" {
        let coupon = |n: u8| json!({"stock_id": object[&format!("stock_id{n}")], "out_request_no": object[&format!("out_request_no{n}")]});
        wanted = json!({
            "send_coupon_params": [coupon(0), coupon(1)],
            "send_coupon_merchant": object["send_coupon_merchant"],
        });
    }
    wanted[case.want("sign_field")] = case.want("sign").into();
    wanted
}

#[test]
fn v2_parameters() {
    let mut cases = cases("pay-sign");
    cases.retain(|case| case.inputs["api"] == "v2");
    assert_eq!(cases.len(), 8);
    for case in cases {
        assert!(!case.expect_error);
        assert_eq!(made(&case), wanted(&case), "{}", case.id);
    }
}

fn payment(sign_type: SignType) -> PaymentV2 {
    let client = builder().api_v2_key(KEY).nonce(|| NONCE.to_owned());
    client.build().unwrap().payment("wx1").v2(sign_type)
}

/// The signature of fields, by the rule alone.
fn sign(sign_type: SignType, fields: &[(&str, &str)]) -> String {
    let key = ApiV2Key::new(KEY).unwrap();
    key.sign(sign_type, &v2::text(fields.iter().copied()))
}

#[test]
fn urls_and_queries() {
    let now = NOW.to_string();
    for sign_type in [SignType::Md5, SignType::HmacSha256] {
        let signature = sign(
            sign_type,
            &[
                ("appid", "wx1"),
                ("mch_id", MCHID),
                ("product_id", "a b/1"),
                ("time_stamp", &now),
                ("nonce_str", NONCE),
            ],
        );
        assert_eq!(
            payment(sign_type).native_url("a b/1").unwrap(),
            format!(
                "weixin://wxpay/bizpayurl?appid=wx1&mch_id={MCHID}&product_id=a%20b%2F1&time_stamp={now}\
                 &nonce_str={NONCE}&sign={signature}"
            )
        );
    }
    let query = payment(SignType::Md5).payscore("p+/=").unwrap().query();
    let start = format!(
        "mch_id={MCHID}&package=p%2B%2F%3D&timestamp={now}&nonce_str={NONCE}&sign_type=HMAC-SHA256&sign="
    );
    assert!(
        query.starts_with(&start) && query.len() == start.len() + 64,
        "{query}"
    );
    let h5 = payment(SignType::Md5);
    for (mweb_url, redirect, wanted) in [
        ("https://h/?a=1", None, "https://h/?a=1"),
        (
            "https://h/?a=1",
            Some("https://s/?o=1"),
            "https://h/?a=1&redirect_url=https%3A%2F%2Fs%2F%3Fo%3D1",
        ),
        (
            "https://h/",
            Some("https://s/"),
            "https://h/?redirect_url=https%3A%2F%2Fs%2F",
        ),
    ] {
        assert_eq!(h5.h5(mweb_url, redirect), wanted);
    }
}

#[test]
fn a_choice_of_installments_is_signed() {
    let client = builder().nonce(|| NONCE.to_owned()).build().unwrap();
    let sheet = client
        .payment("wx1")
        .jsapi_installments("wx2", "DAILY", 3)
        .unwrap();
    let package = "prepay_id=wx2&subsidy_period_type=DAILY&selected_installment_number=3";
    assert_eq!(sheet.package, package);
    let message = payment_message("wx1", &NOW.to_string(), NONCE, package);
    merchant_public().verify(&message, &sheet.pay_sign).unwrap();
}

#[test]
fn without_a_v2_key_nothing_is_signed() {
    let payment = builder().build().unwrap().payment("wx1").v2(SignType::Md5);
    let errors = [
        payment.jsapi("p").unwrap_err(),
        payment.app("p").unwrap_err(),
        payment.native_url("p").unwrap_err(),
        payment.payscore("p").unwrap_err(),
        payment.coupons("m", &[("a", "b")]).unwrap_err(),
        payment.red_packet("p").unwrap_err(),
    ];
    for error in errors {
        assert_eq!(error.kind(), ErrorKind::Config);
        assert!(error.to_string().contains("`api_v2_key`"), "{error}");
    }
}
