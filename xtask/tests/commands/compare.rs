//! `lint --compare` names what two trees disagree on, the worst first.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::run::{Said, scratch, xtask};

const LAMPS: &str = "\
# 点灯 {#post}

| 请求参数 | 类型 {.type} | 描述 {.desc}
| --- | --- | ---
| json | object | 请求体
| color {data-required data-indent=1} | string | 颜色<br/>`RED` \\| `GREEN` 枚举值之一
| height {data-indent=1} | integer | 高度
| keeper {data-indent=1} | object | 看守人
| name {data-indent=2} | string | 姓名
| phone {data-indent=2} | string {data-encrypted=by-rsa-pubkey} | 电话

{.im-table #request}

| 返回字典 | 类型 {.type} | 描述 {.desc}
| --- | --- | ---
| lamp_no | string | 灯号
| lit | boolean | 亮否

{.im-table #response}
";

const TOWERS: &str = "\
# 查塔 {#get}

| 请求参数 | 类型 {.type} | 描述 {.desc}
| --- | --- | ---

{.im-table #request}

| 返回字典 | 类型 {.type} | 描述 {.desc}
| --- | --- | ---
| tower_no | string | 塔号

{.im-table #response}
";

/// The same lamps in TypeScript, with something wrong in each respect.
const LAMPS_JS: &str = "\
# 点亮 {#post}

```js twoslash
namespace WeChatPay.OpenAPI.V3 {
  interface JsonDataRequest {
    color: 'RED' | 'BLUE'
    height: string
    keeper: { phone: string, age: number }
  }
  export interface Lamps { post(data: JsonDataRequest): AxiosPromise<{ lamp_no: string }> }
}
```
";

const DOORS_JS: &str = "\
# 开门 {#post}

```js twoslash
namespace WeChatPay.OpenAPI.V3 {
  export interface Doors { post(data: { door_no: string }): AxiosPromise<{ open: boolean }> }
}
```
";

const LIT: &str = "../../webhook/v3/LAMP.SUCCESS.md";

/// The notification, whose content has this row.
fn lit(row: &str) -> String {
    format!(
        "# 灯已点亮 {{#post}}

| 请求参数 | 类型 {{.type}} | 描述 {{.desc}}
| --- | --- | ---
| body {{data-required}} | object | 数据
| event_type {{data-required data-indent=1}} | string | 通知的类型<br/>`LAMP.SUCCESS` 枚举值
| resource {{data-required data-indent=1}} | object | 资源
| ciphertext {{data-required data-indent=2}} | string {{data-encrypted=by-aes-gcm}} | 密文
| {{colspan=3 .im-table-line}}
| lamp_no {{data-required data-indent=3}} | string | 灯号
{row}

{{.im-table #request}}

| 应答规范 | 类型 {{.type}} | 描述 {{.desc}}
| --- | --- | ---
| status {{data-required}} | number | 状态码<br/>`20X` \\| `5XX` 枚举值之一
| body | object | 应答内容
| code {{data-indent=1}} | string | 处理结果<br/>`SUCCESS` \\| `FAIL` 枚举值之一

{{.im-table #response}}
"
    )
}

/// A tree of pages below `openapi/v3`.
fn tree(folder: &Path, pages: &[(&str, &str)]) -> PathBuf {
    for (name, text) in pages {
        let file = folder.join("openapi/v3").join(name);
        fs::create_dir_all(file.parent().expect("a folder")).expect("the folder can be made");
        fs::write(file, text).expect("the page can be written");
    }
    folder.to_owned()
}

fn both(name: &str) -> (PathBuf, PathBuf) {
    let folder = scratch(name);
    let [own, other] = ["integer", "string"].map(|ty| lit(&format!("| hue {{data-indent=3}} | {ty} | 色调")));
    (
        tree(
            &folder.join("a"),
            &[("lamps.md", LAMPS), ("towers.md", TOWERS), (LIT, &own)],
        ),
        tree(
            &folder.join("b"),
            &[("lamps.md", LAMPS_JS), ("doors.md", DOORS_JS), (LIT, &other)],
        ),
    )
}

fn compare(first: &Path, second: &Path, more: &[&str]) -> Said {
    let folders = [first, second].map(|folder| folder.to_str().expect("UTF-8"));
    xtask(&[&["lint", "--compare"], &folders[..], more].concat())
}

/// What hurts a user most comes first, and within a kind operations and rows are in order.
const REPORT: [&str; 12] = [
    "openapi/v3/lamps.md:10: encryption lost: POST /v3/lamps body.keeper.phone: Sensitive<String> / String",
    "openapi/v3/towers.md:1: operation removed: GET /v3/towers: 查塔 / -",
    "openapi/v3/lamps.md:9: field removed: POST /v3/lamps body.keeper.name: String / -",
    "openapi/v3/lamps.md:17: field removed: POST /v3/lamps answer.lit: bool / -",
    "openapi/v3/lamps.md:7: type changed: POST /v3/lamps body.height: i64 / String",
    "webhook/v3/LAMP.SUCCESS.md:11: type changed: webhook/v3/LAMP.SUCCESS content.hue: i64 / String",
    "openapi/v3/lamps.md:6: value removed: POST /v3/lamps body.color: GREEN / -",
    "openapi/v3/doors.md:1: operation added: POST /v3/doors: - / 开门",
    "openapi/v3/lamps.md:8: field added: POST /v3/lamps body.keeper.age: - / i64",
    "openapi/v3/lamps.md:6: value added: POST /v3/lamps body.color: - / BLUE",
    "openapi/v3/lamps.md:6: required: POST /v3/lamps body.color: required / optional",
    "openapi/v3/lamps.md:1: title: POST /v3/lamps: 点灯 / 点亮",
];

#[test]
fn the_report_is_sorted_by_what_it_would_change() {
    let (a, b) = both("compare");
    for format in ["text", "short"] {
        let run = compare(&a, &b, &["--format", format]);
        let counts = [
            "1 operation and 1 notification in both, 0 of them the same",
            "     1 operation removed",
            "     2 field removed",
            "     5 words",
        ];
        run.expect(0, &counts);
        assert_eq!(run.out.lines().collect::<Vec<_>>(), REPORT);
    }
    // Nothing else decides about the order.
    assert_eq!(compare(&a, &b, &[]).out, compare(&a, &b, &[]).out);
}

#[test]
fn each_line_is_an_object_in_json() {
    let (a, b) = both("compare-json");
    let run = compare(&a, &b, &["--format", "json"]);
    run.expect(0, &[]);
    assert_eq!(run.err, "", "the counts are for people");
    let read = |line: &str| serde_json::from_str::<Value>(line).expect("one object a line");
    let found: Vec<Value> = run.out.lines().map(read).collect();
    assert_eq!(found.len(), REPORT.len());
    for (one, line) in found.iter().zip(REPORT) {
        let text = |key: &str| one[key].as_str().expect(key);
        let field = Some(text("field")).filter(|field| !field.is_empty());
        let place = [Some(text("subject")), field]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>();
        let or_none = |text: &str| {
            if text.is_empty() {
                "-".to_owned()
            } else {
                text.to_owned()
            }
        };
        let (first, second) = (or_none(text("first")), or_none(text("second")));
        let (file, kind) = (text("file"), text("kind"));
        let written = format!(
            "{file}:{}: {kind}: {}: {first} / {second}",
            one["line"],
            place.join(" ")
        );
        assert_eq!(written, line);
    }
}

#[test]
fn the_first_is_the_authority() {
    let (a, b) = both("compare-turned");
    let run = compare(&b, &a, &[]);
    run.expect(
        0,
        &[
            "body.height: String / i64",
            "GET /v3/towers: - / 查塔",
            "answer.lit: - / bool",
        ],
    );
    assert_eq!(run.out.lines().count(), REPORT.len());
}

#[test]
fn a_tree_agrees_with_itself() {
    let (a, b) = both("compare-same");
    for (folder, operations) in [(&a, 2), (&b, 2)] {
        let run = compare(folder, folder, &[]);
        let all = format!(
            "{operations} operations and 1 notification in both, {} of them the same",
            operations + 1
        );
        run.expect(0, &[&all]);
        assert_eq!(run.out, "");
    }
}

#[test]
fn what_cannot_be_compared_is_named() {
    let (a, b) = both("compare-broken");
    let nowhere = a.join("nowhere");
    for (first, second) in [(&a, &nowhere), (&nowhere, &b)] {
        let path = nowhere.to_str().expect("UTF-8");
        compare(first, second, &[]).expect(1, &[path, "expected a folder `openapi` or `webhook`"]);
    }
    // A tree with an error would be compared by half.
    fs::write(b.join("openapi/v3/doors.md"), "# 开门 {#post}\n").expect("the page can be written");
    let run = compare(&a, &b, &[]);
    run.expect(
        1,
        &[b.to_str().expect("UTF-8"), " in the way; ", "cargo xtask lint"],
    );
    assert_eq!(run.out, "");
    xtask(&["lint", "--compare", a.to_str().expect("UTF-8")]).expect(2, &["--compare <A> <B>"]);
    compare(&a, &b, &["docs-specs"]).expect(2, &["cannot be used with"]);
}
