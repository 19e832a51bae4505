//! Which host a call goes to, and which one when that fails.

mod support;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use support::platform::{NOW, check_request};
use support::script::Stage;
use support::script::Step::{self, Broken, Plain, Refused, TimedOut};
use wechatpay_openapi_runtime::{
    Call, Chain, Client, ClientBuilder, Domain, Error, ErrorKind, Host, Json, Method, Operation, Region,
};

const MAIN: &str = "api.mch.weixin.qq.com";
const BACKUP: &str = "api2.mch.weixin.qq.com";
const DOWN: (&str, &str) = ("X-None", "");

fn call(client: &Client, method: Method) -> Call<Json> {
    // As one with a number of the merchant's own.
    client.call(method, "v3/orders").repeatable(true)
}

fn clocked(builder: ClientBuilder<Client>) -> (Client, Arc<AtomicI64>) {
    let now = Arc::new(AtomicI64::new(NOW));
    let clock = now.clone();
    let client = builder.clock(move || clock.load(Ordering::SeqCst)).build();
    (client.unwrap(), now)
}

#[tokio::test]
async fn each_operation_goes_to_its_host_by_region_and_domain() {
    const HOSTS: [(Host, [&str; 5]); 6] = [
        (Host::Default, [MAIN, MAIN, MAIN, MAIN, "api.wechatpay.cn"]),
        (
            Host::HongKongOptional,
            [
                MAIN,
                "apihk.mch.weixin.qq.com",
                "apius.mch.weixin.qq.com",
                "apieu.mch.weixin.qq.com",
                "api.wechatpay.cn",
            ],
        ),
        (
            Host::HongKong,
            [
                "apihk.mch.weixin.qq.com",
                "apihk.mch.weixin.qq.com",
                "apius.mch.weixin.qq.com",
                "apieu.mch.weixin.qq.com",
                "apihk.mch.weixin.qq.com",
            ],
        ),
        (Host::Fraud, ["fraud.mch.weixin.qq.com"; 5]),
        (Host::Payapp, ["payapp.weixin.qq.com"; 5]),
        (Host::Weixin, ["api.weixin.qq.com"; 5]),
    ];
    let stage = Stage::default();
    let clients = [
        stage.builder(),
        stage.builder().region(Region::HongKong),
        stage.builder().region(Region::UnitedStates),
        stage.builder().region(Region::Europe),
        stage.builder().domain(Domain::WechatPay),
    ]
    .map(|builder| builder.build().unwrap());
    for path in ["/v3/x", "/hk/v3/x", "/global/v3/x"] {
        for (host, expected) in HOSTS {
            for (client, expected) in clients.iter().zip(expected) {
                let operation = Operation::v3(Method::POST, path).host(host);
                Call::<Json>::bare(Chain::new(client), &operation).await.unwrap();
                let sent = &stage.sent()[0];
                assert_eq!((&*sent.host, &*sent.target), (expected, path), "{host:?}");
                check_request("POST", path, &sent.authorization, b"");
            }
        }
    }
}

#[tokio::test]
async fn the_other_host_is_for_what_was_not_sent_and_for_reading() {
    let cases: [(Step, Method, &[&str]); 7] = [
        (Refused, Method::POST, &[MAIN, BACKUP]),
        (Refused, Method::GET, &[MAIN, BACKUP]),
        (TimedOut, Method::GET, &[MAIN, BACKUP]),
        (Broken, Method::GET, &[MAIN, BACKUP]),
        (Plain(502, DOWN, ""), Method::GET, &[MAIN, BACKUP]),
        (Plain(502, DOWN, ""), Method::POST, &[MAIN, MAIN]),
        (Plain(429, DOWN, ""), Method::GET, &[MAIN, MAIN]),
    ];
    for (step, method, hosts) in cases {
        let stage = Stage::new(&[step]);
        call(&stage.client(), method).await.unwrap();
        assert_eq!(stage.hosts(), hosts, "{step:?} {method}");
    }
    let stage = Stage::new(&[TimedOut]);
    let failed = call(&stage.client(), Method::POST).await.unwrap_err();
    assert_eq!((failed.host(), stage.hosts().len()), (Some(MAIN), 1));
    // The other host is asked at once.
    let stage = Stage::new(&[Refused]);
    call(&stage.client(), Method::POST).await.unwrap();
    assert!(stage.slept().is_empty());
}

#[tokio::test]
async fn a_failed_host_is_avoided_by_all_clones_and_returned_to() {
    let stage = Stage::default();
    let (client, now) = clocked(stage.builder());
    let later = |seconds: i64| now.fetch_add(seconds, Ordering::SeqCst);
    stage.down(&[MAIN]);
    call(&client, Method::POST).await.unwrap();
    assert_eq!(stage.hosts(), [MAIN, BACKUP]);
    // Known from now on, by clones as well.
    for _ in 0..3 {
        call(&client.clone(), Method::POST).await.unwrap();
        assert_eq!(stage.hosts(), [BACKUP]);
    }
    // Tried again after a minute, and after two when that fails.
    later(60);
    call(&client, Method::POST).await.unwrap();
    assert_eq!(stage.hosts(), [MAIN, BACKUP]);
    later(119);
    call(&client, Method::POST).await.unwrap();
    assert_eq!(stage.hosts(), [BACKUP]);
    stage.down(&[]);
    later(1);
    for _ in 0..2 {
        call(&client, Method::POST).await.unwrap();
        assert_eq!(stage.hosts(), [MAIN], "it came back");
    }
}

#[tokio::test]
async fn an_error_answer_is_an_answer_and_silence_counts_when_it_lasts() {
    let stage = Stage::new(&[
        Plain(400, DOWN, "{}"),
        TimedOut,
        Plain(400, DOWN, "{}"),
        TimedOut,
        Broken,
    ]);
    let client = stage.client();
    for _ in 0..5 {
        call(&client, Method::POST).await.unwrap_err();
    }
    assert_eq!(stage.hosts(), [MAIN; 5]);
    let stage = Stage::new(&[TimedOut, Broken, TimedOut]);
    let client = stage.client();
    for _ in 0..3 {
        call(&client, Method::POST).await.unwrap_err();
    }
    call(&client, Method::POST).await.unwrap();
    assert_eq!(stage.hosts(), [MAIN, MAIN, MAIN, BACKUP]);
}

#[tokio::test]
async fn both_down_is_not_sent_and_tells_the_last_host() {
    let stage = Stage::default();
    stage.down(&[MAIN, BACKUP]);
    let failed = call(&stage.client(), Method::POST).await.unwrap_err();
    assert_eq!(stage.hosts(), [MAIN, BACKUP, MAIN]);
    assert_eq!(
        (failed.kind(), failed.host(), failed.attempts()),
        (ErrorKind::NotSent, Some(MAIN), 3)
    );
    assert!(!failed.may_have_taken_effect());
}

#[tokio::test]
async fn pairs_that_are_given_and_hosts_that_have_none() {
    let stage = Stage::default();
    let pairs: [(ClientBuilder<Client>, &[&str]); 6] = [
        (stage.builder().base_url("http://a:1"), &["a:1"; 3]),
        (
            stage.builder().base_url("http://a:1").backup_url("http://b:2"),
            &["a:1", "b:2", "a:1"],
        ),
        (stage.builder().backup_url("https://b"), &[MAIN, "b", MAIN]),
        (
            stage.builder().domain(Domain::WechatPay),
            &["api.wechatpay.cn", "api2.wechatpay.cn", "api.wechatpay.cn"],
        ),
        (stage.builder().without_backup(), &[MAIN; 3]),
        (
            stage.builder().backup_url("https://b").without_backup(),
            &[MAIN; 3],
        ),
    ];
    for (builder, hosts) in pairs {
        let stage = stage.clone();
        stage.down(&[
            "a:1",
            "b:2",
            "b",
            MAIN,
            BACKUP,
            "api.wechatpay.cn",
            "api2.wechatpay.cn",
            "fraud.mch.weixin.qq.com",
        ]);
        let client = builder.build().unwrap();
        call(&client, Method::POST).await.unwrap_err();
        assert_eq!(stage.hosts(), hosts);
    }
    // A special host has no other, whatever happened to the main one.
    let client = stage.client();
    let failed: Error = call(&client, Method::POST).host(Host::Fraud).await.unwrap_err();
    assert_eq!(failed.host(), Some("fraud.mch.weixin.qq.com"));
    assert_eq!(stage.hosts(), ["fraud.mch.weixin.qq.com"; 3]);
    let error = stage.builder().backup_url("b/c").build().unwrap_err();
    assert!(error.problems()[0].starts_with("backup_url: "), "{error}");
}

#[tokio::test]
async fn v2_turns_to_the_other_host_too() {
    const V2: Operation = Operation::v2(Method::POST, "/pay/unifiedorder");
    let stage = Stage::new(&[Refused, TimedOut]);
    let client = stage.builder().api_v2_key("0123456789abcdef0123456789abcdef");
    let client = client.build().unwrap();
    let failed = Call::<Json>::bare(Chain::new(&client), &V2).await.unwrap_err();
    assert_eq!(stage.hosts(), [MAIN, BACKUP]);
    assert!(failed.is_timeout() && failed.may_have_taken_effect());
}
