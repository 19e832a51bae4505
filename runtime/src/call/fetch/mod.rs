//! The platform certificates, which a call may have to fetch before it can believe an answer.

mod certificate_list;
mod certificates;

#[cfg(feature = "blocking")]
pub(super) use certificates::refresh_blocking;
pub(super) use certificates::{refresh, refresh_within, renew};
