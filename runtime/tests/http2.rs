//! HTTP/2: what a reset says of whether the request was looked at.
#![cfg(feature = "reqwest")]

mod support;

use std::sync::{Arc, Mutex};

use h2::Reason;
use h2::server::{SendResponse, handshake};
use support::platform::{answer, builder, signature_headers};
use tokio::net::{TcpListener, TcpStream};
use wechatpay_openapi_runtime::{Bytes, Client, ErrorKind, Method, ReqwestTransport, RetryPolicy};

/// What the server does with a request.
#[derive(Debug, Clone, Copy)]
enum Act {
    Answer,
    Reset(Reason),
    /// Says that this connection takes no more, and closes it.
    Leave,
}

use Act::{Answer, Leave, Reset};

/// A server without TLS that does these in turn and then answers; counts what came.
struct Server {
    url: String,
    seen: Arc<Mutex<Vec<String>>>,
}

impl Server {
    async fn start(acts: &[Act]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let seen: Arc<Mutex<Vec<String>>> = Arc::default();
        let (acts, log) = (Arc::new(acts.to_vec()), seen.clone());
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                tokio::spawn(serve(stream, acts.clone(), log.clone()));
            }
        });
        Self { url, seen }
    }

    fn client(&self) -> Client {
        let transport = ReqwestTransport::configured(|builder| builder.http2_prior_knowledge().no_proxy());
        let builder = builder().transport(transport.unwrap()).base_url(&self.url);
        builder.build().unwrap()
    }

    /// The signatures that came.
    fn seen(&self) -> Vec<String> {
        std::mem::take(&mut *self.seen.lock().unwrap())
    }
}

async fn serve(stream: TcpStream, acts: Arc<Vec<Act>>, log: Arc<Mutex<Vec<String>>>) {
    let mut connection = handshake(stream).await.unwrap();
    while let Some(Ok((request, mut respond))) = connection.accept().await {
        let signature = request.headers()["authorization"].to_str().unwrap().to_owned();
        let act = {
            let mut log = log.lock().unwrap();
            log.push(signature);
            acts.get(log.len() - 1).copied().unwrap_or(Answer)
        };
        match act {
            Answer => send(&mut respond),
            Reset(reason) => respond.send_reset(reason),
            Leave => {
                respond.send_reset(Reason::REFUSED_STREAM);
                connection.graceful_shutdown();
            }
        }
    }
}

fn send(respond: &mut SendResponse<Bytes>) {
    let (head, body) = answer(200, &signature_headers(b"{}"), "{}").into_parts();
    let answer = wechatpay_openapi_runtime::http::Response::from_parts(head, ());
    respond
        .send_response(answer, false)
        .unwrap()
        .send_data(body, true)
        .unwrap();
}

#[tokio::test]
async fn what_was_refused_is_sent_again_and_what_was_reset_is_not() {
    let refused = Reset(Reason::REFUSED_STREAM);
    // What the server does, how a POST ends, how many requests came.
    let cases: [(&[Act], Option<ErrorKind>, usize); 8] = [
        (&[], None, 1),
        (&[refused], None, 2),
        (&[refused, refused], None, 3),
        (&[Leave], None, 2),
        (&[refused; 3], Some(ErrorKind::NotSent), 3),
        (&[Reset(Reason::CANCEL)], Some(ErrorKind::Interrupted), 1),
        (&[Reset(Reason::INTERNAL_ERROR)], Some(ErrorKind::Interrupted), 1),
        (
            &[refused, Reset(Reason::ENHANCE_YOUR_CALM)],
            Some(ErrorKind::Interrupted),
            2,
        ),
    ];
    for (acts, kind, count) in cases {
        let server = Server::start(acts).await;
        let call = server.client().call(Method::POST, "v3/orders");
        let outcome = call.retry(RetryPolicy::none()).await;
        assert_eq!(server.seen().len(), count, "{acts:?}");
        match (outcome, kind) {
            (Ok(_), None) => {}
            (Err(error), Some(kind)) => {
                assert_eq!(error.kind(), kind, "{acts:?}: {error:?}");
                let unknown = kind != ErrorKind::NotSent;
                assert_eq!(error.may_have_taken_effect(), unknown, "{acts:?}");
            }
            (outcome, _) => panic!("{acts:?}: {outcome:?}"),
        }
    }
}

/// Three times by reqwest, which sends the same bytes, and then by the policy, with a new signature.
#[tokio::test]
async fn what_is_refused_for_long_is_an_attempt_that_sent_nothing() {
    let server = Server::start(&[Reset(Reason::REFUSED_STREAM); 4]).await;
    let outcome = server.client().call(Method::POST, "v3/orders").await;
    outcome.unwrap();
    let mut seen = server.seen();
    assert_eq!(seen.len(), 5);
    seen.dedup();
    assert_eq!(seen.len(), 2);
}
