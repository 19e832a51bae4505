//! What an error table says is to be done about a code, as one of four remedies.

use crate::page::Remedy;

/// What became of the request, or of what it is about, is to be asked.
const QUERIES: [&str; 18] = [
    "先查",
    "查单",
    "查询订单",
    "调用查询",
    "查询接口",
    "通过查询",
    "查询此次",
    "查询结果",
    "查询申请",
    "查询签约",
    "查询已",
    "单号查询",
    "【查询",
    "后查询",
    "发起查询",
    // What is done already is not done again.
    "无需重",
    "勿重复",
    "已支付",
];
/// The very same call again, which is a query itself.
const ASKED_AGAIN: &str = "再次查询";
/// The same is not to be sent again, though the word may stand there.
const REFUSED: [&str; 2] = ["不允许重试", "一致"];
/// Something is to be sent again.
const AGAIN: [&str; 9] = [
    "重试",
    "重新调用",
    "再次调用",
    "再调用",
    "重新发起",
    "重入",
    "再试",
    "重新请求",
    "降低",
];
/// Time has to pass, or fewer calls to be made.
const LATER: [&str; 8] = ["稍后", "稍候", "降低", "等待", "分钟后", "频率", "点以后", "点后"];
/// Before 后, what only time brings: behind anything else, somebody has to do it first.
const TIME: [&str; 9] = ["稍", "分钟", "小时", "秒", "点", "天", "频", "等待", "降"];
const SAME: [&str; 7] = [
    "相同参数",
    "原参数",
    "原单",
    "原商户",
    "同样的参数",
    "不要换单",
    "相同的",
];
const CHANGES: [&str; 7] = ["修改", "检查", "核实", "确认", "更换", "调整", "正确"];

/// What the words advise; none, if there are none.
pub(super) fn read(words: &str) -> Option<Remedy> {
    let has = |any: &[&str]| any.iter().any(|word| words.contains(word));
    if words.trim_matches(['-', '—', ' ', '无']).is_empty() {
        return None;
    }
    let (is_again, is_later) = (has(&AGAIN), has(&LATER));
    Some(if words.contains(ASKED_AGAIN) {
        Remedy::RetryLater
    } else if has(&QUERIES) {
        Remedy::Query
    } else if has(&REFUSED) || is_again && has_deed(words) {
        Remedy::Fix
    } else if is_later {
        Remedy::RetryLater
    } else if !is_again {
        Remedy::Fix
    } else if has(&SAME) {
        Remedy::RetryNow
    } else if has(&CHANGES) {
        Remedy::Fix
    } else {
        Remedy::RetryLater
    })
}

/// Whether something has to be done first: 充值后重试, 先创建再调用.
fn has_deed(words: &str) -> bool {
    let before = words.rsplit_once('后').map(|(before, _)| before);
    let after_deed = before.is_some_and(|before| !TIME.iter().any(|word| before.contains(word)));
    let first = words
        .split_once('先')
        .is_some_and(|(_, rest)| rest.contains('再'));
    after_deed || first
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn d_what_words_advise() {
        use Remedy::{Fix, Query, RetryLater, RetryNow};
        let cases: [(&[&str], Option<Remedy>); 5] = [
            (&["-", "", "无"], None),
            (
                &[
                    "请先调用查询接口，再定",
                    "立即查询订单",
                    "查单确认或原单重试，请勿更换单号",
                    "先查询；不明确则原单号重试",
                    "原单号查询，勿用新单号",
                    "二十分钟后查询，仍PROCESSING原单号重试",
                    "请再调用发起查询",
                    "查询已冲红后，换申请单号重试",
                    "调用【查询电子发票】获取状态",
                    "请稍后调用【查询电子发票】",
                    "等待5秒，然后查询订单",
                    "已成功，无需重复调用",
                    "已受理，无需重试",
                ],
                Some(Query),
            ),
            (
                &[
                    "请检查参数",
                    "检查参数后重试",
                    "请确认是否匹配，查询指引参考：查询商户号绑定的APPID",
                    "充值后重试",
                    "充值后相同参数再次调用",
                    "绑定后重试",
                    "完成产品配置后重试",
                    "请开通产品权限后再调用该接口",
                    "获取抬头成功后以相同单号重新调用",
                    "先创建卡券模板再重新调用",
                    "需重新生成timestamp并替换该字段后重试",
                    "订单重入时，参数值要与原请求一致",
                    "不允许重试该请求",
                    "请更换单号再发放",
                    "刷新条码，重新扫码",
                    "缺少图片，请补充上传后重试",
                ],
                Some(Fix),
            ),
            (
                &[
                    "请稍后重试",
                    "稍后用原单号重试",
                    "降低调用频率",
                    "降低频率后原单重试",
                    "不要超过频率限制",
                    "于1分钟后重试",
                    "请尝试再次查询",
                    "稍后再次查询",
                    "上午10点以后再下载",
                    "T+1日上午10点后再重新下载",
                    "等待商品券批次生效后再发放",
                    "收到通知后或等待一段时间后重新调用",
                    "稍后重试，不可创建后马上激活",
                    "请尝试再次调用API",
                    "次日上午10点后再下载",
                    "1分钟后再来重试",
                ],
                Some(RetryLater),
            ),
            (
                &[
                    "系统异常，请用相同参数重新调用",
                    "不换分账单号，相同参数再次调用",
                    "不要更换单号，用相同参数再次调用",
                    "原单号及原参数重试",
                ],
                Some(RetryNow),
            ),
        ];
        for (all, expected) in cases {
            for words in all {
                assert_eq!(read(words), expected, "{words}");
            }
        }
    }
}
