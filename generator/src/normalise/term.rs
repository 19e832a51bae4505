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
const NOUNS: [&str; 2] = ["请求", "请款"];

/// The term that a text begins with, if its first line is one.
pub(super) fn term(text: &str) -> Option<&str> {
    let line = text.lines().next().unwrap_or_default().trim();
    let plain =
        !line.is_empty() && line.chars().count() <= LONGEST && !line.contains(|c| PUNCTUATION.contains(c));
    let noun = NOUNS.iter().any(|noun| line.starts_with(noun));
    let sentence = !noun && OPENINGS.iter().any(|opening| line.starts_with(opening));
    let condition = line.ends_with('时') && (line.contains('当') || line.contains('为'));
    (plain && !sentence && !condition).then_some(line)
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
            "通知的`JSON`数据结构",
            "当前页数",
            "本次查询偏移量",
        ] {
            assert_eq!(term(text), Some(text));
        }
        assert_eq!(term(" 商户号 \n第二行"), Some("商户号"));
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
