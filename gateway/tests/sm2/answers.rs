//! A merchant of SM2 through the typed client: who signs, which certificates there are, what is encrypted for whom.

use serde_json::Value;
use wechatpay_gateway::{Gateway, Settings};
use wechatpay_openapi::runtime::CertificateList;
use wechatpay_openapi::v3::certificates::get::{self as certificates, AlgorithmType};
use wechatpay_openapi::v3::ecommerce::bill::fundflowbill::get as fund_flow;
use wechatpay_openapi::v3::fund_app::mch_transfer::transfer_bills::post as transfer;
use wechatpay_openapi::v3::pay::transactions::native::post as native;
use wechatpay_openapi::{Client, Method};

use crate::send;

const SM2: &str = "WECHATPAY2-SM2-WITH-SM3";

/// A gateway, its merchant's client of SM2, and the serial number of the platform certificate of SM2.
async fn start(is_stateful: bool) -> (Gateway, Client, String) {
    let settings = Settings {
        is_stateful,
        ..Settings::default()
    };
    let gateway = Gateway::start(settings).await.unwrap();
    let client = gateway.sm2_client().unwrap().build().unwrap();
    let serial = gateway.keys().sm2_certificate().unwrap().serial_no;
    (gateway, client, serial)
}

/// A certificate of RSA says nothing to a merchant of SM2: none is made for it.
#[tokio::test]
async fn no_certificate_of_rsa_is_rotated_for_it() {
    let (gateway, client, serial) = start(false).await;
    let rule = serde_json::json!({ "fault": { "kind": "rotated_certificate" }, "when": "always" });
    let rule = serde_json::from_value(rule).unwrap();
    gateway.world().faults().add(rule).unwrap();
    let path = "v3/merchant-service/complaint-notifications";
    let answer = client.call(Method::GET, path).await.unwrap();
    assert_eq!(answer.verified_by(), Some(&*serial));
    assert_eq!(gateway.keys().certificates().len(), 1);
}

#[tokio::test]
async fn an_order_is_placed_and_found() {
    let (gateway, client, serial) = start(true).await;
    let order = native::Request::new()
        .appid("wxd678efh567hg6787")
        .mchid(client.mchid())
        .description("T-shirt")
        .out_trade_no("sm2-0001")
        .notify_url("https://shop.example/notify")
        .amount(native::Amount::new().total(100));
    let placed = client
        .v3()
        .pay()
        .transactions()
        .native()
        .post(order)
        .await
        .unwrap();
    assert!(placed.code_url.as_ref().unwrap().starts_with("weixin://"));
    assert_eq!(placed.verified_by(), Some(&*serial));
    assert_eq!(placed.headers()["wechatpay-signature-type"], SM2);

    // It is one merchant: the client of RSA finds the order, too, and is answered by RSA.
    let rsa: Client = gateway.client().build().unwrap();
    for (client, scheme) in [(&client, SM2), (&rsa, "WECHATPAY2-SHA256-RSA2048")] {
        let path = format!(
            "v3/pay/transactions/out-trade-no/sm2-0001?mchid={}",
            client.mchid()
        );
        let found = client.call(Method::GET, &*path).await.unwrap();
        assert_eq!(found["trade_state"], "NOTPAY");
        assert_eq!(found.headers()["wechatpay-signature-type"], scheme);
    }
}

#[tokio::test]
async fn certificates_are_listed_by_their_kind() {
    let (gateway, client, serial) = start(true).await;
    let rsa = gateway.keys().certificates()[0].serial_no.clone();
    let by_rsa = ("AEAD_AES_256_GCM", &*rsa);
    let by_sm2 = ("AEAD_SM4_GCM", &*serial);
    for (kind, expected) in [
        (None, vec![by_rsa]),
        (Some(AlgorithmType::Rsa), vec![by_rsa]),
        (Some(AlgorithmType::Sm2), vec![by_sm2]),
        (Some(AlgorithmType::All), vec![by_rsa, by_sm2]),
    ] {
        let wanted = certificates::Request::new().algorithm_type(kind.clone());
        let listed = client.v3().certificates().get(wanted).await.unwrap();
        let listed: Value = serde_json::from_slice(listed.body()).unwrap();
        let found = listed["data"].as_array().unwrap().iter().map(|one| {
            let algorithm = one["encrypt_certificate"]["algorithm"].as_str().unwrap();
            (algorithm, one["serial_no"].as_str().unwrap())
        });
        assert_eq!(found.collect::<Vec<_>>(), expected, "{kind:?}");
    }
}

/// With nothing but its own key and the APIv3 key to begin with, as the control API tells them.
#[tokio::test]
async fn a_client_fetches_the_certificates_and_believes_them() {
    let (gateway, known, serial) = start(false).await;
    let keys = gateway.keys();
    let settings = format!("{}/_gateway/settings", gateway.url());
    let (_, told) = send(http::Request::get(settings).body(Vec::new()).unwrap()).await;
    let told = |name: &str| told["sm2"][name].as_str().unwrap();
    let rsa = keys.certificates()[0].serial_no.clone();
    for (list, serials) in [
        (CertificateList::Own, vec![serial.clone()]),
        (CertificateList::All, vec![rsa, serial.clone()]),
    ] {
        let client: Client = Client::builder(known.mchid())
            .merchant_key(told("serial_no"), told("merchant_key"))
            .api_v3_key(keys.api_v3_key())
            .platform_certificates_of(list)
            .base_url(gateway.url())
            .build()
            .unwrap();
        let complaints = client.call(Method::GET, "v3/merchant-service/complaint-notifications");
        assert_eq!(
            complaints.await.unwrap().verified_by(),
            Some(&*serial),
            "{list:?}"
        );
        let mut found = client.platform_serials();
        let mut serials = serials;
        found.sort();
        serials.sort();
        assert_eq!(found, serials, "{list:?}");
    }
}

#[tokio::test]
async fn fields_are_encrypted_both_ways() {
    let (gateway, client, serial) = start(false).await;
    let bill = transfer::Request::new()
        .appid("wxf636efh567hg4356")
        .out_bill_no("plfk2020042013")
        .transfer_scene_id("1000")
        .openid("o-MYE42l80oelYMDE34nYD456Xoy")
        .user_name("张三")
        .transfer_amount(400_000)
        .transfer_remark("报销")
        .transfer_scene_report_infos([transfer::TransferSceneReportInfo::new()
            .info_type("活动名称")
            .info_content("新会员有礼")]);
    let sent = client.v3().fund_app().mch_transfer().transfer_bills().post(bill);
    assert_eq!(sent.await.unwrap().verified_by(), Some(&*serial));
    let world = gateway.world();
    let seen = world
        .journal
        .find(&wechatpay_gateway::journal::Filter::default())
        .pop()
        .unwrap();
    let written = serde_json::to_value(&*seen).unwrap();
    assert_eq!(written["fields"]["user_name"], "张三");
    assert!(!written["body"].to_string().contains("张三"));

    let complaint = client
        .v3()
        .merchant_service()
        .complaints_v2()
        .complaint_id("200201820201020101080076610000")
        .get()
        .await
        .unwrap();
    let plain = complaint.payer_phone.as_ref().unwrap();
    let sealed: Value = serde_json::from_slice(complaint.body()).unwrap();
    assert!(!plain.expose().is_empty() && sealed["payer_phone"] != *plain.expose());
}

#[tokio::test]
async fn the_key_of_a_bill_is_encrypted_for_sm2() {
    let (_gateway, client, _) = start(false).await;
    let request = fund_flow::Request::new()
        .bill_date("2026-11-11")
        .account_type(fund_flow::AccountType::All)
        .algorithm(fund_flow::Algorithm::AeadAes256Gcm);
    let bill = client
        .v3()
        .ecommerce()
        .bill()
        .fundflowbill()
        .get(request)
        .await
        .unwrap();
    for file in client.bill_of(&bill).unwrap().unpack().into_calls() {
        let file = file.await.unwrap();
        assert!(
            file.content.starts_with(b"A file of the gateway"),
            "{:?}",
            file.content
        );
    }
}
