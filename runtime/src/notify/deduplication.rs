//! What a notification and its copies have in common, and no other notification has.

use super::RawNotification;
use super::raw::RawContent;
use crate::crypto::sha256_hex;
use crate::sign::v2;
use crate::xml::{Document, Node};

/// v2's encrypted refund, which alone is vouched for where nothing is signed.
const REFUND: &str = "req_info";
/// What is the form of a v2 message and not its content: a copy may have others.
const FORM: [&str; 4] = ["event_algorithm=", "event_nonce=", "nonce_str=", "sign_type="];

impl RawNotification {
    /// What tells a copy from something new: copies have the same key, other notifications have others.
    ///
    /// WeChat Pay sends a notification several times, also at the same time, and whoever has
    /// seen one of v2 can send it again. Keep the key, uniquely, in the transaction that books
    /// the event; answer a copy with [`success`](Self::success) all the same. It has at most 64
    /// bytes of ASCII in every documented notification.
    ///
    /// - v3: the [`id`](Self::id).
    /// - v2 with a signed `event_id`: that.
    /// - v2 without it, such as payments and contracts: a digest of all signed fields but
    ///   `nonce_str` and `sign_type`. A copy has the same key when it is signed anew or by the other
    ///   algorithm, has its fields in another order, or empty fields more.
    /// - v2's refund: a digest of what is in `req_info`, whatever stands beside it, which nothing vouches for.
    ///
    /// It tells copies, not facts: a payment that is told twice with something else in it has two keys.
    /// So the order itself must not be booked twice either.
    ///
    /// ```
    /// use std::collections::BTreeSet;
    /// use wechatpay_openapi_runtime::RawNotification;
    ///
    /// // In a program: a unique column.
    /// fn is_new(seen: &mut BTreeSet<String>, raw: &RawNotification) -> bool {
    ///     seen.insert(raw.deduplication_key())
    /// }
    /// ```
    #[must_use]
    pub fn deduplication_key(&self) -> String {
        let refund = self.document().and_then(|document| document.inside(REFUND));
        match (refund, self.id()) {
            (None, Some(id)) => id.to_owned(),
            (Some(refund), _) => sha256_hex(said_in(refund, "").as_bytes()),
            (None, None) => sha256_hex(self.said().as_bytes()),
        }
    }

    /// What it says, as text that is the same in each copy.
    fn said(&self) -> String {
        let plaintext = String::from_utf8_lossy(self.plaintext());
        match self.content() {
            RawContent::Json(_) => {
                let event_type = self.event_type().unwrap_or_default();
                let original_type = self.original_type().unwrap_or_default();
                format!("{event_type}\n{original_type}\n{plaintext}")
            }
            // Of what was encrypted the plain text: a copy may have another ciphertext.
            RawContent::Xml(document) if document.texts().is_none() => said_in(document, &plaintext),
            RawContent::Xml(document) => said_in(document, ""),
        }
    }
}

/// The text that is signed of these fields, without its form.
///
/// It is the signed text that is taken apart, not the fields: that text does not tell `a=1`, `b=2` from an `a` of
/// `1&b=2`, so whoever sends a notification again could otherwise cut it in another way, and have a new key.
fn said_in(document: &Document, more: &str) -> String {
    let texts = document.fields().filter_map(|(name, node)| match node {
        Node::Text(text) => Some((name, &**text)),
        Node::Fields(_) => None,
    });
    let signed = v2::text(texts);
    let told = signed
        .split('&')
        .filter(|pair| !FORM.iter().any(|form| pair.starts_with(form)));
    let told: Vec<&str> = told.collect();
    format!("{}\n{more}", told.join("&"))
}
