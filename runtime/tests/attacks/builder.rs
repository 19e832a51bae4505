//! What a builder is given by mistake: swapped arguments, one key for another, addresses that cannot work.

use wechatpay_openapi_runtime::{Client, ClientBuilder};

use crate::support::platform::{KEY_ID, MCHID, SERIAL_NO, builder, certificate, keys};

const SERIAL: &[u8] = &[0x5a, 0x77];

pub(crate) fn own() -> String {
    certificate(SERIAL, &keys().merchant, "230101000000Z", "330101000000Z")
}

pub(crate) fn der(pem: &str) -> Vec<u8> {
    use base64::Engine as _;
    let base64: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
    base64::engine::general_purpose::STANDARD.decode(base64).unwrap()
}

pub(crate) fn base64(pem: &str) -> Vec<u8> {
    pem.lines()
        .filter(|line| !line.starts_with('-'))
        .collect::<String>()
        .into_bytes()
}

/// Exactly one problem, with these words.
pub(crate) fn refuse(cases: Vec<(ClientBuilder<Client>, &str)>) {
    for (index, (builder, words)) in cases.into_iter().enumerate() {
        let error = match builder.build() {
            Err(error) => error,
            Ok(client) => panic!("case {index} ({words}) is built: {client:?}"),
        };
        let problems = error.problems();
        assert!(
            problems.len() == 1 && problems[0].contains(words),
            "case {index} does not say {words:?}: {error}"
        );
    }
}

#[test]
fn t03_swapped_arguments_are_told() {
    let (keys, own) = (keys(), own());
    let bare = || Client::builder(MCHID).public_key(KEY_ID, &keys.platform_public_pem);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    refuse(vec![
        (
            builder().merchant_key(&keys.merchant_pem, SERIAL_NO),
            "merchant_key: arguments swapped? The serial number",
        ),
        (
            builder().merchant_key(&keys.merchant_pem, SERIAL_NO),
            "`-----BEGIN PRIVATE KEY-----`, the private key is 40",
        ),
        (
            builder().merchant_key(text(base64(&keys.merchant_pem)), SERIAL_NO),
            "arguments swapped?",
        ),
        (builder().merchant_key(&own, SERIAL_NO), "arguments swapped?"),
        (
            builder().public_key(&keys.platform_public_pem, "PUB_KEY_ID_2"),
            "public_key: arguments swapped? The id",
        ),
        (
            bare().merchant_certificate(&keys.merchant_pem, &own),
            "merchant_certificate: arguments swapped?",
        ),
        (
            bare().merchant_certificate(der(&keys.merchant_pem), der(&own)),
            "arguments swapped?",
        ),
        (
            builder().client_certificate(&keys.merchant_pem, &own),
            "client_certificate: arguments swapped?",
        ),
        // One of them alone is wrong.
        (
            builder().merchant_key(&keys.merchant_pem, &keys.merchant_pem),
            "characters, a PEM `-----BEGIN PRIVATE KEY-----`: it is no serial number",
        ),
        (builder().public_key(&own, &keys.platform_public_pem), "the id is"),
    ]);
}

#[test]
fn t03_one_key_for_another_is_told() {
    let (v2, v3) = (
        "192006250b4c09247ec02edce69f6a2d",
        "Zq7Lw2Xc9Vb4Nm1Kj8Hg5Fd3Sa6Po0Iu",
    );
    refuse(vec![
        (
            builder().merchant_key(v2, &keys().merchant_pem),
            "length of an API key",
        ),
        (
            builder().merchant_key(v3, &keys().merchant_pem),
            "no serial number in hexadecimal",
        ),
        (builder().merchant_key(SERIAL_NO, v3), "merchant_key: not a key"),
        (
            builder().api_v3_key(SERIAL_NO),
            "exactly 32 bytes and this one has 40",
        ),
        (
            builder().api_v2_key(SERIAL_NO),
            "exactly 32 letters and digits and this one has 40",
        ),
        (builder().api_v3_key(KEY_ID), "the id of a public key"),
        (builder().api_v2_key(KEY_ID), "the id of a public key"),
        (builder().api_v2_key(MCHID), "this one has 10"),
        (
            builder().api_v2_key(&keys().merchant_pem),
            "blanks or other characters",
        ),
        (
            builder().api_v2_key(base64(&keys().merchant_pem)),
            "exactly 32 letters",
        ),
        (builder().public_key(v3, &keys().platform_public_pem), "not whole"),
        (
            builder().public_key("PUB_KEY_ID_1 2", &keys().platform_public_pem),
            "not whole",
        ),
        (builder().timeout(std::time::Duration::ZERO), "timeout: zero"),
    ]);
}

#[test]
fn a_number_of_a_merchant_or_a_brand_is_digits() {
    for number in ["9856081", "1900000109", "86693852", "1"] {
        let with = |builder: ClientBuilder<Client>| {
            let builder = builder.merchant_key(SERIAL_NO, &keys().merchant_pem);
            builder
                .public_key(KEY_ID, &keys().platform_public_pem)
                .build()
                .unwrap()
        };
        assert_eq!(with(Client::builder(number)).mchid(), number);
        assert_eq!(with(Client::brand_builder(number)).brand_id(), Some(number));
    }
    let long = "1".repeat(32);
    for (number, told) in [
        ("190000000A", "10 hexadecimal digits"),
        ("", "empty"),
        (" 1900000109", "10 digits, and blanks or line ends around"),
        ("1900000109\n", "10 digits, and blanks or line ends around"),
        ("１９０００００１０９", "10 characters"),
        ("-190000010", "10 characters"),
        ("\u{feff}1900000109", "10 digits, after a byte order mark"),
        ("wx8888888888888888", "an appid (wx…); the appid is"),
        ("商户号", "3 characters"),
        (&long, "32 digits"),
    ] {
        let with = |builder: ClientBuilder<Client>| {
            let builder = builder.merchant_key(SERIAL_NO, &keys().merchant_pem);
            builder.public_key(KEY_ID, &keys().platform_public_pem)
        };
        refuse(vec![
            (with(Client::builder(number)), told),
            (
                with(Client::brand_builder(number)),
                "brand_id: a brand's id (品牌ID) is 1 to 20 digits",
            ),
        ]);
    }
}

/// What no host can be reached by.
const NO_HOSTS: [(&str, &str); 22] = [
    ("http://h#x", "path, query and fragment"),
    ("http://h?x=1", "path, query and fragment"),
    ("https://h/v3", "path, query and fragment"),
    ("https://h\\x", "path, query and fragment"),
    ("http://h:", "the port"),
    ("http://h:0", "the port"),
    ("http://h:65536", "the port"),
    ("http://h:+80", "the port"),
    ("http://h:80:80", "the port"),
    ("http://", "no host"),
    ("http://:80", "no host"),
    ("http:///x", "path, query and fragment"),
    ("http://a b", "the host is no name"),
    ("http://a..b", "the host is no name"),
    ("http://1.2.3", "the host is no name"),
    ("http://1.2.3.256", "the host is no name"),
    ("http://0x7f000001", "the host is no name"),
    ("http://[::1", "the address does not end"),
    ("http://[::g]", "the host is no name"),
    ("http://微信", "the host is no name"),
    ("ftp://h", "neither https nor http"),
    ("file:///etc/passwd", "neither https nor http"),
];

#[test]
fn an_address_that_cannot_work_is_refused_at_once() {
    for (url, told) in NO_HOSTS {
        refuse(vec![
            (builder().base_url(url), told),
            (builder().backup_url(url), told),
        ]);
        #[cfg(feature = "reqwest")]
        refuse(vec![(builder().proxy(url), told)]);
    }
    refuse(vec![
        (builder().base_url("h"), "no scheme"),
        (builder().base_url(""), "base_url: empty: it has no scheme"),
        (
            builder().base_url("https://user:password@h"),
            "user name and password",
        ),
        (builder().base_url("socks5://h"), "neither https nor http"),
    ]);
    #[cfg(feature = "reqwest")]
    refuse(vec![
        (builder().proxy("socks5://h:1080"), "reqwest's feature `socks`"),
        (builder().proxy("socks5h://h"), "reqwest's feature `socks`"),
        (builder().proxy("socks4://h"), "reqwest's feature `socks`"),
        (builder().proxy("http://user:pass#word@h"), "percent-encoded"),
        (builder().proxy(""), "proxy: empty: it has no host"),
    ]);
}

/// What is built can be sent to: nobody listens, and that is all that is wrong.
#[cfg(feature = "reqwest")]
#[tokio::test]
async fn an_address_that_is_accepted_works() {
    use wechatpay_openapi_runtime::{ErrorKind, Method, RetryPolicy};
    let hosts = [
        "http://127.0.0.1:1",
        "HTTP://127.0.0.1:1/",
        "http://[::1]:1",
        "https://localhost:1",
        " http://localhost.:1\n",
    ];
    let proxies = [
        "http://127.0.0.1:1",
        "127.0.0.1:1",
        "localhost:1/",
        "https://[::1]:1",
        "http://user:pa%23ss@127.0.0.1:1",
    ];
    let hosts = hosts.map(|url| (url, builder().base_url(url)));
    let proxies = proxies.map(|url| (url, builder().proxy(url)));
    for (url, builder) in hosts.into_iter().chain(proxies) {
        let client = builder
            .retry(RetryPolicy::none())
            .build()
            .unwrap_or_else(|error| panic!("{url}: {error}"));
        let error = client.call(Method::GET, "v3/orders/1").await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NotSent, "{url}: {error}");
        assert!(!format!("{error:?}").contains("uilder"), "{url}: {error:?}");
    }
}

#[test]
fn a_serial_number_is_understood_in_every_dress_or_refused_with_the_reason() {
    let with = |serial: &str| builder().merchant_key(serial, &keys().merchant_pem);
    for dress in [
        "5A77",
        "5a77",
        "0x5A77",
        "0X5a77",
        "5A:77",
        "5A 77",
        "serial=5A77\n",
        "serial=0x5a:77",
        "        Serial Number:\n            5a:77\n",
        "\u{feff}5A77\r\n",
        " 5A77 ",
    ] {
        assert_eq!(
            with(dress).build().unwrap().serial_no().as_deref(),
            Some("5A77"),
            "{dress}"
        );
    }
    refuse(vec![
        (with("0x"), "no serial number in hexadecimal"),
        (with("5A-77"), "no serial number in hexadecimal"),
        (with("A77"), "a leading 0 was lost"),
        (
            with("464412233331823829294183927331253921728912941281"),
            "which is 5158F6FBD5F72596BE9B3F954A57CAF9EF47E0E1",
        ),
        (with(&"9".repeat(60)), "more than 40 digits"),
        (with(&"5a".repeat(21)), "more than 40 digits"),
    ]);
}
