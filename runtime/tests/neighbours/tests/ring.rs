//! A program that made ring the cryptography of its rustls: the client goes with it.

#[path = "../../support/mod.rs"]
mod support;

use serde_json::Value;
use support::platform::{builder, signed};
use support::tls::{Clients, TlsServer, certificate_pem, file, key_pem, transport};
use wechatpay_openapi_runtime::{Call, Chain, Method, Operation};

#[tokio::test]
async fn t10_another_default_of_rustls_is_no_obstacle() {
    const CERTIFIED: Operation = Operation::v3(Method::POST, "/v3/reverse").client_certificate();
    rustls::crypto::ring::default_provider().install_default().unwrap();
    let server = TlsServer::start(Clients::Certified, |_| signed(200, "{}")).await;
    let client = builder()
        .base_url(&server.url)
        .transport(transport())
        .client_certificate(certificate_pem("merchant"), key_pem("merchant"))
        .build()
        .unwrap();
    let call: Call<Value> = Call::bare(Chain::new(&client), &CERTIFIED);
    call.await.unwrap();
    assert_eq!(server.arrived()[0].certificate, Some(file("merchant.cert.der")));
}
