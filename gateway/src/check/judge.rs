//! What becomes of a finding: nothing, a note for the journal, or a refusal.

use serde::{Deserialize, Serialize};
use wechatpay_openapi_runtime::sign::v2::SignType;

use super::mode::{Check, Checks, Mode};
use crate::message::Refusal;

/// What a check found wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Which check.
    pub check: Check,
    /// What is answered where the check is strict.
    pub refusal: Refusal,
}

/// Nothing, or what the request is refused for.
pub(super) type Judged<T = ()> = Result<T, Box<Finding>>;

/// Decides by the settings, and keeps what is only to be told.
pub(super) struct Judge<'a> {
    checks: &'a Checks,
    operation: String,
    pub(super) findings: Vec<Finding>,
    /// How the answer is to be signed, as soon as it is known (v2).
    pub(super) sign_type: SignType,
}

impl<'a> Judge<'a> {
    pub(super) fn new(checks: &'a Checks, operation: String) -> Self {
        Self {
            checks,
            operation,
            findings: Vec::new(),
            sign_type: SignType::Md5,
        }
    }

    /// Whether a check is to be made at all.
    pub(super) fn looks_for(&self, check: Check) -> bool {
        self.checks.mode(check, &self.operation) != Mode::Off
    }

    /// Something is wrong.
    pub(super) fn find(&mut self, check: Check, refusal: Refusal) -> Judged {
        let finding = Finding { check, refusal };
        match self.checks.mode(check, &self.operation) {
            Mode::Off => Ok(()),
            Mode::Lenient => {
                self.findings.push(finding);
                Ok(())
            }
            Mode::Strict => Err(Box::new(finding)),
        }
    }

    /// Something is wrong unless this holds.
    pub(super) fn demand(&mut self, check: Check, holds: bool, refusal: impl FnOnce() -> Refusal) -> Judged {
        match holds {
            true => Ok(()),
            false => self.find(check, refusal()),
        }
    }
}
