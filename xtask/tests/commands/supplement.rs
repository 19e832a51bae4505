//! `import --also` adds what only a second tree knows, and says where it is from.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::run::{Said, assert_untouched, docs_specs, edit, files, scratch, xtask};

/// A page of tables: rows of the request, rows of the answer.
fn page(verb: &str, request: &str, answer: &str) -> String {
    let head = "| 类型 {.type} | 描述 {.desc}\n| --- | --- | ---\n";
    format!(
        "# 灯 {{#{verb}}}\n\n| 请求参数 {head}{request}\n{{.im-table #request}}\n\n\
         | 返回字典 {head}{answer}\n{{.im-table #response}}\n"
    )
}

const LAMPS_JS: &str = "\
# 点灯 {#post}

```js twoslash
namespace WeChatPay.OpenAPI.V3 {
  interface JsonDataRequest {
    /** 颜色 */ color: string
    height: number
    keeper: { name: string, phone: string }
    hue: 'RED' | 'GREEN'
  }
  interface Options extends AxiosRequestConfig { headers: { 'Wechatpay-Serial': string } }
  export interface Lamps { post(data: JsonDataRequest, config: Options): AxiosPromise<{ lit: boolean, lamp_no: string }> }
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

fn write(folder: &Path, pages: &[(&str, String)]) -> PathBuf {
    for (path, text) in pages {
        let file = folder.join(format!("{path}.md"));
        fs::create_dir_all(file.parent().expect("a folder")).expect("the folder can be made");
        fs::write(file, text).expect("the page can be written");
    }
    folder.to_owned()
}

/// Two trees, and where to.
fn trees(name: &str) -> [PathBuf; 3] {
    let folder = scratch(name);
    let rows = "| json | object | 体\n| height {data-indent=1} | integer | 高\n| colors {data-indent=1} | object | 色\n\
                | hue {data-indent=2} | string | 色调\n| keeper {data-indent=1} | object | 人\n| name {data-indent=2} | string | 姓名\n";
    let lamps = page("post", rows, "| lit | boolean | 亮否\n");
    [
        write(&folder.join("tables"), &[("openapi/v3/lamps", lamps)]),
        write(
            &folder.join("lamps-js"),
            &[
                ("openapi/v3/lamps", LAMPS_JS.to_owned()),
                ("openapi/v3/doors", DOORS_JS.to_owned()),
            ],
        ),
        folder.join("specs"),
    ]
}

fn import(from: &Path, to: &Path, more: &[&str]) -> Said {
    let [from, to] = [from, to].map(|folder| folder.to_str().expect("UTF-8"));
    xtask(&[&["import", from, "--out", to, "--name", "tables"], more].concat())
}

fn also(folder: &Path) -> [&str; 4] {
    [
        "--also",
        folder.to_str().expect("UTF-8"),
        "--also-name",
        "lamps-js",
    ]
}

#[test]
fn what_one_alone_knows_is_marked_with_its_origin() {
    let [first, second, specs] = trees("also-origin");
    let account = [
        "1 operation and 3 fields are known to lamps-js alone",
        "1 left out: the client fills them in",
        "1 left out: the first has them elsewhere in the same table",
    ];
    import(&first, &specs, &also(&second)).expect(0, &account);
    let lamps = fs::read_to_string(specs.join("openapi/v3/lamps.md")).expect("the page");
    for row in [
        "| color {data-indent=1 data-origin=lamps-js} | string | 颜色\n",
        "| phone {data-indent=2 data-origin=lamps-js} | string |",
        "| lamp_no {data-origin=lamps-js} | string |",
    ] {
        assert!(lamps.contains(row), "{row} in\n{lamps}");
    }
    assert_eq!(lamps.matches("data-origin").count(), 3, "{lamps}");
    assert!(
        !lamps.contains("Wechatpay-Serial") && lamps.matches("| hue ").count() == 1,
        "{lamps}"
    );
    let doors = fs::read_to_string(specs.join("openapi/v3/doors.md")).expect("the page");
    assert!(
        doors.contains("{#post data-origin=lamps-js}") && doors.contains("| door_no {"),
        "{doors}"
    );
    let source = fs::read_to_string(specs.join("SOURCE.toml")).expect("the file");
    let (_, second) = source.split_once("[also]").expect("the second source");
    for line in ["name = \"lamps-js\"", "operations = 1", "fields = 3"] {
        assert!(second.contains(line), "{line} in\n{source}");
    }
    // What was written is documentation as any other.
    xtask(&["lint", specs.to_str().expect("UTF-8"), "--format", "short"]).expect(0, &["0 errors"]);
}

#[test]
fn a_second_run_changes_nothing() {
    let [first, second, specs] = trees("also-twice");
    import(&first, &specs, &also(&second)).expect(0, &["next: cargo xtask generate"]);
    let before = files(&specs);
    import(&first, &specs, &also(&second)).expect(0, &["is up to date"]);
    assert_untouched(&before, &specs);
    // The same content under another name and in another place is the same source.
    let moved = specs.with_file_name("moved");
    fs::rename(&second, &moved).expect("the folder can be moved");
    let unnamed = &also(&moved)[..2];
    import(&first, &specs, unnamed).expect(0, &["is up to date"]);
    assert_untouched(&before, &specs);
    let named = [unnamed, &["--also-name", "other"]].concat();
    import(&first, &specs, &named).expect(0, &["3 changed"]);
}

#[test]
fn nothing_of_the_second_is_dropped_unasked() {
    let [first, second, specs] = trees("also-alone");
    import(&first, &specs, &also(&second)).expect(0, &[]);
    let before = files(&specs);
    let refusal = ["1 operation and 3 fields of `lamps-js`", "--also DIR", "--alone"];
    import(&first, &specs, &[]).expect(1, &refusal);
    assert_untouched(&before, &specs);
    import(&first, &specs, &["--alone"]).expect(0, &["1 removed"]);
    let lamps = fs::read_to_string(specs.join("openapi/v3/lamps.md")).expect("the page");
    assert!(!lamps.contains("data-origin"), "{lamps}");
    import(&first, &specs, &[]).expect(0, &["is up to date"]);
}

#[test]
fn m4_a_broken_page_of_a_second_tree_is_left_out() {
    let [first, second, specs] = trees("also-broken");
    edit(
        &second.join("openapi/v3/lamps.md"),
        "color: string",
        "color: = string",
    );
    let warning = [
        "warning",
        "left out of lamps-js: openapi/v3/lamps.md",
        "IM042",
        "help: ",
    ];
    import(&first, &specs, &also(&second)).expect(0, &warning);
    assert!(
        specs.join("openapi/v3/doors.md").exists(),
        "the other page is there"
    );
    fs::remove_dir_all(&specs).expect("the folder can be removed");
    let nowhere = second.join("nowhere");
    let path = nowhere.to_str().expect("UTF-8");
    import(&first, &specs, &also(&nowhere)).expect(1, &[path, "expected a folder `openapi` or `webhook`"]);
    import(&first, &specs, &also(&second)[..2]).expect(1, &["SOURCE.toml", "--also-name NAME"]);
    let named = [&also(&second)[..2], &["--also-name", "two words"]].concat();
    import(&first, &specs, &named).expect(2, &["two words", "expected letters"]);
    import(&first, &specs, &["--also-name", "x"]).expect(2, &["--also"]);
    assert!(!specs.exists(), "nothing was written");
}

/// `docs-specs/also.toml`
#[derive(Deserialize)]
struct Exclusions {
    exclude: Vec<Exclusion>,
}

#[derive(Deserialize)]
struct Exclusion {
    page: String,
    method: String,
    fields: Vec<String>,
    reason: String,
}

fn exclusions() -> Vec<Exclusion> {
    let text = fs::read_to_string(docs_specs().join("also.toml")).expect("the file");
    toml::from_str::<Exclusions>(&text).expect("the format").exclude
}

impl Exclusion {
    /// Its page, with the excluded fields or only with what they stand in.
    fn page(&self, with_fields: bool) -> (&str, String) {
        let scope = if self.page.contains("/v2/") { "xml" } else { "json" };
        let mut tables: BTreeMap<bool, Vec<String>> =
            BTreeMap::from([(true, Vec::new()), (false, Vec::new())]);
        for field in &self.fields {
            let parts: Vec<&str> = field.split('.').collect();
            let is_answer = parts[0] == "answer";
            let start = usize::from(is_answer);
            let rows = tables.get_mut(&is_answer).expect("both are there");
            for (at, part) in parts.iter().enumerate().skip(start) {
                let name = if at == 0 { scope } else { part };
                let is_last = at + 1 == parts.len();
                let ty = if is_last { "string" } else { "object" };
                let row = row(name, at - start, ty);
                if !rows.contains(&row) && (with_fields || !is_last) {
                    rows.push(row);
                }
            }
            // Each object has something that both know.
            let known = format!("known_{}", parts[..parts.len() - 1].join("_"));
            let known = row(&known, parts.len() - 1 - start, "string");
            if !rows.contains(&known) {
                rows.push(known);
            }
        }
        (
            &self.page,
            page(&self.method, &tables[&false].concat(), &tables[&true].concat()),
        )
    }
}

fn row(name: &str, indent: usize, ty: &str) -> String {
    let indent = if indent == 0 {
        String::new()
    } else {
        format!(" {{data-indent={indent}}}")
    };
    format!("| {name}{indent} | {ty} | 甲\n")
}

#[test]
fn an_exclusion_keeps_its_fields_out_and_has_a_reason() {
    let all = exclusions();
    let folder = scratch("also-excluded");
    let tree = |name: &str, with_fields| {
        let pages: Vec<_> = all.iter().map(|one| one.page(with_fields)).collect();
        write(&folder.join(name), &pages)
    };
    let (first, second, specs) = (tree("first", false), tree("second", true), folder.join("specs"));
    let count: usize = all.iter().map(|one| one.fields.len()).sum();
    let left = format!("{count} left out: they are excluded by name");
    import(&first, &specs, &also(&second)).expect(0, &["0 operations and 0 fields", &left]);
    for one in &all {
        let page = fs::read_to_string(specs.join(format!("{}.md", one.page))).expect("the page");
        assert!(!page.contains("data-origin"), "{page}");
        assert!(
            one.reason.len() > 20,
            "{}: `{}` is no reason",
            one.page,
            one.reason
        );
    }
    // One that excludes nothing any more is in the way.
    let idle = &all[0];
    let (path, text) = idle.page(false);
    fs::write(second.join(format!("{path}.md")), text).expect("the page can be written");
    let entry = format!("{} #{}: {}", idle.page, idle.method, idle.fields[0]);
    import(&first, &specs, &also(&second)).expect(1, &["delete these entries", &entry]);
}
