//! What the libraries below us log at their most talkative: nothing that was sent, no key, no password.
#![cfg(all(feature = "reqwest", feature = "tracing"))]

mod support;

use std::fmt::Write as _;
use std::sync::{Arc, Mutex};

use serde_json::json;
use support::platform::{builder, keys, signature_headers};
use support::server::{Act, Server, respond};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};
use wechatpay_openapi_runtime::{Bytes, Client, Method, ReqwestTransport, RetryPolicy};

/// Keeps whatever anybody logs, at every level.
#[derive(Clone, Default)]
struct All(Arc<Mutex<String>>);

impl All {
    fn note(&self, text: std::fmt::Arguments<'_>) {
        let _ = writeln!(self.0.lock().unwrap(), "{text}");
    }
}

impl log::Log for All {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        self.note(format_args!("{}: {}", record.target(), record.args()));
    }

    fn flush(&self) {}
}

impl Subscriber for All {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.note(format_args!("{} {:?}", span.metadata().target(), span.values()));
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        self.note(format_args!("{values:?}"));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        self.note(format_args!("{} {event:?}", event.metadata().target()));
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

async fn calls(client: &Client) {
    let call = || {
        let call = client
            .call(Method::POST, "v3/orders/{id}")
            .path("id", "MARKED-PATH");
        call.query("q", "MARKED-QUERY")
            .header("Idempotency-Key", "MARKED-HEADER")
            .json(&json!({"name": "MARKED-BODY"}))
    };
    let _ = call().await;
    let _ = call().retry(RetryPolicy::none()).await;
    let url = "https://api.mch.weixin.qq.com/v3/billdownload/file?token=MARKED-TOKEN";
    let _ = client.download(url).to_writer(std::io::sink()).await;
}

/// A server of HTTP/2 that answers every request.
async fn over_http2() -> Client {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let mut connection = h2::server::handshake(stream).await.unwrap();
        while let Some(Ok((_, mut respond))) = connection.accept().await {
            let headers = signature_headers(ANSWER);
            let answer = support::platform::answer(200, &headers, ANSWER).map(drop);
            let mut body = respond.send_response(answer, false).unwrap();
            body.send_data(Bytes::from_static(ANSWER), true).unwrap();
        }
    });
    let transport = ReqwestTransport::configured(|builder| builder.http2_prior_knowledge().no_proxy());
    builder()
        .transport(transport.unwrap())
        .base_url(url)
        .build()
        .unwrap()
}

const ANSWER: &[u8] = br#"{"name":"MARKED-ANSWER"}"#;

#[test]
fn nothing_of_a_call_is_logged_by_those_below() {
    let all = All::default();
    log::set_boxed_logger(Box::new(all.clone())).unwrap();
    log::set_max_level(log::LevelFilter::Trace);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    tracing::subscriber::with_default(all.clone(), || {
        runtime.block_on(async {
            let server = Server::start(|_| Act::Send(respond("200 OK", &signature_headers(ANSWER), ANSWER)));
            // Plain, through a proxy, through a tunnel that is refused, and to nobody.
            calls(&builder().base_url(&server.url).build().unwrap()).await;
            let proxy = server
                .url
                .replace("http://", "http://MARKED-USER:MARKED-PASSWORD@");
            for host in ["http://pay.example", "https://pay.example"] {
                let client = builder().base_url(host).proxy(&proxy).retry(RetryPolicy::none());
                calls(&client.build().unwrap()).await;
            }
            let client = builder()
                .base_url("http://127.0.0.1:1")
                .retry(RetryPolicy::none());
            calls(&client.build().unwrap()).await;
            calls(&over_http2().await).await;
            for seen in server.seen() {
                all.note(format_args!("seen {}", seen.method));
            }
        });
    });
    let text = all.0.lock().unwrap().clone();
    // It has listened, and requests were sent.
    for part in ["wechatpay", "hyper_util", "reqwest", "h2::", "seen POST"] {
        assert!(text.contains(part), "{part} said nothing: {text}");
    }
    let line = keys().merchant_pem.lines().nth(3).unwrap();
    for secret in ["MARKED", "signature=", "Basic ", "TUFSS0VE", line] {
        let shown: Vec<&str> = text.lines().filter(|shown| shown.contains(secret)).collect();
        assert!(shown.is_empty(), "{secret} in {shown:#?}");
    }
}
