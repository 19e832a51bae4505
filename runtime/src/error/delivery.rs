//! What an error knows of the way of its call.

use std::fmt::{self, Write};
use std::time::Duration;

use super::held::Delivery;
use super::{Error, ErrorKind, Times, after};

/// A request refused by this status may have been refused for its time.
const REFUSED: [u16; 3] = [400, 401, 403];

impl Error {
    /// Tells it how its call was delivered.
    pub(crate) fn delivered(mut self, delivery: Delivery) -> Self {
        let own = &self.0.delivery;
        self.0.delivery = Delivery {
            retry_after: own.retry_after,
            permanent: own.permanent,
            ..delivery
        };
        self
    }

    pub(crate) fn permanent(mut self, permanent: bool) -> Self {
        self.0.delivery.permanent = permanent;
        self
    }

    pub(crate) fn is_permanent(&self) -> bool {
        self.0.delivery.permanent
    }

    /// Reads what the answer's headers say of time: when to repeat, and whether the request's clock was wrong.
    ///
    /// `pause` is the operation's own, which holds for whatever may have arrived.
    pub(crate) fn timed(mut self, pause: Option<Duration>, now: i64) -> Self {
        let pause = pause.filter(|_| self.0.kind.may_have_taken_effect());
        let Some(answer) = &self.0.answer else {
            self.0.delivery.retry_after = pause;
            return self;
        };
        let date = answer.date.as_deref().and_then(after::date);
        let told = answer.retry_after.as_deref().filter(|_| self.0.kind.is_answer());
        let told = told.and_then(|text| after::retry_after(text, date.unwrap_or(now)));
        let refused = self.0.kind == ErrorKind::Api && REFUSED.contains(&answer.status.as_u16());
        let times = date.map(|signed| Times { signed, local: now });
        if let Some(times) = times.filter(|times| refused && times.differ()) {
            self.0.clocks = Some(times);
        }
        self.0.delivery.retry_after = told.max(pause);
        self
    }

    /// How often the call was sent; 0 if it was not, or not by this client.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.delivery.attempts
    }

    /// The host of the last attempt, with its port if it is given.
    #[must_use]
    pub fn host(&self) -> Option<&str> {
        Some(&*self.0.delivery.host).filter(|host| !host.is_empty())
    }

    /// How long to wait before the very same request is sent again, if WeChat
    /// Pay (`Retry-After`) or the operation (a refund: a minute) says so.
    ///
    /// The longer of the two. `None` is no leave to repeat at once, nor a ban.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.delivery.retry_after
    }

    pub(super) fn fmt_delivery(&self, out: &mut impl Write) -> fmt::Result {
        let delivery = &self.0.delivery;
        if delivery.over_budget {
            out.write_str("; not sent again, since this client's retry budget is spent")?;
        }
        if delivery.attempts < 2 {
            return Ok(());
        }
        write!(out, ", attempt {}", delivery.attempts)?;
        if self.may_have_taken_effect() && !self.has_perhaps_taken_effect() {
            out.write_str("; an earlier one may have taken effect")?;
        }
        Ok(())
    }
}
