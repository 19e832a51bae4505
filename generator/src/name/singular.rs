//! What one element of a list is called: `receivers` holds a `Receiver`, `store_list` a `Store`.
//!
//! Rules and exceptions are data. They are about the last word of a name; what none of them knows stays as it is.

/// Words that are one and many alike. What ends in `ss`, `us` or `is` needs no entry.
const UNCHANGED: &[&str] = &[
    "data", "goods", "means", "news", "sales", "series", "sms", "species",
];

/// Words whose plural follows no rule, or another one than its ending promises.
const IRREGULAR: &[(&str, &str)] = &[
    ("analyses", "analysis"),
    ("bonuses", "bonus"),
    ("buses", "bus"),
    ("caches", "cache"),
    ("children", "child"),
    ("cookies", "cookie"),
    ("criteria", "criterion"),
    ("indices", "index"),
    ("movies", "movie"),
    ("people", "person"),
    ("statuses", "status"),
];

/// Endings of plurals with those of their singulars; the first that fits holds.
const ENDINGS: &[(&str, &str)] = &[
    ("ies", "y"),
    ("sses", "ss"),
    ("shes", "sh"),
    ("ches", "ch"),
    ("xes", "x"),
    ("ss", "ss"),
    ("us", "us"),
    ("is", "is"),
    ("s", ""),
];

/// Words that only say that there are several. They go, if anything is left.
const COLLECTIVE: &[&str] = &["list", "array"];

/// The name of one element, for the PascalCase name of the list.
#[must_use]
pub(super) fn element(list: &str) -> String {
    let (head, last) = split(list);
    let word = last.to_lowercase();
    if COLLECTIVE.contains(&word.as_str()) && !head.is_empty() {
        return element(head);
    }
    let mut out = head.to_owned();
    out.push_str(&with_case_of(last, &singular(&word)));
    out
}

/// A name without its last word, and that word.
fn split(name: &str) -> (&str, &str) {
    let at = name.rfind(char::is_uppercase).unwrap_or_default();
    name.split_at(at)
}

fn singular(word: &str) -> String {
    if UNCHANGED.contains(&word) {
        return word.to_owned();
    }
    if let Some((_, one)) = IRREGULAR.iter().find(|(many, _)| *many == word) {
        return (*one).to_owned();
    }
    let rule = ENDINGS.iter().find_map(|(many, one)| {
        let stem = word.strip_suffix(many)?;
        // A word of an ending alone is none.
        (stem.len() > 1).then(|| format!("{stem}{one}"))
    });
    rule.unwrap_or_else(|| word.to_owned())
}

/// The word beginning as the other does.
fn with_case_of(model: &str, word: &str) -> String {
    let is_upper = model.starts_with(char::is_uppercase);
    let mut chars = word.chars();
    match chars.next() {
        Some(first) if is_upper => first.to_uppercase().chain(chars).collect(),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::element;

    #[test]
    fn n9_one_element_has_a_name_in_the_singular() {
        for (list, one) in [
            ("Receivers", "Receiver"),
            ("TransferSceneReportInfos", "TransferSceneReportInfo"),
            ("Activities", "Activity"),
            ("Addresses", "Address"),
            ("PostDiscounts", "PostDiscount"),
            ("PolicyClauses", "PolicyClause"),
            ("Matches", "Match"),
            ("Boxes", "Box"),
            ("Fees", "Fee"),
            ("Quotas", "Quota"),
            ("ProofMedias", "ProofMedia"),
            ("RowStatuses", "RowStatus"),
            ("StoreList", "Store"),
            ("DownloadBillList", "DownloadBill"),
            ("ReceiversList", "Receiver"),
            // One and many alike, or one already.
            ("Goods", "Goods"),
            ("ShoppingGoods", "ShoppingGoods"),
            ("Data", "Data"),
            ("GoodsDetail", "GoodsDetail"),
            ("Address", "Address"),
            ("Status", "Status"),
            ("LimitPay", "LimitPay"),
            ("Hbinfo", "Hbinfo"),
            ("List", "List"),
            ("S", "S"),
            ("门店", "门店"),
            ("", ""),
        ] {
            assert_eq!(element(list), one, "{list}");
        }
    }
}
