//! The control API, as a test in any language asks it.

use serde_json::Value;

/// Below `/_gateway` of a gateway.
pub(crate) struct Control {
    http: reqwest::Client,
    url: String,
}

impl Control {
    pub(crate) fn new(gateway: &str) -> Self {
        Self {
            http: reqwest::Client::new(),
            url: format!("{gateway}/_gateway"),
        }
    }

    pub(crate) async fn get(&self, path: &str) -> Value {
        Self::done(self.http.get(format!("{}{path}", self.url))).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Value {
        Self::done(
            self.http
                .post(format!("{}{path}", self.url))
                .body(body.to_string()),
        )
        .await
    }

    async fn done(request: reqwest::RequestBuilder) -> Value {
        let answer = request.send().await.expect("an answer");
        let (status, text) = (answer.status(), answer.text().await.expect("a body"));
        assert!(status.is_success(), "{status} {text}");
        serde_json::from_str(&text).unwrap_or(Value::Null)
    }
}
