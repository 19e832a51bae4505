//! What is new with each answer, and the same again from the same seed.

use std::sync::atomic::{AtomicU64, Ordering};

use wechatpay_openapi_runtime::crypto::sha256_hex;

/// Counts answers, and makes texts of seed and count.
#[derive(Debug)]
pub struct Fresh {
    seed: AtomicU64,
    count: AtomicU64,
}

impl Fresh {
    /// Begins to count.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self {
            seed: AtomicU64::new(seed),
            count: AtomicU64::new(0),
        }
    }

    /// How far it has counted, for a snapshot.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.count.load(Ordering::Relaxed)
    }

    /// Goes on from there, by this seed.
    pub fn resume(&self, seed: u64, count: u64) {
        self.seed.store(seed, Ordering::Relaxed);
        self.count.store(count, Ordering::Relaxed);
    }

    /// A number that no other call gets.
    pub fn next(&self) -> u64 {
        self.count.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// 64 hexadecimal digits that belong to a text, by the seed.
    #[must_use]
    pub fn of(&self, text: &str) -> String {
        sha256_hex(format!("{}/{text}", self.seed.load(Ordering::Relaxed)).as_bytes())
    }

    /// A nonce of an answer: 32 hexadecimal digits in lower case.
    pub fn nonce(&self) -> String {
        let mut digits = self.of(&format!("nonce/{}", self.next()));
        digits.truncate(32);
        digits
    }

    /// `08`, 40 hexadecimal digits in upper case, `-0`.
    pub fn request_id(&self) -> String {
        let digits = self.of(&format!("request/{}", self.next())).to_ascii_uppercase();
        format!("08{}-0", &digits[..40])
    }
}
