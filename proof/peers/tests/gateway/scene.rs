//! Where a story happens: a gateway that runs, and a shop that knows of it what the gateway writes for merchants.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use peers::{Peer, Sdk};
use rcgen::{KeyPair, PKCS_RSA_SHA256, RsaKeySize};
use serde::Deserialize;
use serde_json::{Value, json};
use test_support::expect::{Named, filled};
use tokio::runtime::Runtime;
use wechatpay_gateway::clock::Clock;
use wechatpay_gateway::journal::Filter;
use wechatpay_gateway::keys::KeySettings;
use wechatpay_gateway::ledger::beijing;
use wechatpay_gateway::{Gateway, Settings};

use crate::tamper;

/// Of this day there is a bill, whatever the time is.
const DAYS_AGO: i64 = 2;

/// What is otherwise than usual.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Setting {
    /// Whether the gateway is called by TLS.
    tls: bool,
    /// Whether signatures go by the gateway's clock too, as with `--clock`; otherwise by the system's time.
    own_time: bool,
    /// Variables of the shop's that are not as the gateway wrote them.
    env: BTreeMap<String, Value>,
    /// What somebody on the way replaces in the shop's requests, and by what.
    on_the_way: Option<(String, String)>,
}

/// A gateway that runs, and who has its reins.
pub struct Stage {
    gateway: Gateway,
    http: reqwest::Client,
    runtime: Runtime,
    folder: PathBuf,
}

impl Stage {
    /// Starts it, with its keys in the folder.
    pub fn open(setting: &Setting, folder: &Path) -> Self {
        let runtime = Runtime::new().unwrap();
        let gateway = runtime.block_on(start(setting, folder));
        Self {
            http: trusting(&gateway),
            gateway,
            runtime,
            folder: folder.to_owned(),
        }
    }

    /// The lines of `.env`.
    pub fn settings(&self) -> Vec<(String, String)> {
        let text = fs::read_to_string(self.folder.join(".env")).unwrap();
        let pairs = text.lines().map(|line| line.split_once('=').unwrap());
        pairs
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect()
    }

    /// Asks the control API, as a test in any language does: `POST /orders/1217/pay`.
    pub fn control(&self, line: &str, body: &Value) -> Result<Value, String> {
        let (method, path) = line.split_once(' ').unwrap();
        let url = format!("{}/_gateway{path}", self.gateway.url());
        let mut request = self.http.request(method.parse().unwrap(), url);
        if !body.is_null() {
            request = request.body(body.to_string());
        }
        let (status, text) = self.runtime.block_on(async {
            let answer = request.send().await.unwrap();
            (answer.status(), answer.text().await.unwrap())
        });
        match status.is_success() {
            true => Ok(serde_json::from_str(&text).unwrap()),
            false => Err(format!("{status} {text}")),
        }
    }
}

/// A gateway and a shop.
pub struct Scene {
    pub shop: Peer,
    pub stage: Stage,
    /// What the story has given a name, and what it can say of this scene.
    pub named: Named,
    /// The last exchange that the story has looked at.
    looked_at: u64,
}

impl Scene {
    /// Opens it; the keys are in the folder.
    pub fn open(sdk: Sdk, mut command: Command, setting: &Setting, folder: &Path) -> Self {
        let stage = Stage::open(setting, folder);
        let named = named(&stage.gateway, folder);
        command.envs(stage.settings());
        if let Some(change) = setting.on_the_way.clone() {
            let between = tamper::between(stage.http.clone(), stage.gateway.url(), change);
            command.env("WECHATPAY_BASE_URL", stage.runtime.block_on(between));
        }
        if setting.tls {
            let authority = folder.join("ca_cert.pem");
            command.env("NODE_EXTRA_CA_CERTS", &authority);
            command.env("REQUESTS_CA_BUNDLE", &authority);
        }
        for (name, value) in &setting.env {
            command.env(name, filled(value, &named).as_str().unwrap());
        }
        Self {
            shop: Peer::start(sdk, command),
            stage,
            named,
            looked_at: 0,
        }
    }

    /// What the gateway has noted since this was asked last.
    pub fn journal(&mut self) -> Vec<Value> {
        let journal = &self.stage.gateway.world().journal;
        let since = Filter {
            since: self.looked_at,
            limit: Some(usize::MAX),
            ..Filter::default()
        };
        let found = journal.find(&since);
        self.looked_at = journal.last();
        let shown = found.iter().map(|entry| serde_json::to_value(&**entry));
        shown.collect::<Result<_, _>>().unwrap()
    }
}

/// Its clock stands still at the present time, by which shops go.
async fn start(setting: &Setting, folder: &Path) -> Gateway {
    let mut clock = Clock::default();
    clock.stop();
    if setting.own_time {
        clock = Clock::standing(clock.now());
    }
    let settings = Settings {
        is_tls: setting.tls,
        clock,
        keys: KeySettings {
            folder: Some(folder.to_owned()),
            ..KeySettings::default()
        },
        ..Settings::default()
    };
    Gateway::start(settings).await.unwrap()
}

/// Trusts the gateway's own authority.
fn trusting(gateway: &Gateway) -> reqwest::Client {
    let authority = reqwest::Certificate::from_pem(gateway.keys().authority().as_bytes()).unwrap();
    let builder = reqwest::Client::builder().no_proxy();
    builder.tls_certs_only([authority]).build().unwrap()
}

/// What a story can say of a scene.
fn named(gateway: &Gateway, folder: &Path) -> Named {
    let told = gateway.settings();
    let then = gateway.clock().now() - DAYS_AGO * 86_400;
    let stranger = folder.join("stranger_key.pem");
    let key = KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_2048).unwrap();
    fs::write(&stranger, key.serialize_pem()).unwrap();
    let names = [
        ("$mchid", json!(told.mchid)),
        ("$then", json!(then)),
        ("$day", json!(beijing::day(then))),
        ("$compact_day", json!(beijing::day(then).replace('-', ""))),
        ("$api_v3_key", json!(told.api_v3_key)),
        ("$stranger_key", json!(stranger)),
    ];
    names
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}
