//! v2's special fields: files, encrypted texts, families of numbers, values inside strings; and XML's limits.

#![allow(missing_docs)]

mod support;

use support::platform::{NONCE, builder, key_pair, keys, pem};
use wechatpay_openapi_runtime::__private::{Location, RecordRef};
use wechatpay_openapi_runtime::crypto::{ApiV2Key, PrivateKey, PublicKey};
use wechatpay_openapi_runtime::record::from_xml;
use wechatpay_openapi_runtime::sign::v2::{self, SignType};
use wechatpay_openapi_runtime::xml::Document;
use wechatpay_openapi_runtime::{
    Call, Chain, Client, ErrorKind, FilePart, JsonString, Method, Numbered, Operation, Sensitive, UrlEncoded,
    Verify, record,
};

const KEY: &str = "192006250b4c09247ec02edce69f6a2d";

record! {
    pub struct Upload {
        pub media: Option<FilePart>,
        pub media_hash: Option<String>,
        pub mch_id: Option<String>,
        #[is(required)]
        pub sign_type: Option<String>,
        #[is(required)]
        pub sign: Option<String>,
    }
    pub struct Transfer {
        pub amount: Option<i64>,
        pub enc_bank_no: Option<Sensitive<String>>,
    }
    pub struct Refunds {
        pub coupon_refund_fee: Option<i64>,
        #[wire = "coupon_refund_fee_$n"]
        pub coupon_refund_fee_n: Option<Numbered<i64>>,
        #[wire = "coupon_refund_fee_$n_$m"]
        pub coupon_refund_fee_n_m: Option<Numbered<i64>>,
        #[wire = "coupon_type_$n"]
        pub coupon_type_n: Option<Numbered<String>>,
        pub risk_info: Option<UrlEncoded<Risk>>,
        pub scene_info: Option<JsonString<Risk>>,
    }
    pub struct Risk {
        pub mobile: Option<String>,
        pub posttime: Option<i64>,
    }
    pub struct Text { pub body: Option<String>, }
}

const POST: Operation = Operation::v2(Method::POST, "/secapi/mch/uploadmedia");

fn client(v2_public_key: Option<&str>) -> Client {
    let builder = builder().api_v2_key(KEY).nonce(|| NONCE.to_owned());
    match v2_public_key {
        Some(pem) => builder.v2_public_key(pem),
        None => builder,
    }
    .build()
    .unwrap()
}

#[test]
fn an_upload_signs_every_part_but_the_file() {
    let request = Upload::new()
        .media(FilePart::new("a.png", "PNG"))
        .media_hash("aabb")
        .mch_id("1900000001");
    let call: Call<Text> = Call::new(Chain::new(&client(None)), &POST.upload(), request);
    let request = call.to_http().unwrap();
    let boundary = format!("boundary-{NONCE}");
    assert_eq!(
        request.headers()["content-type"],
        format!("multipart/form-data; boundary={boundary}")
    );
    let fields = [
        ("media_hash", "aabb"),
        ("mch_id", "1900000001"),
        ("sign_type", "HMAC-SHA256"),
    ];
    let sign = ApiV2Key::new(KEY)
        .unwrap()
        .sign(SignType::HmacSha256, &v2::text(fields));
    let part = |name: &str, text: &str| {
        format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n")
    };
    let texts: String = fields.iter().map(|(name, text)| part(name, text)).collect();
    let file = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"media\"; filename=\"a.png\"\r\n\
         Content-Type: image/png\r\n\r\nPNG\r\n--{boundary}--\r\n"
    );
    let wanted = format!("{texts}{}{file}", part("sign", &sign));
    assert_eq!(std::str::from_utf8(request.body()).unwrap(), wanted);
}

/// The bytes of the PKCS#1 key that lie in an SPKI of RSA 2048.
fn pkcs1(key: &PublicKey) -> String {
    pem("RSA PUBLIC KEY", &key.spki()[24..])
}

#[test]
fn fields_are_encrypted_with_the_key_of_v2() {
    let (_, private): (String, PrivateKey) = key_pair();
    let public = private.public_key().unwrap();
    let operation = Operation::v2(Method::POST, "/mmpaysptrans/pay_bank");
    for key in [pkcs1(&public), pem("PUBLIC KEY", public.spki())] {
        let request = Transfer::new().amount(1).enc_bank_no("6225");
        let call: Call<Text> = Call::new(Chain::new(&client(Some(&key))), &operation, request);
        let document = Document::parse(call.to_http().unwrap().body()).unwrap();
        let sent = document.get("enc_bank_no").unwrap();
        assert_eq!(private.decrypt(sent).unwrap(), "6225");
        assert!(
            keys().platform.decrypt(sent).is_err(),
            "not the platform's key of v3"
        );
        let signed = v2::text(document.texts().unwrap());
        assert!(
            ApiV2Key::new(KEY)
                .unwrap()
                .verify(&signed, document.get("sign").unwrap())
        );
    }
    let request = Transfer::new().enc_bank_no("6225");
    let call: Call<Text> = Call::new(Chain::new(&client(None)), &operation, request);
    let error = call.to_http().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(error.to_string().contains("fetch_v2_public_key"), "{error}");
    assert!(!format!("{error} {error:?} {call:?}").contains("6225"));
    let call: Call<Text> = Call::new(Chain::new(&client(None)), &operation, Transfer::new().amount(1));
    call.to_http().unwrap();
    let error = builder().v2_public_key("no key").build().unwrap_err();
    assert!(error.problems()[0].starts_with("v2_public_key: "), "{error}");
}

#[test]
fn families_and_strings_go_both_ways() {
    let xml = "<xml><coupon_refund_fee>6</coupon_refund_fee><coupon_refund_fee_0>5</coupon_refund_fee_0>\
               <coupon_refund_fee_10>4</coupon_refund_fee_10><coupon_refund_fee_0_1>3</coupon_refund_fee_0_1>\
               <coupon_type_0>CASH</coupon_type_0><risk_info>mobile=1%2B2&amp;posttime=7</risk_info>\
               <scene_info><![CDATA[{\"mobile\":\"3\",\"posttime\":8}]]></scene_info></xml>";
    let refunds = from_xml::<Refunds>(xml.as_bytes()).unwrap();
    assert_eq!(refunds.coupon_refund_fee, Some(6));
    let fees: Vec<_> = refunds.coupon_refund_fee_n.as_ref().unwrap().iter().collect();
    assert_eq!(fees, [(&[0][..], &5), (&[10][..], &4)]);
    assert_eq!(
        refunds.coupon_refund_fee_n_m.as_ref().unwrap().get2(0, 1),
        Some(&3)
    );
    assert_eq!(refunds.risk_info.as_ref().unwrap().mobile.as_deref(), Some("1+2"));
    assert_eq!(refunds.scene_info.as_ref().unwrap().posttime, Some(8));
    let made = Refunds::new()
        .coupon_refund_fee(6)
        .coupon_refund_fee_n(Numbered::new().with(10, 4).with(0, 5))
        .coupon_refund_fee_n_m(Numbered::new().with2(0, 1, 3))
        .coupon_type_n(Numbered::new().with(0, "CASH"))
        .risk_info(Risk::new().mobile("1+2").posttime(7))
        .scene_info(Risk::new().mobile("3").posttime(8));
    assert_eq!(made, refunds);
    let written = RecordRef::new(&made).to_xml(Location::Body, None).unwrap();
    assert_eq!(
        Document::parse(written.as_bytes()),
        Document::parse(xml.as_bytes())
    );
    assert_eq!(
        from_xml::<Refunds>(b"<xml><coupon_refund_fee_x>1</coupon_refund_fee_x></xml>").unwrap(),
        Refunds::new()
    );
}

#[test]
fn what_xml_cannot_carry_is_named() {
    for bad in ["\u{0}", "\u{b}", "a\u{1f}", "\u{fffe}"] {
        let call: Call<Text> = Call::new(Chain::new(&client(None)), &POST, Text::new().body(bad));
        let error = call.to_http().unwrap_err();
        assert_eq!(
            (error.kind(), error.problems()),
            (ErrorKind::Request, &["/body".to_owned()][..])
        );
        assert!(error.to_string().contains("`/body`"), "{error}");
    }
    for name in ["", "a b", "a><b", "a\"", "<a"] {
        let mut document = Document::default();
        document.set(name, "1");
        assert_eq!(document.write().unwrap_err().field, Some(format!("/{name}")));
    }
}

#[test]
fn documents_are_read_within_limits() {
    let lol = "<!DOCTYPE l [<!ENTITY a \"x\"><!ENTITY b \"&a;&a;\">]><xml><a>&b;</a></xml>";
    let refused: [(&[u8], &str); 12] = [
        (b"", "no element"),
        (lol.as_bytes(), "DTD"),
        (b"<xml><a>&b;</a></xml>", "entity"),
        (b"<xml><a>&#0;</a></xml>", ""),
        (b"<xml><a>\xff</a></xml>", "UTF-8"),
        (b"<xml><a>\x01</a></xml>", "not allowed"),
        (
            "<?xml version=\"1.0\" encoding=\"GBK\"?><xml><a>\u{4e2d}</a></xml>".as_bytes(),
            "encoding",
        ),
        (b"<xml><a>1</a><a>2</a></xml>", "twice"),
        (b"<xml><a>1</a><a><b>2</b></a></xml>", "twice"),
        (b"<xml><a>1</a></xml><xml/>", "follows"),
        (b"<xml><a>1</a>", "ends before"),
        (b"<xml>text</xml>", "alone"),
    ];
    for (xml, why) in refused {
        let error = Document::parse(xml).unwrap_err().to_string();
        assert!(error.contains(why), "{why}: {error}");
    }
    let read = [
        "\u{FEFF}<xml><a>1</a></xml>",
        "<?xml version=\"1.0\" encoding=\"utf8\"?>\n<xml><a>1</a></xml>\n",
        "<?xml version=\"1.0\" encoding=\"GBK\"?><xml><a>1</a></xml>",
        "<root><a><![CDATA[1]]></a></root>",
        "<xml><!-- c --><a>&#49;</a></xml>",
    ];
    for xml in read {
        assert_eq!(
            Document::parse(xml.as_bytes()).unwrap().get("a"),
            Some("1"),
            "{xml}"
        );
    }
    for text in [
        "]]>",
        "a]]>b]]",
        "<![CDATA[x]]>",
        "&amp;",
        " x ",
        "\r\n",
        "]]]]>>",
    ] {
        let mut document = Document::default();
        document.set("a", text);
        let again = Document::parse(document.write().unwrap().as_bytes()).unwrap();
        assert_eq!(again.get("a"), Some(text));
    }
}

#[test]
fn a_page_in_xml_is_no_answer() {
    let call: Call<Text> = Call::new(
        Chain::new(&client(None)),
        &POST.verify(Verify::Unsigned),
        Text::new(),
    );
    for page in [
        "<html><body>busy</body></html>",
        "<xml/>",
        "<xml><body>b</body></xml>",
        "",
        "<hr>",
    ] {
        let answer = support::platform::answer(200, &[], page);
        let error = call.read(answer).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{page}");
        assert!(error.may_have_taken_effect());
        assert_eq!(error.body().unwrap(), page);
    }
    let bad = support::platform::answer(502, &[], "<html><body>busy</body></html>");
    assert_eq!(call.read(bad).unwrap_err().kind(), ErrorKind::Api);
}

#[cfg(feature = "reqwest")]
#[tokio::test]
async fn the_key_is_fetched_once_and_remembered() {
    use support::platform::certificate;
    use support::server::{Act, Server, respond};
    let (merchant_pem, merchant) = key_pair();
    let (_, private) = key_pair();
    let key = pkcs1(&private.public_key().unwrap());
    let server = Server::start(move |seen| {
        assert_eq!(seen.target, "/risk/getpublickey");
        let xml = match Document::parse(&seen.body).unwrap().get("mch_id") {
            Some("1900000001") => format!(
                "<xml><return_code>SUCCESS</return_code><result_code>SUCCESS</result_code>\
                 <pub_key><![CDATA[{key}]]></pub_key></xml>"
            ),
            _ => "<xml><return_code>FAIL</return_code><error_code>20001</error_code></xml>".to_owned(),
        };
        Act::Send(respond("200 OK", &[], xml.as_bytes()))
    });
    let builder = || support::platform::builder().api_v2_key(KEY).base_url(&server.url);
    let without = builder()
        .build()
        .unwrap()
        .fetch_v2_public_key()
        .await
        .unwrap_err();
    assert_eq!(without.kind(), ErrorKind::Config);
    assert!(without.to_string().contains("client_certificate"), "{without}");
    assert!(server.seen().is_empty());
    let certificate = certificate(&[0x0a, 0x12], &merchant, "230101000000Z", "330101000000Z");
    let client = builder()
        .client_certificate(certificate, merchant_pem)
        .build()
        .unwrap();
    let (a, b, c) = tokio::join!(
        client.fetch_v2_public_key(),
        client.fetch_v2_public_key(),
        client.fetch_v2_public_key()
    );
    let public = private.public_key().unwrap();
    assert!([a, b, c].into_iter().all(|found| *found.unwrap() == public));
    let seen = server.seen();
    assert_eq!(seen.len(), 1, "one fetch serves all who wait");
    let document = Document::parse(&seen[0].body).unwrap();
    assert_eq!(document.get("sign_type"), Some("HMAC-SHA256"));
    let call: Call<Text> = Call::new(Chain::new(&client), &POST, Transfer::new().enc_bank_no("6225"));
    let document = Document::parse(call.to_http().unwrap().body()).unwrap();
    assert_eq!(
        private.decrypt(document.get("enc_bank_no").unwrap()).unwrap(),
        "6225"
    );
}
