//! The whole documentation, counted beside the parser. Where it is missing beside the checkout the tests
//! say so and pass.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde_json::Value;
use wechatpay_openapi_generator::diagnostic::{Code, Severity};
use wechatpay_openapi_generator::fix::Overrides;
use wechatpay_openapi_generator::ir::{Field, Type};
use wechatpay_openapi_generator::source::Docs;
use wechatpay_openapi_generator::{Reading, generate, read};

/// The state that docs-specs was imported from.
fn corpus(name: &str) -> Option<Docs> {
    let root: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared/corpus/history/2026-08-22")
        .join(name);
    if !root.is_dir() {
        eprintln!("skipped: there is no corpus at {}", root.display());
        return None;
    }
    Some(Docs::read(&root).expect("the corpus can be read"))
}

/// Opens the code block of an operation.
const TWOSLASH: &str = "```js twoslash";

/// Without the page that is wrong: its `Wechatpay-Serial` stands beside the headers.
fn readable(docs: Docs) -> Docs {
    let is_readable = |(path, text): &(&str, &str)| {
        *path != "openapi/v3/ecommerce/profitsharing/orders.md" || !text.contains("twoslash")
    };
    docs.iter().filter(is_readable).collect()
}

fn overrides() -> Overrides {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs-specs/overrides");
    Overrides::read(&folder).expect("the overrides can be read")
}

fn reading() -> Option<&'static Reading> {
    static READING: OnceLock<Option<Reading>> = OnceLock::new();
    READING
        .get_or_init(|| Some(read(&corpus("wechatpay-im")?, &overrides())))
        .as_ref()
}

#[test]
fn every_page_and_row_is_accounted_for() {
    let Some(Reading {
        totals, diagnostics, ..
    }) = reading()
    else {
        return;
    };
    let severe: Vec<_> = diagnostics
        .iter()
        .filter(|one| one.severity != Severity::Note)
        // Five fields of answers are known to be encrypted from official documents alone.
        .filter(|one| !(one.code == Code::LostEncryption && one.severity == Severity::Warning))
        // 品牌直连 is what official documents alone have.
        .filter(|one| !(one.code == Code::OverrideWithoutPage && one.message.contains("`openapi/brand/")))
        .collect();
    assert!(severe.is_empty(), "{severe:#?}");
    assert_eq!(totals.gaps(), Vec::<String>::new());
    assert_eq!((totals.refused_pages, totals.rows.diagnosed), (0, 0));
    let Some(docs) = corpus("wechatpay-im") else {
        return;
    };
    assert_eq!(totals.pages, docs.len());
    let operations_and_notifications = ["openapi/v3/", "openapi/v2/", "webhook/"]
        .map(|folder| marked(&docs, folder, "{.im-table #request}"));
    assert_eq!(
        [totals.v3_operations, totals.v2_operations, totals.notifications],
        operations_and_notifications
    );
    let lines = marked(&docs, "", "| {colspan=3 .im-table-line}");
    assert_eq!(
        totals.rows.lines,
        lines + 1,
        "one line row comes from an override"
    );
    assert_eq!(
        totals.sensitive,
        marked(&docs, "", "data-encrypted=by-rsa-pubkey") + 5,
        "five fields of syncmchriskresult come from an override"
    );
}

/// Lines of the pages below a folder that have a mark: what is documented, counted without the parser.
fn marked(docs: &Docs, folder: &str, mark: &str) -> usize {
    let pages = docs.iter().filter(|(path, _)| path.starts_with(folder));
    pages
        .flat_map(|(_, text)| text.lines())
        .filter(|line| line.contains(mark))
        .count()
}

#[test]
fn examples_show_every_documented_field() {
    let Some(Reading { api, .. }) = reading() else {
        return;
    };
    let mut missing = Missing::default();
    for one in &api.operations {
        let Some(example) = &one.example else { continue };
        missing.fields(&one.page, one.body.fields(), &Value::Object(example.body.clone()));
        missing.fields(&one.page, &one.query, &Value::Object(example.query.clone()));
        missing.fields(&one.page, &one.path_params, &Value::Object(example.path.clone()));
        missing.fields(&one.page, &one.headers, &Value::Object(example.headers.clone()));
    }
    // An example shows one of several alternatives, and nothing of what a correction adds; a download takes its
    // query from another answer.
    let known = |path: &&String| {
        [
            "/scene_info/scene_info/",
            "fapiao/download/",
            "/post_discounts/amount",
        ]
        .iter()
        .any(|part| path.contains(part))
    };
    let (known, unknown): (Vec<_>, Vec<_>) = missing.found.iter().partition(known);
    assert_eq!((unknown, known.len()), (Vec::<&String>::new(), 40));
    assert!(missing.seen > 10_000, "{} fields were compared", missing.seen);
}

/// Documented fields that an example does not show.
#[derive(Default)]
struct Missing {
    found: Vec<String>,
    seen: usize,
}

impl Missing {
    fn fields(&mut self, path: &str, fields: &[Field], value: &Value) {
        for field in fields {
            self.seen += 1;
            let path = format!("{path}/{}", field.name);
            match value.get(&field.name) {
                Some(value) => self.ty(&path, &field.ty, value),
                None => self.found.push(path),
            }
        }
    }

    fn ty(&mut self, path: &str, ty: &Type, value: &Value) {
        let decoded = || {
            value
                .as_str()
                .and_then(|text| serde_json::from_str(text).ok())
                .unwrap_or_default()
        };
        match ty {
            Type::Object(fields) if value.is_string() => self.fields(path, fields, &decoded()),
            Type::Object(fields) => self.fields(path, fields, value),
            Type::JsonString(content) => self.ty(path, content, &decoded()),
            Type::List(item) => value
                .as_array()
                .and_then(|items| items.first())
                .into_iter()
                .for_each(|value| {
                    self.ty(path, item, value);
                }),
            _ => {}
        }
    }
}

#[test]
fn a_truncated_page_is_never_a_panic() {
    let both: Vec<Docs> = ["wechatpay-im", "wechatpay-js"]
        .into_iter()
        .filter_map(corpus)
        .collect();
    let pages: Vec<_> = both.iter().flat_map(Docs::iter).collect();
    if pages.is_empty() {
        return;
    }
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for part in pages.chunks(pages.len().div_ceil(threads)) {
            scope.spawn(move || part.iter().for_each(|(path, text)| truncate(path, text)));
        }
    });
}

/// Cuts a page at 20 lines, the same in every run.
fn truncate(path: &str, text: &str) {
    let lines: Vec<_> = text.split_inclusive('\n').collect();
    let mut seed = path.bytes().fold(0x9e37_79b9_7f4a_7c15_u64, |seed, byte| {
        seed.rotate_left(5) ^ u64::from(byte)
    });
    for _ in 0..20 {
        // xorshift
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        let keep = usize::try_from(seed >> 32).unwrap_or_default() % lines.len().max(1);
        let single: Docs = [(path, lines[..keep].concat())].into_iter().collect();
        let reading = read(&single, &Overrides::default());
        assert_eq!(
            reading.totals.gaps(),
            Vec::<String>::new(),
            "{path} cut at line {keep}"
        );
    }
}

/// What was read is what comes out: one line of the index for each operation and notification.
#[test]
fn both_generate_what_they_document() {
    let cases = [
        ("wechatpay-im", overrides(), 1_018 + 129, 112),
        ("wechatpay-js", Overrides::default(), 512 + 55, 0),
    ];
    for (name, overrides, operations, notifications) in cases {
        let Some(docs) = corpus(name).map(readable) else {
            continue;
        };
        let generated = generate(&docs, &overrides);
        let totals = &generated.totals;
        assert_eq!(totals.gaps(), Vec::<String>::new(), "{name}");
        assert_eq!(
            (totals.v3_operations + totals.v2_operations, totals.notifications),
            (operations, notifications),
            "{name}"
        );
        let index = generated.output.get("INDEX.md").unwrap_or_default();
        let rows = |part: &str| index.lines().filter(|line| line.contains(part)).count();
        let calls = rows("| `v2().") + rows("| `v3().");
        assert_eq!(rows("::Notification` |"), notifications, "{name}");
        let constants = generated
            .output
            .iter()
            .map(|(_, text)| text.matches("pub const OPERATION: Operation =").count());
        assert_eq!(
            (calls, constants.sum::<usize>()),
            (operations, operations),
            "{name}"
        );
    }
}

#[test]
fn the_other_dialect_is_accounted_for() {
    let Some(docs) = corpus("wechatpay-js").map(readable) else {
        return;
    };
    let reading = read(&docs, &Overrides::default());
    let mut severe: Vec<_> = reading
        .diagnostics
        .iter()
        .filter(|one| one.severity != Severity::Note)
        .map(|one| (one.code, &*one.page))
        .collect();
    // Its notifications are samples.
    severe.retain(|(code, _)| *code != Code::UntypedNotification);
    assert_eq!(severe, []);
    let totals = reading.totals;
    assert_eq!(totals.gaps(), Vec::<String>::new());
    assert_eq!(totals.pages, docs.len());
    assert_eq!(
        [totals.v3_operations, totals.v2_operations],
        ["openapi/v3/", "openapi/v2/"].map(|folder| marked(&docs, folder, TWOSLASH))
    );
    for one in &reading.api.operations {
        let place = format!(
            "/{}",
            one.page.trim_start_matches("openapi/").trim_end_matches("/index")
        );
        let chain = wechatpay_openapi_generator::ir::url(&one.location);
        assert!(
            chain.trim_end_matches("/index") == place,
            "the namespaces spell {chain}, the page lies at {place}"
        );
    }
}
