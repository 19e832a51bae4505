//! Which of WeChat Pay's keys signs a notification while a merchant switches from certificates to the public key.

use serde::{Deserialize, Serialize};

const DAY: i64 = 24 * 3600;
/// Of a thousand notifications so many are signed by the public key, on the first day of switching, the second, …
const PER_MILLE: [u32; 7] = [1, 10, 50, 100, 200, 500, 1000];

/// Where a merchant is in switching to the public key.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Phase {
    /// Not begun, or given up: platform certificates sign.
    Certificate,
    /// The share of the public key grows within seven days.
    Switching {
        /// When it began, in seconds since 1970-01-01 UTC.
        since: i64,
    },
    /// Done, as with every new merchant.
    #[default]
    PublicKey,
    /// A merchant of 国密: the platform certificate of SM2 signs, and SM4 encrypts. Those of v2 stay as they are.
    Sm2,
}

impl Phase {
    /// How many of a thousand notifications the public key signs now.
    #[must_use]
    pub fn per_mille(self, now: i64) -> u32 {
        match self {
            Self::Certificate | Self::Sm2 => 0,
            Self::PublicKey => 1000,
            Self::Switching { since } if now < since => 0,
            Self::Switching { since } => {
                let day = usize::try_from(now.saturating_sub(since) / DAY).unwrap_or(usize::MAX);
                PER_MILLE.get(day).copied().unwrap_or(1000)
            }
        }
    }

    /// Whether the public key signs this attempt of this delivery; the same each time it is asked.
    #[must_use]
    pub fn is_by_public_key(self, now: i64, delivery: u64, attempt: usize) -> bool {
        let seed = delivery.wrapping_mul(1_000).wrapping_add(attempt as u64);
        fastrand::Rng::with_seed(seed).u32(0..1000) < self.per_mille(now)
    }
}

#[cfg(test)]
mod tests {
    use super::{DAY, Phase};

    #[test]
    fn the_public_key_takes_over_within_seven_days() {
        let switching = Phase::Switching { since: 1000 };
        for (phase, day, per_mille) in [
            (Phase::Certificate, 0, 0),
            (Phase::PublicKey, 0, 1000),
            (Phase::Sm2, 0, 0),
            (switching, -1, 0),
            (switching, 0, 1),
            (switching, 1, 10),
            (switching, 2, 50),
            (switching, 3, 100),
            (switching, 4, 200),
            (switching, 5, 500),
            (switching, 6, 1000),
            (switching, 700, 1000),
            (Phase::Switching { since: i64::MIN }, 0, 1000),
        ] {
            let now = 1000 + day * DAY;
            assert_eq!(phase.per_mille(now), per_mille, "{phase:?} {day}");
            let drawn = (0..10_000)
                .filter(|number| phase.is_by_public_key(now, *number, 0))
                .count();
            let expected = per_mille as usize * 10;
            assert!(
                drawn.abs_diff(expected) <= 150,
                "{phase:?} {day}: {drawn} of 10,000"
            );
        }
    }
}
