//! That the checks were on while every operation succeeded.

use wechatpay_gateway::check::Mode;
use wechatpay_gateway::keys::KeySettings;
use wechatpay_gateway::{Gateway, Settings};
use wechatpay_openapi_runtime::Answer;

use crate::every::EVERY;
use crate::exceptions::Exceptions;
use crate::{Clients, call, checks, start};

fn told(wrong: &[String]) {
    assert!(
        wrong.is_empty(),
        "{} are wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_exception_is_needless() {
    let exceptions = Exceptions::read();
    let (gateway, clients) = start(&exceptions).await;
    let mut wrong = Vec::new();
    for (operation, check, _) in &exceptions.relaxed {
        let way = EVERY.iter().find(|way| way.operation.to_string() == *operation);
        let way = way.unwrap_or_else(|| panic!("there is no operation {operation}"));
        let mut checks = checks(&exceptions);
        checks
            .operations
            .entry(operation.clone())
            .or_default()
            .insert(*check, Mode::Strict);
        gateway.set_checks(checks);
        if call(&gateway, &clients, way).await.is_ok() {
            wrong.push(format!("{operation} succeeds without `{}`", check.as_str()));
        }
    }
    told(&wrong);
}

/// Somebody else, with certificate and keys of his own, who says to be our merchant.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_else_succeeds() {
    let (gateway, _) = start(&Exceptions::read()).await;
    let settings = Settings {
        keys: KeySettings {
            api_v2_key: "OtherApiV2KeyOfSomebodyElse00000".to_owned(),
            ..KeySettings::default()
        },
        ..Settings::default()
    };
    let other = Gateway::start(settings).await.unwrap();
    let clients = Clients {
        merchant: other.client().base_url(gateway.url()).build().unwrap(),
        brand: other.brand_client().base_url(gateway.url()).build().unwrap(),
    };
    let (mut wrong, mut refused) = (Vec::new(), 0);
    // Each refusal is explained, which takes its time in a build without optimisation: one of twenty will do.
    let asked = EVERY
        .iter()
        .step_by(20)
        .filter(|way| way.operation.answers != Answer::Redirect);
    let count = asked.clone().count();
    for way in asked {
        match call(&gateway, &clients, way).await {
            Err(text) if text.contains("签名错误") || text.contains("商户证书序列号有误") => {
                refused += 1
            }
            Err(text) => wrong.push(format!("{}: {text}", way.operation)),
            Ok(_) => wrong.push(format!("{} succeeds", way.operation)),
        }
    }
    told(&wrong);
    assert_eq!((refused, count > 50), (count, true));
}
