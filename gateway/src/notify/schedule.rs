//! When a notification that was not acknowledged comes again.

use std::time::Duration;

/// How often, and how long a reply may take.
///
/// Each product's page states its own; where a page states none, and where it is that of payments, it is
/// [`PAYMENT`](Schedule::PAYMENT).
#[derive(Debug, PartialEq, Eq)]
pub struct Schedule {
    /// Runs of equal pauses: how many, and how long, in seconds.
    runs: &'static [(u32, u32)],
    /// How long WeChat Pay waits for the reply, in seconds.
    answer_secs: u64,
}

impl Schedule {
    /// 15 repetitions within 24 hours and 4 minutes.
    pub const PAYMENT: Self = Self::of_runs(&[
        (2, 15),
        (1, 30),
        (1, 180),
        (1, 600),
        (1, 1200),
        (3, 1800),
        (1, 3600),
        (3, 10_800),
        (2, 21_600),
    ]);
    /// That of the public key's trial and of invoices: 9 repetitions.
    const NINE: Self = Self::of_runs(&[(2, 15), (1, 30), (1, 180), (4, 1800), (1, 3600)]);
    const COMPLAINT: Self = Self::of_runs(&[(10, 60)]);
    const COUPON: Self = Self::of_runs(&[(9, 60)]);
    const MALL_AUTH: Self = Self::of_runs(&[(1, 1), (5, 10), (4, 60)]);
    const WITHDRAWAL: Self = Self {
        runs: &[(10, 15), (10, 300), (47, 1800)],
        answer_secs: 3,
    };
    /// Half an hour each at the end, as often as it fits into 48 hours.
    const VIOLATION: Self = Self::of_runs(&[
        (1, 1),
        (2, 15),
        (1, 30),
        (1, 180),
        (1, 600),
        (1, 1200),
        (94, 1800),
    ]);
    const PRODUCT_COUPON: Self = Self::of_runs(&[
        (1, 10),
        (1, 14),
        (1, 27),
        (1, 60),
        (1, 150),
        (1, 394),
        (1, 1053),
        (1, 2831),
        (1, 7620),
        (1, 20_580),
    ]);
    const MEMBER_CARD: Self = Self::of_runs(&[(1, 60), (1, 120), (1, 300), (1, 600), (1, 1800), (20, 3600)]);
    const CONTRACT_V2: Self = Self::of_runs(&[(3, 10), (3, 30), (23, 300)]);

    const fn of_runs(runs: &'static [(u32, u32)]) -> Self {
        Self { runs, answer_secs: 5 }
    }

    /// That of a notification, by its module's name in the crate: `refund_success`.
    #[must_use]
    pub fn of(event: &str) -> &'static Self {
        match event {
            "security_echo_success" => &Self::NINE,
            "coupon_use" => &Self::COUPON,
            "mall_auth_activate_card" => &Self::MALL_AUTH,
            "mchwithdraw_change" => &Self::WITHDRAWAL,
            "pap_contract_state_changed" => &Self::CONTRACT_V2,
            _ if event.starts_with("fapiao_") => &Self::NINE,
            _ if event.starts_with("complaint_") => &Self::COMPLAINT,
            _ if event.starts_with("violation_") => &Self::VIOLATION,
            _ if event.starts_with("product_coupon_") => &Self::PRODUCT_COUPON,
            _ if event.starts_with("brand_member_card_user_card_") => &Self::MEMBER_CARD,
            _ => &Self::PAYMENT,
        }
    }

    /// The pause after so many sendings, in seconds; `None` if there is no further one.
    #[must_use]
    pub fn pause_secs(&self, sent: usize) -> Option<u32> {
        let mut left = sent.checked_sub(1)?;
        for (count, secs) in self.runs {
            let count = usize::try_from(*count).unwrap_or(usize::MAX);
            match left.checked_sub(count) {
                Some(rest) => left = rest,
                None => return Some(*secs),
            }
        }
        None
    }

    /// All pauses, in seconds.
    pub fn pauses(&self) -> impl Iterator<Item = u32> + '_ {
        (1..).map_while(|sent| self.pause_secs(sent))
    }

    /// How long WeChat Pay waits for the reply.
    #[must_use]
    pub const fn patience(&self) -> Duration {
        Duration::from_secs(self.answer_secs)
    }
}

#[cfg(test)]
mod tests {
    use super::Schedule;

    /// As the pages write them.
    #[test]
    fn schedules_are_the_documented_ones() {
        const PAYMENT: &str = "15/15/30/180/600/1200/1800/1800/1800/3600/10800/10800/10800/21600/21600";
        const NINE: &str = "15/15/30/180/1800/1800/1800/1800/3600";
        for (event, pauses, count, total) in [
            ("transaction_success", PAYMENT, 15, 86_640),
            ("refund_abnormal", PAYMENT, 15, 86_640),
            ("never_heard_of", PAYMENT, 15, 86_640),
            ("security_echo_success", NINE, 9, 11_040),
            ("fapiao_issued", NINE, 9, 11_040),
            ("complaint_create", "60/60/60", 10, 600),
            ("coupon_use", "60/60", 9, 540),
            ("mall_auth_activate_card", "1/10/10/10/10/10/60/60/60/60", 10, 291),
            (
                "mchwithdraw_change",
                "15/15/15/15/15/15/15/15/15/15/300",
                67,
                87_750,
            ),
            (
                "violation_punish",
                "1/15/15/30/180/600/1200/1800/1800",
                101,
                171_241,
            ),
            (
                "product_coupon_send",
                "10/14/27/60/150/394/1053/2831/7620/20580",
                10,
                32_739,
            ),
            (
                "brand_member_card_user_card_create",
                "60/120/300/600/1800/3600/3600",
                25,
                74_880,
            ),
            (
                "pap_contract_state_changed",
                "10/10/10/30/30/30/300/300",
                29,
                7_020,
            ),
        ] {
            let schedule = Schedule::of(event);
            let all: Vec<u32> = schedule.pauses().collect();
            let shown: Vec<String> = all.iter().map(u32::to_string).collect();
            assert!(shown.join("/").starts_with(pauses), "{event}: {shown:?}");
            assert_eq!((all.len(), all.iter().sum::<u32>()), (count, total), "{event}");
            assert_eq!(schedule.pause_secs(0), None, "{event}: nothing was sent");
            assert_eq!(schedule.pause_secs(count + 1), None, "{event}: it is over");
        }
        assert_eq!(Schedule::of("mchwithdraw_change").patience().as_secs(), 3);
        assert_eq!(Schedule::of("refund_success").patience().as_secs(), 5);
    }
}
