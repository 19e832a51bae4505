//! Numbers that WeChat Pay gives: unique, of the documented form, and the same again from the same seed.

use serde::{Deserialize, Serialize};

use super::beijing;

/// Makes numbers from a seed and a counter, so that one story told twice has the same numbers, and another seed has none of them:
/// who tests again with other numbers keeps those of before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ids {
    seed: u64,
    counter: u64,
}

/// From one number to the next. It has no factor in common with ten, so that all numbers come before one comes again.
const STEP: u128 = 1_103_515_249;
/// The gateway's one user: the same whatever the seed.
const USER: u64 = 1;
const LOWER_HEX: &[u8] = b"0123456789abcdef";
const LETTERS: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

impl Ids {
    /// Begins to count.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self { seed, counter: 0 }
    }

    /// What it was begun with.
    #[must_use]
    pub const fn seed(self) -> u64 {
        self.seed
    }

    /// A `transaction_id`: 28 digits with the day in them.
    pub fn transaction(&mut self, at: i64) -> String {
        self.dated("4200000", at, 13)
    }

    /// A `refund_id`: 29 digits with the day in them.
    pub fn refund(&mut self, at: i64) -> String {
        self.dated("5030000", at, 14)
    }

    /// A number with this beginning, the day, and so many digits. Where they begin to count is the seed's.
    pub fn dated(&mut self, prefix: &str, at: i64, digits: u32) -> String {
        let counted = u128::from(self.next()) * STEP;
        let number = (u128::from(mix(self.seed)) + counted) % 10_u128.pow(digits);
        let day = beijing::compact(at);
        format!("{prefix}{}{number:0width$}", &day[..8], width = digits as usize)
    }

    /// A `prepay_id`: `wx`, the time, twenty letters.
    pub fn prepay(&mut self, at: i64) -> String {
        format!("wx{}{}", beijing::compact(at), self.text(LOWER_HEX, 20))
    }

    /// So many letters and digits.
    pub fn letters(&mut self, length: usize) -> String {
        self.text(LETTERS, length)
    }

    fn next(&mut self) -> u64 {
        self.counter += 1;
        self.counter
    }

    fn text(&mut self, alphabet: &[u8], length: usize) -> String {
        let number = self.next();
        spell(mix(self.seed) ^ number, alphabet, length)
    }

    /// The openid that the gateway's one user has with this `appid`.
    #[must_use]
    pub fn openid(appid: &str) -> String {
        let of = appid.bytes().fold(USER, |sum, byte| mix(sum ^ u64::from(byte)));
        format!("oUpF8u{}", spell(of, LETTERS, 22))
    }
}

fn spell(state: u64, alphabet: &[u8], length: usize) -> String {
    let count = alphabet.len() as u64;
    (0..length as u64)
        .map(|place| {
            let drawn = mix(state.wrapping_add(place.wrapping_mul(0x9E37_79B9_7F4A_7C15))) % count;
            char::from(alphabet[drawn as usize])
        })
        .collect()
}

/// The finalizer of SplitMix64: neighbours become far apart, and no two numbers become one.
const fn mix(state: u64) -> u64 {
    let state = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let state = (state ^ (state >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    state ^ (state >> 31)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Ids;

    const AT: i64 = 1_432_099_775;

    #[test]
    fn has_the_documented_form() {
        let mut ids = Ids::new(7);
        let transaction = ids.transaction(AT);
        assert_eq!(transaction.len(), 28);
        assert!(transaction.bytes().all(|byte| byte.is_ascii_digit()));
        assert_eq!(&transaction[..15], "420000020150520");
        assert_eq!(ids.refund(AT).len(), 29);
        let prepay = ids.prepay(AT);
        assert_eq!((&prepay[..16], prepay.len()), ("wx20150520132935", 36));
        assert_eq!(Ids::openid("wx1").len(), 28);
    }

    #[test]
    fn never_gives_a_number_twice_and_all_again_from_the_seed() {
        let all = |seed| {
            let mut ids = Ids::new(seed);
            (0..2000)
                .map(|_| [ids.transaction(AT), ids.prepay(AT), ids.letters(9)])
                .collect::<Vec<_>>()
        };
        let once = all(1);
        let distinct: BTreeSet<&String> = once.iter().flatten().collect();
        assert_eq!(distinct.len(), 6000);
        assert_eq!(once, all(1));
        let others = all(2);
        assert!(others.iter().flatten().all(|number| !distinct.contains(number)));
    }
}
