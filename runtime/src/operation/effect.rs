//! What sending a request again does.

/// The header that makes two requests one, where it is documented ([`Effect::Keyed`]). Names of headers know no case.
pub(crate) const IDEMPOTENCY_KEY: &str = "Idempotency-Key";

/// What a second sending of the very same request does, if the first may have arrived.
///
/// A fact of the operation: the generator reads it off the documented request, and
/// `docs-specs/overrides/effects.toml` has the exceptions. A call can say
/// otherwise: [`Call::repeatable`](crate::Call::repeatable).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Effect {
    /// Nothing, as the first: both only read.
    None,
    /// No more than the first. A required number of the merchant's own (`out_trade_no`,
    /// `out_refund_no`, …) makes them one, or they set or end what they name.
    Once,
    /// As [`Once`](Self::Once) if the request carries an `Idempotency-Key`, as [`Each`](Self::Each) without one.
    Keyed,
    /// The same a second time: a reply is there twice, a voucher is sent twice. The safe assumption.
    Each,
}

words! {
    Effect {
        None => "reads",
        Once => "takes effect once",
        Keyed => "takes effect once by its Idempotency-Key",
        Each => "takes effect each time",
    }
}

impl Effect {
    /// Whether it may be repeated once it may have taken effect, if it carries no key.
    pub(crate) const fn is_repeatable(self) -> bool {
        matches!(self, Self::None | Self::Once)
    }
}
