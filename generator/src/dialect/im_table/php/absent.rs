//! In place of the reader of PHP samples, in a build without the parsers of raw documentation.

use serde_json::{Map, Value};

use crate::ir::Method;
use crate::page::Call;

const WHY: &str = "this program was built without the parser of PHP (feature `sources`)";

/// A request, and the expressions in it that were not understood.
pub(super) struct PhpRequest {
    pub call: Call,
    pub unknown: Vec<String>,
}

pub(super) fn call(_: &str, _: Method) -> Result<PhpRequest, String> {
    Err(WHY.to_owned())
}

pub(super) fn fragment(_: &str) -> Result<Map<String, Value>, String> {
    Err(WHY.to_owned())
}

pub(super) fn verbs(_: &str) -> Vec<Method> {
    Vec::new()
}
