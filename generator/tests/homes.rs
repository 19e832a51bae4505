//! Where shared types live: an operation's own `Request` and `Response` with it, what is nested in the least module.

use std::collections::BTreeSet;
use std::path::Path;

use wechatpay_openapi_generator::fix::Overrides;
use wechatpay_openapi_generator::plan::{Crate, home_order};
use wechatpay_openapi_generator::run;
use wechatpay_openapi_generator::source::Docs;

/// What is wrong with the homes of a crate's types, and how many re-exports it has.
fn faults(plan: &Crate<'_>) -> (Vec<String>, usize) {
    let mut found = Vec::new();
    let mut count = 0;
    for module in plan.modules() {
        let here = module.path.join("::");
        for def in &module.types.defs {
            let Some(home) = def.shared.as_ref().filter(|home| home[0] != "types") else {
                continue;
            };
            count += 1;
            let there = home.join("::");
            if def.top {
                found.push(format!("{here}::{} is another operation's: {there}", def.name));
            }
            if home_order(home) > home_order(module.path) {
                found.push(format!("{here}::{} lives further away: {there}", def.name));
            }
        }
    }
    (found, count)
}

#[test]
fn n4_operations_stand_on_their_own_and_borrow_from_no_partner() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs-specs");
    let docs = Docs::read(&root).expect("docs-specs");
    let overrides = Overrides::read(&root.join("overrides")).expect("overrides");
    let (found, count) = run(&docs, &overrides, faults).made;
    assert_eq!(found, Vec::<String>::new());
    assert!(count > 1_000, "{count} re-exports");
}

#[test]
fn n4_a_direct_order_shows_no_types_of_partners() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs-specs");
    let docs = Docs::read(&root).expect("docs-specs");
    let overrides = Overrides::read(&root.join("overrides")).expect("overrides");
    let homes = run(&docs, &overrides, |plan| {
        let order = plan
            .modules()
            .find(|module| module.path.join("::") == "v3::pay::transactions::jsapi::post");
        let types = order.expect("the operation").types;
        let homes = types
            .defs
            .iter()
            .filter_map(|def| Some(def.shared.as_ref()?.join("::")));
        homes.collect::<BTreeSet<String>>()
    });
    let homes: Vec<String> = homes.made.into_iter().collect();
    assert_eq!(homes, ["v3::pay::transactions::app::post"]);
}

#[test]
fn homes_are_direct_then_short_then_first() {
    let path = |path: &str| path.split("::").map(str::to_owned).collect::<Vec<String>>();
    // In the order of their right to define a type.
    let paths = [
        "v3::pay::transactions::app::post",
        "v3::pay::transactions::jsapi::post",
        "v3::pay::transactions::out_trade_no::out_trade_no::get",
        "v3::pay::partner::post",
        "v2::transit::partnerpay::payapply::post",
        "webhook::v3::product_coupon_sp_send",
    ];
    let direct = "v3::marketing::partnerships::build::post";
    assert!(!home_order(&path(direct)).0, "{direct} is no partner's");
    for pair in paths.windows(2).take(3) {
        assert!(
            home_order(&path(pair[0])) < home_order(&path(pair[1])),
            "{pair:?}"
        );
    }
    for partners in &paths[3..] {
        assert!(home_order(&path(partners)).0, "{partners}");
    }
}
