//! A gateway, a shop that is told what happens, and the story that both go through with a customer.

mod control;
mod shop;

use serde_json::json;
use wechatpay_gateway::clock::Clock;
use wechatpay_gateway::{Gateway, Settings};
use wechatpay_openapi::Client;
use wechatpay_openapi::v3::bill::tradebill::get as tradebill;
use wechatpay_openapi::v3::pay::transactions::native::post as native;
use wechatpay_openapi::v3::pay::transactions::out_trade_no::out_trade_no::get as by_number;
use wechatpay_openapi::v3::refund::domestic::refunds::post as refunds;

pub(crate) use control::Control;
pub(crate) use shop::Shop;

/// 2026-11-29 12:00:00 in Beijing.
const NOON: i64 = 1_795_924_800;
const NUMBER: &str = "1217752501201407033233368018";

/// Who pays: a program, or a person in a browser.
pub(crate) trait Customer {
    /// Finds the order with this code in this state.
    async fn sees(&mut self, scene: &Scene, code: &str, state: &str);
    /// Pays it.
    async fn pays(&mut self, scene: &Scene, code: &str);
}

pub(crate) struct Scene {
    pub(crate) gateway: Gateway,
    pub(crate) control: Control,
    client: Client,
    shop: Shop,
}

impl Scene {
    pub(crate) async fn open() -> Self {
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

    /// An order is placed, paid, told to the shop, partly given back, told again, and both are on the bill of the day.
    pub(crate) async fn story(&self, customer: &mut impl Customer) {
        let code = self.order().await;
        assert_eq!(self.trade_state().await, "NOTPAY");
        customer.sees(self, &code, "NOTPAY").await;

        customer.pays(self, &code).await;
        assert_eq!(self.shop.next().await, format!("{NUMBER} is paid: 1000"));
        assert_eq!(self.trade_state().await, "SUCCESS");
        customer.sees(self, &code, "SUCCESS").await;

        self.refund().await;
        assert_eq!(self.trade_state().await, "REFUND");
        self.control.post("/clock", &json!({"advance": 5})).await;
        let told = self.shop.next().await;
        assert_eq!(told, format!("{NUMBER} is given back: 300"));
        customer.sees(self, &code, "REFUND").await;

        let tomorrow = json!({"set": "2026-11-30T10:00:00+08:00"});
        self.control.post("/clock", &tomorrow).await;
        let bill = self.bill(false).await;
        both_are_on(&bill);
        assert_eq!(self.bill(true).await, bill);
        assert_eq!(self.shop.seen(), 2);
    }

    /// Places the order; the code of its QR code.
    pub(crate) async fn order(&self) -> String {
        let order = native::Request::new()
            .appid("wxd678efh567hg6787")
            .mchid(self.client.mchid())
            .description("QQ公仔")
            .out_trade_no(NUMBER)
            .notify_url(self.shop.notify_url())
            .amount(native::Amount::new().total(1000));
        let orders = self.client.v3().pay().transactions();
        let placed = orders.native().post(order).await.expect("an order");
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
        let asked = self.client.v3().refund().domestic().refunds().post(refund);
        let asked = asked.await.expect("a refund");
        let status = asked.status.as_ref().map(ToString::to_string);
        assert_eq!(status.as_deref(), Some("PROCESSING"));
    }

    async fn bill(&self, is_gzip: bool) -> String {
        let mut bill = tradebill::Request::new().bill_date("2026-11-29");
        if is_gzip {
            bill = bill.tar_type(tradebill::TarType::Gzip);
        }
        let bill = self.client.v3().bill().tradebill().get(bill);
        let bill = bill.await.expect("a bill");
        let file = self.client.download_of(&bill).expect("its digest is known");
        let file = if is_gzip { file.unpack() } else { file };
        let file = file.await.expect("the file of the digest");
        String::from_utf8(file.content.to_vec()).expect("text")
    }

    /// As the merchant is told.
    pub(crate) async fn trade_state(&self) -> String {
        let orders = self.client.v3().pay().transactions();
        let request = by_number::Request::new().mchid(self.client.mchid());
        let order = orders.out_trade_no().out_trade_no(NUMBER).get(request);
        let order = order.await.expect("the order");
        let state = order.trade_state.as_ref().map(ToString::to_string);
        state.unwrap_or_default()
    }
}

fn both_are_on(bill: &str) {
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
}
