//! What is to be done about an error code.

use super::facts::code;
use super::{Advice, Effect, ErrorCode, Operation, Version};

impl ErrorCode {
    /// What to do about it when `operation` answers it.
    #[must_use]
    pub fn advice(&self, operation: &Operation) -> Advice {
        let advice = Advice::about(self.remedy, self.status, &self.code);
        let adds = matches!(operation.effect, Effect::Each);
        advice.agreed(
            operation.effect == Effect::None,
            adds,
            self.is_open(operation.version, advice),
        )
    }

    /// What to do about it when a notification tells of it: there is no request to send again.
    #[must_use]
    pub fn told(&self) -> Advice {
        Advice::about(self.remedy, self.status, &self.code)
    }

    /// Whether the request may have been taken: what v3 says of its statuses, and v2 of its codes. Where no status says
    /// that it is a refusal, one that asks for the same again is none.
    fn is_open(&self, version: Version, advice: Advice) -> bool {
        match self.status.filter(|_| version == Version::V3) {
            Some(status) => !(400..500).contains(&status) && !matches!(status, 502 | 503),
            None => advice.repeats() || code::is_undecided(&self.code),
        }
    }
}
