//! TLS through a proxy's tunnel, and proxies of the environment.
#![cfg(feature = "reqwest")]

mod support;

use std::process::Command;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use support::platform::{answer, builder, signature_headers};
use support::server::{Act, Server, respond};
use support::tls::{Clients, TlsServer, certificate_pem, file, key_pem, trusting};
use support::tunnel::Tunnel;
use wechatpay_openapi_runtime::{
    Call, Chain, Client, ClientBuilder, Method, Operation, ReqwestTransport, Verify, http,
};

const CERTIFIED: Operation = Operation::v3(Method::POST, "/v3/reverse").client_certificate();

async fn server() -> TlsServer {
    TlsServer::start(Clients::Any, |_| answer(200, &signature_headers(b"{}"), "{}")).await
}

fn over(transport: ReqwestTransport, url: &str) -> ClientBuilder<Client> {
    builder()
        .transport(transport)
        .base_url(url)
        .client_certificate(certificate_pem("merchant"), key_pem("merchant"))
}

fn certified(client: &Client) -> Call<serde_json::Value> {
    Call::bare(Chain::new(client), &CERTIFIED)
}

fn through(proxy: String) -> ReqwestTransport {
    trusting(move |builder| builder.proxy(reqwest::Proxy::all(&proxy).unwrap()))
}

/// What the proxy hears: where to, for whom, and nothing of the call.
fn check_tunnels(tunnel: &Tunnel, url: &str, count: usize, password: Option<&str>) {
    let said = tunnel.said();
    assert_eq!(said.len(), count, "{said:?}");
    let expected = format!("CONNECT {} HTTP/1.1", url.strip_prefix("https://").unwrap());
    for said in said {
        assert_eq!(said[0], expected);
        let header = said.iter().find_map(|line| {
            let (name, value) = line.split_once(": ")?;
            name.eq_ignore_ascii_case("proxy-authorization").then_some(value)
        });
        let basic = password.map(|password| format!("Basic {}", STANDARD.encode(password)));
        assert_eq!(header, basic.as_deref());
        let text = said.join("\n").to_lowercase();
        assert!(
            !text.contains("wechatpay") && !text.contains("/v3/"),
            "the proxy hears {text}"
        );
    }
}

#[tokio::test]
async fn tls_goes_through_the_tunnel_with_its_certificate_and_http2() {
    let (server, tunnel) = (server().await, Tunnel::start());
    for (proxy, password) in [
        (format!("http://{}", tunnel.address), None),
        (format!("http://me:p%40ss@{}", tunnel.address), Some("me:p@ss")),
    ] {
        let client = over(through(proxy), &server.url).build().unwrap();
        for _ in 0..2 {
            client.call(Method::POST, "v3/orders").await.unwrap();
            certified(&client).await.unwrap();
        }
        // One pool with the certificate and one without, each with one tunnel.
        check_tunnels(&tunnel, &server.url, 2, password);
        for seen in server.arrived() {
            assert_eq!(seen.version, http::Version::HTTP_2);
            let expected = (seen.target == CERTIFIED.path).then(|| file("merchant.cert.der"));
            assert_eq!(seen.certificate, expected, "{}", seen.target);
        }
    }
}

#[tokio::test]
async fn a_file_is_streamed_through_the_tunnel() {
    let content = vec![b'0'; 1 << 20];
    let sent = content.clone();
    let server = TlsServer::start(Clients::Any, move |_| answer(200, &[], sent.clone())).await;
    let tunnel = Tunnel::start();
    let client = over(through(format!("http://{}", tunnel.address)), &server.url);
    let mut written = Vec::new();
    let call = client.build().unwrap().download(format!("{}/v3/x", server.url));
    call.to_writer(&mut written).await.unwrap();
    assert!(written == content);
    check_tunnels(&tunnel, &server.url, 1, None);
}

#[cfg(feature = "blocking")]
#[test]
fn blocking_calls_go_through_it_too() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (server, tunnel) = (runtime.block_on(server()), Tunnel::start());
    let proxy = format!("http://{}", tunnel.address);
    let client = over(through(proxy), &server.url).build().unwrap();
    certified(&client).send_blocking().unwrap();
    check_tunnels(&tunnel, &server.url, 1, None);
}

const TARGET: &str = "WECHATPAY_TEST_TARGET";

/// The environment is the process's, so each case is a process of its own: this test, run by the next one.
#[tokio::test]
#[ignore = "run by `proxies_of_the_environment`"]
async fn child() {
    let url = std::env::var(TARGET).expect("run by `proxies_of_the_environment`");
    let client = over(trusting(|builder| builder), &url).build().unwrap();
    // The server signs with the keys of its own process.
    let call = client.call(Method::POST, "v3/orders").verify(Verify::Unsigned);
    call.await.unwrap();
}

fn run_child(url: &str, variables: &[(&str, String)]) {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "child", "--ignored", "--nocapture"]);
    for name in [
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
        "NO_PROXY",
        "REQUEST_METHOD",
    ] {
        command.env_remove(name).env_remove(name.to_lowercase());
    }
    let output = command.env(TARGET, url).envs(variables.iter().cloned()).output();
    let output = output.unwrap();
    let [said, failed] = [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text));
    assert!(
        output.status.success() && said.contains("1 passed"),
        "{variables:?}: {said} {failed}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn proxies_of_the_environment() {
    let (server, tunnel) = (server().await, Tunnel::start());
    let proxy = format!("http://{}", tunnel.address);
    let cases: [(&[&str], bool); 7] = [
        (&[], false),
        (&["HTTPS_PROXY"], true),
        (&["https_proxy"], true),
        (&["ALL_PROXY"], true),
        (&["HTTP_PROXY"], false),
        (&["HTTPS_PROXY", "NO_PROXY"], false),
        (&["HTTPS_PROXY", "no_proxy"], false),
    ];
    for (names, tunnelled) in cases {
        let value = |name: &str| match name.eq_ignore_ascii_case("no_proxy") {
            true => "example.org,127.0.0.1".to_owned(),
            false => proxy.clone(),
        };
        let variables: Vec<_> = names.iter().map(|name| (*name, value(name))).collect();
        run_child(&server.url, &variables);
        check_tunnels(&tunnel, &server.url, usize::from(tunnelled), None);
        assert_eq!(server.arrived().len(), 1, "{names:?}");
    }
    // What is not TLS is sent to the proxy itself.
    let plain = Server::start(|_| Act::Send(respond("200 OK", &signature_headers(b"{}"), b"{}")));
    run_child("http://pay.example", &[("HTTP_PROXY", plain.url.clone())]);
    assert_eq!(plain.seen()[0].target, "http://pay.example/v3/orders");
}
