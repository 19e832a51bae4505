//! What an operation answers that no flow is modelled of: its documented example, as if it were about this request.

use serde_json::{Map, Value};
use wechatpay_openapi::catalogue::Entry;
use wechatpay_openapi::testing::TableView;
use wechatpay_openapi_runtime::crypto::sha256_hex;
use wechatpay_openapi_runtime::{Answer, Effect, Version};

use super::echo::{Filling, Said};
use super::file::{self, Origin};
use super::fresh::Fresh;
use super::numbers::Numbers;
use crate::message::{Asked, Outcome, Refusal};

/// v2's answer is the key that encrypts fields of other requests.
const PUBLIC_KEY: &str = "/risk/getpublickey";

/// The answer to a request, with its own values in it, numbers that no other has, and files that can be fetched.
#[must_use]
pub fn example(entry: &Entry, asked: &Asked, fresh: &Fresh, origin: &Origin<'_>) -> Outcome {
    match entry.operation.answers {
        Answer::Empty(_) => Outcome::Empty,
        Answer::File | Answer::CsvOrXml => file::asked_for(asked),
        Answer::Redirect => file::page(entry.operation.title),
        Answer::Json | Answer::Xml => Outcome::Fields(fields(entry, asked, fresh, origin)),
        // Told, not guessed; the tests of every operation fail by it.
        other => Outcome::Refused(Refusal::new(
            500,
            "SYSTEM_ERROR",
            format!("网关不会应答：{other}"),
        )),
    }
}

fn fields(entry: &Entry, asked: &Asked, fresh: &Fresh, origin: &Origin<'_>) -> Map<String, Value> {
    // The catalogue's own text, which a test reads as a whole.
    let examples: Vec<Value> = serde_json::from_str(entry.answer_examples).unwrap_or_default();
    let Some(Value::Object(mut fields)) = examples.into_iter().next() else {
        return Map::new();
    };
    let Some(table) = entry.answer.map(TableView::of) else {
        return fields;
    };
    let mut numbers = Numbers::new(fresh, whose(asked, fresh));
    let mut filling = Filling {
        said: &Said::new(asked),
        numbers: &mut numbers,
        is_text: entry.operation.version == Version::V2,
    };
    filling.object(table, &mut fields, "", true);
    file::announce(&mut fields, asked, origin, &mut numbers);
    if let (PUBLIC_KEY, Some(key)) = (entry.operation.path, fields.get_mut("pub_key")) {
        *key = origin.keys.public_key_pkcs1().unwrap_or_default().into();
    }
    fields
}

/// What has the numbers of an answer: the request, where sending it twice is doing it once; else this one answer.
fn whose(asked: &Asked, fresh: &Fresh) -> String {
    match asked.operation.effect {
        Effect::Each => format!("answer/{}", fresh.next()),
        _ => {
            let said = [&asked.path, &asked.fields].map(|fields| Value::Object(fields.clone()).to_string());
            let operation = asked.operation;
            sha256_hex(format!("{operation} {}", said.join(" ")).as_bytes())
        }
    }
}
