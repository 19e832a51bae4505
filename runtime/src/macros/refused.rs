//! What must not compile, each beside the same text without its fault, which must.
//!
//! # A field's type is the caller's, also if it has a standard name
//!
//! It is the same type in the struct and in the table, so it must be one that a field can have.
//!
//! ```
//! type String = ::std::string::String;
//! wechatpay_openapi_runtime::record! { pub struct Order { pub id: Option<String>, } }
//! # fn main() {}
//! ```
//!
//! ```compile_fail
//! type String = Box<str>;
//! wechatpay_openapi_runtime::record! { pub struct Order { pub id: Option<String>, } }
//! # fn main() {}
//! ```
//!
//! ```compile_fail
//! #[allow(non_camel_case_types)]
//! type i64 = i32;
//! wechatpay_openapi_runtime::record! { pub struct Order { pub total: Option<i64>, } }
//! # fn main() {}
//! ```
//!
//! ```compile_fail
//! struct Vec<T>(T);
//! wechatpay_openapi_runtime::record! { pub struct Order { pub tags: Option<Vec<String>>, } }
//! # fn main() {}
//! ```
//!
//! # `Option` is a word of the macro
//!
//! ```
//! wechatpay_openapi_runtime::record! { pub struct Order { pub id: Option<String>, } }
//! # fn main() {}
//! ```
//!
//! ```compile_fail
//! wechatpay_openapi_runtime::record! { pub struct Order { pub id: Box<String>, } }
//! # fn main() {}
//! ```
//!
//! ```compile_fail
//! wechatpay_openapi_runtime::record! { pub struct Order { pub id: Option<Option<String>>, } }
//! # fn main() {}
//! ```
//!
//! # What would change the layout
//!
//! ```compile_fail
//! wechatpay_openapi_runtime::record! { #[repr(packed)] pub struct Order { pub id: Option<String>, } }
//! # fn main() {}
//! ```
//!
//! ```compile_fail
//! wechatpay_openapi_runtime::record! { pub struct Order { #[cfg(any())] pub id: Option<String>, } }
//! # fn main() {}
//! ```
//!
//! ```compile_fail
//! wechatpay_openapi_runtime::open_enum! { pub enum Kind { #[cfg(any())] A = "A", B = "B", } }
//! # fn main() {}
//! ```
//!
//! # Values that are no text
//!
//! ```
//! wechatpay_openapi_runtime::open_enum! { pub enum Kind { A = "1", } }
//! # fn main() {}
//! ```
//!
//! ```compile_fail
//! wechatpay_openapi_runtime::open_enum! { pub enum Kind { A = 1, } }
//! # fn main() {}
//! ```
//!
//! # The contracts are for the macros to keep
//!
//! ```compile_fail
//! struct Mine;
//! impl wechatpay_openapi_runtime::record::Record for Mine {
//!     const TABLE: &'static wechatpay_openapi_runtime::record::Table = panic!();
//! }
//! # fn main() {}
//! ```
//!
//! A table that is not the struct's, by an `unsafe impl` that breaks its promise, does not compile
//! either where its size gives it away:
//!
//! ```compile_fail
//! use wechatpay_openapi_runtime::__private::{self, Field, Value};
//! const FIELDS: [Field; 1] = __private::fields(
//!     std::alloc::Layout::new::<Option<Box<str>>>(), [&["id"]], [0], [<String as Value>::SLOT],
//! );
//! # fn main() {}
//! ```
//!
//! ```
//! use wechatpay_openapi_runtime::__private::{self, Field, Value};
//! const FIELDS: [Field; 1] = __private::fields(
//!     std::alloc::Layout::new::<Option<String>>(), [&["id"]], [0], [<String as Value>::SLOT],
//! );
//! # fn main() {}
//! ```
