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
    let cases: [(&str, &[&str]); 4] = [
        (
            "index.html?q=jsapi",
            &["JSAPI下单</span>", "/v3/pay/transactions/jsapi</code>"],
        ),
        (
            "v3-pay.html#operation/v3.pay.transactions.jsapi.post",
            &[
                "<title>JSAPI下单 · v3-pay ·",
                "out_trade_no",
                "商品描述",
                "(Amount)",
                ">Rust</li>",
            ],
        ),
        ("v2-pay.html", &["统一下单", "(JSON in a string)", "&lt;"]),
        (
            "webhook-v3.html#operation/webhook.v3.transaction_success",
            &[
                "<title>支付成功(TRANSACTION.SUCCESS)",
                "(decrypted)",
                "trade_state",
            ],
        ),
    ];
    for (address, parts) in cases {
        let Some(shown) = shown(&folder, address) else {
            return;
        };
        for part in parts {
            assert!(shown.contains(part), "{address}: {part}");
        }
        assert!(!shown.contains("Something went wrong"), "{address}");
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
