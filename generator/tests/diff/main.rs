//! Updates of the documentation, made for the test: what they are called, what they touch, what the changelog says.

mod calls;
mod fields;
mod notifications;
mod operations;
mod overrides;
mod pages;
mod run;

use wechatpay_openapi_generator::diff::Kind;

use crate::run::{Case, told, update};

#[test]
fn m7_each_update_is_told_as_what_it_is() {
    let mut wrong = Vec::new();
    for (name, edits, expected) in cases() {
        let told = told(&update(edits));
        if told != *expected {
            wrong.push(format!("== {name}\n{}", told.join("\n")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// All updates.
fn cases() -> impl Iterator<Item = &'static Case> {
    let all = [
        fields::CASES,
        operations::CASES,
        overrides::CASES,
        calls::CASES,
        notifications::CASES,
    ];
    all.into_iter().flatten()
}

#[test]
fn each_kind_of_change_has_an_update() {
    let told: Vec<&str> = cases().flat_map(|(.., told)| *told).copied().collect();
    for kind in Kind::ALL {
        let beginning = format!("{}: ", kind.name());
        let is_told = told.iter().any(|line| line.starts_with(&beginning));
        assert!(is_told, "no update shows `{}`", kind.name());
    }
}

/// The lamps with a height that each request must have.
fn demanding() -> String {
    let height = "| height {data-indent=1}";
    pages::all()[0]
        .1
        .replace(height, "| height {data-required data-confirmed data-indent=1}")
}

/// What has the same tables as the lamps.
fn bells() -> String {
    let page = pages::all()[0].1.replace("点灯", "响铃");
    page.replace("POST /v3/lamps", "POST /v3/bells")
}

/// Two operations on one page.
fn mixed() -> String {
    let [get, close] = [pages::all()[1].1.clone(), closing_page()].map(|page| page.replacen("# ", "## ", 1));
    format!("# 塔 {{#mix}}\n\n{get}\n{close}")
}

fn closing_page() -> String {
    let page = pages::all()[1].1.replace("查塔 {#get}", "关塔 {#delete}");
    page.replace("GET /v3", "DELETE /v3")
        .replace("built_at", "shut_at")
}

/// The second of them on a page of its own.
fn closed() -> String {
    closing_page().replace("/{tower_no} HTTP", "/{tower_no}/close HTTP")
}

fn bell() -> String {
    pages::notification("BELL.SUCCESS", "`BELL.SUCCESS` 枚举值").replace("lamp_no", "bell_no")
}

fn closing() -> String {
    pages::notification("LAMP.CLOSED", "`LAMP.CLOSED` 枚举值")
}
