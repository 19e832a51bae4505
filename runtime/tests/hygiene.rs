//! What the macros emit means the same wherever they are called: each module below gives names that
//! they use another meaning, and its records and enumerations behave as ever.
//!
//! A name taken from the caller's scope where an `unsafe impl` rests on it is memory corruption in safe
//! code (`type String = Box<str>` beside `open_enum!`). What must not compile is in `src/macros/refused.rs`.
#![allow(
    dead_code,
    unused_imports,
    unused_macros,
    unused_extern_crates,
    missing_docs,
    unreachable_pub
)]
#![allow(non_camel_case_types, non_snake_case, non_upper_case_globals)]

// Even the roots of absolute paths: neither `::core::option` nor `::std::option` is anything in this crate.
extern crate alloc as core;
extern crate alloc as std;

/// The macros in a module of other meanings, and what must be true of what they emit.
macro_rules! shadowed {
    ($($name:ident { $($shadow:item)* })*) => {$(
        mod $name {
            $($shadow)*

            ::wechatpay_openapi_runtime::record! {
                /// A field of each size.
                pub struct Order {
                    #[is(required)]
                    pub flag: Option<crate::types::Flag>,
                    pub out_trade_no: Option<crate::types::Text>,
                    #[wire = "type"]
                    pub type_: Option<TradeType>,
                    pub total: Option<crate::types::Fen>,
                    pub goods: Option<crate::types::List<Goods>>,
                }
                pub struct Goods {
                    pub id: Option<crate::types::Text>,
                }
            }

            ::wechatpay_openapi_runtime::open_enum! {
                /// How it is paid.
                pub enum TradeType {
                    Jsapi = "JSAPI",
                }
            }

            ::wechatpay_openapi_runtime::events! {
                v3 { Paid(Order) = ["TRANSACTION.SUCCESS"] of ["transaction"], }
                v2 {}
            }

            ::wechatpay_openapi_runtime::error_codes! {
                "NOT_ENOUGH" 403 Fix,
                "SYSTEMERROR" Query,
            }

            pub fn holds() {
                crate::holds::<Order, TradeType, Event>(Order::new, Order::new(), |order| {
                    order.flag(true).out_trade_no("1").type_("JSAPI").total(100).goods([Goods::new().id("g")])
                });
                crate::assert_names(TradeType::Jsapi.as_str(), Event::KEYS[0].name);
                crate::assert_codes(&ERRORS);
            }
        }

        #[test]
        fn $name() {
            $name::holds();
        }
    )*};
}

/// The fields' types under names that no module below shadows.
mod types {
    pub type Flag = bool;
    pub type Fen = i64;
    pub type Letters = str;
    pub type Text = ::core::string::String;
    pub type List<T> = ::core::vec::Vec<T>;
}

use wechatpay_openapi_runtime::TypedEvent;
// `std` is not to be had by its name here.
use wechatpay_openapi_runtime::__private::enums::Open;
use wechatpay_openapi_runtime::__std::{fmt as std_fmt, hash as std_hash, str as std_str};
use wechatpay_openapi_runtime::record::{Record, from_json, to_json, unknown_fields};

const WIRE: &str = r#"{"flag":true,"out_trade_no":"1","type":"JSAPI","total":100,"goods":[{"id":"g"}]}"#;

/// Every impl that the macros write, with values on the heap behind them: a sanitizer sees a wrong layout.
#[expect(
    clippy::extra_unused_type_parameters,
    reason = "that `N` is a typed event is checked by naming it"
)]
fn holds<R: Record, E, N>(new: fn() -> R, empty: R, set: fn(R) -> R)
where
    E: Open + Clone + Eq + ::wechatpay_openapi_runtime::__private::Value + From<String>,
    E: for<'a> From<&'a str> + std_fmt::Debug + std_fmt::Display + std_hash::Hash,
    E: std_str::FromStr + AsRef<str> + Ord + PartialEq<str> + for<'a> PartialEq<&'a str>,
    N: TypedEvent,
{
    let order = set(new());
    assert_eq!(String::from_utf8(to_json(&order).unwrap()).unwrap(), WIRE);
    assert_eq!(from_json::<R>(WIRE.as_bytes()).unwrap(), order.clone());
    assert!(order != empty && empty == R::default());
    assert!(format!("{order:?}").starts_with(r#"Order { flag: true, out_trade_no: "1", type: "JSAPI""#));
    assert_eq!(
        unknown_fields(R::TABLE, br#"{"goods":[{"x":1}]}"#),
        ["/goods/0/x"]
    );
    assert_eq!(R::TABLE.name, "Order");
    // Grown, so that text is allocated and freed by the type that the table says.
    for text in ["JSAPI", "A VALUE THAT NOBODY DOCUMENTED", ""] {
        let value = E::from(text.to_owned());
        assert_eq!(value.clone(), E::from(text));
        assert_eq!(value.to_string(), text);
        assert_eq!(format!("{value:?}"), format!("{text:?}"));
        assert!(value == text && value == *text && value.as_ref() == text && value <= value.clone());
        assert!(text.parse::<E>().is_ok_and(|parsed| parsed == value));
    }
    let unknown = WIRE.replace("JSAPI", "NEW");
    let read = from_json::<R>(unknown.as_bytes()).unwrap();
    assert_eq!(to_json(&read.clone()).unwrap(), unknown.as_bytes());
}

fn assert_codes(errors: &[wechatpay_openapi_runtime::ErrorCode]) {
    let [first, second] = errors else {
        panic!("two codes")
    };
    assert_eq!((first.status, first.code), (Some(403), "NOT_ENOUGH"));
    assert_eq!((second.status, second.code), (None, "SYSTEMERROR"));
}

fn assert_names(value: &str, event: &str) {
    assert_eq!((value, event), ("JSAPI", "Paid"));
}

shadowed! {
    t9_nothing_is_shadowed {}
    t9_option_is_a_box {
        type Option<T> = ::core::boxed::Box<T>;
        fn Some<T>(value: T) -> ::core::boxed::Box<T> {
            ::core::boxed::Box::new(value)
        }
        const None: () = ();
    }
    t9_string_is_a_boxed_str {
        type String = ::core::boxed::Box<crate::types::Letters>;
    }
    t9_types_are_others {
        struct Box;
        struct Vec;
        struct String;
        struct Option;
        struct Result;
        enum Ok {}
        enum Err {}
        struct Formatter;
        struct Layout;
    }
    t9_primitives_are_others {
        type bool = u8;
        type u8 = u128;
        type u16 = u128;
        type str = [char];
        type usize = ();
        type i64 = char;
    }
    t9_traits_are_others {
        pub trait Into<T> {
            fn into(self) -> T;
        }
        impl<T, U> Into<U> for T {
            fn into(self) -> U {
                panic!("another `into`")
            }
        }
        trait From<T> {}
        trait Clone {}
        trait Default {}
        trait PartialEq {}
        trait Eq {}
        trait Ord {}
        trait PartialOrd {}
        trait FromStr {}
        trait AsRef {}
        trait IntoField {}
        trait Hash {}
        trait Debug {}
        trait Display {}
        trait Record {}
        trait Value {}
        trait Open {}
        trait TypedEvent {}
        trait Serialize {}
        trait Deserialize {}
    }
    t9_methods_are_others {
        pub trait Methods: Sized {
            fn as_str(&self) -> &'static crate::types::Letters {
                "another"
            }
            fn write_str<T>(&self, _: T) -> ::wechatpay_openapi_runtime::__std::fmt::Result {
                panic!("another `write_str`")
            }
            fn payload<T>(&self) -> T {
                panic!("another `payload`")
            }
            fn serialize_str<T>(self, _: T) -> T {
                panic!("another `serialize_str`")
            }
        }
        impl<T> Methods for T {}
    }
    t9_modules_are_others {
        mod core {}
        mod std {}
        mod alloc {}
        mod record {}
        mod wechatpay_openapi_runtime {}
    }
    t9_macros_are_others {
        macro_rules! stringify {
            ($($any:tt)*) => { "another" };
        }
        macro_rules! concat {
            ($($any:tt)*) => { "another" };
        }
        macro_rules! record {
            ($($any:tt)*) => {};
        }
        macro_rules! __serde_record {
            ($($any:tt)*) => { compile_error!("another"); };
        }
        macro_rules! __serde_enum {
            ($($any:tt)*) => { compile_error!("another"); };
        }
    }
    t9_derives_are_others {
        use ::wechatpay_openapi_runtime::__std::fmt::Debug as Clone;
        use ::wechatpay_openapi_runtime::__std::hash::Hash as Debug;
    }
    t9_flags_are_others {
        const required: char = 'r';
        mod flag {
            pub const required: char = 'r';
        }
    }
}
