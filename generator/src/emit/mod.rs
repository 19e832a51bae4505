//! From the planned crate to files.

mod catalogue;
mod every;
mod index;
mod known;
mod layout;
pub mod openapi;
mod operations;
pub mod product;
pub mod ready;
mod requirement;
mod rust;
mod sample;
mod shown;
mod style;

pub use rust::is_default;
pub use style::Style;

use crate::output::Output;
use crate::plan::Crate;

/// Every generated file by its path below the generated crate.
#[must_use]
pub fn emit(plan: &Crate<'_>, style: Style) -> Output {
    let mut files = rust::files(plan, style);
    files.insert("INDEX.md".to_owned(), index::index(plan));
    if style == Style::Tables {
        files.extend(catalogue::files(plan));
        files.extend(every::files(plan));
        files.extend(sample::files(plan));
        files.extend(operations::files(plan));
    }
    files.into_iter().collect()
}
