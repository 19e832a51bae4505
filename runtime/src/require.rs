//! A documented field of an answer, or the error that names it.

use crate::error::{Error, ErrorKind};
use crate::received::Received;
use crate::record::{self, Record};

/// Takes out of a record what it should have.
///
/// [`Response::require`](crate::Response::require) does the same with an answer, and its error says which call it is about.
pub trait Require: Record {
    /// What `read` gives, or the error that names the field that is not set.
    ///
    /// To name it, `read` is called again with other values of this type: it should only read, and not panic.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::{Require, record};
    ///
    /// record! {
    ///     pub struct Transaction {
    ///         pub out_trade_no: Option<String>,
    ///         pub amount: Option<Amount>,
    ///     }
    ///     pub struct Amount {
    ///         pub total: Option<i64>,
    ///     }
    /// }
    ///
    /// let paid = Transaction::new().out_trade_no("1").amount(Amount::new());
    /// assert_eq!(paid.clone().require(|paid| paid.out_trade_no)?, "1");
    ///
    /// let error = paid.require(|paid| paid.amount?.total).unwrap_err();
    /// assert_eq!(error.to_string(), "`Transaction` has no /amount/total");
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Decode`] if `read` gives nothing; [`problems`](Error::problems) has the JSON pointers.
    fn require<V>(self, read: impl Fn(Self) -> Option<V>) -> Result<V, Error>;
}

impl<R: Record> Require for R {
    fn require<V>(self, read: impl Fn(Self) -> Option<V>) -> Result<V, Error> {
        read(self).ok_or_else(|| {
            let wanted = record::wanted(&|other| read(other).is_some(), None::<&R>);
            lacks(&format!("`{}`", R::TABLE.name), wanted)
        })
    }
}

/// The same of an answer, whose body tells what there was.
pub(crate) fn of_answer<R: Record, V>(
    value: R,
    received: &Received,
    read: impl Fn(R) -> Option<V>,
) -> Result<V, Error> {
    read(value).ok_or_else(|| {
        let there = match &received.document {
            Some(document) => record::from_document::<R>(document).ok(),
            None => record::from_answer::<R>(&received.body).ok(),
        };
        let wanted = record::wanted(&|other| read(other).is_some(), there.as_ref());
        received.blame(lacks("the answer", wanted))
    })
}

fn lacks(whose: &str, wanted: Vec<String>) -> Error {
    let text = match wanted.as_slice() {
        [] => format!("{whose} has not what was asked for"),
        fields => format!("{whose} has no {}", fields.join(", ")),
    };
    Error::new(ErrorKind::Decode, text).with_problems(wanted)
}
