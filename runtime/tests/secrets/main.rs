//! No secret in any `Debug`, `Display`, error or panic.
//!
//! Every secret that a program gives or gets is marked; everything that can be
//! printed is printed, in every way; no mark may show. Spans have `tracing.rs`.

#[path = "../support/mod.rs"]
mod support;

mod errors;
mod forms;
mod mixed_up;
mod places;
mod traces;
mod types;
mod values;

use std::fmt::{Debug, Display, Write as _};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use support::platform::keys;
use wechatpay_openapi_runtime::{Call, Chain, Client, ClientBuilder, Method, Operation, Sensitive, record};

pub(crate) const NAME: &str = "MARKED-PERSONAL-NAME";
pub(crate) const ORDER: &str = "MARKED-REQUEST-CONTENT";
pub(crate) const PATH: &str = "MARKED-PATH-VALUE";
pub(crate) const TOKEN: &str = "MARKED-DOWNLOAD-TOKEN";
pub(crate) const FILE: &str = "MARKED-FILE-CONTENT";
pub(crate) const PLAINTEXT: &str = "MARKED-NOTIFICATION-PLAINTEXT";
pub(crate) const PASSWORD: &str = "MARKED-P12-PASSWORD";
pub(crate) const V3_KEY: &str = "MARKED-APIV3-KEY-OF-THIRTY-TWO-B";
pub(crate) const V2_KEY: &str = "MARKEDAPIV2KEYOFTHIRTYTWOLETTERS";

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

pub(crate) static OPERATION: Operation = Operation::v3(Method::POST, "/v3/people/{id}");
pub(crate) static V2: Operation = Operation::v2(Method::POST, "/pay/{id}");

/// A builder with every secret in it.
pub(crate) fn builder() -> ClientBuilder<Client> {
    let builder = support::platform::builder().api_v3_key(V3_KEY).api_v2_key(V2_KEY);
    let builder = builder.v2_public_key(&keys().platform_public_pem);
    #[cfg(feature = "reqwest")]
    let builder = builder.client_certificate(
        support::tls::certificate_pem("merchant"),
        support::tls::key_pem("merchant"),
    );
    builder
}

pub(crate) fn client() -> Client {
    builder().build().unwrap()
}

pub(crate) fn call(client: &Client, operation: &'static Operation) -> Call<Person> {
    let person = Person::new().user_name(NAME).order(ORDER);
    Call::new(Chain::new(client).param(PATH), operation, person)
}

/// What was printed, and what it must not hold.
#[derive(Default)]
pub(crate) struct Sweep {
    texts: Vec<(&'static str, String)>,
    secrets: Vec<String>,
}

impl Sweep {
    pub(crate) fn debug(&mut self, what: &'static str, value: &dyn Debug) {
        self.texts
            .push((what, format!("{value:?}\n{value:#?}\n{value:02x?}")));
    }

    pub(crate) fn display(&mut self, what: &'static str, value: &dyn Display) {
        self.texts.push((what, format!("{value}\n{value:#}")));
    }

    /// An error and all its causes.
    pub(crate) fn error(&mut self, what: &'static str, error: &(dyn std::error::Error + 'static)) {
        let mut cause = Some(error);
        while let Some(error) = cause {
            self.debug(what, &error);
            self.display(what, &error);
            cause = error.source();
        }
    }

    pub(crate) fn text(&mut self, what: &'static str, text: String) {
        self.texts.push((what, text));
    }

    /// One more secret, as text, as a list of bytes and as hexadecimal.
    pub(crate) fn secret(&mut self, secret: &[u8]) {
        assert!(secret.len() > 8, "too short to be told from chance");
        let list: Vec<String> = secret.iter().map(u8::to_string).collect();
        self.secrets.push(list.join(", "));
        let hex: Vec<String> = secret.iter().map(|byte| format!("{byte:02x}")).collect();
        self.secrets
            .extend([hex.concat(), hex.join(", "), STANDARD.encode(secret)]);
        if let Ok(text) = std::str::from_utf8(secret) {
            self.secrets.push(text.to_owned());
        }
    }

    /// Every line of a key's PEM, and the bytes in it.
    pub(crate) fn pem(&mut self, pem: &str) {
        for line in pem
            .lines()
            .filter(|line| !line.starts_with('-') && line.len() == 64)
        {
            self.secrets.push(line.to_owned());
            self.secret(&STANDARD.decode(line).unwrap());
        }
    }

    pub(crate) fn check(mut self) {
        for secret in [
            NAME, ORDER, PATH, TOKEN, FILE, PLAINTEXT, PASSWORD, V3_KEY, V2_KEY,
        ] {
            self.secret(secret.as_bytes());
        }
        self.pem(&keys().merchant_pem);
        #[cfg(feature = "reqwest")]
        self.pem(&support::tls::key_pem("merchant"));
        let mut found = String::new();
        for (what, text) in &self.texts {
            for secret in self.secrets.iter().filter(|secret| text.contains(*secret)) {
                let _ = writeln!(found, "{what}: {secret} in {text}");
            }
        }
        assert!(found.is_empty(), "{found}");
    }
}

/// A sweep that finds nothing because it does not look is worth nothing.
#[test]
fn a_secret_is_found() {
    for shown in [
        Box::new(V3_KEY) as Box<dyn Debug>,
        Box::new(V3_KEY.as_bytes().to_vec()),
        Box::new(keys().merchant_pem.clone()),
    ] {
        let mut sweep = Sweep::default();
        sweep.debug("a secret", &shown);
        std::panic::catch_unwind(|| sweep.check()).expect_err("it must be found");
    }
}
