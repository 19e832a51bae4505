//! Where a request goes: verb, host and path, in one of the places where documents say it.

use std::sync::LazyLock;

use regex::Regex;

use super::front_matter::DocumentMatter;
use super::outline::{DocumentOutline, PlacedTable, ProseLine};
use super::table::TableKind;
use super::text;
use crate::diagnostic::Code;
use crate::dialect::markdown::Source;
use crate::ir::Method;
use crate::pattern::pattern;

/// An operation's address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Address {
    pub method: Method,
    /// Without the leading slash; in v2 behind `v2/`.
    pub path: String,
    /// The host with a slash, unless it is that of nearly all.
    pub base_uri: Option<String>,
    /// The chapter that says so.
    pub chapter: usize,
}

/// A verb in capitals, or in brackets.
static VERB: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:^|[^A-Z])(POST|GET|PUT|PATCH|DELETE)(?:[^A-Z]|$)"));
/// A path of more than one letter.
static PATH: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:^|[^A-Za-z0-9.:/}])(/[A-Za-z0-9_][A-Za-z0-9_{}./-]*)"));
/// An address.
static URL: LazyLock<Regex> = LazyLock::new(|| pattern(r"https://([a-z0-9.-]+)((?:/[A-Za-z0-9_{}.-]*)*)"));

/// Hosts that serve nearly all operations.
const USUAL: [&str; 2] = ["api.mch.weixin.qq.com", "api2.mch.weixin.qq.com"];

/// Words in front of an address.
const LABELS: [&str; 8] = [
    "请求URL",
    "请求Url",
    "请求url",
    "URL地址",
    "接口链接",
    "接口地址",
    "请求地址",
    "请求链接",
];

/// Operations of one document that are read; the fullest of the site has 2.
const MOST: usize = 10;

/// All addresses of a document, in page order; one twice is one. What the front matter declares counts most, then
/// lines with a verb and a path, then addresses behind a label, and last a command that is shown.
pub(super) fn find(
    source: &mut Source<'_>,
    matter: &DocumentMatter,
    outline: &DocumentOutline,
) -> Vec<Address> {
    let host = outline
        .lines
        .iter()
        .find(|line| line.text.starts_with("请求域名"));
    let host = host.and_then(|line| base(&line.text));
    let (verb, mut said) = lines(outline);
    if said.len() > MOST {
        let message = format!("more than {MOST} lines name a verb: this one and all below it are left out");
        source.report(Code::TooLarge, &said[MOST].0.span, message);
        said.truncate(MOST);
    }
    let mut found = Addresses {
        is_v2: matter.version == "apiv2",
        addresses: Vec::new(),
    };
    if let Some((method, path)) = declared(matter) {
        for path in paths(&path) {
            found.add(method, &path, host.clone(), 0);
        }
        contradictions(source, &path, &said);
        return found.addresses;
    }
    for (line, method, paths) in &said {
        for path in paths {
            found.add(*method, path, host.clone(), line.chapter);
        }
    }
    if found.addresses.is_empty() {
        found.labelled(source, outline, verb, &said);
    }
    if found.addresses.is_empty()
        && let Some(method) = verb
        && let Some((host, path)) = shown(source, outline).as_deref().and_then(parts)
    {
        found.add(method, &path, base(&format!("https://{host}")), 0);
    }
    found.addresses
}

/// Verb and path of the front matter.
fn declared(matter: &DocumentMatter) -> Option<(Method, String)> {
    let method = Method::of(&matter.method.as_ref()?.to_ascii_lowercase())?;
    Some((method, text::unescaped(matter.path.as_ref()?)))
}

/// Lines that name another path than the front matter.
fn contradictions(source: &mut Source<'_>, declared: &str, said: &[Asked<'_>]) {
    for (line, _, paths) in said {
        if let Some(path) = paths.iter().find(|path| !declared.contains(path.as_str())) {
            let message = format!("the front matter names another path than `{path}`");
            source.report(Code::PathDiffers, &line.span, message);
        }
    }
}

/// What was found so far.
struct Addresses {
    is_v2: bool,
    addresses: Vec<Address>,
}

impl Addresses {
    fn add(&mut self, method: Method, path: &str, base_uri: Option<String>, chapter: usize) {
        let path = path.trim_start_matches('/');
        // Some products of v2 have operations of v3.
        let path = match self.is_v2 && !path.starts_with("v3/") {
            true => format!("v2/{path}"),
            false => path.to_owned(),
        };
        let is_known = |one: &Address| one.method == method && one.path == path;
        let is_new = leads_on(&path) && !self.addresses.iter().any(is_known);
        if is_new && self.addresses.len() < MOST {
            self.addresses.push(Address {
                method,
                path,
                base_uri,
                chapter,
            });
        }
    }

    /// Adds addresses behind labels; the second in a chapter is the backup.
    fn labelled(
        &mut self,
        source: &Source<'_>,
        outline: &DocumentOutline,
        verb: Option<Method>,
        said: &[Asked<'_>],
    ) {
        let usual = if self.is_v2 { Method::Post } else { Method::Get };
        let urls = urls(source, outline);
        // A verb in a chapter with an address is that one's.
        let is_taken = said
            .iter()
            .any(|(line, ..)| urls.iter().any(|(chapter, _)| *chapter == line.chapter));
        let general = verb.filter(|_| !is_taken);
        let mut last = None;
        for (chapter, url) in &urls {
            let Some((host, path)) = parts(url).filter(|_| last != Some(*chapter)) else {
                continue;
            };
            let method = verb_of(outline, *chapter).or(general).unwrap_or(usual);
            let base_uri = (!USUAL.contains(&&*host)).then(|| format!("https://{host}/"));
            self.add(method, &path, base_uri, *chapter);
            last = Some(*chapter);
        }
    }
}

/// Whether each part of a path leads further down: a page is a file at that place.
fn leads_on(path: &str) -> bool {
    let mut parts = path.strip_suffix('/').unwrap_or(path).split('/');
    parts.all(|part| !matches!(part, "" | "." | ".."))
}

/// A line `请求方式：【POST】 /v3/…` with its paths.
type Asked<'o> = (&'o ProseLine, Method, Vec<String>);

/// The first verb of all, and the lines that name one.
fn lines(outline: &DocumentOutline) -> (Option<Method>, Vec<Asked<'_>>) {
    let mut said = Vec::new();
    for line in outline
        .lines
        .iter()
        .filter(|line| line.text.starts_with("请求方式"))
    {
        if let Some(method) = verb(&line.text) {
            said.push((line, method, paths(&line.text)));
        }
    }
    let first = said.first().map(|(_, method, _)| *method);
    (first, said)
}

fn verb_of(outline: &DocumentOutline, chapter: usize) -> Option<Method> {
    let mut lines = outline.lines.iter().filter(|line| line.chapter == chapter);
    lines
        .find(|line| line.text.starts_with("请求方式"))
        .and_then(|line| verb(&line.text))
}

fn verb(text: &str) -> Option<Method> {
    let found = VERB.captures(text).map(|found| found[1].to_ascii_lowercase());
    found.and_then(|name| Method::of(&name))
}

/// The paths of a line, which may be joined by 或.
fn paths(text: &str) -> Vec<String> {
    let bare = text.replace('`', " ");
    PATH.captures_iter(&bare)
        .map(|found| found[1].to_owned())
        .collect()
}

/// Addresses behind a label, below a heading that announces them, or in a table.
fn urls(source: &Source<'_>, outline: &DocumentOutline) -> Vec<(usize, String)> {
    let mut found: Vec<(usize, String)> = Vec::new();
    for line in &outline.lines {
        let label = LABELS.iter().find_map(|label| line.text.split_once(label));
        let rest = label.map(|(_, rest)| rest.trim_start_matches(['：', ':', ' ', '\u{a0}']));
        let is_below = LABELS.iter().any(|label| line.heading.contains(label));
        let rest = rest.or(is_below.then_some(line.text.as_str()));
        if let Some(rest) = rest.filter(|rest| rest.trim_matches('`').starts_with("https://")) {
            found.push((line.chapter, rest.to_owned()));
        }
    }
    for sheet in outline
        .sheets
        .iter()
        .filter(|sheet| sheet.kind == TableKind::Request)
    {
        found.extend(in_table(source, sheet).map(|url| (sheet.chapter, url)));
    }
    found
}

/// `| 请求Url | https://… |`, as the header or as a row.
fn in_table(source: &Source<'_>, sheet: &PlacedTable) -> Option<String> {
    let header = sheet.grid.header.get(1).cloned();
    let rows = sheet
        .grid
        .rows
        .iter()
        .map(|row| text::plain(row.cell(source, Some(1))));
    header
        .into_iter()
        .chain(rows)
        .find(|text| text.starts_with("https://"))
}

/// The address of the first command that is shown.
fn shown(source: &Source<'_>, outline: &DocumentOutline) -> Option<String> {
    for shown in &outline.samples {
        let below = &source.text[shown.span.start..];
        let line = below
            .lines()
            .take(6)
            .find(|line| line.contains("curl ") || line.trim().starts_with("https://"));
        if let Some(found) = line.and_then(|line| URL.find(line)) {
            return Some(found.as_str().to_owned());
        }
    }
    None
}

fn base(text: &str) -> Option<String> {
    let host = URL.captures(text)?.get(1)?.as_str().to_owned();
    (!USUAL.contains(&&*host)).then(|| format!("https://{host}/"))
}

fn parts(url: &str) -> Option<(String, String)> {
    let url = text::unescaped(url);
    let found = URL.captures(&url)?;
    let path = found.get(2).map_or("", |path| path.as_str());
    (path.len() > 1).then(|| (found[1].to_owned(), path.trim_end_matches('.').to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_name_verbs_and_paths() {
        let cases = [
            ("请求方式：【POST】 `/v3/lamps`", "POST /v3/lamps"),
            ("请求方式：【POST】/v3/lamps/", "POST /v3/lamps/"),
            (
                "请求方式：【GET】 `/v3/lamps/{lamp_no}`",
                "GET /v3/lamps/{lamp_no}",
            ),
            (
                "请求方式：【POST】 `/v3/l/{a}/off\u{a0}或 /v3/l/id/{b}/off`",
                "POST /v3/l/{a}/off /v3/l/id/{b}/off",
            ),
            ("请求方式： POST", "POST"),
            ("请求方式：GET", "GET"),
            ("请求方式：https", ""),
        ];
        for (line, expected) in cases {
            let method = verb(line).map(Method::as_str).into_iter().map(str::to_owned);
            let seen: Vec<String> = method.chain(paths(line)).collect();
            assert_eq!(seen.join(" "), expected, "{line}");
        }
    }
}
