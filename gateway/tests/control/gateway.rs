//! A gateway that runs, its control API, and a client that calls it.

use serde_json::{Value, json};
use wechatpay_gateway::clock::Clock;
use wechatpay_gateway::keys::KeySettings;
use wechatpay_gateway::{Gateway, Settings};
use wechatpay_openapi::v3::pay::transactions::native::post;
use wechatpay_openapi::{Client, Error};

pub(crate) const START: i64 = 1_760_000_000;

pub(crate) struct Controlled {
    pub(crate) gateway: Gateway,
    http: reqwest::Client,
}

impl Controlled {
    /// Its clock stands still.
    pub(crate) async fn start() -> Self {
        Self::with(Settings {
            clock: Clock::standing(START),
            ..Settings::default()
        })
        .await
    }

    pub(crate) async fn in_folder(folder: &std::path::Path) -> Self {
        Self::with(Settings {
            clock: Clock::standing(START),
            keys: KeySettings {
                folder: Some(folder.to_owned()),
                ..KeySettings::default()
            },
            ..Settings::default()
        })
        .await
    }

    pub(crate) async fn with(settings: Settings) -> Self {
        Self {
            gateway: Gateway::start(settings).await.expect("it starts"),
            http: reqwest::Client::builder().no_proxy().build().expect("a client"),
        }
    }

    /// Status and answer. `call` is a verb and what stands behind `/_gateway`.
    pub(crate) async fn raw(&self, call: &str, body: &str) -> (u16, Value) {
        let (verb, path) = call.split_once(' ').expect("a verb and a path");
        let url = format!("{}/_gateway{path}", self.gateway.url());
        let request = self
            .http
            .request(verb.parse().expect("a verb"), url)
            .body(body.to_owned());
        let response = request.send().await.expect("an answer");
        let status = response.status().as_u16();
        let text = response.text().await.expect("a body");
        // What is for a shell is no JSON.
        let json = serde_json::from_str(&text).unwrap_or(Value::String(text));
        (status, json)
    }

    /// The answer to what succeeds.
    pub(crate) async fn ask(&self, call: &str, body: Value) -> Value {
        let body = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        let (status, json) = self.raw(call, &body).await;
        assert_eq!(status, 200, "{call} {body}: {json}");
        json
    }

    pub(crate) async fn get(&self, path: &str) -> Value {
        self.ask(&format!("GET {path}"), Value::Null).await
    }

    /// What is no JSON.
    pub(crate) async fn text(&self, path: &str) -> String {
        let url = format!("{}/_gateway{path}", self.gateway.url());
        let answer = self.http.get(url).send().await.expect("an answer");
        assert_eq!(answer.status(), 200, "{path}");
        answer.text().await.expect("a body")
    }

    /// To where it listens, whatever it is called.
    pub(crate) async fn send(&self, headers: &[(&str, &str)], path: &str) -> u16 {
        let url = format!("http://{}/_gateway{path}", self.gateway.address());
        let mut request = self.http.get(url);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.send().await.expect("an answer").status().as_u16()
    }

    pub(crate) fn client(&self) -> Client {
        self.gateway.client().build().expect("all settings")
    }

    /// Places a native order; its code_url.
    pub(crate) async fn order(&self, out_trade_no: &str, notify_url: &str) -> Result<String, Error> {
        let client = self.client();
        let order = post::Request::new()
            .appid("wxd678efh567hg6787")
            .mchid(client.mchid())
            .description("T-shirt")
            .out_trade_no(out_trade_no)
            .notify_url(notify_url)
            .amount(post::Amount::new().total(100));
        let answer = client.v3().pay().transactions().native().post(order).await?;
        Ok(answer.code_url.clone().unwrap_or_default())
    }

    /// Waits until a notification stands where it should.
    pub(crate) async fn until(&self, number: u64, is_done: impl Fn(&Value) -> bool) -> Value {
        for _ in 0..1_000 {
            let delivery = self.get(&format!("/notifications/{number}")).await;
            if is_done(&delivery) {
                return delivery;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        panic!(
            "nothing happened to {number}: {}",
            self.get(&format!("/notifications/{number}")).await
        );
    }
}

pub(crate) fn nothing() -> Value {
    json!(null)
}
