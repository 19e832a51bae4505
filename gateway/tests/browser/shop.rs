//! A gateway in this process, and a merchant that calls it.

use bytes::Bytes;
use http::Request;
use serde_json::json;
use tokio::runtime::Runtime;
use wechatpay_gateway::{Gateway, Settings};
use wechatpay_openapi::v3::pay::transactions::native::post;
use wechatpay_openapi::{Client, Method};

use crate::driver::Browser;

/// Everything that a test needs; `None` without a browser.
pub(crate) struct Shop {
    pub(crate) runtime: Runtime,
    pub(crate) gateway: Gateway,
    pub(crate) client: Client,
    pub(crate) browser: Browser,
}

impl Shop {
    pub(crate) fn open() -> Option<Self> {
        let browser = Browser::start()?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        let gateway = runtime.block_on(Gateway::start(Settings::default())).unwrap();
        let client = {
            let _inside = runtime.enter();
            gateway.client().build().unwrap()
        };
        Some(Self {
            runtime,
            gateway,
            client,
            browser,
        })
    }

    /// The page's address with this place in it.
    pub(crate) fn page(&self, place: &str) -> String {
        format!("{}/_gateway/{place}", self.gateway.url())
    }

    /// Places an order of 18.00 yuan.
    pub(crate) fn order(&self, out_trade_no: &str, notify_url: &str) {
        let request = post::Request::new()
            .appid("wxd678efh567hg6787")
            .mchid(self.client.mchid())
            .description("一杯龙井茶")
            .out_trade_no(out_trade_no)
            .notify_url(notify_url)
            .amount(post::Amount::new().total(1800));
        let call = self.client.v3().pay().transactions().native().post(request);
        self.runtime.block_on(async { call.await }).unwrap();
    }

    /// Places a combined order of two parts of 10.00 yuan each.
    pub(crate) fn combined(&self, number: &str) {
        let part = |part: u8| {
            json!({
                "mchid": self.client.mchid(), "attach": "-", "amount": {"total_amount": 1000, "currency": "CNY"},
                "out_trade_no": format!("{number}-{part}"), "description": format!("第{part}件")
            })
        };
        let combined = json!({
            "combine_appid": "wxd678efh567hg6787", "combine_mchid": self.client.mchid(), "combine_out_trade_no": number,
            "notify_url": "https://www.example.com/notify", "sub_orders": [part(1), part(2)]
        });
        let call = self.client.call(Method::POST, "v3/combine-transactions/native");
        self.runtime
            .block_on(async { call.json(&combined).await })
            .unwrap();
    }

    /// Sends a request as it is, whatever is wrong with it, and gives the status.
    pub(crate) fn send(&self, request: Request<Bytes>) -> u16 {
        let sent = async {
            let (head, body) = request.into_parts();
            let call = reqwest::Client::new()
                .request(head.method, head.uri.to_string())
                .headers(head.headers)
                .body(body);
            call.send().await.unwrap().status().as_u16()
        };
        self.runtime.block_on(sent)
    }
}
