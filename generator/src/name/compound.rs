//! A nested type's name with the name of the type around it in front.

/// What tells a type from the one around it, if it is called like that one: an element of a list, or anything else.
const ELEMENT: &str = "Item";
const CONTENT: &str = "Content";

/// `Amount` and `From`: `AmountFrom`. Words that both have in the middle are said once: `OrderDetail` and `DetailInfo`
/// are `OrderDetailInfo`, `PromotionDetail` inside of `PromotionDetail` is `PromotionDetailItem`.
#[must_use]
pub(super) fn compound(outer: &str, inner: &str, is_element: bool) -> String {
    let (above, own) = (words(outer), words(inner));
    let longest = above.len().min(own.len());
    let common = (1..=longest).rev().find(|&count| above.ends_with(&own[..count]));
    let rest = own[common.unwrap_or_default()..].concat();
    match (rest.is_empty(), is_element) {
        (false, _) => format!("{outer}{rest}"),
        (true, true) => format!("{outer}{ELEMENT}"),
        (true, false) => format!("{outer}{CONTENT}"),
    }
}

/// Whether some words of a name come twice in a row.
#[must_use]
pub fn is_stutter(name: &str) -> bool {
    let words = words(name);
    (1..=words.len() / 2).any(|count| {
        let pairs = words
            .windows(count)
            .zip(words.get(count..).unwrap_or_default().windows(count));
        pairs.into_iter().any(|(one, next)| one == next)
    })
}

/// The words of a PascalCase name.
fn words(name: &str) -> Vec<&str> {
    let starts: Vec<usize> = name
        .char_indices()
        .filter(|(at, c)| *at == 0 || c.is_uppercase())
        .map(|(at, _)| at)
        .collect();
    let ends = starts.iter().skip(1).copied().chain([name.len()]);
    starts
        .iter()
        .zip(ends)
        .map(|(&start, end)| &name[start..end])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn n9_no_word_is_said_twice() {
        for (outer, inner, is_element, name) in [
            ("Amount", "From", true, "AmountFrom"),
            ("OrderDetail", "DetailInfo", false, "OrderDetailInfo"),
            ("PromotionDetail", "PromotionDetail", true, "PromotionDetailItem"),
            ("SceneInfo", "SceneInfo", false, "SceneInfoContent"),
            ("ResponseDetail", "Detail", true, "ResponseDetailItem"),
            (
                "PromotionDetailItem",
                "GoodsDetail",
                true,
                "PromotionDetailItemGoodsDetail",
            ),
            ("Request", "Place", false, "RequestPlace"),
        ] {
            assert_eq!(compound(outer, inner, is_element), name, "{outer} and {inner}");
            assert!(!is_stutter(name), "{name}");
        }
    }

    #[test]
    fn a_stutter_is_words_in_a_row() {
        for (name, stutters) in [
            ("PromotionDetailPromotionDetailGoodsDetail", true),
            ("SceneInfoSceneInfo", true),
            ("DataData", true),
            ("ReceiverDetailReceiver", false),
            ("Database", false),
            ("门店门店", false),
            ("", false),
        ] {
            assert_eq!(is_stutter(name), stutters, "{name}");
        }
    }
}
