//! Nonces that were used lately.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use aws_lc_rs::digest::{SHA256, digest};
use wechatpay_openapi_runtime::WINDOW_SECONDS;

/// The nonces of the last minutes: an older request is refused for its time. Bounded.
#[derive(Debug, Default)]
pub struct Nonces(Mutex<Used>);

/// The most that are remembered.
const MOST: usize = 100_000;

#[derive(Debug, Default)]
struct Used {
    nonces: BTreeSet<Short>,
    /// When they were used.
    by_time: BTreeMap<i64, Vec<Short>>,
}

/// The beginning of a digest, since there may be many.
type Short = [u8; 16];

impl Nonces {
    /// Remembers one; `false` if it was used before.
    pub fn is_new(&self, mchid: &str, nonce: &str, now: i64) -> bool {
        let mut used = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        used.forget(now.saturating_sub(2 * WINDOW_SECONDS));
        let nonce = short(&format!("{mchid} {nonce}"));
        let is_new = used.nonces.insert(nonce);
        if is_new {
            used.by_time.entry(now).or_default().push(nonce);
        }
        is_new
    }

    /// Forgets all.
    pub fn clear(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Used::default();
    }
}

fn short(text: &str) -> Short {
    let digest = digest(&SHA256, text.as_bytes());
    digest.as_ref().first_chunk().copied().unwrap_or_default()
}

impl Used {
    fn forget(&mut self, before: i64) {
        while let Some(first) = self.by_time.first_entry() {
            if *first.key() >= before && self.nonces.len() < MOST {
                return;
            }
            for nonce in first.remove() {
                self.nonces.remove(&nonce);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Nonces;

    #[test]
    fn a_nonce_is_used_once_in_ten_minutes() {
        let nonces = Nonces::default();
        for (mchid, nonce, now, expected) in [
            ("1", "a", 1000, true),
            ("1", "a", 1000, false),
            ("2", "a", 1000, true),
            ("1", "b", 1600, true),
            ("1", "a", 1600, false),
            ("1", "a", 1601, true),
        ] {
            assert_eq!(
                nonces.is_new(mchid, nonce, now),
                expected,
                "{mchid} {nonce} {now}"
            );
        }
        nonces.clear();
        assert!(nonces.is_new("1", "b", 1601));
    }
}
