//! Error codes of an operation: the row of each, as the page has it.

use wechatpay_openapi_generator::explain::Explained;
use wechatpay_openapi_generator::page::ErrorCode;

use crate::terminal;

/// Each code once, in page order.
pub(super) fn codes(errors: &[ErrorCode]) -> Vec<&str> {
    let mut codes: Vec<&str> = Vec::new();
    for one in errors {
        if !codes.contains(&one.code.as_str()) {
            codes.push(&one.code);
        }
    }
    codes
}

/// All codes in a line; nothing if none is documented.
pub(super) fn listed(errors: &[ErrorCode]) {
    let codes = codes(errors);
    if !codes.is_empty() {
        let count = terminal::counted(codes.len(), "error code");
        terminal::result(&format!("  {count}: {}", codes.join(", ")));
    }
}

/// Prints the rows of a code; false if the operation has no such code.
pub(super) fn told(found: &Explained, code: &str) -> bool {
    let rows: Vec<&ErrorCode> = found.errors.iter().filter(|one| one.code == code).collect();
    if rows.is_empty() {
        return false;
    }
    terminal::result(&format!("\nerror code {}", terminal::named(code)));
    for row in rows {
        let status = row
            .status
            .map_or("no status".to_owned(), |status| status.to_string());
        let remedy = row.remedy.map_or("not said", |remedy| remedy.word());
        terminal::result(&format!(
            "  docs-specs/{}.md:{}\n  {:<16} {status}\n  {:<16} {}\n  {:<16} {remedy}",
            found.page, row.line, "status", "meaning", row.meaning, "remedy"
        ));
    }
    terminal::result("  Which source says so is not kept, and no override corrects it.");
    true
}
