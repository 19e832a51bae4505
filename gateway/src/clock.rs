//! The gateway's time: it runs or stands still, can be set and moved, and wakes whoever waits by it.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tokio::sync::watch;

/// A clock that everything in the gateway looks at. Cheap to clone; all clones show the same time.
///
/// Programs sign by their system's time, which nobody here can move. So signatures go by the system's time as well, however
/// far the clock was moved for orders, bills and notifications; but for a clock that was made [standing](Self::standing),
/// which a test shares with its clients.
///
/// ```
/// use wechatpay_gateway::clock::Clock;
///
/// let clock = Clock::standing(1_700_000_000);
/// clock.advance(3600);
/// assert_eq!(clock.now(), 1_700_003_600);
/// ```
#[derive(Clone)]
pub struct Clock {
    hand: Arc<watch::Sender<Hand>>,
    is_shared: bool,
}

/// Both in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hand {
    /// So far ahead of the system's clock.
    Running(i64),
    /// Always here.
    Standing(i64),
}

impl Hand {
    fn millis(self) -> i64 {
        match self {
            Self::Running(ahead) => system_millis().saturating_add(ahead),
            Self::Standing(at) => at,
        }
    }

    /// The same kind of hand, showing this.
    fn at(self, millis: i64) -> Self {
        match self {
            Self::Running(_) => Self::Running(millis.saturating_sub(system_millis())),
            Self::Standing(_) => Self::Standing(millis),
        }
    }
}

impl Default for Clock {
    /// The system's time.
    fn default() -> Self {
        Self::from(Hand::Running(0), false)
    }
}

impl Clock {
    /// A clock that stands still at this time, in seconds since 1970-01-01 UTC, until somebody moves it. Signatures go by it
    /// too: it is for whoever can set the time of clients.
    #[must_use]
    pub fn standing(at: i64) -> Self {
        Self::from(Hand::Standing(at.saturating_mul(1000)), true)
    }

    fn from(hand: Hand, is_shared: bool) -> Self {
        let hand = Arc::new(watch::Sender::new(hand));
        Self { hand, is_shared }
    }

    /// Seconds since 1970-01-01 UTC.
    #[must_use]
    pub fn now(&self) -> i64 {
        self.now_millis().div_euclid(1000)
    }

    /// Milliseconds since 1970-01-01 UTC.
    #[must_use]
    pub fn now_millis(&self) -> i64 {
        self.hand().millis()
    }

    /// By which is signed and by which signatures are judged, in seconds since 1970-01-01 UTC.
    #[must_use]
    pub fn signing(&self) -> i64 {
        match self.is_shared {
            true => self.now(),
            false => system_millis().div_euclid(1000),
        }
    }

    /// Sets it to this time, in seconds since 1970-01-01 UTC. A clock that runs goes on from there.
    pub fn set(&self, at: i64) {
        self.hand
            .send_modify(|hand| *hand = hand.at(at.saturating_mul(1000)));
    }

    /// Moves it forwards by so many seconds, or backwards.
    pub fn advance(&self, seconds: i64) {
        let moved = |hand: Hand| hand.at(hand.millis().saturating_add(seconds.saturating_mul(1000)));
        self.hand.send_modify(|hand| *hand = moved(*hand));
    }

    /// Stops it where it is.
    pub fn stop(&self) {
        self.hand
            .send_modify(|hand| *hand = Hand::Standing(hand.millis()));
    }

    /// Lets it run from where it is.
    pub fn run(&self) {
        let running = |hand: Hand| Hand::Running(hand.millis().saturating_sub(system_millis()));
        self.hand.send_modify(|hand| *hand = running(*hand));
    }

    /// Whether it stands still.
    #[must_use]
    pub fn is_standing(&self) -> bool {
        matches!(self.hand(), Hand::Standing(_))
    }

    /// Waits until it shows this time, in seconds since 1970-01-01 UTC: by itself, or because somebody moved it.
    pub async fn sleep_until(&self, at: i64) {
        self.sleep_until_millis(at.saturating_mul(1000)).await;
    }

    /// The same in milliseconds.
    pub async fn sleep_until_millis(&self, at: i64) {
        let mut moves = self.hand.subscribe();
        loop {
            let hand = *moves.borrow_and_update();
            let left = at.saturating_sub(hand.millis());
            let Ok(left) = u64::try_from(left).map(Duration::from_millis) else {
                return;
            };
            if left.is_zero() {
                return;
            }
            // The sender is in `self`, so that the wait for a move cannot fail while this runs.
            match hand {
                Hand::Standing(_) => drop(moves.changed().await),
                Hand::Running(_) => drop(tokio::time::timeout(left, moves.changed()).await),
            }
        }
    }

    fn hand(&self) -> Hand {
        *self.hand.borrow()
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Clock").field(&self.hand()).finish()
    }
}

#[allow(clippy::disallowed_methods)] // the one place of the gateway that may
fn system_millis() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Clock;

    #[test]
    fn a_standing_clock_is_moved_only_by_hand() {
        let clock = Clock::standing(1000);
        let other = clock.clone();
        other.advance(-10);
        assert_eq!(clock.now(), 990);
        clock.set(5);
        assert_eq!((other.now(), other.is_standing()), (5, true));
    }

    #[test]
    fn a_running_clock_goes_on_from_where_it_is_set() {
        let clock = Clock::default();
        clock.set(1_000_000);
        std::thread::sleep(Duration::from_millis(20));
        let shown = clock.now_millis();
        assert!((1_000_000_020..1_000_060_000).contains(&shown), "{shown}");
        clock.stop();
        assert_eq!(clock.now_millis(), clock.now_millis());
        clock.run();
        assert!(!clock.is_standing());
    }

    /// What is shown, by what is signed.
    #[test]
    fn signatures_go_by_a_clock_that_clients_share() {
        let own = Clock::default();
        own.set(1_000_000);
        own.stop();
        assert_eq!(own.now(), 1_000_000);
        assert!(own.signing() > 1_700_000_000);
        let shared = Clock::standing(1000);
        shared.run();
        shared.set(1_000_000);
        assert!((1_000_000..1_000_060).contains(&shared.signing()));
    }

    #[tokio::test]
    async fn who_waits_wakes_when_the_clock_is_moved() {
        let clock = Clock::standing(1000);
        let waiting = tokio::spawn({
            let clock = clock.clone();
            async move {
                clock.sleep_until(2000).await;
                clock.now()
            }
        });
        tokio::task::yield_now().await;
        clock.advance(500);
        tokio::task::yield_now().await;
        assert!(!waiting.is_finished());
        clock.advance(500);
        assert_eq!(waiting.await.ok(), Some(2000));
    }

    #[tokio::test]
    async fn a_running_clock_wakes_by_itself() {
        let clock = Clock::default();
        let at = clock.now_millis() + 30;
        clock.sleep_until_millis(at).await;
        assert!(clock.now_millis() >= at);
        clock.sleep_until(0).await;
    }
}
