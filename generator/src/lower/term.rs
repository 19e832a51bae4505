//! What counts as a term: the name of a thing, which is a fact, as opposed to
//! a sentence about it, which is somebody's prose.

/// A term is at most this long.
const LONGEST: usize = 24;
/// Where one of these stands, a sentence or a list of them begins or ends.
const PUNCTUATION: &str = "，。；：！？、,.;:!?\n…";
/// How sentences begin: they tell the reader to do something, or when.
const OPENINGS: [&str; 25] = [
    "请",
    "若",
    "如果",
    "如需",
    "如有",
    "如为",
    "当且",
    "需要",
    "需与",
    "不能",
    "不可",
    "不得",
    "不支持",
    "可以",
    "必须",
    "注意",
    "注：",
    "声明",
    "用于",
    "表示",
    "由于",
    "建议",
    "仅当",
    "详见",
    "参考",
];
/// Terms that share their beginning with a sentence's.
const NOUNS: [&str; 3] = ["请求", "请款", "不可用余额"];

/// The term that a text begins with, if its first line is one.
pub(crate) fn term(text: &str) -> Option<&str> {
    let line = text.lines().next().unwrap_or_default().trim();
    let plain =
        !line.is_empty() && line.chars().count() <= LONGEST && !line.contains(|c| PUNCTUATION.contains(c));
    let noun = NOUNS.iter().any(|noun| line.starts_with(noun));
    let sentence = !noun && OPENINGS.iter().any(|opening| line.starts_with(opening));
    let condition = line.ends_with('时') && (line.contains('当') || line.contains('为'));
    (plain && !sentence && !condition).then_some(line)
}

/// The longest term that a comma ends; longer ones explain.
const LONGEST_LEADING: usize = 16;
/// How a clause ends that says when, where or how.
const ENDINGS: [&str; 13] = [
    "时", "下", "后", "前", "中", "内", "的", "上", "里", "间隔", "有效", "返回", "开始",
];
/// How a clause begins that says when, where or how.
const BEGINNINGS: [&str; 34] = [
    "该",
    "此",
    "本字段",
    "仅",
    "只",
    "不",
    "如",
    "为",
    "由",
    "在",
    "从",
    "当",
    "根据",
    "通过",
    "填",
    "传",
    "使用",
    "可",
    "已",
    "是",
    "会",
    "则",
    "默认",
    "指定",
    "选填",
    "必填",
    "长度",
    "格式",
    "每",
    "以",
    "特指",
    "符合",
    "取",
    "限制",
];
/// What tells somebody to do something, wherever it stands.
const ORDERS: [&str; 4] = ["必传", "必填", "无需", "不填"];

/// The term that stands before the first comma of a text: of 商户号，由平台分配 it is 商户号.
pub(crate) fn leading(text: &str) -> Option<&str> {
    let (before, _) = text.lines().next()?.split_once('，')?;
    // The comma may stand in brackets, which are no part of it then.
    let before = match before.rfind(['（', '(']) {
        Some(open) if !before[open..].contains(['）', ')']) => &before[..open],
        _ => before,
    };
    let before = term(before)?;
    let is_clause = ENDINGS.iter().any(|end| before.ends_with(end))
        || BEGINNINGS.iter().any(|beginning| before.starts_with(beginning))
        || ORDERS.iter().any(|order| before.contains(order));
    (!is_clause && before.chars().count() <= LONGEST_LEADING).then_some(before)
}

/// States that begin as sentences do: of a value, 不可恢复 is what it means.
const STATES: [&str; 7] = ["不能", "不可", "不得", "不支持", "可以", "用于", "表示"];
/// How a clause begins, and ends, that says when something else is so.
const WHEN: [&str; 9] = ["如", "当", "在", "从", "该", "此", "由", "根据", "通过"];
const UNTIL: [&str; 6] = ["时", "后", "前", "模式下", "情况下", "返回"];
/// What turns the first clause into something else.
const TURNS: [&str; 5] = ["但", "而", "或", "不过", "除"];

/// What a value or a code means: a term, a state, several of them joined by 、, or the clause before the first comma.
pub(crate) fn meaning(text: &str) -> Option<&str> {
    let line = text.lines().next()?.trim().trim_end_matches('。');
    if let Some(whole) = state(line, LONGEST) {
        return Some(whole);
    }
    let (first, rest) = line.split_once('，')?;
    let turns = TURNS.iter().any(|turn| rest.starts_with(turn));
    let is_clause =
        WHEN.iter().any(|begin| first.starts_with(begin)) || UNTIL.iter().any(|end| first.ends_with(end));
    let open = first.matches(['（', '(']).count() != first.matches(['）', ')']).count();
    state(first, LONGEST_LEADING).filter(|_| !turns && !is_clause && !open)
}

/// A text that names something, or says how it is; blanks between scripts do not count.
fn state(line: &str, longest: usize) -> Option<&str> {
    let letters = line.chars().filter(|c| *c != ' ').count();
    let plain = letters > 0 && letters <= longest && !line.contains(|c| c != '、' && PUNCTUATION.contains(c));
    let noun = NOUNS.iter().any(|noun| line.starts_with(noun));
    let order = OPENINGS
        .iter()
        .any(|opening| line.starts_with(opening) && !STATES.contains(opening));
    let condition = line.ends_with('时') && (line.contains('当') || line.contains('为'));
    (plain && (noun || !order) && !condition).then_some(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_things_are_terms() {
        for text in [
            "商户号",
            "收款用户OpenID",
            "请求ID",
            "不可用余额",
            "通知的`JSON`数据结构",
            "当前页数",
            "本次查询偏移量",
        ] {
            assert_eq!(term(text), Some(text));
        }
        assert_eq!(term(" 商户号 \n第二行"), Some("商户号"));
    }

    #[test]
    fn m8_a_term_ends_at_the_first_comma() {
        for (text, expected) in [
            ("商户号，由平台分配", Some("商户号")),
            (
                "微信支付订单号，与商户订单号二选一\n第二行",
                Some("微信支付订单号"),
            ),
            ("商户号", None),
            ("服务商模式下，子商户的号", None),
            ("若为空，则不校验", None),
            ("该字段已废弃，请勿使用", None),
            ("支付完成后，通知商户", None),
            ("在商户侧，唯一", None),
            ("甲。乙，丙", None),
            ("第一行\n甲，乙", None),
            ("补贴金额（都是正数，退款也是）", Some("补贴金额")),
            ("序号从1开始，不重复", None),
            ("活动该字段必传，否则", None),
            ("微信支付对违约商户处罚方案的详细描述，供参考", None),
        ] {
            assert_eq!(leading(text), expected, "{text}");
        }
    }

    #[test]
    fn m8_a_meaning_is_a_term_or_a_state() {
        for (text, expected) in [
            ("支付成功", Some("支付成功")),
            ("处理中，非终态", Some("处理中")),
            ("不可恢复", Some("不可恢复")),
            ("不可用余额", Some("不可用余额")),
            ("公众号支付、小程序支付", Some("公众号支付、小程序支付")),
            ("系统异常，请稍后重试", Some("系统异常")),
            (
                "HTTP 请求不符合微信支付 APIv3 接口规则",
                Some("HTTP 请求不符合微信支付 APIv3 接口规则"),
            ),
            ("请求参数符合参数格式，但不符合业务规则", None),
            ("请稍后重试", None),
            ("需要再次确认", None),
            ("仅注销，不申请提现", Some("仅注销")),
            ("已成功，终态", Some("已成功")),
            ("服务商模式下，子商户的号", None),
            ("支付完成后，通知商户", None),
            ("灯（红，蓝）", None),
            ("当状态为甲时", None),
            ("", None),
        ] {
            assert_eq!(meaning(text), expected, "{text}");
        }
    }

    #[test]
    fn sentences_are_not() {
        let long = "一二三四五六七八九十一二三四五六七八九十一二三四五";
        for text in [
            "",
            "  ",
            "商户号，必填",
            "最多32个字符。",
            "请填写商户号",
            "若无则不传",
            "状态为成功时",
            "用于对账",
            long,
        ] {
            assert_eq!(term(text), None, "{text}");
        }
    }
}
