//! What an operation offers besides its one call, decided from the facts of its fields.
//!
//! After the corrections, since a type that several pages describe has more values than each of them. Overrides
//! (`[[sheet]]`, `[[pages]]`, `[[wait]]`) have the last word, and `generator/tests/comforts.txt` lists what came out.

mod field;
mod pages;
mod sheet;
mod wait;

use crate::ir::{Api, Comforts, Operation};

/// Decides for every operation.
#[must_use]
pub(crate) fn decide(mut api: Api) -> Api {
    for operation in &mut api.operations {
        operation.comforts = of(operation);
    }
    api
}

fn of(operation: &Operation) -> Comforts {
    // Nobody should begin with what is to go away.
    if operation.meta.is_retired() {
        return Comforts::default();
    }
    Comforts {
        sheet: sheet::of(operation),
        pages: pages::of(operation),
        wait: wait::of(operation),
    }
}
