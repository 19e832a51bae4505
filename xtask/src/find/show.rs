//! How a match is printed: what it is, where it is documented, how it is called.

use wechatpay_openapi_generator::emit::{is_default, product, ready};
use wechatpay_openapi_generator::ir::{Host, Meta, url};
use wechatpay_openapi_generator::plan::{NotificationModule, Verb};

use super::rank::{Found, What};
use crate::terminal;

/// With official pages and the call.
pub(super) fn whole(found: &Found<'_>) -> String {
    match found.what {
        What::Operation(node, verb) => {
            let call = ready::call(node, verb);
            format!(
                "{}{}  docs-specs/{}.md\n\n{}\n",
                operation(verb),
                pages(&verb.operation.meta),
                verb.operation.page,
                indented(&call)
            )
        }
        What::Notification(module) => {
            let meta = &module.notification.meta;
            let page = &module.notification.page;
            format!("{}{}  docs-specs/{page}.md\n", notification(module), pages(meta))
        }
    }
}

/// In two lines and the chain.
pub(super) fn short(found: &Found<'_>) -> String {
    match found.what {
        What::Operation(node, verb) => {
            let request = if verb.has_request { "…" } else { "" };
            let chain = node.chain(&verb.operation.location, |_| "…".to_owned());
            format!("{}  client.{chain}.{}({request})\n", operation(verb), verb.name)
        }
        What::Notification(module) => notification(module),
    }
}

fn operation(verb: &Verb<'_>) -> String {
    let operation = verb.operation;
    let product = product::name(&operation.location);
    let audiences = product::terms(&product::audiences(&operation.location, &operation.meta));
    let version = verb.path.first().filter(|root| *root == "v2").cloned();
    let state = if is_default(&verb.feature) {
        "on by default".to_owned()
    } else {
        format!("features = [\"{}\"]", verb.feature)
    };
    format!(
        "{}\n  {} https://{}{}\n  feature {}: {state}\n",
        head(&operation.meta, product, &audiences, version.as_deref()),
        operation.method.as_str(),
        host_name(operation.host),
        url(&operation.path),
        verb.feature,
    )
}

fn notification(module: &NotificationModule<'_>) -> String {
    let notification = module.notification;
    format!(
        "{}\n  {}\n  Event::{}\n",
        head(&notification.meta, Some("回调通知"), "", None),
        notification.page,
        module.variant
    )
}

/// `申请退款 · 退款 · 商户、服务商`, and whether it is to be used at all.
fn head(meta: &Meta, product: Option<&str>, audiences: &str, version: Option<&str>) -> String {
    let facts = [product, Some(audiences), version].into_iter().flatten();
    let facts = facts.filter(|fact| !fact.is_empty());
    let facts: Vec<&str> = facts.collect();
    let retired = if meta.is_retired() {
        format!(" {}", terminal::doubtful("[deprecated]"))
    } else {
        String::new()
    };
    format!(
        "{}{retired} · {}",
        terminal::named(&meta.title),
        facts.join(" · ")
    )
}

fn pages(meta: &Meta) -> String {
    let pages = product::pages(&meta.links);
    pages
        .iter()
        .map(|(label, link)| format!("  {label} {link}\n"))
        .collect()
}

fn indented(text: &str) -> String {
    let lines = text.lines().map(|line| match line {
        "" => "\n".to_owned(),
        line => format!("    {line}\n"),
    });
    lines.collect()
}

fn host_name(host: Host) -> &'static str {
    match host {
        Host::Default | Host::HongKongOptional => "api.mch.weixin.qq.com",
        Host::HongKong => "apihk.mch.weixin.qq.com",
        Host::Fraud => "fraud.mch.weixin.qq.com",
        Host::Payapp => "payapp.weixin.qq.com",
        Host::Weixin => "api.weixin.qq.com",
        Host::PayWechatpay => "pay.wechatpay.cn",
    }
}
