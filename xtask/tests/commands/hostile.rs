//! Pages that nobody writes, read by the program with little memory and stack:
//! findings, not the end of the process. What is wrong with each kind of page
//! is tested in the generator.

#![cfg(target_os = "linux")]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::run::{Said, scratch};

/// Address space in kB: no page may need more.
const MEMORY: usize = 1 << 20;
/// Stack in kB, a quarter of what a process usually has.
const STACK: usize = 2 << 10;

/// Runs `xtask` with limits that the kernel keeps.
fn limited(arguments: &[&str]) -> Said {
    let script = format!("ulimit -v {MEMORY} && ulimit -s {STACK} && ulimit -c 0 && exec \"$0\" \"$@\"");
    let mut command = Command::new("sh");
    command
        .args(["-c", &script, env!("CARGO_BIN_EXE_xtask")])
        .args(arguments)
        .stdin(Stdio::null())
        .env("NO_COLOR", "1");
    let output = command.output().expect("the shell starts");
    Said {
        code: output.status.code().unwrap_or_else(|| {
            let said = String::from_utf8_lossy(&output.stderr);
            panic!("{}: {}", output.status, said.lines().last().unwrap_or_default())
        }),
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        err: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

fn table(rows: &str, sample: &str) -> String {
    let head = "| 类型 {.type} | 描述 {.desc}\n| --- | --- | ---\n";
    format!(
        "# 点灯 {{#post}}\n\n| 请求参数 {head}| json | object | 体\n{rows}\n{{.im-table #request}}\n\n{sample}\n\n\
         | 返回字典 {head}| lit | boolean | 亮否\n\n{{.im-table #response}}\n"
    )
}

fn script(members: &str) -> String {
    format!(
        "# 点灯 {{#post}}\n\n```js twoslash\nnamespace WeChatPay.OpenAPI.V3 {{\ninterface JsonDataRequest {{\n{members}\n}}\n\
         export interface Lamps {{ post(data: JsonDataRequest): AxiosPromise<{{ lit: boolean }}> }}\n}}\n```\n"
    )
}

fn nested(open: &str, close: &str) -> String {
    format!("{}1{}", open.repeat(10_000), close.repeat(10_000))
}

#[test]
fn findings_and_not_the_end_of_the_process() {
    let php = |code: &str| {
        table(
            "",
            &format!("```php\n$instance->chain('v3/lamps')->post(['json' => {code}]);\n```"),
        )
    };
    let row = "| color {data-indent=1} | string | 颜色\n";
    let size = 50 << 20;
    // what, the page, the exit code, the finding
    let cases = [
        (
            "50 MB of rows",
            table(&row.repeat(size / row.len()), ""),
            1,
            "openapi/v3/lamps.md:1:1: error[IM045]: this page has ",
        ),
        (
            "50 MB of members",
            script(&"color: string\n".repeat(size / 14)),
            1,
            "openapi/v3/lamps.md:1:1: error[IM045]: this page has ",
        ),
        (
            "4 MB of rows",
            table(&row.repeat(90_000), ""),
            1,
            "openapi/v3/lamps.md:5005:1: error[IM045]: more than 5000 rows",
        ),
        (
            "500 kB of members",
            script(&"color: string\n".repeat(35_000)),
            1,
            "openapi/v3/lamps.md:5005:1: error[IM045]: more than 5000 fields",
        ),
        (
            "10,000 rows below each other",
            table(
                &(1..10_000)
                    .map(|at| format!("| a {{data-indent={at}}} | object | x\n"))
                    .collect::<String>(),
                "",
            ),
            1,
            "openapi/v3/lamps.md:15:3: error[IM011]: ",
        ),
        (
            "10,000 types",
            script(&format!("a: {}", nested("{ a: ", " }"))),
            1,
            "openapi/v3/lamps.md:4:1: error[IM045]: the brackets",
        ),
        (
            "10,000 lists of types",
            script(&format!("a: string{}", "[]".repeat(10_000))),
            1,
            "error[IM045]: this type is nested too deeply",
        ),
        (
            "10,000 values",
            php(&nested("['a' => ", "]")),
            0,
            "warning[IM022]: this example cannot be read: it nests 20006 levels deep",
        ),
        (
            "10,000 quotes",
            table("", &format!("{}x", "> ".repeat(10_000))),
            0,
            "warning[IM020]",
        ),
        (
            "a type that refers to itself",
            script("a: JsonDataRequest"),
            0,
            "openapi/v3/lamps.md:6:4: warning[IM044]",
        ),
    ];
    let folder = scratch("hostile");
    let file = folder.join("openapi/v3/lamps.md");
    fs::create_dir_all(file.parent().expect("a folder")).expect("the folder can be made");
    for (what, text, code, finding) in cases {
        fs::write(&file, &text).expect("the page can be written");
        let docs = folder.to_str().expect("UTF-8");
        for format in ["short", "text"] {
            let run = limited(&["lint", docs, "--format", format]);
            let said = if format == "short" { finding } else { "help: " };
            assert_eq!(run.code, code, "{what}: {}", run.err);
            assert!(
                run.out.contains(said),
                "{what}: no `{said}` in\n{:.2000}",
                run.out
            );
        }
        let out = folder.join("crate");
        let run = limited(&["generate", "--docs", docs, "--out", out.to_str().expect("UTF-8")]);
        assert_eq!(run.code, code, "{what}: {}", run.err);
        assert_eq!(is_written(&out), code == 0, "{what}");
    }
}

/// Whether there is a crate, which is removed.
fn is_written(out: &Path) -> bool {
    let is_there = out.join("src/lib.rs").is_file();
    if out.exists() {
        fs::remove_dir_all(out).expect("the crate can be removed");
    }
    is_there
}
