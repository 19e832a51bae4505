//! A whole story over HTTP: an order is placed by the typed client, paid at the cashier, told to a shop, partly given back, told
//! again, and both are on the bill of the day.

mod control;
mod shop;

use control::Control;
use serde_json::{Value, json};
use shop::Shop;
use wechatpay_gateway::clock::Clock;
use wechatpay_gateway::{Gateway, Settings};
use wechatpay_openapi::Client;
use wechatpay_openapi::v3::bill::tradebill::get as tradebill;
use wechatpay_openapi::v3::pay::transactions::native::post as native;
use wechatpay_openapi::v3::pay::transactions::out_trade_no::out_trade_no::get as by_number;
use wechatpay_openapi::v3::refund::domestic::refunds::post as refunds;

/// 2026-11-29 12:00:00 in Beijing.
const NOON: i64 = 1_795_924_800;
const NUMBER: &str = "1217752501201407033233368018";

struct Scene {
    gateway: Gateway,
    control: Control,
    client: Client,
    shop: Shop,
}

impl Scene {
    async fn open() -> Self {
        let settings = Settings {
            clock: Clock::standing(NOON),
            ..Settings::default()
        };
        let gateway = Gateway::start(settings).await.expect("a free port");
        let control = Control::new(gateway.url());
        let client: Client = gateway.client().build().expect("all keys are there");
        let shop = Shop::open(client.clone()).await;
        Self {
            gateway,
            control,
            client,
            shop,
        }
    }

    async fn order(&self) -> String {
        let order = native::Request::new()
            .appid("wxd678efh567hg6787")
            .mchid(self.client.mchid())
            .description("QQ公仔")
            .out_trade_no(NUMBER)
            .notify_url(self.shop.notify_url())
            .amount(native::Amount::new().total(1000));
        let placed = self
            .client
            .v3()
            .pay()
            .transactions()
            .native()
            .post(order)
            .await
            .expect("an order");
        let code_url = placed.code_url.clone().expect("a QR code");
        code_url.split_once("pr=").expect("a code").1.to_owned()
    }

    async fn refund(&self) {
        let amount = refunds::Amount::new().refund(300).total(1000).currency("CNY");
        let refund = refunds::Request::new()
            .out_trade_no(NUMBER)
            .out_refund_no("refund-1")
            .notify_url(self.shop.notify_url())
            .amount(amount);
        let asked = self
            .client
            .v3()
            .refund()
            .domestic()
            .refunds()
            .post(refund)
            .await
            .expect("a refund");
        assert_eq!(
            asked.status.as_ref().map(ToString::to_string).as_deref(),
            Some("PROCESSING")
        );
    }

    async fn bill(&self, is_gzip: bool) -> String {
        let mut bill = tradebill::Request::new().bill_date("2026-11-29");
        if is_gzip {
            bill = bill.tar_type(tradebill::TarType::Gzip);
        }
        let bill = self
            .client
            .v3()
            .bill()
            .tradebill()
            .get(bill)
            .await
            .expect("a bill");
        let file = self.client.download_of(&bill).expect("its digest is known");
        let file = if is_gzip { file.unpack() } else { file };
        let file = file.await.expect("the file of the digest");
        String::from_utf8(file.content.to_vec()).expect("text")
    }

    async fn trade_state(&self) -> String {
        let order = self
            .client
            .v3()
            .pay()
            .transactions()
            .out_trade_no()
            .out_trade_no(NUMBER);
        let request = by_number::Request::new();
        let order = order
            .get(request.mchid(self.client.mchid()))
            .await
            .expect("the order");
        order
            .trade_state
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_order_is_paid_partly_given_back_and_billed() {
    let scene = Scene::open().await;
    let code = scene.order().await;
    assert_eq!(scene.trade_state().await, "NOTPAY");

    let shown = scene.control.get(&format!("/orders/{code}")).await;
    assert_eq!(
        (&shown["total"], &shown["is_open"]),
        (&json!(1000), &Value::Bool(true))
    );
    scene
        .control
        .post(&format!("/orders/{code}/pay"), &json!({}))
        .await;
    let told = scene.shop.next().await;
    assert_eq!(told, format!("{NUMBER} is paid: 1000"));
    assert_eq!(scene.trade_state().await, "SUCCESS");

    scene.refund().await;
    assert_eq!(scene.trade_state().await, "REFUND");
    scene.control.post("/clock", &json!({"advance": 5})).await;
    assert_eq!(scene.shop.next().await, format!("{NUMBER} is given back: 300"));

    scene
        .control
        .post("/clock", &json!({"set": "2026-11-30T10:00:00+08:00"}))
        .await;
    let bill = scene.bill(false).await;
    let lines: Vec<&str> = bill.lines().collect();
    assert_eq!(lines.len(), 5, "{bill}");
    assert!(
        lines[1].starts_with("`2026-11-29 12:00:00,") && lines[1].contains("`SUCCESS,"),
        "{bill}"
    );
    assert!(
        lines[2].contains("`REFUND,") && lines[2].contains("`refund-1,`3.00,"),
        "{bill}"
    );
    assert_eq!(lines[4], "`2,`10.00,`3.00,`0.00,`0.04,`10.00,`3.00");
    assert_eq!(scene.bill(true).await, bill);
    assert_eq!(scene.shop.seen(), 2);
    scene.gateway.shutdown().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_saved_state_goes_on_in_another_gateway() {
    let first = Scene::open().await;
    let code = first.order().await;
    let saved = first.control.get("/snapshot").await;
    first.gateway.shutdown().await;

    let second = Scene::open().await;
    second.control.post("/restore", &saved).await;
    assert_eq!(second.trade_state().await, "NOTPAY");
    second
        .control
        .post(&format!("/orders/{code}/pay"), &json!({}))
        .await;
    assert_eq!(second.trade_state().await, "SUCCESS");
    second.gateway.shutdown().await;
}
