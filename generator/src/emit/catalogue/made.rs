//! Values made where no page documents any: of each field what other examples have in one of that name, else what its
//! documentation allows.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value, json};

use crate::emit::known::KnownValues;
use crate::emit::shown::{float, integer, text, time, variant, wanted};
use crate::ir::{Length, TimeForm};
use crate::plan::{FieldDef, RustType, TypeDef, TypeKind, Types};

/// So deep that nothing documented is cut, and what holds itself ends.
const DEPTH: usize = 8;
/// What is there if something failed.
const OF_FAILURES: [&str; 2] = ["err_code", "err_code_des"];

/// Which fields are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// Those that must be there, and of each group one.
    Needed,
    /// All, but for those of failures.
    All,
}

/// Makes values of one module's types.
#[derive(Clone, Copy)]
pub(super) struct Maker<'m, 'a> {
    pub(super) types: &'m Types<'a>,
    pub(super) known: &'m KnownValues,
    pub(super) extent: Extent,
}

impl<'a> Maker<'_, 'a> {
    /// The type of this name as an object; nothing if the module has none.
    pub(super) fn named(&self, name: &str) -> Map<String, Value> {
        let def = self.types.get(name);
        def.map(|def| self.record(def, 0)).unwrap_or_default()
    }

    fn record(&self, def: &TypeDef<'a>, depth: usize) -> Map<String, Value> {
        let fields: Vec<&FieldDef<'a>> = match self.extent {
            _ if depth > DEPTH => Vec::new(),
            Extent::Needed => wanted(def.fields(), &Value::Null),
            Extent::All => def
                .fields()
                .iter()
                .filter(|field| !OF_FAILURES.contains(&field.wire))
                .collect(),
        };
        let pair = |field: &FieldDef<'a>| (member(field), self.value(&field.ty, field, depth));
        fields.into_iter().map(pair).collect()
    }

    fn value(&self, ty: &RustType, field: &FieldDef<'a>, depth: usize) -> Value {
        match ty {
            RustType::Text => json!(self.text(field)),
            // What examples have in such a field looks encrypted.
            RustType::Sensitive => json!(fit(&text(field, &Value::Null), field.doc.length)),
            RustType::Time => json!(time(field, &self.moment(field))),
            RustType::Integer => json!(integer(field, &self.number(field, "integer"))),
            RustType::Float => json!(float(&self.number(field, "number"))),
            RustType::Boolean => json!(true),
            RustType::Json => json!({}),
            RustType::File => json!("picture.png"),
            RustType::Named(id) => self.of(self.types.def(*id), depth + 1),
            RustType::List(item) => json!([self.value(item, field, depth)]),
            RustType::JsonString(inner) => json!(self.value(inner, field, depth).to_string()),
            RustType::UrlEncoded(inner) => json!(pairs(&self.value(inner, field, depth))),
            RustType::Numbered(inner) => self.value(inner, field, depth),
        }
    }

    fn of(&self, def: &TypeDef<'a>, depth: usize) -> Value {
        match &def.kind {
            TypeKind::Record(_) => Value::Object(self.record(def, depth)),
            TypeKind::Enum(variants) => {
                json!(variant(variants, &Value::Null).map_or("", |one| &*one.value.value))
            }
        }
    }

    fn text(&self, field: &FieldDef<'_>) -> String {
        let known = self
            .known
            .get(field.wire, "string")
            .filter(|_| field.doc.default.is_none());
        fit(&text(field, known.unwrap_or(&Value::Null)), field.doc.length)
    }

    /// What is known, if it is a time as the field writes it.
    fn moment(&self, field: &FieldDef<'_>) -> Value {
        let known = self
            .known
            .get(field.wire, "string")
            .and_then(|known| Some((TimeForm::of(known.as_str()?)?, known)));
        let written = known.filter(|(form, _)| field.doc.time.is_none_or(|documented| documented == *form));
        written.map(|(_, known)| known.clone()).unwrap_or_default()
    }

    /// What is known, unless the documentation lists what may stand there.
    fn number(&self, field: &FieldDef<'_>, kind: &'static str) -> Value {
        let is_free = field.doc.values.is_empty() && field.doc.default.is_none();
        let known = self.known.get(field.wire, kind).filter(|_| is_free);
        known.cloned().unwrap_or_default()
    }
}

/// A field's name as it is sent: of a family, that of its first member.
fn member(field: &FieldDef<'_>) -> String {
    match field.ty {
        RustType::Numbered(_) => field.wire.replace("$n", "0").replace("$m", "0"),
        _ => field.wire.to_owned(),
    }
}

/// A text of a length that is allowed.
fn fit(text: &str, length: Length) -> String {
    let most = length.most.map_or(usize::MAX, |most| most as usize);
    let least = length.least.unwrap_or_default() as usize;
    let count = text.chars().count();
    let wanted = count.max(least).min(most);
    text.chars()
        .cycle()
        .take(if count == 0 { 0 } else { wanted })
        .collect()
}

fn pairs(value: &Value) -> String {
    let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let pairs = value.as_object().into_iter().flatten().map(|(name, value)| {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        format!("{}={}", encode(name), encode(&text))
    });
    pairs.collect::<Vec<_>>().join("&")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{fit, pairs};
    use crate::ir::Length;

    #[test]
    fn a_text_is_as_long_as_it_may_be() {
        for (text, least, most, expected) in [
            ("商户号", None, None, "商户号"),
            ("商户号", None, Some(2), "商户"),
            ("商户号", Some(5), Some(6), "商户号商户"),
            ("", Some(5), None, ""),
        ] {
            assert_eq!(
                fit(text, Length { least, most }),
                expected,
                "{text} {least:?} {most:?}"
            );
        }
    }

    #[test]
    fn pairs_are_encoded() {
        assert_eq!(pairs(&json!({"a": "b c", "n": 1})), "a=b%20c&n=1");
    }
}
