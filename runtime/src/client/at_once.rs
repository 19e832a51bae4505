//! What is done without waiting, which a key elsewhere does not allow.

use futures_util::FutureExt as _;

use crate::error::{Error, ErrorKind};

/// Does it at once, or, if it `waits` for a key elsewhere, says that `instead` does.
pub(crate) fn at_once<T>(
    waits: bool,
    instead: &str,
    work: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    let done = if waits { None } else { work.now_or_never() };
    done.unwrap_or_else(|| {
        let text = format!(
            "the merchant's private key is kept elsewhere and has to be waited for: call `{instead}`"
        );
        Err(Error::new(ErrorKind::Unsupported, text))
    })
}
