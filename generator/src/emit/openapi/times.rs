//! Which strings are points in time, as far as the examples show it.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::homes::{Homes, innermost};
use crate::ir::{Body, Type};
use crate::plan::{Crate, TypeKind, Types};

/// Fields whose every documented value is an RFC 3339 date and time.
pub(super) struct Times(BTreeMap<(String, String), bool>);

impl Times {
    /// Looks through all examples of JSON bodies.
    pub(super) fn of(named: &Crate<'_>, homes: &Homes) -> Self {
        let mut times = Self(BTreeMap::new());
        for root in &named.roots {
            root.walk(&mut |node| {
                for verb in &node.verbs {
                    let (Body::Json(_), Some(example)) = (&verb.operation.body, &verb.operation.example)
                    else {
                        continue;
                    };
                    let module = format!("{}.{}", node.path.join("."), verb.name);
                    let place = Place {
                        module: &module,
                        types: &verb.types,
                        homes,
                    };
                    times.record(place, "Request", &example.body);
                }
            });
        }
        times
    }

    /// Whether a component's field is a point in time.
    pub(super) fn is_time(&self, component: &str, wire: &str) -> bool {
        self.0.get(&(component.to_owned(), wire.to_owned())) == Some(&true)
    }

    fn record(&mut self, place: Place<'_>, name: &str, values: &Map<String, Value>) {
        let Some(TypeKind::Record(fields)) = place.types.get(name).map(|def| &def.kind) else {
            return;
        };
        let component = place.homes.component(place.module, name);
        for field in fields {
            match (values.get(field.wire), &field.source.ty) {
                (Some(Value::String(text)), Type::Text | Type::Time) => {
                    let shown = self
                        .0
                        .entry((component.to_owned(), field.wire.to_owned()))
                        .or_insert(true);
                    *shown &= is_date_time(text);
                }
                (Some(value), _) => self.value(place, innermost(&field.ty), value),
                (None, _) => {}
            }
        }
    }

    fn value(&mut self, place: Place<'_>, name: &str, value: &Value) {
        match value {
            Value::Object(values) => self.record(place, name, values),
            Value::Array(items) => items.iter().for_each(|item| self.value(place, name, item)),
            _ => {}
        }
    }
}

#[derive(Clone, Copy)]
struct Place<'p> {
    module: &'p str,
    types: &'p Types<'p>,
    homes: &'p Homes,
}

/// `2018-06-08T10:34:56+08:00`: the shape is enough, nothing is computed with it.
pub(super) fn is_date_time(text: &str) -> bool {
    let digits: String = text
        .chars()
        .map(|c| if c.is_ascii_digit() { '0' } else { c })
        .collect();
    let Some(rest) = digits.strip_prefix("0000-00-00T00:00:00") else {
        return false;
    };
    let rest = match rest.strip_prefix('.') {
        Some(fraction) => fraction.trim_start_matches('0'),
        None => rest,
    };
    matches!(rest, "Z" | "+00:00" | "-00:00")
}

#[cfg(test)]
mod tests {
    use super::is_date_time;

    #[test]
    fn a_time_has_a_zone() {
        for (text, is) in [
            ("2018-06-08T10:34:56+08:00", true),
            ("2018-06-08T10:34:56.123Z", true),
            ("2018-06-08T10:34:56", false),
            ("2018-06-08 10:34:56+08:00", false),
            ("2018-06-08", false),
            ("20091225091010", false),
        ] {
            assert_eq!(is_date_time(text), is, "{text}");
        }
    }
}
