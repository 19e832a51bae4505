//! All rules, and the decision for one request.

use serde::{Deserialize, Serialize};

use super::chosen::Chosen;
use super::kind::Fault;
use super::rule::{NewRule, Rule, Target, When};

/// At most so many rules; those that are used up are forgotten first.
const KEPT: usize = 1_000;

/// The rules in the order they were added, and the seed of their draws. What a snapshot has of faults.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Faults {
    seed: u64,
    last: u64,
    rules: Vec<Rule>,
}

impl Faults {
    /// Without a rule. Equal seeds, rules and requests give equal faults.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self {
            seed,
            ..Self::default()
        }
    }

    /// Adds a rule and gives its number.
    ///
    /// # Errors
    /// It could never apply: the text says why.
    pub fn add(&mut self, wanted: NewRule) -> Result<u64, String> {
        match wanted.when {
            When::Next(0) => return Err("`next` is 0, so the rule would never apply".to_owned()),
            When::Probability(probability) if !(probability > 0.0 && probability <= 1.0) => {
                return Err(format!(
                    "`probability` is {probability}: it is above 0 and at most 1"
                ));
            }
            _ => {}
        }
        wanted.of.known()?;
        wanted.fault.possible()?;
        if wanted.of.is_notification() && !wanted.fault.is_of_messages() {
            return Err(format!(
                "`{}` is a fault of answers, and `{}` is a notification: there are probe, unknown_serial, altered_body, \
                 missing_header, skewed, rotated_certificate, slow, late_notification and duplicate_notification",
                wanted.fault.name(),
                wanted.of
            ));
        }
        if !wanted.of.is_notification() && wanted.fault.is_of_orders() {
            return Err(format!(
                "`{}` is a fault of notifications, and `of` is `{}`, which is an operation: say which with `notify:*`, or one \
                 as `notify:refund_success`",
                wanted.fault.name(),
                wanted.of
            ));
        }
        if self.rules.len() >= KEPT {
            self.rules.retain(Rule::is_open);
        }
        if self.rules.len() >= KEPT {
            return Err(format!("there are {KEPT} rules already: remove some"));
        }
        self.last += 1;
        let draw = self.seed.wrapping_add(self.last);
        self.rules.push(Rule::new(self.last, wanted, draw));
        Ok(self.last)
    }

    /// What goes wrong now with this request of this merchant. Counts it.
    pub fn next(&mut self, of: &Target, mchid: &str) -> Chosen {
        self.draw(of, mchid, |_| true)
    }

    /// The same of a notification that is put into the outbox: how late it comes, and how often.
    pub fn next_order(&mut self, of: &Target, mchid: &str) -> Chosen {
        self.draw(of, mchid, Fault::is_of_orders)
    }

    /// The same of one attempt to send it.
    pub fn next_attempt(&mut self, of: &Target, mchid: &str) -> Chosen {
        self.draw(of, mchid, |fault| !fault.is_of_orders())
    }

    fn draw(&mut self, of: &Target, mchid: &str, is_meant: impl Fn(&Fault) -> bool) -> Chosen {
        let mut chosen = Vec::new();
        for rule in &mut self.rules {
            if rule.means(of, mchid) && is_meant(&rule.fault) && rule.apply() {
                chosen.push(rule.fault.clone());
            }
        }
        chosen.into_iter().collect()
    }

    /// All rules, used up or not.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// Removes one; `false` if there is none of this number.
    pub fn remove(&mut self, number: u64) -> bool {
        let before = self.rules.len();
        self.rules.retain(|rule| rule.number != number);
        self.rules.len() < before
    }

    /// Removes all; numbers go on.
    pub fn clear(&mut self) {
        self.rules.clear();
    }
}
