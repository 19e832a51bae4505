//! Updates of the documentation, made for the test: what they are called, what they touch, what the changelog says.

mod fields;
mod notifications;
mod operations;
mod pages;
mod run;

use crate::run::{told, update};

#[test]
fn m7_each_update_is_told_as_what_it_is() {
    let mut wrong = Vec::new();
    let all = [fields::CASES, operations::CASES, notifications::CASES];
    for (name, edits, expected) in all.into_iter().flatten() {
        let told = told(&update(edits));
        if told != *expected {
            wrong.push(format!("== {name}\n{}", told.join("\n")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
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
