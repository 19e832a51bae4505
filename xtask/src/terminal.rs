//! What a person reads: headings, results, failures. Colours and progress
//! appear on a terminal only (`anstream` sees to the colours).

use std::io::{IsTerminal as _, Write as _};

use anstyle::{AnsiColor, Style};
pub(crate) use wechatpay_openapi_generator::diagnostic::counted;

const GOOD: Style = AnsiColor::Green.on_default().bold();
const BAD: Style = AnsiColor::Red.on_default().bold();
const DOUBT: Style = AnsiColor::Yellow.on_default().bold();
const NAME: Style = AnsiColor::Cyan.on_default().bold();

/// How many files of one kind are named before the rest is only counted.
const LISTED: usize = 20;

/// The beginning of a step.
pub(crate) fn heading(text: &str) {
    anstream::eprintln!("{NAME}==>{NAME:#} {text}");
}

/// A step that went well.
pub(crate) fn done(text: &str) {
    anstream::eprintln!("{GOOD}  ok{GOOD:#} {text}");
}

/// Something that is missing from the result, which holds without it.
pub(crate) fn warning(text: &str) {
    anstream::eprintln!("{DOUBT}warning{DOUBT:#}: {text}");
}

/// Why the command failed.
pub(crate) fn failure(text: &str) {
    anstream::eprintln!("{BAD}error{BAD:#}: {text}");
}

/// Files, with a word on what happens to them.
pub(crate) fn files<'a>(word: &str, paths: impl Iterator<Item = &'a String>) {
    let paths: Vec<&String> = paths.collect();
    for path in paths.iter().take(LISTED) {
        anstream::eprintln!("{NAME}{word:>10}{NAME:#} {path}");
    }
    if paths.len() > LISTED {
        anstream::eprintln!("{NAME}{word:>10}{NAME:#} … and {} more", paths.len() - LISTED);
    }
}

/// A passing remark, overwritten by the next line; silent when nobody watches.
pub(crate) fn progress(text: &str) {
    let mut stderr = std::io::stderr();
    if stderr.is_terminal() {
        let _ = write!(stderr, "\r\x1b[2K{text}\r");
        let _ = stderr.flush();
    }
}

/// The result, on standard output.
pub(crate) fn result(text: &str) {
    anstream::println!("{text}");
}

/// A name in a result.
pub(crate) fn named(text: &str) -> String {
    format!("{NAME}{text}{NAME:#}")
}

/// A part of a result that one should not overlook.
pub(crate) fn doubtful(text: &str) -> String {
    format!("{DOUBT}{text}{DOUBT:#}")
}

/// A line of interest that is no result.
pub(crate) fn remark(text: &str) {
    anstream::eprintln!("{text}");
}

/// Bytes as people count them.
pub(crate) fn megabytes(bytes: usize) -> f64 {
    f64::from(u32::try_from(bytes).unwrap_or(u32::MAX)) / 1e6
}
