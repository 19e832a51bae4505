//! What a table says, as tools see it.
#![cfg(feature = "test")]

use serde_json::{Value, json};
use wechatpay_openapi_runtime::record::Record as _;
use wechatpay_openapi_runtime::testing::{Place, TableView, TestPlatform, ValueKind};
use wechatpay_openapi_runtime::{
    FilePart, Json, JsonString, Numbered, Sensitive, UrlEncoded, open_enum, record,
};

open_enum! {
    /// Two of them.
    pub enum Way { On = "ON", Off = "OFF", }
}

record! {
    /// Inside.
    pub struct Inner {
        /// A name.
        pub name: Option<Sensitive<String>>,
    }

    /// Of each kind one.
    pub struct Outer {
        /// A number of the merchant's.
        #[is(required, number)]
        pub bool: Option<bool>,
        /// In the query.
        #[is(query)]
        pub integer: Option<i64>,
        /// A header.
        #[is(header)]
        pub float: Option<f64>,
        /// One of two.
        #[one_of = 2]
        pub text: Option<String>,
        /// Stated.
        #[is(stated)]
        pub json: Option<Json>,
        /// Encrypted.
        pub sensitive: Option<Sensitive<String>>,
        /// A file.
        pub file: Option<FilePart>,
        /// An enumeration.
        pub way: Option<Way>,
        /// Texts of JSON.
        pub list: Option<Vec<JsonString<Inner>>>,
        /// Pairs.
        pub pairs: Option<UrlEncoded<Inner>>,
        /// A family.
        #[wire = "coupon_id_$n"]
        pub coupon_id_n: Option<Numbered<i64>>,
    }
}

fn shown(kind: &ValueKind) -> String {
    match kind {
        ValueKind::Record(table) => format!("{}{{{}}}", table.name(), table.fields().len()),
        ValueKind::List(inner) => format!("[{}]", shown(inner)),
        ValueKind::JsonString(inner) => format!("json {}", shown(inner)),
        ValueKind::UrlEncoded(inner) => format!("url {}", shown(inner)),
        ValueKind::Numbered(inner) => format!("each {}", shown(inner)),
        plain => format!("{plain:?}"),
    }
}

#[test]
fn every_kind_and_mark_of_a_field_is_seen() {
    let outer = TableView::of(Outer::TABLE);
    for (name, kind, place, marks) in [
        ("bool", "Bool", Place::Body, (true, None, true, false)),
        ("integer", "Integer", Place::Query, (false, None, false, false)),
        ("float", "Float", Place::Header, (false, None, false, false)),
        ("text", "Text", Place::Body, (false, Some(2), false, false)),
        ("json", "Json", Place::Body, (false, None, false, true)),
        ("sensitive", "Sensitive", Place::Body, (false, None, false, false)),
        ("file", "File", Place::Body, (false, None, false, false)),
        (
            "way",
            r#"Enum(["ON", "OFF"])"#,
            Place::Body,
            (false, None, false, false),
        ),
        (
            "list",
            "[json Inner{1}]",
            Place::Body,
            (false, None, false, false),
        ),
        ("pairs", "url Inner{1}", Place::Body, (false, None, false, false)),
        (
            "coupon_id_7",
            "each Integer",
            Place::Body,
            (false, None, false, false),
        ),
    ] {
        let field = outer.field(name).unwrap_or_else(|| panic!("no field {name}"));
        assert_eq!(shown(&field.kind()), kind, "{name}");
        assert_eq!(field.place(), place, "{name}");
        let seen = (
            field.is_required(),
            field.group(),
            field.is_number(),
            field.is_stated(),
        );
        assert_eq!(seen, marks, "{name}");
    }
    assert_eq!(outer.fields().len(), 11);
    assert!(outer.field("coupon_id_").is_none() && outer.field("nothing").is_none());
}

#[test]
fn sensitive_texts_are_sealed_wherever_they_are() {
    let platform = TestPlatform::new().unwrap();
    let plain = json!({
        "sensitive": "a", "text": "a", "list": ["{\"name\":\"a\"}"], "way": 1, "unheard": { "name": "a" }, "bool": null,
    });
    let sealed = platform.sealed_of(Outer::TABLE, &plain).unwrap();
    let is_sealed = |value: &Value| value.as_str().is_some_and(|text| text.len() == 344);
    assert!(is_sealed(&sealed["sensitive"]), "{sealed}");
    let held: Value = serde_json::from_str(sealed["list"][0].as_str().unwrap()).unwrap();
    assert!(is_sealed(&held["name"]), "{held}");
    for same in ["text", "way", "unheard", "bool"] {
        assert_eq!(sealed[same], plain[same], "{same}");
    }
    let long = json!({ "sensitive": "a".repeat(300) });
    let refused = platform.sealed_of(Outer::TABLE, &long).unwrap_err();
    assert!(refused.to_string().contains("cannot be encrypted"), "{refused}");
}
