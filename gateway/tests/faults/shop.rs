//! A gateway with faults, and a client that places orders with it.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use serde_json::Value;
use wechatpay_gateway::fault::NewRule;
use wechatpay_gateway::{Gateway, Settings};
use wechatpay_openapi::v3::pay::transactions::jsapi::post::{Amount, Payer, Request, Response as Placed};
use wechatpay_openapi::{Client, ClientBuilder, Error, Response, RetryPolicy};

pub(crate) struct Shop {
    pub(crate) gateway: Gateway,
    client: Client,
    orders: AtomicU32,
}

impl Shop {
    pub(crate) async fn open() -> Self {
        Self::open_with(Gateway::client).await
    }

    /// With a client of its own settings.
    pub(crate) async fn open_with(client: impl FnOnce(&Gateway) -> ClientBuilder<Client>) -> Self {
        let gateway = Gateway::start(Settings::default()).await.expect("a free port");
        let client = client(&gateway).build().expect("all settings");
        Self {
            gateway,
            client,
            orders: AtomicU32::new(0),
        }
    }

    pub(crate) fn add(&self, rule: Value) -> Result<u64, String> {
        let wanted: NewRule = serde_json::from_value(rule).map_err(|error| error.to_string())?;
        self.gateway.world().faults().add(wanted)
    }

    /// The number of an order that is still to be placed.
    pub(crate) fn number(&self) -> String {
        format!("2026112900{}", self.orders.fetch_add(1, Ordering::Relaxed))
    }

    pub(crate) async fn order(&self, number: &str, retry: RetryPolicy) -> Result<Response<Placed>, Error> {
        let order = Request::new()
            .appid("wxd678efh567hg6787")
            .mchid(self.client.mchid())
            .description("QQ公仔")
            .out_trade_no(number)
            .notify_url("https://www.example.com/notify")
            .amount(Amount::new().total(100))
            .payer(Payer::new().openid("oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"));
        let orders = self.client.v3().pay().transactions();
        let call = orders.jsapi().post(order);
        call.retry(retry).timeout(Duration::from_secs(2)).await
    }

    /// Whether WeChat Pay knows the order, whatever its client was told.
    pub(crate) fn has(&self, number: &str) -> bool {
        let ledger = self.gateway.world().ledger();
        ledger.orders.values().any(|order| order.out_trade_no == number)
    }

    /// How many requests came until now.
    pub(crate) fn requests(&self) -> u64 {
        self.gateway.world().journal.last()
    }
}
