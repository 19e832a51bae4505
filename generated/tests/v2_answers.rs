//! Operations of v2 whose answers are not as their pages say: a transfer to a bank card, which may
//! come unsigned, and comments, which are text on success and XML on failure. Over loopback.

use std::sync::mpsc::{Receiver, channel};

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der, PublicKeyX509Der};
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::KeyPair as _;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use wechatpay_openapi::runtime::crypto::PrivateKey;
use wechatpay_openapi::runtime::xml::Document;
use wechatpay_openapi::testing::TestPlatform;
use wechatpay_openapi::v2::billcommentsp::batchquerycomment::post as comments;
use wechatpay_openapi::v2::mmpaysptrans::pay_bank::post as pay_bank;
use wechatpay_openapi::{Client, Download, Error, ErrorKind, Response};

/// A server that answers one request, and what it was sent.
struct Loopback {
    url: String,
    seen: Receiver<Document>,
}

impl Loopback {
    fn answering(body: impl Into<Vec<u8>>) -> Self {
        let server = tiny_http::Server::http("127.0.0.1:0").expect("a port");
        let url = format!("http://{}", server.server_addr());
        let (sender, seen) = channel();
        let body = body.into();
        std::thread::spawn(move || {
            let mut request = server.recv().expect("a request");
            let mut sent = Vec::new();
            request.as_reader().read_to_end(&mut sent).expect("its body");
            sender
                .send(Document::parse(&sent).expect("XML"))
                .expect("the test waits");
            let _ = request.respond(tiny_http::Response::from_data(body));
        });
        Self { url, seen }
    }
}

/// A merchant with a client certificate and the key that encrypts fields.
struct Merchant {
    platform: TestPlatform,
    risk: KeyPair,
}

impl Merchant {
    fn new() -> Self {
        Self {
            platform: TestPlatform::new().unwrap(),
            risk: KeyPair::generate(KeySize::Rsa2048).expect("a key pair"),
        }
    }

    fn client(&self, url: &str) -> Client {
        let public = AsDer::<PublicKeyX509Der<'_>>::as_der(self.risk.public_key()).expect("SPKI");
        let builder = self
            .platform
            .configure(Client::builder(self.platform.mchid()))
            .base_url(url);
        builder
            .client_certificate(
                pem("CERTIFICATE", "merchant.cert.der"),
                pem("PRIVATE KEY", "merchant.key.der"),
            )
            .v2_public_key(public.as_ref())
            .build()
            .expect("a client")
    }

    fn decrypted(&self, field: Option<&str>) -> String {
        let der = AsDer::<Pkcs8V1Der<'_>>::as_der(&self.risk).expect("PKCS#8");
        let key = PrivateKey::parse(der.as_ref()).expect("a key");
        let plain = key.decrypt(field.expect("the field is sent"));
        plain.expect("it is encrypted for this key")
    }

    async fn pay(&self, answer: &str) -> Result<(Document, Response<pay_bank::Response>), Error> {
        let loopback = Loopback::answering(answer);
        let request = pay_bank::Request::new()
            .mch_id(self.platform.mchid())
            .partner_trade_no("1212121221227")
            .enc_bank_no("6222600810010710887")
            .enc_true_name("张三")
            .bank_code("1001")
            .amount(100_000);
        let client = self.client(&loopback.url);
        let answer = client.v2().mmpaysptrans().pay_bank().post(request).await?;
        Ok((loopback.seen.recv().expect("it was sent"), answer))
    }

    async fn comments(&self, answer: &[u8]) -> Result<Response<Download>, Error> {
        let loopback = Loopback::answering(answer);
        let request = comments::Request::new()
            .appid("wx8888888888888888")
            .mch_id(self.platform.mchid())
            .sign_type(comments::SignType::HmacSha256)
            .begin_time("20170724000000")
            .end_time("20170725000000")
            .offset(0);
        self.client(&loopback.url)
            .v2()
            .billcommentsp()
            .batchquerycomment()
            .post(request)
            .await
    }
}

/// A file of the runtime's tests, as a merchant has it.
fn pem(label: &str, file: &str) -> String {
    let path = format!("{}/../runtime/tests/tls/{file}", env!("CARGO_MANIFEST_DIR"));
    let text = STANDARD.encode(std::fs::read(path).expect("the file is there"));
    let lines: Vec<&str> = text
        .as_bytes()
        .chunks(64)
        .map(|line| std::str::from_utf8(line).expect("ASCII"))
        .collect();
    let dashes = "-".repeat(5);
    format!(
        "{dashes}BEGIN {label}{dashes}\n{}\n{dashes}END {label}{dashes}\n",
        lines.join("\n")
    )
}

fn xml(fields: &[(&str, &str)]) -> String {
    let mut document = Document::default();
    fields.iter().for_each(|(name, text)| document.set(name, *text));
    document.write().expect("XML")
}

const PAID: [(&str, &str); 7] = [
    ("return_code", "SUCCESS"),
    ("result_code", "SUCCESS"),
    ("mch_id", "1900000109"),
    ("partner_trade_no", "1212121221227"),
    ("amount", "100000"),
    ("payment_no", "10000600500852017030900000020006012"),
    ("cmms_amt", "100"),
];

#[tokio::test]
async fn a_transfer_to_a_bank_card_may_be_answered_unsigned() {
    let merchant = Merchant::new();
    let fields = PAID.map(|(name, text)| (name.to_owned(), json!(text)));
    let (_, body) = merchant
        .platform
        .v2_answer(&fields.into_iter().collect())
        .unwrap()
        .parts();
    let signed = String::from_utf8(body.to_vec()).expect("XML");
    for (answer, verified_by) in [(xml(&PAID), None), (signed.clone(), Some("api_v2_key"))] {
        let (sent, paid) = merchant.pay(&answer).await.expect("it was paid");
        assert_eq!(paid.verified_by(), verified_by, "{answer}");
        assert_eq!((paid.amount, paid.cmms_amt), (Some(100_000), Some(100)));
        assert_eq!(
            paid.payment_no.as_deref(),
            Some("10000600500852017030900000020006012")
        );
        assert_eq!(merchant.decrypted(sent.get("enc_bank_no")), "6222600810010710887");
        assert_eq!(merchant.decrypted(sent.get("enc_true_name")), "张三");
        assert!(sent.get("sign").is_some_and(|sign| sign.len() == 32));
    }

    let failed = xml(&[
        ("return_code", "SUCCESS"),
        ("result_code", "FAIL"),
        ("err_code", "NOTENOUGH"),
        ("err_code_des", "余额不足"),
    ]);
    let refused = [
        (
            signed.replace("100000<", "100001<").replace("100000]", "100001]"),
            ErrorKind::Signature,
            None,
        ),
        (failed, ErrorKind::Api, Some("NOTENOUGH")),
        // No `sign`, and nothing that says whether it was paid: some proxy's page.
        (xml(&[("cmms_amt", "100")]), ErrorKind::Decode, None),
        // Nor does a part of what we sent ourselves.
        (xml(&[("amount", "100000")]), ErrorKind::Decode, None),
        (
            "<html><body>502</body></html>".to_owned(),
            ErrorKind::Decode,
            None,
        ),
    ];
    for (answer, kind, code) in refused {
        assert_ne!(answer, signed, "the case differs");
        let error = merchant
            .pay(&answer)
            .await
            .map(|(_, paid)| paid)
            .expect_err(&answer);
        assert_eq!((error.kind(), error.code()), (kind, code), "{answer}: {error}");
        assert_eq!(
            error.body().map(|body| body.as_ref()),
            Some(answer.as_bytes()),
            "the answer is kept"
        );
    }
}

#[tokio::test]
async fn comments_are_text_or_an_error_as_xml() {
    let merchant = Merchant::new();
    let text = "100\n`2017-07-01 10:00:05,`1001690740201411100005734289,`5,`赞,水果很新鲜\n";
    let gzip = [
        0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255, 1, 0, 0, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0,
    ];
    for content in [text.as_bytes(), &gzip, b""] {
        let file = merchant.comments(content).await.expect("comments");
        assert_eq!(file.content.as_ref(), content, "as it came");
        assert_eq!(file.verified_by(), None);
    }

    let failed = [
        ("return_code", "FAIL"),
        ("result_code", "FAIL"),
        ("err_code", "NO_COMMENT"),
        ("err_code_des", "无评价"),
    ];
    let refused = [
        (xml(&failed), ErrorKind::Api, Some("NO_COMMENT")),
        (xml(&failed[..1]), ErrorKind::Api, Some("FAIL")),
        (xml(&[("return_code", "SUCCESS")]), ErrorKind::Decode, None),
    ];
    for (answer, kind, code) in refused {
        let error = merchant.comments(answer.as_bytes()).await.expect_err(&answer);
        assert_eq!((error.kind(), error.code()), (kind, code), "{answer}: {error}");
    }
}
