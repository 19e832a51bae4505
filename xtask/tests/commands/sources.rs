//! `import --official` merges WeChat Pay's own documents in, and `explain` tells what came of it.

use std::fs;
use std::path::Path;

use crate::run::{assert_untouched, files, scratch, xtask};

const LAMPS: &str = "# 点灯 {#post}\n\n| 请求参数 | 类型 {.type} | 描述 {.desc}\n| --- | --- | ---\n\
    | json {data-required} | object |\n| hue {data-required data-indent=1} | string | 色\n\n{.im-table #request}\n\n\
    ```http [json]\nPOST /v3/lamps HTTP/1.1\n\n{\n  \"hue\": \"RED\"\n}\n```\n\n\
    | 返回字典 | 类型 {.type} | 描述 {.desc}\n| --- | --- | ---\n| lit | string | 亮否\n\n{.im-table #response}\n";

const OFFICIAL: &str = "---\nurl: \"https://pay.weixin.qq.com/doc/v3/merchant/4000000001.md\"\ntitle: \"点灯\"\n\
    doc_id: 4000000001\napi_version: \"apiv3\"\nproduct: \"灯\"\nhttp_method: \"POST\"\nrequest_path: \"/v3/lamps\"\n---\n\n\
    ## 请求参数\n\n### Body 参数\n| 参数名 | 类型 | 必填 | 描述 |\n| --- | --- | --- | --- |\n\
    | hue | string(8) | true | 【颜色】 |\n| power | integer | false | 【功率】 |\n\n## 应答参数\n\n200 OK\n\n\
    | 参数名 | 类型 | 必填 | 描述 |\n| --- | --- | --- | --- |\n| lit | boolean | true | 【亮否】 |\n\n\
    ## 错误码\n\n| 状态码 | 错误码 | 描述 |\n| --- | --- | --- |\n| 400 | PARAM_ERROR | 错 |\n";

fn write(folder: &Path, path: &str, text: &str) -> String {
    let file = folder.join(path);
    fs::create_dir_all(file.parent().expect("a folder")).expect("the folder can be made");
    fs::write(file, text).expect("the page can be written");
    folder.to_str().expect("UTF-8").to_owned()
}

#[test]
fn official_documents_are_merged_twice_alike_and_never_dropped_unasked() {
    let folder = scratch("official");
    let docs = write(&folder.join("tables"), "openapi/v3/lamps.md", LAMPS);
    let official = write(&folder.join("official"), "APIv3/灯/点灯-4000000001.md", OFFICIAL);
    let specs = folder.join("specs");
    let out = specs.to_str().expect("UTF-8");
    let import = |more: &[&str]| {
        let base = ["import", docs.as_str(), "--out", out, "--name", "tables"];
        xtask(&[&base, more].concat())
    };
    let said = [
        "0 operations and 1 field are known to official documents alone",
        "1 type",
        "answer.lit: boolean (official 4000000001) | string (tables) -> boolean",
    ];
    import(&["--official", &official]).expect(0, &said);
    let page = fs::read_to_string(specs.join("openapi/v3/lamps.md")).expect("the page");
    assert!(
        page.contains("| power {data-indent=1 data-origin=official} | integer | 功率"),
        "{page}"
    );
    let before = files(&specs);
    import(&["--official", &official]).expect(0, &["is up to date"]);
    // A document that is in two folders is read once.
    import(&["--official", &official, "--official", &official]).expect(0, &["is up to date"]);
    assert_untouched(&before, &specs);
    import(&[]).expect(1, &["1 field of `official`", "--official DIR", "--alone"]);
    import(&["--official", &docs]).expect(1, &["none of WeChat Pay's own documents", "--also"]);
    assert_untouched(&before, &specs);
    import(&["--alone"]).expect(0, &["3 changed"]);
    let conflicts = fs::read_to_string(specs.join("conflicts.toml")).expect("the file");
    assert!(!conflicts.contains("[[operation]]"), "{conflicts}");
}

/// A file that cannot be read, a folder that leads back, a page that is cut: told with its place, and left out.
#[cfg(unix)]
#[test]
fn what_cannot_be_read_of_another_source_is_told_and_left_out() {
    let folder = scratch("illegible");
    let docs = write(&folder.join("tables"), "openapi/v3/lamps.md", LAMPS);
    let root = folder.join("official");
    let official = write(&root, "APIv3/灯/点灯-4000000001.md", OFFICIAL);
    let specs = folder.join("specs");
    let out = specs.to_str().expect("UTF-8");
    let import = |source: &str| {
        xtask(&[
            "import",
            docs.as_str(),
            "--out",
            out,
            "--name",
            "tables",
            "--official",
            source,
        ])
    };
    import(&official).expect(0, &["1 document of 1 operation;"]);
    let before: Vec<String> = ["openapi/v3/lamps.md", "conflicts.toml"]
        .iter()
        .map(|file| fs::read_to_string(specs.join(file)).expect("the file"))
        .collect();
    fs::write(
        root.join("APIv3/灯/坏-2.md"),
        b"---\ndoc_id: 2\ntitle: \xff\xfe\n---\n",
    )
    .expect("a file");
    std::os::unix::fs::symlink(root.join("APIv3"), root.join("APIv3/灯/loop")).expect("a link");
    std::os::unix::fs::symlink("nowhere", root.join("APIv3/灯/gone-3.md")).expect("a link");
    let (cut, _) = OFFICIAL.split_once("product").expect("a front matter");
    write(&root, "APIv3/灯/断-4.md", cut);
    write(
        &root,
        "APIv3/灯/大-5.md",
        &OFFICIAL.replace("颜色", &"颜".repeat(20 << 20)),
    );
    let said = [
        "坏-2.md:3:8: from here on this is not UTF-8",
        "loop: this link leads back to",
        "gone-3.md:",
        "断-4.md:",
        "大-5.md:",
        "left out",
    ];
    import(&official).expect(0, &said);
    for (file, text) in ["openapi/v3/lamps.md", "conflicts.toml"].iter().zip(&before) {
        assert_eq!(
            fs::read_to_string(specs.join(file)).expect("the file"),
            *text,
            "{file}"
        );
    }
    // Nothing is no source: what it gave before would be gone.
    let untouched = files(&specs);
    fs::create_dir_all(folder.join("empty/APIv3")).expect("a folder");
    let empty = folder.join("empty");
    let empty = empty.to_str().expect("UTF-8");
    import(empty).expect(1, &["no page can be read here"]);
    let broken = write(&folder.join("broken"), "APIv3/灯/断-4.md", cut);
    import(&broken).expect(1, &["no document can be read here"]);
    let nowhere = folder.join("nowhere");
    import(nowhere.to_str().expect("UTF-8")).expect(1, &["expected a folder"]);
    assert_untouched(&untouched, &specs);
}

#[test]
fn each_source_and_the_decision_are_told_from_a_clean_checkout() {
    let path = "/v3/profitsharing/orders/{out_order_no}";
    xtask(&["explain", "get", path, "state"]).expect(
        0,
        &[
            "documented by official, wechatpay-im",
            "wechatpay-im           PENDING SUCCESS CLOSED",
            "decided:               PROCESSING FINISHED",
            "rule:",
        ],
    );
    xtask(&["explain", "GET", "/v3/profitsharing/orders/{n}"]).expect(0, &["fields known to official"]);
    xtask(&["explain", "GET", path, "stat"]).expect(1, &["no field", "answer.state"]);
    xtask(&["explain", "POST", "/v3/refund/domestic/refund"])
        .expect(1, &["POST /v3/refund/domestic/refunds"]);
    xtask(&["explain", "SEND", path]).expect(2, &["expected GET, POST"]);
}

/// A report may be about what is documented already.
#[test]
fn what_a_report_is_about_is_told_with_its_row() {
    let refund = "/v3/refund/domestic/refunds";
    let page = "docs-specs/openapi/v3/refund/domestic/refunds.md:";
    let refunds: [(&[&str], &[&str]); 3] = [
        (
            &["NOT_ENOUGH"],
            &[
                "error code NOT_ENOUGH",
                page,
                "status           403",
                "remedy           not said",
                "no override",
            ],
        ),
        (
            &["user_received_account"],
            &["required         required, which of an answer is not checked: an `Option`"],
        ),
        (&[], &["error codes: PARAM_ERROR, ", "NOT_ENOUGH"]),
    ];
    for (asked, told) in refunds {
        xtask(&[&["explain", "POST", refund], asked].concat()).expect(0, told);
    }
    // Two rows, two remedies; what is checked says no such thing.
    let twice = xtask(&["explain", "POST", refund, "SYSTEM_ERROR"]);
    twice.expect(0, &["retry-later", "retry-now"]);
    assert_eq!(twice.out.matches(page).count(), 2, "{}", twice.out);
    let checked = xtask(&["explain", "POST", refund, "out_refund_no"]);
    assert_eq!(checked.out.matches("not checked").count(), 1, "{}", checked.out);
    xtask(&["explain", "POST", refund, "NOT_ENOUG"]).expect(1, &["no field of this operation", "NOT_ENOUGH"]);
}

/// Whoever corrects a row finds it, and whoever corrected it before.
#[test]
fn a_field_leads_to_its_row_and_its_overrides() {
    let order = "/v3/payscore/serviceorder";
    let page = "docs-specs/openapi/v3/payscore/serviceorder.md";
    xtask(&["explain", "POST", order, "body.notify_url"]).expect(
        0,
        &[
            &format!("{page}:"),
            "    | notify_url {data-required data-indent=1} | string",
            "corrected by docs-specs/overrides/payscore.toml:",
            "required         required, but not confirmed -> required",
            "greatest length  nothing -> 255",
        ],
    );
    xtask(&["explain", "POST", order]).expect(
        0,
        &[
            "corrected by docs-specs/overrides/payscore.toml:",
            "    body.attach, body.notify_url",
        ],
    );
    xtask(&["explain", "POST", order, "post_discounts.amount"]).expect(
        0,
        &[
            "no row: an override adds it",
            "term             nothing -> 优惠金额",
        ],
    );
    // However it is at hand.
    for (verb, place, field) in [
        (
            "GET",
            "https://api.mch.weixin.qq.com/v3/pay/transactions/id/42?mchid=1",
            "payer.openid",
        ),
        ("POST", "v2/pay/unifiedorder", "trade_type"),
        (
            "POST",
            "docs-specs/webhook/v3/TRANSACTION.SUCCESS.md",
            "payer.openid",
        ),
        ("POST", "TRANSACTION.SUCCESS", "payer.openid"),
    ] {
        xtask(&["explain", verb, place, field]).expect(0, &["docs-specs/", "    | "]);
    }
}
