//! What operations go by on a page: their products are its sections, and equal titles are told apart.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::text;

/// An operation by where it stands on a page: holder, path, verb.
type OperationPlace = (usize, String, String);

/// Sets the operations' tags to their products; to none if the page has but one. Gives the products.
pub(super) fn by_product(items: &mut [(&str, Map<String, Value>); 2]) -> Vec<Value> {
    let mut products: Vec<String> = Vec::new();
    each(items, |_, operation| {
        let product = text(&operation["x-product"]).to_owned();
        if !product.is_empty() && !products.contains(&product) {
            products.push(product);
        }
    });
    let single = products.len() < 2;
    each(items, |_, operation| {
        let product = operation["x-product"].clone();
        operation["tags"] = if single || product.is_null() {
            json!([])
        } else {
            json!([product])
        };
    });
    let products = products.into_iter().filter(|_| !single);
    products.map(|name| json!({ "name": name })).collect()
}

/// Adds to equal titles whom they are for, and where that is not enough the end of the path, and at last the verb.
pub(super) fn tell_apart(items: &mut [(&str, Map<String, Value>); 2]) {
    add(items, |_, operation, _| {
        let audience = text(&operation["x-audience"]);
        (!audience.is_empty()).then(|| format!("（{audience}）"))
    });
    add(items, |place, _, twins| {
        Some(format!(" · {}", end(&place.1, twins)))
    });
    add(items, |place, _, _| {
        Some(format!(" · {}", place.2.to_uppercase()))
    });
}

/// Adds to each title that several have.
fn add(
    items: &mut [(&str, Map<String, Value>); 2],
    more: impl Fn(&OperationPlace, &Value, &[String]) -> Option<String>,
) {
    let mut titles: BTreeMap<String, Vec<String>> = BTreeMap::new();
    each(items, |place, operation| {
        let paths = titles.entry(text(&operation["summary"]).to_owned()).or_default();
        paths.push(place.1.clone());
    });
    each(items, |place, operation| {
        let title = text(&operation["summary"]).to_owned();
        let twins = titles.get(&title).filter(|paths| paths.len() > 1);
        if let Some(more) = twins.and_then(|twins| more(place, operation, twins)) {
            operation["summary"] = json!(title + &more);
        }
    });
}

/// What follows what these paths have in common; of one that ends there, its last segment.
fn end(path: &str, twins: &[String]) -> String {
    let split = |path: &str| -> Vec<String> {
        let sent = path.split('#').next().unwrap_or_default();
        sent.split('/').map(str::to_owned).collect()
    };
    let own = split(path);
    let others: Vec<Vec<String>> = twins.iter().map(|twin| split(twin)).collect();
    let common = (0..own.len())
        .take_while(|at| others.iter().all(|other| other.get(*at) == own.get(*at)))
        .count();
    own[common.min(own.len() - 1)..].join("/")
}

fn each(items: &mut [(&str, Map<String, Value>); 2], mut act: impl FnMut(&OperationPlace, &mut Value)) {
    for (holder, (_, items)) in items.iter_mut().enumerate() {
        for (path, item) in items {
            for (verb, operation) in item.as_object_mut().into_iter().flatten() {
                act(&(holder, path.clone(), verb.clone()), operation);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(operations: Value) -> [(&'static str, Map<String, Value>); 2] {
        let paths = operations.as_object().cloned().unwrap_or_default();
        [("paths", paths), ("webhooks", Map::new())]
    }

    #[test]
    fn n11_equal_titles_are_told_apart() {
        let one =
            |title: &str, audience: &str| json!({ "post": { "summary": title, "x-audience": audience } });
        let mut found = items(json!({
            "/t/bills": one("发起转账", "商户"),
            "/t/bills/pre": one("发起转账", "商户"),
            "/t/partner/bills": one("发起转账", "服务商"),
            "/t/other": one("查询", "商户"),
            "/t/both": { "get": { "summary": "回调" }, "post": { "summary": "回调" } },
        }));
        tell_apart(&mut found);
        let mut titles = Vec::new();
        each(&mut found, |_, operation| {
            titles.push(text(&operation["summary"]).to_owned())
        });
        titles.sort_unstable();
        assert_eq!(
            titles,
            [
                "发起转账（商户） · bills",
                "发起转账（商户） · pre",
                "发起转账（服务商）",
                "回调 · both · GET",
                "回调 · both · POST",
                "查询",
            ]
        );
    }

    #[test]
    fn n11_sections_are_products() {
        let one = |product: &str| json!({ "post": { "x-product": product } });
        let mut found = items(json!({ "/a": one("支付"), "/b": one("退款"), "/c": one("支付") }));
        let sections = by_product(&mut found);
        assert_eq!(sections, [json!({ "name": "支付" }), json!({ "name": "退款" })]);
        assert_eq!(found[0].1["/b"]["post"]["tags"], json!(["退款"]));
        let mut single = items(json!({ "/a": one("支付"), "/b": one("支付") }));
        assert!(by_product(&mut single).is_empty());
        assert_eq!(single[0].1["/a"]["post"]["tags"], json!([]));
    }
}
