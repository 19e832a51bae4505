//! Fetching a bill that was announced (下载账单).

use std::io::Write;

use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::flow::refuse::invalid;
use crate::ledger::Ledger;
use crate::message::{Asked, Done, Outcome, Refusal};

/// The file behind a token.
pub(super) fn fetch(ledger: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    let bill = asked.text("token").and_then(|token| ledger.bills.get(token));
    let bill = bill.ok_or_else(|| invalid("下载地址无效或已过期，请重新申请账单"))?;
    if bill.mchid != asked.caller.mchid {
        return Err(Refusal::new(403, "NO_AUTH", "权限异常"));
    }
    Ok(file(&bill.content, bill.is_gzip)?.into())
}

/// A file of text, or the gzip of it.
pub(super) fn file(content: &str, is_gzip: bool) -> Result<Outcome, Refusal> {
    Ok(if is_gzip {
        Outcome::File {
            content: packed(content).map_err(|error| Refusal::new(500, "SYSTEM_ERROR", error.to_string()))?,
            content_type: "application/x-gzip",
            digest: None,
        }
    } else {
        Outcome::File {
            content: Bytes::copy_from_slice(content.as_bytes()),
            content_type: "text/plain; charset=utf-8",
            digest: None,
        }
    })
}

fn packed(content: &str) -> std::io::Result<Bytes> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(content.as_bytes())?;
    encoder.finish().map(Bytes::from)
}
