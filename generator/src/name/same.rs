//! Whether two documented types are the same for a user: everything but documentation.

use crate::ir::{Field, Type};

/// Whether they are, at every depth.
pub(super) fn same(one: &Type, other: &Type) -> bool {
    match (one, other) {
        (Type::Enum(ours), Type::Enum(theirs)) => {
            let values = ours.iter().map(|value| &value.value);
            values.eq(theirs.iter().map(|value| &value.value))
        }
        (Type::Object(ours), Type::Object(theirs)) | (Type::UrlEncoded(ours), Type::UrlEncoded(theirs)) => {
            ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(one, other)| same_field(one, other))
        }
        (Type::List(one), Type::List(other)) | (Type::JsonString(one), Type::JsonString(other)) => {
            same(one, other)
        }
        // What is left holds neither documentation nor fields.
        (one, other) => one == other,
    }
}

fn same_field(one: &Field, other: &Field) -> bool {
    one.name == other.name && one.requirement == other.requirement && same(&one.ty, &other.ty)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::{EnumValue, FieldDoc, Requirement};

    fn record(name: &str, ty: Type, requirement: Requirement, term: &str) -> Type {
        let doc = FieldDoc {
            text: term.to_owned(),
            ..FieldDoc::default()
        };
        Type::Object(vec![Field {
            name: name.to_owned(),
            ty,
            requirement,
            doc,
            ..Field::default()
        }])
    }

    fn values(value: &str, meaning: Option<&str>) -> Type {
        Type::Enum(vec![EnumValue {
            value: value.to_owned(),
            meaning: meaning.map(str::to_owned),
        }])
    }

    #[test]
    fn terms_and_meanings_do_not_count_and_all_else_does() {
        let lamp = record("lamp", values("ON", Some("亮")), Requirement::Optional, "灯");
        let cases = [
            (
                record("lamp", values("ON", None), Requirement::Optional, ""),
                true,
            ),
            (
                record("lamps", values("ON", None), Requirement::Optional, "灯"),
                false,
            ),
            (
                record("lamp", values("OFF", None), Requirement::Optional, "灯"),
                false,
            ),
            (record("lamp", Type::Text, Requirement::Optional, "灯"), false),
            (
                record(
                    "lamp",
                    values("ON", None),
                    Requirement::Required { confirmed: false },
                    "灯",
                ),
                false,
            ),
            (Type::List(Box::new(lamp.clone())), false),
            (Type::UrlEncoded(lamp.fields().to_vec()), false),
        ];
        for (other, is) in cases {
            assert_eq!(same(&lamp, &other), is, "{other:?}");
            let (one, other) = (Type::List(Box::new(lamp.clone())), Type::List(Box::new(other)));
            assert_eq!(same(&one, &other), is, "{other:?}");
        }
    }
}
