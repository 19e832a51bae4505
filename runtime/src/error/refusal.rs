//! Codes of errors that every operation may answer, and that say that nothing was done.

/// Codes that refuse, whoever answers them: the request was wrong, or may not be made. Of any other code that an operation's
/// page does not have nobody knows whether the money moved.
const REFUSALS: [&str; 45] = [
    "ACCOUNT_ERROR",
    "APPID_MCHID_NOT_MATCH",
    "APPID_NOT_EXIST",
    "AUTHCODEEXPIRE",
    "AUTH_CODE_ERROR",
    "AUTH_CODE_INVALID",
    "BUYER_MISMATCH",
    "CA_ERROR",
    "CERT_ERROR",
    "ILLEGAL_APPID",
    "INVALID_REQUEST",
    "INVALID_TRANSACTIONID",
    "LACK_PARAMS",
    "MCHID_NOT_EXIST",
    "MCH_NOT_EXISTS",
    "NOAUTH",
    "NOTENOUGH",
    "NOTSUPORTCARD",
    "NOT_ENOUGH",
    "NOT_FOUND",
    "NOT_UTF8",
    "NO_AUTH",
    "OPENID_ERROR",
    "OPENID_MISMATCH",
    "ORDERCLOSED",
    "ORDERNOTEXIST",
    "ORDERREVERSED",
    "ORDER_CLOSED",
    "ORDER_NOT_EXIST",
    "PARAMERROR",
    "PARAM_ERROR",
    "POST_DATA_EMPTY",
    "REFUNDNOTEXIST",
    "REQUEST_BLOCKED",
    "REQUIRE_POST_METHOD",
    "RESOURCE_NOT_EXISTS",
    "RULELIMIT",
    "RULE_LIMIT",
    "SIGNERROR",
    "SIGN_ERROR",
    "SIGN_NOT_MATCH",
    "USER_ACCOUNT_ABNORMAL",
    "USER_NOT_EXIST",
    "XML_ERROR",
    "XML_FORMAT_ERROR",
];

/// Whether a code refuses, whatever operation answers it.
pub(super) fn is_refusal(code: &str) -> bool {
    REFUSALS.binary_search(&code).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_sorted_and_what_leaves_open_is_none() {
        assert!(REFUSALS.is_sorted());
        assert!(REFUSALS.iter().all(|code| is_refusal(code)));
        for code in ["", "SYSTEMERROR", "ORDERPAID", "NEVER_HEARD_OF", "PARAM_ERROR "] {
            assert!(!is_refusal(code), "{code}");
        }
    }
}
