//! A client without an async runtime: nothing but a transport and whoever polls.

mod support;

use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::task::{Context, Poll, Waker};

use serde_json::json;
use support::platform::{API_V3_KEY, MCHID, NONCE, NOW, SERIAL_NO, answer, keys};
use support::rotation::{HOUR, OLD, item, signer};
use wechatpay_openapi_runtime::sign::v3::response_message;
use wechatpay_openapi_runtime::{
    BoxFuture, Bytes, Client, Method, Outgoing, Transport, TransportError, http,
};

/// Answers at once, and counts the fetches.
struct Canned {
    now: Arc<AtomicI64>,
    fetches: Arc<AtomicUsize>,
}

impl Transport for Canned {
    fn send(&self, outgoing: Outgoing) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        let body = if outgoing.request.uri().path() == "/v3/certificates" {
            self.fetches.fetch_add(1, Ordering::SeqCst);
            json!({ "data": [item(OLD, &signer(OLD).1, API_V3_KEY)] }).to_string()
        } else {
            "{}".to_owned()
        };
        let time = self.now.load(Ordering::SeqCst).to_string();
        let message = response_message(&time, NONCE, body.as_bytes());
        let headers = [
            ("Wechatpay-Timestamp", time),
            ("Wechatpay-Nonce", NONCE.to_owned()),
            ("Wechatpay-Serial", OLD.to_owned()),
            ("Wechatpay-Signature", signer(OLD).0.sign(&message).unwrap()),
        ];
        let answer = answer(200, &headers, body);
        Box::pin(async move { Ok(answer) })
    }
}

/// Nothing waits, so one poll ends it.
fn finish<F: IntoFuture>(future: F) -> F::Output {
    let mut future = pin!(future.into_future());
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("waits for a runtime"),
    }
}

#[test]
fn certificates_are_fetched_and_renewed() {
    let (now, fetches) = (Arc::new(AtomicI64::new(NOW)), Arc::new(AtomicUsize::new(0)));
    let clock = now.clone();
    let client = Client::builder(MCHID)
        .merchant_key(SERIAL_NO, &keys().merchant_pem)
        .api_v3_key(API_V3_KEY)
        .platform_certificates()
        .clock(move || clock.load(Ordering::SeqCst))
        .transport(Canned {
            now: now.clone(),
            fetches: fetches.clone(),
        })
        .build()
        .unwrap();
    for (hours, fetched) in [(0, 1), (1, 1), (12, 2), (1, 2), (24, 3)] {
        now.fetch_add(hours * HOUR, Ordering::SeqCst);
        let answer = finish(client.call(Method::GET, "v3/x")).unwrap();
        assert_eq!(answer.verified_by(), Some(OLD));
        assert_eq!(
            fetches.load(Ordering::SeqCst),
            fetched,
            "after {hours} hours more"
        );
    }
}
