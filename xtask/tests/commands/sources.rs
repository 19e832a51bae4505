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
        "0 operations and 1 fields are known to official documents alone",
        "1 type",
        "answer.lit: official 4000000001: boolean, tables: string -> boolean",
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
    import(&[]).expect(1, &["1 fields of `official`", "--official DIR", "--alone"]);
    import(&["--official", &docs]).expect(1, &["none of WeChat Pay's own documents", "--also"]);
    assert_untouched(&before, &specs);
    import(&["--alone"]).expect(0, &["3 changed"]);
    let conflicts = fs::read_to_string(specs.join("conflicts.toml")).expect("the file");
    assert!(!conflicts.contains("[[operation]]"), "{conflicts}");
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
