//! Which strings are points in time, as far as the examples show it.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::homes::Homes;
use crate::ir::{Body, Type, is_date_time};
use crate::plan::{Crate, TypeDef, Types};

/// Fields whose every documented value is an RFC 3339 date and time.
pub(super) struct Times(BTreeMap<(String, String), bool>);

impl Times {
    /// Looks through all examples of JSON bodies.
    pub(super) fn of(plan: &Crate<'_>, homes: &Homes) -> Self {
        let mut times = Self(BTreeMap::new());
        for (_, verb) in plan.operations() {
            let (Body::Json(_), Some(example)) = (&verb.operation.body, &verb.operation.example) else {
                continue;
            };
            let Some(request) = verb.types.get("Request") else {
                continue;
            };
            let here = Here {
                module: &verb.path.join("."),
                types: &verb.types,
                homes,
            };
            times.record(here, request, &example.body);
        }
        times
    }

    /// Whether a component's field is a point in time.
    pub(super) fn is_time(&self, component: &str, wire: &str) -> bool {
        self.0.get(&(component.to_owned(), wire.to_owned())) == Some(&true)
    }

    fn record(&mut self, here: Here<'_>, def: &TypeDef<'_>, values: &Map<String, Value>) {
        let component = here.homes.component(here.module, &def.name);
        for field in def.fields() {
            match (values.get(field.wire), &field.source.ty) {
                (Some(Value::String(text)), Type::Text | Type::Time) => {
                    let shown = self
                        .0
                        .entry((component.to_owned(), field.wire.to_owned()))
                        .or_insert(true);
                    *shown &= is_date_time(text);
                }
                (Some(value), _) => {
                    if let Some(nested) = field.ty.named() {
                        self.value(here, here.types.def(*nested), value);
                    }
                }
                (None, _) => {}
            }
        }
    }

    fn value(&mut self, here: Here<'_>, def: &TypeDef<'_>, value: &Value) {
        match value {
            Value::Object(values) => self.record(here, def, values),
            Value::Array(items) => items.iter().for_each(|item| self.value(here, def, item)),
            _ => {}
        }
    }
}

/// The module whose example is read.
#[derive(Clone, Copy)]
struct Here<'p> {
    module: &'p str,
    types: &'p Types<'p>,
    homes: &'p Homes,
}
