//! `openapi` writes the document, and pages that need no network.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::run::{docs_specs, scratch, xtask};

/// The pages of a small tree; `None` where npm or its registry cannot be had, with a message.
fn pages(name: &str) -> Option<PathBuf> {
    let folder = scratch(name);
    let docs = folder.join("docs");
    for page in [
        "openapi/v3/pay/transactions/jsapi.md",
        "openapi/v3/refund/domestic/refunds.md",
        "openapi/v2/pay/unifiedorder.md",
        "webhook/v3/TRANSACTION.SUCCESS.md",
    ] {
        let target = docs.join(page);
        fs::create_dir_all(target.parent().expect("a folder")).expect("a folder can be made");
        fs::copy(docs_specs().join(page), target).expect(page);
    }
    let reference = folder.join("reference");
    let run = xtask(&[
        "openapi".as_ref(),
        "--docs".as_ref(),
        docs.as_os_str(),
        "--html".as_ref(),
        reference.as_os_str(),
    ]);
    if run.code != 0 && run.err.contains("the pages need Redoc") {
        // Not by `eprintln!`, which is heard only if the test fails.
        let _ = writeln!(std::io::stderr(), "SKIPPED: the rendered reference: {}", run.err);
        return None;
    }
    run.expect(0, &["index.html (4 pages"]);
    Some(reference)
}

#[test]
fn pages_stand_alone() {
    let Some(folder) = pages("openapi-pages") else {
        return;
    };
    for page in ["index", "about", "v3-pay", "v3-refund", "v2-pay", "webhook-v3"] {
        let text = fs::read_to_string(folder.join(format!("{page}.html"))).expect(page);
        for (attribute, _) in text.match_indices("src=\"").chain(text.match_indices("href=\"")) {
            let (_, rest) = text[attribute..].split_once('"').expect("a value");
            let (file, _) = rest.split_once('"').expect("an end");
            assert!(folder.join(file).is_file(), "{page}: {file}");
        }
    }
    let script = fs::metadata(folder.join("assets/redoc.standalone.js")).expect("the renderer");
    assert!(script.len() > 1_000_000, "{}", script.len());
}

#[test]
fn a_page_that_is_gone_is_deleted_and_a_file_of_others_stays() {
    let Some(folder) = pages("openapi-again") else {
        return;
    };
    let old = folder.join("v3-gone.html");
    fs::copy(folder.join("v3-pay.html"), &old).expect("a copy");
    let own = folder.join("notes.html");
    fs::write(&own, "mine").expect("a file");
    fs::write(folder.join("v2-pay.html"), "mine").expect("a file");
    let docs = folder.with_file_name("docs");
    let again = || {
        xtask(&[
            "openapi".as_ref(),
            "--docs".as_ref(),
            docs.as_os_str(),
            "--html".as_ref(),
            folder.as_os_str(),
        ])
    };
    again().expect(1, &["v2-pay.html", "written by hand"]);
    assert!(old.is_file(), "nothing was written");
    fs::remove_file(folder.join("v2-pay.html")).expect("it was there");
    again().expect(0, &["4 pages"]);
    assert!(!old.exists() && own.is_file());
}

/// In a browser, from the disk: what a reader would see.
#[test]
fn a_browser_shows_what_a_link_names() {
    let Some(folder) = pages("openapi-browser") else {
        return;
    };
    let cases: [(&str, &[&str]); 8] = [
        (
            "index.html?q=jsapi&lang=zh",
            &[
                "JSAPI下单 <small>支付 · 商户</small>",
                "/v3/pay/transactions/jsapi</code>",
                "微信支付 API 参考",
            ],
        ),
        (
            "index.html?q=nothing-like-that&lang=en",
            &["Nothing found", "WeChat Pay API reference"],
        ),
        (
            "v3-pay.html?lang=zh#operation/v3.pay.transactions.jsapi.post",
            &[
                "<title>JSAPI下单 · 支付 · 微信支付 API 参考",
                "out_trade_no",
                "商品描述",
                "(Amount)",
                ">Rust</li>",
                "请求示例",
            ],
        ),
        ("v2-pay.html?lang=zh", &["统一下单", "(JSON in a string)", "&lt;"]),
        (
            "webhook-v3.html?lang=zh#operation/webhook.v3.transaction_success",
            &[
                "<title>支付成功(TRANSACTION.SUCCESS)",
                "(decrypted)",
                "trade_state",
            ],
        ),
        ("about.html?lang=zh", &["请勿过于严格"]),
        ("about.html?lang=en", &["Not to be taken too strictly"]),
        // Of what is found, Enter takes the first: 申请退款 is elsewhere, a query that this page answers stays here.
        (
            "v3-refund.html?lang=zh&q=jsapi",
            &["<ol id=\"found\"><li class=\"where\">其他产品</li>"],
        ),
    ];
    let own = [
        ("v3-refund.html?lang=zh&q=refund", "v3-refund.html#"),
        ("v3-pay.html?lang=zh&q=支付", "v3-pay.html#"),
    ];
    for (address, first) in own {
        let Some(shown) = shown(&folder, address) else {
            return;
        };
        let (_, found) = shown.split_once("<ol id=\"found\">").expect("a list");
        let (_, link) = found.split_once("href=\"").expect("a link");
        assert!(found.starts_with("<li class=\"where\">本页</li>"), "{address}");
        assert!(
            link.starts_with(first),
            "{address}: {}",
            &link[..60.min(link.len())]
        );
    }
    for (address, parts) in cases {
        let Some(shown) = shown(&folder, address) else {
            return;
        };
        for part in parts {
            assert!(shown.contains(part), "{address}: {part}");
        }
        assert!(!shown.contains("Something went wrong"), "{address}");
        let is_made_up = shown.contains("<span class=\"token string\">\"string\"</span>");
        assert!(!is_made_up, "{address}: a sample that says `string`");
    }
}

/// The page's elements after its scripts ran; `None` without a browser, with a message.
fn shown(folder: &Path, address: &str) -> Option<String> {
    let mut command = Command::new("chromium");
    command
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--virtual-time-budget=20000",
            "--dump-dom",
        ])
        .arg(format!(
            "--user-data-dir={}",
            folder.with_file_name("profile").display()
        ))
        .arg(format!("file://{}/{address}", folder.display()))
        .stdin(Stdio::null());
    match command.output() {
        Ok(output) if output.status.success() => Some(rendered(&String::from_utf8_lossy(&output.stdout))),
        other => {
            let why = match other {
                Ok(output) => String::from_utf8_lossy(&output.stderr).into_owned(),
                Err(error) => error.to_string(),
            };
            let _ = writeln!(
                std::io::stderr(),
                "SKIPPED: the pages in a browser: chromium: {why}"
            );
            None
        }
    }
}

/// Without the data that a page is made from.
fn rendered(page: &str) -> String {
    let Some((before, rest)) = page.split_once("<script id=\"document\"") else {
        return page.to_owned();
    };
    let (_, after) = rest.split_once("</script>").expect("the data ends");
    [before, after].concat()
}
