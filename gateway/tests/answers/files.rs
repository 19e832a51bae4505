//! Files: what is announced can be fetched, has the announced digest, and can be opened.

use serde_json::Value;
use wechatpay_openapi::runtime::Verify;
use wechatpay_openapi::v3::ecommerce::bill::fundflowbill::get as fund_flow;
use wechatpay_openapi::v3::profitsharing::bills::get as sharing;
use wechatpay_openapi::{Download, Method};

use crate::start;

const CONTENT: &[u8] = b"A file of the gateway";

#[tokio::test]
async fn a_bill_has_the_announced_digest() {
    let (gateway, client) = start().await;
    let mut digests = Vec::new();
    for tar_type in [None, Some(sharing::TarType::Gzip)] {
        let request = sharing::Request::new().bill_date("2026-11-11").tar_type(tar_type);
        let bill = client.v3().profitsharing().bills().get(request).await.unwrap();
        let url = bill.download_url.as_deref().unwrap();
        assert!(url.starts_with(gateway.url()), "{url}");
        // The client compares what it fetches with what was announced.
        let file = client.download_of(&bill).unwrap().unpack().await.unwrap();
        assert!(file.content.starts_with(CONTENT), "{:?}", file.content);
        digests.push(bill.hash_value.clone());
    }
    assert_ne!(digests[0], digests[1]);
}

#[tokio::test]
async fn another_file_is_refused() {
    let (_gateway, client) = start().await;
    let bill = |day: &str| {
        client
            .v3()
            .profitsharing()
            .bills()
            .get(sharing::Request::new().bill_date(day))
    };
    let (first, second) = (
        bill("2026-11-11").await.unwrap(),
        bill("2026-11-12").await.unwrap(),
    );
    let url = first.download_url.as_deref().unwrap();
    let other = second.hash_value.as_deref().unwrap();
    assert!(client.download(url).digest("SHA1", other).await.is_err());
    assert!(
        client
            .download(url)
            .digest("SHA1", first.hash_value.as_deref().unwrap())
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn an_encrypted_bill_is_opened_with_its_key() {
    let (_gateway, client) = start().await;
    for tar_type in [None, Some(fund_flow::TarType::Gzip)] {
        let request = fund_flow::Request::new()
            .bill_date("2026-11-11")
            .account_type(fund_flow::AccountType::All)
            .algorithm(fund_flow::Algorithm::AeadAes256Gcm)
            .tar_type(tar_type);
        let bill = client
            .v3()
            .ecommerce()
            .bill()
            .fundflowbill()
            .get(request)
            .await
            .unwrap();
        let of_typed = client.bill_of(&bill).unwrap().unpack().into_calls();
        for file in of_typed {
            let file = file.await.unwrap();
            assert!(file.content.starts_with(CONTENT), "{:?}", file.content);
        }
        let sent: Value = serde_json::from_slice(bill.body()).unwrap();
        let part = |name: &str| sent["download_bill_list"][0][name].as_str().unwrap().to_owned();
        let call = client.download(part("download_url"));
        let call = call
            .decrypt(part("encrypt_key"), part("nonce"))
            .digest("SHA1", part("hash_value"));
        let file = call.unpack().await.unwrap();
        assert!(file.content.starts_with(CONTENT), "{:?}", file.content);
    }
}

/// The signature covers the digest in a header, and the body has it.
#[tokio::test]
async fn a_statement_is_signed_by_its_digest() {
    let (_gateway, client) = start().await;
    let call = client
        .call(Method::GET, "hk/v3/statements")
        .query("date", "20261111");
    let answer = call
        .verify(Verify::StatementSha1)
        .receive::<Download>()
        .await
        .unwrap();
    assert_eq!(answer.headers()["wechatpay-statement-sha1"].len(), 40);
    assert!(answer.verified_by().is_some());
}
