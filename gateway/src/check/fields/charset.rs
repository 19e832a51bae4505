//! Of which characters a field may be, and whether its length counts bytes: what pages say of a field in words.
//!
//! By the field's name, whichever operation has it: where pages of a name differ, the widest set counts.

use std::ops::Not as _;

/// Besides letters and digits of ASCII.
const OTHERS: [(&str, &str); 6] = [
    // 数字、大小写字母_-|* : 下单 (Native下单-4012791877), 查询订单, v2 统一下单 (参数规定 4011941162)
    ("out_trade_no", "_-|*"),
    // 数字、大小写字母_-|* : 合单下单 (Native合单下单-4012556982)
    ("combine_out_trade_no", "_-|*"),
    // 数字、大小写字母_-|*@ : 退款申请-4012791862, v2 申请退款-4011935217
    ("out_refund_no", "_-|*@"),
    // 数字、大小写字母_-|*@ : 请求分账; 支付分 has fewer (_-|)
    ("out_order_no", "_-|*@"),
    // 数字、大小写字母_-|*@ : 请求分账回退
    ("out_return_no", "_-|*@"),
    // 只能由数字、大小写字母组成 : 发起转账 (4012716434)
    ("out_bill_no", ""),
];

/// Names and greatest lengths that pages give in bytes: 不超过64个字节, 不超过80个字节 (退款申请-4012791862).
const IN_BYTES: [(&str, u32); 2] = [("out_refund_no", 64), ("reason", 80)];

/// What is wrong with the characters of a text.
pub(super) fn fault(name: &str, text: &str) -> Option<String> {
    let (_, others) = OTHERS.iter().find(|(known, _)| *known == name)?;
    let is_allowed = |one: char| one.is_ascii_alphanumeric() || others.contains(one);
    let wrong = text.chars().find(|one| is_allowed(*one).not())?;
    let also = match *others {
        "" => String::new(),
        others => format!(" and {others}"),
    };
    Some(format!("has {wrong:?}, and letters, digits{also} are allowed"))
}

/// Whether the greatest length of a field of this name counts bytes, not characters.
pub(super) fn is_in_bytes(name: &str, most: u32) -> bool {
    IN_BYTES.contains(&(name, most))
}
