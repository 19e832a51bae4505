//! v2's XML in and out, over the same tables as JSON.

use serde_core::de::DeserializeSeed;

use super::decode::RecordSeed;
use super::encoding::{Encoding, numbered_name};
use super::error::{DecodeError, EncodeError};
use super::pairs::text;
use super::sensitive::Cipher;
use super::table::{Location, Record};
use super::trail::Trail;
use super::view::{RecordMut, RecordRef, ValueRef, View};
use crate::xml::{Document, Node};

/// Reads a v2 document. Unknown elements are passed over.
///
/// ```
/// use wechatpay_openapi_runtime::record;
/// use wechatpay_openapi_runtime::record::from_xml;
///
/// record! {
///     /// In a program a type of the generated crate.
///     pub struct Order {
///         /// The number.
///         pub out_trade_no: Option<String>,
///         /// Fen.
///         pub total: Option<i64>,
///     }
/// }
///
/// let order: Order = from_xml(b"<xml><out_trade_no>1</out_trade_no><total>100</total></xml>")?;
/// assert_eq!(order.total, Some(100));
/// # Ok::<(), wechatpay_openapi_runtime::BoxError>(())
/// ```
///
/// # Errors
/// Text that is no document of v2, or a value of another type than documented.
pub fn from_xml<R: Record>(xml: &[u8]) -> Result<R, DecodeError> {
    let document = Document::parse(xml).map_err(|error| DecodeError {
        pointer: String::new(),
        message: error.to_string(),
    })?;
    from_document(&document)
}

/// Reads a record from a document's fields.
///
/// ```
/// use wechatpay_openapi_runtime::record;
/// use wechatpay_openapi_runtime::record::from_document;
/// use wechatpay_openapi_runtime::xml::Document;
///
/// record! {
///     /// In a program a type of the generated crate.
///     pub struct Order {
///         /// The number.
///         pub out_trade_no: Option<String>,
///         /// Fen.
///         pub total: Option<i64>,
///     }
/// }
///
/// let document = Document::parse(b"<xml><total>100</total></xml>")?;
/// assert_eq!(from_document::<Order>(&document)?.total, Some(100));
/// # Ok::<(), wechatpay_openapi_runtime::BoxError>(())
/// ```
///
/// # Errors
/// A value of another type than documented.
pub fn from_document<R: Record>(document: &Document) -> Result<R, DecodeError> {
    let mut record = R::default();
    read_document(RecordMut::new(&mut record), document)?;
    Ok(record)
}

/// As [`from_document`], into a record in which nothing is set.
pub(crate) fn read_document(record: RecordMut<'_>, document: &Document) -> Result<(), DecodeError> {
    let trail = Trail::default();
    let seed = RecordSeed {
        record,
        trail: &trail,
    };
    seed.deserialize(document.deserializer())
        .map_err(|error| trail.error(&error))
}

impl RecordRef<'_> {
    /// The fields that travel at `at`, for a v2 document: documented order,
    /// unset fields left out, a list as repeated elements.
    ///
    /// # Errors
    /// Encryption failed.
    pub fn to_document(self, at: Location, cipher: Option<&dyn Cipher>) -> Result<Document, EncodeError> {
        document(self, Some(at), Encoding::with(cipher))
    }

    /// [`to_document`](Self::to_document), written out.
    ///
    /// # Errors
    /// Encryption failed, or a character that XML does not allow.
    pub fn to_xml(self, at: Location, cipher: Option<&dyn Cipher>) -> Result<String, EncodeError> {
        self.to_document(at, cipher)?
            .write()
            .map_err(|error| EncodeError {
                pointer: String::new(),
                message: error.to_string(),
            })
    }
}

fn document(
    record: RecordRef<'_>,
    at: Option<Location>,
    encoding: Encoding<'_>,
) -> Result<Document, EncodeError> {
    let mut document = Document::default();
    for (field, value) in record.set_fields() {
        if at.is_some_and(|at| at != field.location()) {
            continue;
        }
        match value.view() {
            View::List(list) => {
                for (index, item) in list.iter().enumerate() {
                    let node = node(item, encoding).map_err(|error| error.within(&index.to_string()));
                    let node = node.map_err(|error| error.within(field.name()))?;
                    document.push(field.name().to_owned(), node);
                }
            }
            View::Numbered(family) => {
                let mut result = Ok(());
                family.for_each(|number, item| {
                    let name = numbered_name(field.name(), number);
                    match node(item, encoding) {
                        Ok(node) => document.push(name, node),
                        Err(error) => result = Err(error.within(&name)),
                    }
                });
                result?;
            }
            _ => {
                let node = node(value, encoding).map_err(|error| error.within(field.name()))?;
                document.push(field.name().to_owned(), node);
            }
        }
    }
    Ok(document)
}

fn node(value: ValueRef<'_>, encoding: Encoding<'_>) -> Result<Node, EncodeError> {
    Ok(match value.view() {
        View::Record(record) => Node::Fields(document(record, None, encoding)?),
        _ => Node::Text(text(value, encoding)?),
    })
}
