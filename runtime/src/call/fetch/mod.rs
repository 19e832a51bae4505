//! Keys of WeChat Pay's that a call needs and has to fetch first.

mod certificate_list;
mod certificates;
mod v2_public_key;

#[cfg(feature = "blocking")]
pub(super) use certificates::refresh_blocking;
pub(super) use certificates::{refresh, refresh_within, renew};
pub(super) use v2_public_key::fetch as fetch_v2_public_key;
#[cfg(feature = "blocking")]
pub(super) use v2_public_key::fetch_blocking as fetch_v2_public_key_blocking;
