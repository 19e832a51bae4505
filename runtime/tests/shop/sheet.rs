//! Orders with their sheet: for whom it is signed, and what is missing.

use crate::support::platform::merchant_public;
use crate::support::script::{Stage, Step};
use wechatpay_openapi_runtime::sign::v3::payment_message;
use wechatpay_openapi_runtime::{
    AppParameters, Call, Chain, ErrorKind, JsapiParameters, Method, Operation, Ordering, PaymentUrl, record,
};

record! {
    /// An order of any kind.
    pub struct Order {
        /// Of a direct order.
        pub appid: Option<String>,
        /// Of a direct order.
        pub mchid: Option<String>,
        /// Of a combined order.
        pub combine_appid: Option<String>,
        /// Of a combined order.
        pub combine_mchid: Option<String>,
        /// Of a partner's order.
        pub sp_appid: Option<String>,
        /// Of a partner's order.
        pub sub_appid: Option<String>,
        /// Of a partner's order.
        pub sp_mchid: Option<String>,
        /// Of a partner's order.
        pub sub_mchid: Option<String>,
        /// Who pays.
        pub payer: Option<Payer>,
    }
    /// Who pays.
    pub struct Payer {
        /// As the partner's appid knows them.
        pub sp_openid: Option<String>,
        /// As the merchant's appid knows them.
        pub sub_openid: Option<String>,
    }
    /// The answer.
    pub struct Placed {
        /// To sign.
        pub prepay_id: Option<String>,
        /// To open.
        pub h5_url: Option<String>,
        /// To show.
        pub code_url: Option<String>,
    }
}

const ORDER: Operation = Operation::v3(Method::POST, "/v3/order");
const PREPAID: Step = Step::Signed(200, r#"{"prepay_id":"wx1"}"#);

fn order<S: wechatpay_openapi_runtime::Sheet>(step: Step, order: Order) -> Ordering<Placed, S> {
    let client = Stage::new(&[step]).client();
    Ordering::new(Call::new(Chain::new(&client), &ORDER, order))
}

fn partner() -> Order {
    Order::new()
        .sp_appid("wxsp")
        .sub_appid("wxsub")
        .sp_mchid("1")
        .sub_mchid("2")
}

/// An order, the appid that is signed for, and the partner id of an app.
fn payers() -> Vec<(Order, &'static str, &'static str)> {
    vec![
        (
            Order::new().appid("wxown").mchid("1900000001"),
            "wxown",
            "1900000001",
        ),
        (
            Order::new().combine_appid("wxall").combine_mchid("1900000009"),
            "wxall",
            "1900000009",
        ),
        (partner(), "wxsub", "2"),
        (partner().payer(Payer::new().sub_openid("o")), "wxsub", "2"),
        (partner().payer(Payer::new().sp_openid("o")), "wxsp", "2"),
        (Order::new().sp_appid("wxsp").sub_mchid("2"), "wxsp", "2"),
    ]
}

#[tokio::test]
async fn the_sheet_is_signed_for_whom_the_payer_knows() {
    for (request, appid, partner_id) in payers() {
        let jsapi = order::<JsapiParameters>(PREPAID, request.clone()).await.unwrap();
        assert_eq!(jsapi.order.prepay_id.as_deref(), Some("wx1"));
        let sheet = jsapi.sheet;
        assert_eq!((&*sheet.app_id, &*sheet.package), (appid, "prepay_id=wx1"));
        let signed = payment_message(appid, &sheet.time_stamp, &sheet.nonce_str, &sheet.package);
        merchant_public().verify(&signed, &sheet.pay_sign).unwrap();

        let app = order::<AppParameters>(PREPAID, request).await.unwrap().sheet;
        assert_eq!(
            (&*app.appid, &*app.partnerid, &*app.prepayid),
            (appid, partner_id, "wx1")
        );
    }
}

#[tokio::test]
async fn urls_are_given_as_they_come() {
    for (body, url) in [
        (
            r#"{"h5_url":"https://wx.tenpay.com/x?a=1"}"#,
            "https://wx.tenpay.com/x?a=1",
        ),
        (
            r#"{"code_url":"weixin://wxpay/bizpayurl?pr=1"}"#,
            "weixin://wxpay/bizpayurl?pr=1",
        ),
    ] {
        let placed = order::<PaymentUrl>(Step::Signed(200, body), Order::new().appid("wx1"))
            .await
            .unwrap();
        assert_eq!(placed.sheet.as_str(), url);
        assert_eq!(serde_json::to_value(&placed.sheet).unwrap(), url);
    }
}

/// An order, the answer, the kind of error and what it says.
#[tokio::test]
async fn what_cannot_be_signed_says_why_and_that_the_order_is_there() {
    let own = || Order::new().appid("wxown");
    let no = Step::Signed(403, r#"{"code":"NO_AUTH","message":"no"}"#);
    for (request, step, kind, text, is_placed) in [
        (
            own(),
            Step::Signed(200, "{}"),
            ErrorKind::Decode,
            "has no `prepay_id`",
            true,
        ),
        (
            Order::new(),
            PREPAID,
            ErrorKind::Request,
            "`appid` cannot be signed",
            true,
        ),
        (own(), no, ErrorKind::Api, "NO_AUTH", false),
    ] {
        let error = order::<JsapiParameters>(step, request).await.unwrap_err();
        assert_eq!(error.kind(), kind);
        assert!(error.to_string().contains(text), "{error}");
        assert_eq!(
            error.status().is_some_and(|status| status == 200),
            is_placed,
            "{error}"
        );
    }
}

#[cfg(feature = "blocking")]
#[test]
fn it_works_without_an_async_runtime() {
    let placed = order::<JsapiParameters>(PREPAID, Order::new().appid("wx1"))
        .send_blocking()
        .unwrap();
    assert_eq!(placed.sheet.app_id, "wx1");
}
