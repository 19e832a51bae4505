//! `cargo xtask find`: where is that operation?

use wechatpay_openapi_generator::emit::feature_of;
use wechatpay_openapi_generator::ir::{
    Body, Field, Host, Notification, Operation, Response, Segment, Type, url,
};
use wechatpay_openapi_generator::plan::{Crate, Node, NotificationModule, Verb};
use wechatpay_openapi_generator::{name, read};

use crate::cli::Find;
use crate::{Failure, docs_specs, read_docs, read_overrides, terminal};

pub(crate) fn run(options: &Find) -> Result<(), Failure> {
    let docs = read_docs(&options.docs.clone().unwrap_or_else(docs_specs))?;
    let overrides = read_overrides()?;
    let api = read(&docs, &overrides).api;
    let (named, _) = name::name(&api, &overrides.modules);
    let found = search(&named, &options.text);
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
fn search(named: &Crate<'_>, text: &str) -> Vec<String> {
    let wanted = text.to_lowercase();
    let mut found = Vec::new();
    for root in &named.roots {
        walk(root, "client", &wanted, &mut found);
    }
    for module in &named.notifications {
        if let Some(rank) = notification_rank(module.notification, &wanted) {
            found.push((rank, notification(module)));
        }
    }
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, shown)| shown).collect()
}

fn walk(node: &Node<'_>, before: &str, wanted: &str, found: &mut Vec<(Rank, String)>) {
    let step = match &node.segment {
        Segment::Literal(_) => String::new(),
        Segment::Param(_) => node.name.clone(),
    };
    let chain = format!("{before}.{}({step})", node.name);
    for verb in &node.verbs {
        if let Some(rank) = operation_rank(verb.operation, wanted) {
            found.push((rank, operation(node, verb, &chain)));
        }
    }
    for child in &node.children {
        walk(child, &chain, wanted, found);
    }
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
        .or_else(|| has_field(&fields(operation), wanted).then_some(Rank::Field))
}

fn notification_rank(notification: &Notification, wanted: &str) -> Option<Rank> {
    let Notification {
        meta, page, payload, ..
    } = notification;
    let payload: Vec<&Field> = payload.iter().collect();
    rank(&meta.title, &[page], wanted).or_else(|| has_field(&payload, wanted).then_some(Rank::Field))
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

/// All fields that a call sends or gets, without those nested in them.
fn fields(operation: &Operation) -> Vec<&Field> {
    let body = match &operation.body {
        Body::None => &[][..],
        Body::Json(fields) | Body::Xml(fields) | Body::Multipart(fields) => fields,
    };
    let response = match &operation.response {
        Response::Json(fields) | Response::Xml(fields) | Response::CsvOrXmlError(fields) => fields,
        Response::Empty(_) | Response::File | Response::Redirect => &[][..],
    };
    let Operation {
        path_params,
        query,
        headers,
        ..
    } = operation;
    [path_params, query, headers]
        .into_iter()
        .flatten()
        .chain(body)
        .chain(response)
        .collect()
}

/// Whether a field at any depth has that very name.
fn has_field(fields: &[&Field], wanted: &str) -> bool {
    fields
        .iter()
        .any(|field| field.name.to_lowercase() == wanted || type_has_field(&field.ty, wanted))
}

fn type_has_field(ty: &Type, wanted: &str) -> bool {
    match ty {
        Type::Object(fields) | Type::UrlEncoded(fields) => {
            has_field(&fields.iter().collect::<Vec<_>>(), wanted)
        }
        Type::List(inner) | Type::JsonString(inner) => type_has_field(inner, wanted),
        _ => false,
    }
}

fn operation(node: &Node<'_>, verb: &Verb<'_>, chain: &str) -> String {
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
        "{}\n  {} https://{}{}\n  use wechatpay_openapi::{}::{};\n  {chain}.{}({request})\n  feature {}\n",
        terminal::named(&meta.title),
        method.as_str(),
        host_name(*host),
        url(path),
        node.path.join("::"),
        verb.name,
        verb.name,
        feature_of(location),
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
