//! No secret in any `Debug` or `Display`.

mod support;

use serde_json::Value;
use support::platform::{API_V3_KEY, answer, builder, client, keys, signed};
use wechatpay_openapi_runtime::crypto::{ApiV3Key, PrivateKey};
use wechatpay_openapi_runtime::{Call, Chain, Client, Method, Operation, Sensitive, record};

const NAME: &str = "MARKED-PERSONAL-NAME";
const ORDER: &str = "MARKED-REQUEST-CONTENT";

record! {
    /// A request and an answer.
    pub struct Person {
        /// Encrypted.
        pub user_name: Option<Sensitive<String>>,
        /// Plain.
        pub order: Option<String>,
        /// Required.
        #[is(required)]
        pub must: Option<i64>,
    }
}

const OPERATION: Operation = Operation::v3(Method::POST, "/v3/people/{id}");

fn call(client: &Client) -> Call<Person> {
    let person = Person::new().user_name(NAME).order(ORDER);
    Call::new(Chain::new(client).param("MARKED-PATH-VALUE"), &OPERATION, person)
}

/// Everything that could be printed, printed.
fn printed() -> Vec<String> {
    let client = client();
    let keys = keys();
    let ciphertext = keys.merchant.public_key().unwrap().encrypt(NAME).unwrap();
    let good = signed(200, &format!(r#"{{"user_name":"{ciphertext}"}}"#));
    let mut texts = vec![
        format!("{client:?}"),
        format!("{:?}", client.notifications()),
        format!("{:?}", client.payment("wx1")),
        format!("{:?}", call(&client)),
        format!("{:?}", PrivateKey::parse(&keys.merchant_pem).unwrap()),
        format!("{:?}", ApiV3Key::new(API_V3_KEY).unwrap()),
        format!("{:?}", call(&client).read(good).unwrap()),
        format!(
            "{:?}",
            call(&client).skip_required_check().to_http().unwrap().headers()
        ),
    ];
    let half = format!("{API_V3_KEY}{API_V3_KEY}");
    let errors = [
        call(&client).to_http().unwrap_err(),
        call(&client).read(answer(200, &[], ORDER)).unwrap_err(),
        call(&client)
            .read(signed(200, &format!(r#"{{"must":"{ORDER}"}}"#)))
            .unwrap_err(),
        call(&client)
            .read(signed(200, &format!(r#"{{"user_name":"{NAME}"}}"#)))
            .unwrap_err(),
        builder().api_v3_key(half).build().unwrap_err(),
        builder()
            .merchant_key("01", keys.merchant_pem.replace("PRIVATE", "PUBLIC"))
            .build()
            .unwrap_err(),
        builder()
            .merchant_key("01", keys.merchant_pem.replace('A', "!"))
            .build()
            .unwrap_err(),
        builder()
            .public_key("PUB_KEY_ID_2", &keys.merchant_pem)
            .build()
            .unwrap_err(),
    ];
    texts.extend(
        errors
            .iter()
            .flat_map(|error| [format!("{error}"), format!("{error:?}"), format!("{error:#?}")]),
    );
    texts
}

#[test]
fn nothing_secret_is_printed() {
    let pem = &keys().merchant_pem;
    let line = pem.lines().nth(3).unwrap();
    let signature = "signature=";
    for text in printed() {
        for secret in [API_V3_KEY, NAME, ORDER, "MARKED-PATH-VALUE", line, signature] {
            assert!(!text.contains(secret), "{secret} in {text}");
        }
    }
}

#[test]
fn a_response_shows_its_value_and_keeps_its_body() {
    let response = client()
        .call(Method::GET, "v3/x")
        .read(signed(200, r#"{"a":1}"#))
        .unwrap();
    assert_eq!(response["a"], Value::from(1));
    assert!(format!("{response:?}").contains("08F78BB5A906"));
}
