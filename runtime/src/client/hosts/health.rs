//! What is remembered of a host that failed.

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Which of two hosts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Primary,
    Backup,
}

impl Side {
    pub(super) fn other(self) -> Self {
        match self {
            Self::Primary => Self::Backup,
            Self::Backup => Self::Primary,
        }
    }
}

/// For how long a failed primary is avoided at first, and at most, in seconds.
const PAUSE: i64 = 60;
const LONGEST: i64 = 16 * 60;
/// How long the others wait for the one call that tries the primary again, in seconds.
const TRIAL: i64 = 15;
/// So many requests without an answer, one after the other, count as no connection.
const PATIENCE: u32 = 3;

/// The health of a primary host, by the client's clock. Clones of a client share it.
#[derive(Default)]
pub(in crate::client) struct Health(Mutex<Memory>);

#[derive(Debug, Clone, Copy, Default)]
struct Memory {
    /// How often in a row it was given up.
    failures: u32,
    /// Requests in a row that were sent and not answered.
    unanswered: u32,
    avoid_until: i64,
}

impl Health {
    /// Where a new call goes. After the pause one call tries the primary, and the others if that succeeds.
    pub(super) fn choose(&self, now: i64) -> Side {
        let mut memory = self.memory();
        // A clock that was set back must not bring a longer pause.
        let waits = memory.avoid_until > now && memory.avoid_until.saturating_sub(now) <= LONGEST;
        if memory.failures == 0 {
            return Side::Primary;
        }
        if waits {
            return Side::Backup;
        }
        memory.avoid_until = now.saturating_add(TRIAL);
        Side::Primary
    }

    /// The primary answered, whatever it said.
    pub(super) fn answered(&self) {
        *self.memory() = Memory::default();
    }

    /// The primary could not be reached.
    pub(super) fn unreachable(&self, now: i64) {
        let mut memory = self.memory();
        // Calls that were on their way together tell of one failure.
        if memory.failures > 0 && memory.avoid_until.saturating_sub(now) > TRIAL {
            return;
        }
        let pause = PAUSE << memory.failures.min(4);
        *memory = Memory {
            failures: memory.failures.saturating_add(1),
            unanswered: 0,
            avoid_until: now.saturating_add(pause.min(LONGEST)),
        };
    }

    /// The primary did not answer a request that was sent, which may have been that request's fault.
    pub(super) fn silent(&self, now: i64) {
        let unanswered = {
            let mut memory = self.memory();
            memory.unanswered = memory.unanswered.saturating_add(1);
            memory.unanswered
        };
        if unanswered >= PATIENCE {
            self.unreachable(now);
        }
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Health {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.memory().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_primary_is_avoided_for_longer_each_time_and_comes_back() {
        let health = Health::default();
        let mut now = 1_000;
        assert_eq!(health.choose(now), Side::Primary);
        for pause in [60, 120, 240, 480, 960, 960] {
            health.unreachable(now);
            health.unreachable(now + 1);
            assert_eq!(health.choose(now + pause - 1), Side::Backup, "{pause}");
            now += pause;
            assert_eq!(health.choose(now), Side::Primary, "{pause}");
            assert_eq!(health.choose(now), Side::Backup, "one call tries");
        }
        health.answered();
        assert_eq!(health.choose(now), Side::Primary);
        health.unreachable(now);
        assert_eq!(health.choose(now + 60), Side::Primary, "short again");
    }

    #[test]
    fn a_trial_that_never_ends_is_followed_by_another() {
        let health = Health::default();
        health.unreachable(0);
        assert_eq!(health.choose(60), Side::Primary);
        assert_eq!(health.choose(74), Side::Backup);
        assert_eq!(health.choose(75), Side::Primary);
    }

    #[test]
    fn silence_counts_when_it_lasts_and_a_clock_set_back_does_not() {
        let health = Health::default();
        health.silent(0);
        health.silent(0);
        health.answered();
        health.silent(0);
        health.silent(0);
        assert_eq!(health.choose(0), Side::Primary);
        health.silent(0);
        assert_eq!(health.choose(0), Side::Backup);
        assert_eq!(health.choose(-100_000), Side::Primary);
    }
}
