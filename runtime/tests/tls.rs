//! Client certificates and HTTP/2, against a TLS server on loopback.
#![cfg(feature = "reqwest")]

mod support;

use serde_json::Value;
use support::platform::{builder, signed};
use support::tls::{Clients, TlsServer, certificate_pem, file, key_pem, transport};
use wechatpay_openapi_runtime::crypto::ClientIdentity;
use wechatpay_openapi_runtime::{
    Call, Chain, Client, ClientBuilder, Error, ErrorKind, Method, Operation, ReqwestTransport, Response, http,
};

const CERTIFIED: Operation = Operation::v3(Method::POST, "/v3/reverse").client_certificate();
const CERTIFIED_V2: Operation = Operation::v2(Method::POST, "/secapi/pay/refund").client_certificate();
const PLAIN: Operation = Operation::v3(Method::POST, "/v3/orders");

async fn send(client: &Client, operation: &Operation) -> Result<Response<Value>, Error> {
    Call::bare(Chain::new(client), operation).await
}

async fn server(clients: Clients) -> TlsServer {
    TlsServer::start(clients, |_| signed(200, "{}")).await
}

fn over(server: &TlsServer) -> ClientBuilder<Client> {
    builder().base_url(&server.url).transport(transport())
}

/// Of the certificate `merchant`.
const MERCHANT_SERIAL: &str = "5A0000000000000000000000000000000000CA02";

type Give = fn(ClientBuilder<Client>) -> ClientBuilder<Client>;

/// Every way to give the certificate of `merchant`.
#[cfg_attr(not(feature = "pkcs12"), allow(unused_mut))]
fn ways() -> Vec<(&'static str, Give)> {
    let mut ways: Vec<(&'static str, Give)> = vec![
        ("PEM", |builder| {
            builder.client_certificate(certificate_pem("merchant"), key_pem("merchant"))
        }),
        ("PEM with its issuer first and CRLF", |builder| {
            let chain = certificate_pem("authority") + &certificate_pem("merchant");
            builder.client_certificate(chain.replace('\n', "\r\n"), key_pem("merchant"))
        }),
        ("the merchant's certificate", |builder| {
            // The serial number is given already, and must be the certificate's.
            let builder = builder.merchant_key(MERCHANT_SERIAL, key_pem("merchant"));
            builder.merchant_certificate(certificate_pem("merchant"), key_pem("merchant"))
        }),
    ];
    #[cfg(feature = "pkcs12")]
    ways.extend([
        (
            "PKCS#12 with RC2 and 3DES",
            (|builder| builder.client_certificate_p12_with_password(file("legacy.p12"), "1900000001"))
                as Give,
        ),
        ("PKCS#12 with AES", |builder| {
            builder.client_certificate_p12(file("modern.p12"))
        }),
    ]);
    ways
}

#[tokio::test]
async fn the_certificate_is_presented_where_it_is_needed_and_nowhere_else() {
    for (way, give) in ways() {
        let certified = server(Clients::Certified).await;
        let client = give(over(&certified)).build().unwrap();
        send(&client, &CERTIFIED)
            .await
            .unwrap_or_else(|error| panic!("{way}: {error}"));
        let error = send(&client, &PLAIN).await.unwrap_err();
        assert!(
            matches!(error.kind(), ErrorKind::NotSent | ErrorKind::Interrupted),
            "{way}: {error:?}"
        );
        let presented: Vec<_> = certified
            .arrived()
            .into_iter()
            .map(|seen| seen.certificate)
            .collect();
        assert_eq!(presented, [Some(file("merchant.cert.der"))], "{way}");

        let open = server(Clients::Any).await;
        let client = give(over(&open)).build().unwrap();
        for operation in [&PLAIN, &CERTIFIED, &PLAIN, &CERTIFIED] {
            send(&client, operation).await.unwrap();
        }
        let with: Vec<bool> = open
            .arrived()
            .iter()
            .map(|seen| seen.certificate.is_some())
            .collect();
        assert_eq!(with, [false, true, false, true], "{way}");
    }
}

#[tokio::test]
async fn merchants_who_share_connections_never_share_a_certified_one() {
    let server = server(Clients::Any).await;
    let first = over(&server)
        .client_certificate(certificate_pem("merchant"), key_pem("merchant"))
        .build()
        .unwrap();
    let second = over(&server)
        .share_connections(&first)
        .client_certificate(certificate_pem("other"), key_pem("other"))
        .build()
        .unwrap();
    let without = over(&server).share_connections(&first).build().unwrap();
    for client in [&first, &second, &first, &second] {
        send(client, &CERTIFIED).await.unwrap();
        send(&without, &PLAIN).await.unwrap();
    }
    let arrived = server.arrived();
    for seen in &arrived {
        let same = arrived.iter().filter(|other| other.connection == seen.connection);
        assert!(same.clone().all(|other| other.certificate == seen.certificate));
        let wants = if seen.target == "/v3/orders" { 4 } else { 2 };
        assert_eq!(same.count(), wants, "connections are reused");
    }
    let certified = arrived.iter().filter(|seen| seen.target == "/v3/reverse");
    let order: Vec<_> = certified.map(|seen| seen.certificate.clone().unwrap()).collect();
    let [one, two] = ["merchant.cert.der", "other.cert.der"].map(file);
    assert_eq!(order, [one.clone(), two.clone(), one, two]);
}

#[tokio::test]
async fn without_a_certificate_nothing_is_sent_and_the_remedy_is_told() {
    let server = server(Clients::Any).await;
    let client = over(&server).api_v2_key("192006250b4c09247ec02edce69f6a2d");
    let client = client.build().unwrap();
    for operation in [&CERTIFIED, &CERTIFIED_V2] {
        let error = send(&client, operation).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config);
        assert!(!error.may_have_taken_effect());
        for word in [
            operation.path,
            "商户API证书",
            "`client_certificate`",
            "nothing was sent",
        ] {
            assert!(error.to_string().contains(word), "{error}");
        }
    }
    // A finished reqwest client cannot be given one.
    let client = over(&server)
        .client_certificate(certificate_pem("merchant"), key_pem("merchant"))
        .transport(ReqwestTransport::from(
            ReqwestTransport::builder().build().unwrap(),
        ))
        .build()
        .unwrap();
    let error = send(&client, &CERTIFIED).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotSent);
    assert!(
        error.to_string().contains("`ReqwestTransport::configured`"),
        "{error}"
    );
    assert!(server.arrived().is_empty());
}

#[tokio::test]
async fn http2_is_spoken_where_it_is_offered() {
    let server = server(Clients::Any).await;
    let client = over(&server).build().unwrap();
    let calls: Vec<_> = (0..8)
        .map(|_| tokio::spawn(client.call(Method::GET, "v3/x").into_future()))
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    for seen in server.arrived() {
        assert_eq!(seen.version, http::Version::HTTP_2);
    }
}

#[cfg(feature = "blocking")]
#[test]
fn blocking_calls_present_it_too() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let server = runtime.block_on(server(Clients::Certified));
    let client = over(&server)
        .client_certificate(certificate_pem("merchant"), key_pem("merchant"))
        .build()
        .unwrap();
    let call: Call<Value> = Call::bare(Chain::new(&client), &CERTIFIED);
    call.send_blocking().unwrap();
    assert_eq!(server.arrived()[0].certificate, Some(file("merchant.cert.der")));
}

#[tokio::test]
async fn a_server_of_an_unknown_authority_gets_nothing() {
    let server = server(Clients::Any).await;
    let client = builder().base_url(&server.url).build().unwrap();
    let error = send(&client, &PLAIN).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotSent, "{error:?}");
    assert!(!error.may_have_taken_effect());
}

#[test]
fn the_client_certificate_can_stand_for_the_merchant() {
    let client = Client::builder("1900000001")
        .client_certificate(certificate_pem("merchant"), key_pem("merchant"))
        .public_key(
            "PUB_KEY_ID_1",
            support::platform::keys().platform_public_pem.clone(),
        )
        .build()
        .unwrap();
    assert_eq!(client.serial_no().as_deref(), Some(MERCHANT_SERIAL));
    let shown = format!("{client:?}");
    assert!(shown.contains("ClientIdentity"), "{shown}");
    assert!(!shown.contains(key_pem("merchant").lines().nth(3).unwrap()));
}

#[test]
fn wrong_files_are_told_with_the_remedy() {
    let [own, key] = [certificate_pem("merchant"), key_pem("merchant")];
    let refused = |certificate: &str, key: &str| ClientIdentity::from_pem(certificate, key).unwrap_err();
    for (error, word) in [
        (refused(&own, &key_pem("other")), "do not belong together"),
        (refused(&key, &key), "private key"),
        (refused(&own, &own), "apiclient_key.pem"),
        (refused("apiclient_cert.pem", &key), "not the file's path"),
    ] {
        assert!(error.to_string().contains(word), "{error}");
    }
    let error = builder()
        .client_certificate(own, key_pem("other"))
        .build()
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(error.problems()[0].starts_with("client_certificate: "), "{error}");
}

#[test]
fn a_client_certificate_that_contradicts_the_merchant_key_is_told() {
    let (own, other) = (key_pem("merchant"), key_pem("other"));
    let with = |serial: &str, key: &str| {
        builder()
            .merchant_key(serial, key)
            .client_certificate(certificate_pem("merchant"), key_pem("merchant"))
            .build()
    };
    for (serial, key, word) in [
        ("0A11", &own, format!("give {MERCHANT_SERIAL}, or leave")),
        (MERCHANT_SERIAL, &other, "of the same folder".to_owned()),
    ] {
        let error = with(serial, key).unwrap_err();
        assert_eq!((error.kind(), error.problems().len()), (ErrorKind::Config, 1));
        let problem = &error.problems()[0];
        assert!(problem.starts_with("client_certificate: "), "{problem}");
        assert!(
            problem.contains(MERCHANT_SERIAL) && problem.contains(&word),
            "{problem}"
        );
    }
    // The same one, and the next one before it signs.
    with(MERCHANT_SERIAL, &own).unwrap();
    with("0A11", &other).unwrap();
}

#[cfg(feature = "pkcs12")]
#[test]
fn wrong_pkcs12_files_are_told_with_the_remedy() {
    for name in ["legacy.p12", "modern.p12"] {
        let error = ClientIdentity::from_pkcs12(file(name), "1900000002").unwrap_err();
        assert!(error.to_string().contains("mchid"), "{name}: {error}");
        let found = ClientIdentity::from_pkcs12(file(name), "1900000001").unwrap();
        let pem = ClientIdentity::from_pem(certificate_pem("merchant"), key_pem("merchant")).unwrap();
        assert_eq!(found.certificates()[0], pem.certificates()[0]);
        assert_eq!(found.private_key(), pem.private_key());
        let error = ClientIdentity::from_pkcs12(&file(name)[..200], "1900000001").unwrap_err();
        assert!(error.to_string().contains("apiclient_cert.p12"), "{error}");
    }
    let error = builder()
        .client_certificate_p12(b"apiclient_cert.p12")
        .build()
        .unwrap_err();
    assert!(error.to_string().contains("not its path"), "{error}");
}
