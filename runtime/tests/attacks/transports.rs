//! A transport that does what none should: whatever it gives, nothing is believed, and nothing stays broken.

use std::sync::{Arc, Mutex};

use wechatpay_openapi_runtime::{
    BoxFuture, Bytes, Client, Empty, Error, ErrorKind, Method, Outgoing, RetryPolicy, Transport,
    TransportError, http,
};

use crate::support::platform::{answer, builder, signed};

type Answer = fn() -> Result<http::Response<Bytes>, TransportError>;

/// Gives what it is told to.
#[derive(Clone)]
struct Odd(Arc<Mutex<Answer>>);

impl Transport for Odd {
    fn send(&self, _: Outgoing) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        let answer = *self.0.lock().unwrap();
        Box::pin(async move { answer() })
    }
}

impl Odd {
    fn new(answer: Answer) -> (Self, Client) {
        let odd = Self(Arc::new(Mutex::new(answer)));
        let client = builder().transport(odd.clone()).retry(RetryPolicy::none());
        (odd, client.build().unwrap())
    }
}

async fn close(client: &Client) -> Option<Error> {
    let call = client.call(Method::POST, "v3/orders/1/close").receive::<Empty>();
    call.await.err()
}

/// Two headers of the same name, the second one genuine.
fn twice() -> http::Response<Bytes> {
    let mut twice = signed(204, "");
    let genuine = twice.headers()["wechatpay-signature"].clone();
    twice
        .headers_mut()
        .insert("wechatpay-signature", "AAAA".parse().unwrap());
    twice.headers_mut().append("wechatpay-signature", genuine);
    twice
}

/// What comes, what is said of it, and whether it may have taken effect.
const ANSWERS: [(&str, Answer, ErrorKind, bool); 10] = [
    ("continue", || Ok(signed(100, "")), ErrorKind::Api, true),
    ("another protocol", || Ok(signed(101, "")), ErrorKind::Api, true),
    ("199", || Ok(signed(199, "")), ErrorKind::Api, true),
    ("not modified", || Ok(signed(304, "")), ErrorKind::Api, true),
    ("no status", || Ok(signed(999, "")), ErrorKind::Api, true),
    (
        "nothing at all",
        || Ok(http::Response::new(Bytes::new())),
        ErrorKind::Unsigned,
        true,
    ),
    (
        "one byte more",
        || Ok(signed(204, "").map(|_| Bytes::from_static(b" "))),
        ErrorKind::Signature,
        true,
    ),
    ("two signatures", || Ok(twice()), ErrorKind::Signature, true),
    ("unsigned", || Ok(answer(204, &[], "")), ErrorKind::Unsigned, true),
    (
        "sure of itself",
        || Err(TransportError::not_sent("no").permanent()),
        ErrorKind::NotSent,
        false,
    ),
];

#[tokio::test]
async fn nothing_odd_is_done() {
    for (name, given, kind, effect) in ANSWERS {
        let (odd, client) = Odd::new(given);
        let error = close(&client).await.expect(name);
        assert_eq!(
            (error.kind(), error.may_have_taken_effect()),
            (kind, effect),
            "{name}: {error}"
        );
        *odd.0.lock().unwrap() = || Ok(signed(204, ""));
        assert!(close(&client).await.is_none(), "{name}");
    }
}

/// A panic is its caller's, and of no call after it.
#[tokio::test]
async fn a_panic_breaks_no_other_call() {
    let (odd, client) = Odd::new(|| panic!("a transport that panics, on purpose"));
    for _ in 0..3 {
        let client = client.clone();
        let outcome = tokio::spawn(async move { close(&client).await }).await;
        assert!(outcome.unwrap_err().is_panic());
    }
    *odd.0.lock().unwrap() = || Ok(signed(204, ""));
    assert!(close(&client).await.is_none());
}

#[cfg(feature = "blocking")]
#[test]
fn a_panic_is_an_error_of_a_blocking_call() {
    let (odd, client) = Odd::new(|| panic!("a transport that panics, on purpose"));
    let call = || {
        client
            .call(Method::POST, "v3/orders/1/close")
            .receive::<Empty>()
            .send_blocking()
    };
    let error = call().unwrap_err();
    assert_eq!(
        (error.kind(), error.may_have_taken_effect()),
        (ErrorKind::Interrupted, true)
    );
    *odd.0.lock().unwrap() = || Ok(signed(204, ""));
    call().unwrap();
}
