//! `cargo xtask find`: where is that operation?

use wechatpay_openapi_generator::ir::{Field, Host, Notification, Operation, deep, url};
use wechatpay_openapi_generator::plan::{Crate, Node, NotificationModule, Verb};
use wechatpay_openapi_generator::run as planned;

use crate::cli::Find;
use crate::{Failure, docs_specs, read_docs, read_overrides, terminal};

pub(crate) fn run(options: &Find) -> Result<(), Failure> {
    let docs = read_docs(&options.docs.clone().unwrap_or_else(docs_specs))?;
    let found = planned(&docs, &read_overrides()?, |plan| search(plan, &options.text)).made;
    for one in &found {
        terminal::result(one);
    }
    match found.len() {
        0 => Err(Failure::new(format!(
            "nothing is called `{}`, and no field is",
            options.text
        ))),
        count => {
            terminal::remark(&format!("{count} found"));
            Ok(())
        }
    }
}

/// Every match as it is printed: by title, by path, by field, in this order.
fn search(plan: &Crate<'_>, text: &str) -> Vec<String> {
    let wanted = text.to_lowercase();
    let operations = plan.operations().filter_map(|(node, verb)| {
        let rank = operation_rank(verb.operation, &wanted)?;
        Some((rank, operation(node, verb)))
    });
    let notifications = plan.notifications.iter().filter_map(|module| {
        let rank = notification_rank(module.notification, &wanted)?;
        Some((rank, notification(module)))
    });
    let mut found: Vec<(Rank, String)> = operations.chain(notifications).collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, shown)| shown).collect()
}

/// What matched, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Title,
    PartOfTitle,
    Path,
    Field,
}

fn operation_rank(operation: &Operation, wanted: &str) -> Option<Rank> {
    let path = url(&operation.path);
    let paths = [path.as_str(), operation.page.as_str()];
    rank(&operation.meta.title, &paths, wanted)
        .or_else(|| is_called(operation.fields(), wanted).then_some(Rank::Field))
}

fn notification_rank(notification: &Notification, wanted: &str) -> Option<Rank> {
    let Notification {
        meta, page, payload, ..
    } = notification;
    rank(&meta.title, &[page], wanted).or_else(|| is_called(deep(payload), wanted).then_some(Rank::Field))
}

/// Whether one of the fields has that very name.
fn is_called<'f>(mut fields: impl Iterator<Item = &'f Field>, wanted: &str) -> bool {
    fields.any(|field| field.name.to_lowercase() == wanted)
}

fn rank(title: &str, paths: &[&str], wanted: &str) -> Option<Rank> {
    let title = title.to_lowercase();
    if title == wanted {
        Some(Rank::Title)
    } else if title.contains(wanted) {
        Some(Rank::PartOfTitle)
    } else {
        paths
            .iter()
            .any(|path| path.to_lowercase().contains(wanted))
            .then_some(Rank::Path)
    }
}

fn operation(node: &Node<'_>, verb: &Verb<'_>) -> String {
    let Operation {
        method,
        host,
        path,
        location,
        meta,
        ..
    } = verb.operation;
    let request = if verb.has_request {
        format!("{}::Request::new()", verb.name)
    } else {
        String::new()
    };
    format!(
        "{}\n  {} https://{}{}\n  use wechatpay_openapi::{};\n  client.{}.{}({request})\n  feature {}\n",
        terminal::named(&meta.title),
        method.as_str(),
        host_name(*host),
        url(path),
        verb.path.join("::"),
        node.chain(location, str::to_owned),
        verb.name,
        verb.feature,
    )
}

fn notification(module: &NotificationModule<'_>) -> String {
    let title = terminal::named(&module.notification.meta.title);
    format!(
        "{title}\n  {}\n  Event::{}\n",
        module.notification.page, module.variant
    )
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_title_ranks_before_a_part_of_one_and_both_before_a_path() {
        let paths = ["v3/refund/domestic/refunds"];
        assert_eq!(rank("申请退款", &paths, "申请退款"), Some(Rank::Title));
        assert_eq!(rank("申请退款", &paths, "退款"), Some(Rank::PartOfTitle));
        assert_eq!(rank("申请退款", &paths, "domestic/refunds"), Some(Rank::Path));
        assert_eq!(rank("申请退款", &paths, "out_refund_no"), None);
        assert!(Rank::Title < Rank::PartOfTitle && Rank::Path < Rank::Field);
    }
}
