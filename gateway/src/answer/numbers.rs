//! Numbers that WeChat Pay gives: like the documented example, but another one each time.

use std::collections::BTreeMap;

use super::fresh::Fresh;

/// What is new with each thing that WeChat Pay makes.
const GIVEN: &[&str] = &[
    "abnormal_fund_receipt_id",
    "activity_id",
    "advance_return_id",
    "apply_id",
    "applyment_id",
    "authorization_id",
    "batch_id",
    "batch_no",
    "bill_id",
    "budget_id",
    "combine_transaction_id",
    "complaint_id",
    "contract_id",
    "coupon_code",
    "coupon_id",
    "detail_id",
    "detail_no",
    "discount_card_id",
    "fapiao_apply_id",
    "file_id",
    "finish_transaction_id",
    "income_record_id",
    "log_id",
    "media_id",
    "order_id",
    "payment_no",
    "pre_entrustweb_id",
    "prepay_id",
    "presign_token",
    "product_coupon_id",
    "receipt_id",
    "recharge_id",
    "refund_id",
    "repay_transaction_id",
    "repayment_transaction_id",
    "reservation_id",
    "return_id",
    "return_no",
    "send_listid",
    "session_id",
    "stock_id",
    "subsidy_id",
    "subsidy_receipt_id",
    "subsidy_refund_id",
    "subsidy_return_receipt_id",
    "task_id",
    "transaction_id",
    "transfer_bill_no",
    "transfer_id",
    "use_id",
    "verification_id",
    "welfare_trade_id",
    "withdraw_id",
];

/// Whether this names such a number.
pub(super) fn is_given(name: &str) -> bool {
    GIVEN.binary_search(&name).is_ok()
}

/// The numbers of one answer: what is equal in the example is equal in it.
pub(super) struct Numbers<'a> {
    fresh: &'a Fresh,
    /// What makes them this answer's: a count, or what was asked.
    of: String,
    given: BTreeMap<String, String>,
}

impl<'a> Numbers<'a> {
    pub(super) fn new(fresh: &'a Fresh, of: String) -> Self {
        Self {
            fresh,
            of,
            given: BTreeMap::new(),
        }
    }

    /// The number in the place of this one.
    pub(super) fn like(&mut self, example: &str) -> String {
        let (fresh, of) = (self.fresh, &*self.of);
        let number = self.given.entry(example.to_owned()).or_insert_with(|| {
            let digits = fresh.of(&format!("{of}/{example}"));
            let drawn = u64::from_str_radix(&digits[..15], 16).unwrap_or_default();
            spell(example, drawn)
        });
        number.clone()
    }
}

/// Adds a number to a text whose digits and letters count like the wheels of an odometer. What is too short or no such text
/// (the documentation writes 微信单号) becomes 28 digits.
fn spell(example: &str, number: u64) -> String {
    const KEPT: usize = 4;
    if !example.is_ascii() || example.len() < KEPT + 12 {
        return format!("10{number:026}");
    }
    let (kept, wheels) = example.split_at(KEPT);
    let mut wheels: Vec<u8> = wheels.bytes().collect();
    let mut carry = number;
    for wheel in wheels.iter_mut().rev() {
        let (zero, count) = match *wheel {
            b'0'..=b'9' => (b'0', 10),
            b'a'..=b'z' => (b'a', 26),
            b'A'..=b'Z' => (b'A', 26),
            _ => continue,
        };
        let sum = carry + u64::from(*wheel - zero);
        // Less than 26.
        *wheel = zero + u8::try_from(sum % count).unwrap_or_default();
        carry = sum / count;
    }
    format!("{kept}{}", String::from_utf8_lossy(&wheels))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Fresh, GIVEN, Numbers, spell};

    #[test]
    fn names_are_sorted() {
        assert!(GIVEN.is_sorted());
    }

    #[test]
    fn a_number_counts_on_from_its_example() {
        for (example, number, expected) in [
            ("1217752501201407033233368018", 5, "1217752501201407033233368023"),
            (
                "wx201410272009395522657a690389285100",
                1,
                "wx201410272009395522657a690389285101",
            ),
            ("AbCd-000000-00000-99z", 1, "AbCd-000000-00001-00a"),
            ("微信支付充值单号", 7, "1000000000000000000000000007"),
            ("58818", 7, "1000000000000000000000000007"),
        ] {
            assert_eq!(spell(example, number), expected);
        }
    }

    #[test]
    fn equal_within_an_answer_and_never_between_two() {
        let fresh = Fresh::new(1);
        let mut all = BTreeSet::new();
        for answer in 0..2000 {
            let mut numbers = Numbers::new(&fresh, answer.to_string());
            let first = numbers.like("1217752501201407033233368018");
            assert_eq!(first, numbers.like("1217752501201407033233368018"));
            all.insert(numbers.like("4200752501201407033233368018"));
            all.insert(first);
        }
        assert_eq!(all.len(), 4000);
    }
}
