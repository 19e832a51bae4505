//! 国密: a merchant of SM2 beside the one of RSA; and what a gateway says to it that was built without the feature `sm`.

#[cfg(feature = "sm")]
mod answers;
#[cfg(feature = "sm")]
mod kept;
#[cfg(feature = "sm")]
mod notified;
#[cfg(feature = "sm")]
mod refused;
#[cfg(not(feature = "sm"))]
mod without;

use serde_json::Value;

/// Sends this as it is; status and JSON of the answer.
async fn send(request: http::Request<Vec<u8>>) -> (u16, Value) {
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let (parts, body) = request.into_parts();
    let url = parts.uri.to_string();
    let request = client.request(parts.method, url).headers(parts.headers);
    let answer = request.body(body).send().await.unwrap();
    let status = answer.status().as_u16();
    (
        status,
        serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap(),
    )
}
