//! What goes wrong with one request, and what to do about it at each of its steps.

use std::time::Duration;

use bytes::Bytes;
use wechatpay_openapi_runtime::{Operation, Version};

use super::fate::Fate;
use super::kind::Fault;
use super::made::{self, Instead};
use super::spoilt;
use crate::text::Text;

/// The faults of one request or notification, in the order of their rules. Empty in the good case.
///
/// Whoever answers asks in this order: [`delay`](Self::delay), [`instead`](Self::instead) before anything has an effect,
/// [`signing`](Self::signing), and [`after`](Self::after) with the signed answer.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Chosen(Vec<Fault>);

/// How to sign in spite of, or because of, a fault.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SigningFault {
    /// The time to sign is so many seconds after the gateway's.
    pub shift_secs: i64,
    /// By a platform certificate that is made now.
    pub is_rotated: bool,
}

impl FromIterator<Fault> for Chosen {
    fn from_iter<I: IntoIterator<Item = Fault>>(faults: I) -> Self {
        Self(faults.into_iter().collect())
    }
}

impl Chosen {
    /// Each of them.
    #[must_use]
    pub fn faults(&self) -> &[Fault] {
        &self.0
    }

    /// Their names, for the journal.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.0.iter().map(Fault::name)
    }

    /// How much real time to let pass first.
    #[must_use]
    pub fn delay(&self) -> Duration {
        let slow = self.0.iter().map(|fault| match fault {
            Fault::Slow { millis } => *millis,
            _ => 0,
        });
        Duration::from_millis(slow.fold(0, u64::saturating_add))
    }

    /// What happens in the place of everything else: the request must have no effect then.
    #[must_use]
    pub fn instead(&self, operation: &Operation) -> Option<Instead> {
        let fault = self.0.iter().find(|fault| fault.is_instead())?;
        Some(made::instead(fault, operation))
    }

    /// How to sign the answer or the notification.
    #[must_use]
    pub fn signing(&self) -> SigningFault {
        let mut signing = SigningFault::default();
        for fault in &self.0 {
            match fault {
                Fault::Skewed { secs } => signing.shift_secs = signing.shift_secs.saturating_add(*secs),
                Fault::RotatedCertificate => signing.is_rotated = true,
                _ => {}
            }
        }
        signing
    }

    /// What becomes of the signed answer to a request that had its effect.
    #[must_use]
    pub fn after(&self, operation: &Operation, response: http::Response<Bytes>) -> Fate {
        let has = |wanted: &Fault| self.0.contains(wanted);
        if has(&Fault::ResetAfter) {
            return Fate::Reset;
        }
        let response = match has(&Fault::ServerErrorAfter) {
            true => made::server_error(operation),
            false => response,
        };
        let (mut parts, mut body) = response.into_parts();
        for fault in &self.0 {
            spoilt::spoil(fault, (&mut parts.headers, &mut body));
        }
        let response = http::Response::from_parts(parts, body);
        let cut = self.0.iter().find_map(|fault| match fault {
            Fault::CutBody { after_bytes } => Some(after_bytes.unwrap_or(response.body().len() / 2)),
            _ => None,
        });
        match cut {
            Some(after) => Fate::Cut(response, after),
            None => Fate::Answer(response),
        }
    }

    /// Spoils a signed notification. [`Fault::Skewed`] is in its signature already.
    pub fn spoil(&self, headers: &mut http::HeaderMap, body: &mut Bytes) {
        self.0
            .iter()
            .for_each(|fault| spoilt::spoil(fault, (&mut *headers, &mut *body)));
    }

    /// Why a notification with these faults has to be refused; `None` if it is a good one.
    #[must_use]
    pub fn spoils(&self, version: Version) -> Option<Text> {
        self.0.iter().find_map(|fault| fault.spoils(version))
    }

    /// How much later notifications come, in seconds by the gateway's clock.
    #[must_use]
    pub fn late_secs(&self) -> u32 {
        let late = self.0.iter().map(|fault| match fault {
            Fault::LateNotification { secs } => *secs,
            _ => 0,
        });
        late.fold(0, u32::saturating_add)
    }

    /// How many more of each notification come.
    #[must_use]
    pub fn copies(&self) -> u32 {
        let copies = self.0.iter().map(|fault| match fault {
            Fault::DuplicateNotification { copies } => *copies,
            _ => 0,
        });
        copies.fold(0, u32::saturating_add)
    }
}
