//! A field as a document describes it, before it is a row.

use super::requirement::Mark;
use super::types::Written;
use crate::page::{Attr, Span};

/// A field with what is below it.
#[derive(Debug, Clone, Default)]
pub(super) struct DescribedField {
    pub name: String,
    pub ty: Written,
    pub mark: Option<Mark>,
    /// The cell's words, without markup.
    pub text: String,
    pub term: String,
    pub children: Vec<DescribedField>,
    /// What is below it is the content of a string.
    pub is_text_of_json: bool,
    /// A row above has the same name.
    pub is_repeated: bool,
    /// Attributes of the type's cell, of fields that others made up.
    pub ty_attrs: Vec<Attr>,
    pub line: u32,
    pub span: Span,
    pub spans: [Span; 3],
}

impl DescribedField {
    /// Whether it has this name, or is a template of it: `coupon_id_$n` of `coupon_id_0`.
    pub(super) fn is_called(&self, name: &str) -> bool {
        let stem = self.name.split('$').next().unwrap_or_default();
        self.name == name || self.name.contains('$') && name.starts_with(stem)
    }
}
