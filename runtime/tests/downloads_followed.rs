//! Following download URLs: where they may lead, and whose digest they bring.
#![cfg(feature = "reqwest")]

mod support;

use support::files::{TARGET, at, bill, serving, url};
use support::platform::{check, client};
use support::server::Server;
use wechatpay_openapi_runtime::crypto::sha1_hex;
use wechatpay_openapi_runtime::{Call, Download, Error, ErrorKind, record};

#[tokio::test]
async fn the_url_is_signed_and_sent_as_it_is_to_the_base_url() {
    let server = serving("200 OK", "text/plain", bill());
    let real = format!("https://api.mch.weixin.qq.com{TARGET}");
    at(&server).download(real).await.unwrap();
    assert_eq!(server.seen()[0].target, TARGET);
}

#[test]
fn only_wechat_pay_gets_the_signature() {
    for host in [
        "api.mch.weixin.qq.com",
        "apihk.mch.weixin.qq.com",
        "pay.wechatpay.cn",
        "payapp.weixin.qq.com",
    ] {
        let request = client()
            .download(format!("https://{host}{TARGET}"))
            .to_http()
            .unwrap();
        assert_eq!(request.uri().host(), Some(host));
        assert_eq!(request.uri().path_and_query().unwrap(), TARGET);
        check(&request);
    }
    for url in [
        "https://mch.weixin.qq.com.evil.example/x",
        "https://evilmch.weixin.qq.com/x",
        "https://evil.example/api.mch.weixin.qq.com",
        "https://api.mch.weixin.qq.com@evil.example/x",
        "https://api.mch.weixin.qq.com:8443/x",
        "http://api.mch.weixin.qq.com/x?token=MARKED",
        "file:///etc/passwd",
        "/v3/billdownload/file?token=MARKED",
        "",
    ] {
        let error = client().download(url).to_http().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request, "{url}");
        assert!(!format!("{error} {error:?}").contains("MARKED"), "{error}");
    }
}

/// What an HTTP client would send otherwise than it was signed, if it sent it.
#[tokio::test]
async fn a_url_that_is_rewritten_on_the_way_is_not_sent() {
    let server = serving("200 OK", "text/plain", bill());
    for target in [
        "/v3/billdownload/../pay/x",
        "/v3/./x",
        "/v3/%2e%2e/x",
        "/v3/x?token='a'",
        "/v3/{x}",
        "/v3\\x",
    ] {
        let url = format!("https://api.mch.weixin.qq.com{target}");
        for error in [
            at(&server).download(&url).await.unwrap_err(),
            at(&server)
                .download(&url)
                .to_writer(Vec::new())
                .await
                .unwrap_err(),
        ] {
            assert!(!error.may_have_taken_effect(), "{target}: {error}");
            assert_eq!(error.attempts(), 1, "{target}: {error}");
        }
    }
    assert_eq!(server.seen().len(), 0);
}

/// A base URL is the same in capitals.
#[tokio::test]
async fn a_host_is_the_same_in_any_case() {
    let server = serving("200 OK", "text/plain", bill());
    let url = url(&server).replace("127.0.0.1", "LOCALHOST");
    let base_url = server.url.replace("127.0.0.1", "localhost");
    let client = support::platform::builder().base_url(base_url).build().unwrap();
    client.download(url).await.unwrap();
}

record! {
    /// One bill.
    pub struct Bill {
        /// SHA1.
        pub hash_type: Option<String>,
        /// Hexadecimal.
        pub hash_value: Option<String>,
        /// With its token.
        pub download_url: Option<String>,
    }
    /// Several.
    pub struct Bills {
        /// Each its own.
        pub download_bill_list: Option<Vec<Bill>>,
    }
}

fn announced(server: &Server, content: &[u8]) -> Bill {
    Bill::new()
        .hash_type("SHA1")
        .hash_value(sha1_hex(content))
        .download_url(url(server))
}

#[tokio::test]
async fn an_answer_is_followed_with_its_digest() {
    let server = serving("200 OK", "text/plain", bill());
    let client = at(&server);
    let one = announced(&server, &bill());
    assert_eq!(client.download_of(&one).unwrap().await.unwrap().content, bill());
    let other = client.download_of(&announced(&server, b"another")).unwrap();
    assert_eq!(other.await.unwrap_err().kind(), ErrorKind::Digest);

    let list = Bills::new().download_bill_list(vec![one.clone(), announced(&server, b"x")]);
    let mut outcomes = Vec::new();
    for call in client.downloads_of(&list) {
        outcomes.push(call.await.map_err(|error| error.kind()).is_ok());
    }
    assert_eq!(outcomes, [true, false]);
    let refused = |result: Result<Call<Download>, Error>, word: &str| {
        let error = result.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request);
        assert!(error.to_string().contains(word), "{error}");
    };
    refused(client.download_of(&list), "`downloads_of`");
    refused(client.download_of(&Bill::new()), "not ready");
}
