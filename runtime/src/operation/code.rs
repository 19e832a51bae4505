//! What a code says by itself, whatever the operation: the one place for this knowledge.
//!
//! The generator compiles this very file too: what it writes into the tables of operations and their documentation
//! and what the runtime says of a code that no table has is one rule.

use std::fmt;

/// The code of v3 for a failure of WeChat Pay's own.
pub(crate) const SYSTEM_ERROR: &str = "SYSTEM_ERROR";

/// Codes of v2 that say "unknown" or "not yet" instead of "no": query before anything else.
///
/// `SYSTEMERROR` is answered by all operations, `BANKERROR` and `USERPAYING` by payments by code and
/// withholding, `BIZERR_NEED_RETRY` by refunds, `PROCESSING` by red packets, `SEND_FAILED` by transfers.
/// `FREQUENCY_LIMITED` is no refusal: a refund is accepted with it, and like profit sharing and transfers to cards it is
/// repeated with the same number only. `ORDER_ACCEPTED` says so of a withholding under way.
const UNDECIDED: [&str; 9] = [
    "SYSTEMERROR",
    SYSTEM_ERROR,
    "BANKERROR",
    "USERPAYING",
    "BIZERR_NEED_RETRY",
    "PROCESSING",
    "SEND_FAILED",
    "FREQUENCY_LIMITED",
    "ORDER_ACCEPTED",
];

/// Codes that say that it was done before, perhaps by this very request. Who takes another number for it does it twice.
///
/// `FATAL_ERROR` says it of red packets and transfers to cards: the number is that of an earlier request, which had
/// another amount or payee. `SUCCESS` as the code of a failure is a transfer that was taken.
const DONE: [&str; 8] = [
    "ALREADY_EXISTS",
    "CONTRACT_CODE DUPLICATION",
    "FATAL_ERROR",
    "ORDERPAID",
    "ORDER_PAID",
    "OUT_TRADE_NO_USED",
    "RESOURCE_ALREADY_EXISTS",
    "SUCCESS",
];

/// Codes about the merchant's own key or certificate, which no repetition mends.
const CREDENTIALS: [&str; 4] = ["CA_ERROR", "CERT_ERROR", "SIGNERROR", "SIGN_ERROR"];

/// What to do about an error.
///
/// Whatever it is, the numbers of the request stay the same (`out_trade_no`, `out_refund_no`, …) until a query has
/// said that nothing came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Advice {
    /// Correct the request, or what it is about: the balance, the contract, the permission. Sent again as it is, it
    /// fails again.
    Fix,
    /// Ask what became of the request, or of the order that it is about, before anything else: it may have been done,
    /// now or earlier.
    Query,
    /// Send the very same request again, later and less often.
    RetryLater,
    /// Send the very same request again.
    RetryNow,
}

/// In a few words.
impl fmt::Display for Advice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Fix => "fix it",
            Self::Query => "query it",
            Self::RetryLater => "retry later",
            Self::RetryNow => "retry now",
        })
    }
}

impl Advice {
    /// What to do about a code: as documented, or by the general rules. No `status` is v2.
    pub(crate) fn about(documented: Option<Self>, status: Option<u16>, code: &str) -> Self {
        if DONE.contains(&code) {
            return Self::Query;
        }
        match documented {
            // 原单重试 says with which number, not how soon: a day's limit is a day's, and a request that is refused for its
            // permission or frequency is so at once again.
            Some(Self::RetryNow) if limits(code) || code.ends_with("_LIMIT") || code == "INVALID_REQUEST" => {
                Self::RetryLater
            }
            Some(documented) if documented.repeats() && CREDENTIALS.contains(&code) => Self::Fix,
            Some(documented) => documented,
            None => Self::general(status, code),
        }
    }

    fn general(status: Option<u16>, code: &str) -> Self {
        match status {
            Some(202 | 429 | 502 | 503) => Self::RetryLater,
            Some(500) if code == SYSTEM_ERROR => Self::RetryLater,
            Some(400..=407 | 409..=424 | 426..=498) | None if limits(code) => Self::RetryLater,
            None if is_undecided(code) => Self::Query,
            Some(400..=407 | 409..=424 | 426..=498) if is_open_refusal(code) => Self::Query,
            Some(400..=407 | 409..=424 | 426..=498) | None => Self::Fix,
            // Gateways, whose answer is not WeChat Pay's, and failures of any other kind.
            Some(_) => Self::Query,
        }
    }

    /// What of it may be said of a request that only `reads`, of which a second sending `adds` to the first, or
    /// which may have been taken all the same (`open`): nothing that could act twice.
    pub(crate) fn agreed(self, reads: bool, adds: bool, open: bool) -> Self {
        match self {
            // There is nothing to ask about but itself.
            Self::Query if reads => Self::RetryLater,
            Self::Fix if open && !reads => Self::Query,
            Self::RetryLater | Self::RetryNow if open && adds => Self::Query,
            advice => advice,
        }
    }

    /// Whether the same is to be sent again.
    pub(crate) fn repeats(self) -> bool {
        matches!(self, Self::RetryLater | Self::RetryNow)
    }
}

/// Whether a failure of v2 is none: see [`UNDECIDED`].
pub(crate) fn is_undecided(code: &str) -> bool {
    UNDECIDED.contains(&code)
}

/// Whether a refusal of v3 is none by its code: with a status of 4xx, too, it says that nobody knows yet.
pub(crate) fn is_open_refusal(code: &str) -> bool {
    is_undecided(code) && !limits(code)
}

/// Whether a code is about how often is called. One page each spells it its own way.
fn limits(code: &str) -> bool {
    code.starts_with("FREQ") || code.starts_with("RATE_LIMIT") || code.starts_with("RATELIMIT")
}

#[cfg(test)]
mod tests {
    use super::Advice::{self, Fix, Query, RetryLater, RetryNow};

    /// The public codes (接口规则), and what shops meet.
    #[test]
    fn what_a_code_says_by_itself() {
        let cases = [
            (Some(400), "PARAM_ERROR", Fix),
            (Some(400), "INVALID_REQUEST", Fix),
            (Some(401), "SIGN_ERROR", Fix),
            (Some(403), "NO_AUTH", Fix),
            (Some(403), "NOT_ENOUGH", Fix),
            (Some(404), "ORDER_NOT_EXIST", Fix),
            (Some(400), "ORDER_PAID", Query),
            (Some(403), "OUT_TRADE_NO_USED", Query),
            (Some(400), "RESOURCE_ALREADY_EXISTS", Query),
            (Some(429), "FREQUENCY_LIMITED", RetryLater),
            (Some(429), "RATELIMIT_EXCEEDED", RetryLater),
            (Some(403), "FREQUENCY_LIMIT_EXCEED", RetryLater),
            (Some(500), "SYSTEM_ERROR", RetryLater),
            (Some(500), "BANKERROR", Query),
            (Some(400), "USERPAYING", Query),
            (Some(403), "SYSTEMERROR", Query),
            (Some(400), "PROCESSING", Query),
            (Some(502), "SERVICE_UNAVAILABLE", RetryLater),
            (Some(503), "", RetryLater),
            (Some(202), "", RetryLater),
            (Some(408), "", Query),
            (Some(504), "", Query),
            (Some(301), "", Query),
            (None, "SYSTEMERROR", Query),
            (None, "USERPAYING", Query),
            (None, "BANKERROR", Query),
            (None, "ORDERPAID", Query),
            (None, "FATAL_ERROR", Query),
            (None, "SUCCESS", Query),
            (None, "NOTENOUGH", Fix),
            (None, "ORDERCLOSED", Fix),
            (None, "AUTHCODEEXPIRE", Fix),
            (None, "FREQUENCY_LIMITED", RetryLater),
            (None, "FREQ_LIMIT", RetryLater),
            (None, "SIGNERROR", Fix),
        ];
        for (status, code, expected) in cases {
            assert_eq!(Advice::about(None, status, code), expected, "{status:?} {code}");
        }
    }

    #[test]
    fn a_page_knows_better_but_for_what_is_done() {
        for (documented, code, expected) in [
            (RetryNow, "SYSTEMERROR", RetryNow),
            (Fix, "FREQUENCY_LIMITED", Fix),
            (RetryNow, "FREQUENCY_LIMITED", RetryLater),
            (RetryNow, "SEND_MONEY_LIMIT", RetryLater),
            (RetryNow, "RECEIVED_MONEY_LIMIT", RetryLater),
            (RetryNow, "INVALID_REQUEST", RetryLater),
            (RetryNow, "CA_ERROR", Fix),
            (RetryLater, "SIGN_ERROR", Fix),
            (Query, "CA_ERROR", Query),
            (Fix, "ORDERPAID", Query),
            (RetryLater, "RESOURCE_ALREADY_EXISTS", Query),
        ] {
            assert_eq!(Advice::about(Some(documented), None, code), expected, "{code}");
        }
    }

    #[test]
    fn nothing_is_advised_that_could_act_twice() {
        // reads, adds, open; Fix, Query, RetryLater, RetryNow
        let cases = [
            ([true, false, false], [Fix, RetryLater, RetryLater, RetryNow]),
            ([true, false, true], [Fix, RetryLater, RetryLater, RetryNow]),
            ([false, false, false], [Fix, Query, RetryLater, RetryNow]),
            ([false, false, true], [Query, Query, RetryLater, RetryNow]),
            ([false, true, false], [Fix, Query, RetryLater, RetryNow]),
            ([false, true, true], [Query, Query, Query, Query]),
        ];
        for ([reads, adds, open], expected) in cases {
            let agreed = [Fix, Query, RetryLater, RetryNow].map(|one| one.agreed(reads, adds, open));
            assert_eq!(agreed, expected, "{reads} {adds} {open}");
        }
    }
}
