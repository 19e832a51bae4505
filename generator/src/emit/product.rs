//! What an operation belongs to, for people: its product, and whom it is for.

mod names;

use std::collections::BTreeSet;

use crate::ir::{Meta, Segment};
use names::NAMES;

/// The product that a location lies in: 退款 for `v3/refund/domestic/refunds`.
#[must_use]
pub fn name(location: &[Segment]) -> Option<&'static str> {
    let texts: Vec<&str> = location.iter().map(Segment::text).collect();
    let lengths = (1..=texts.len().min(3)).rev();
    let mut names = lengths.filter_map(|length| lookup(&texts[..length].join("/")));
    names.next()
}

/// The product of this very beginning of paths.
#[must_use]
pub fn lookup(beginning: &str) -> Option<&'static str> {
    let at = NAMES.binary_search_by_key(&beginning, |(path, _)| path).ok()?;
    Some(NAMES[at].1)
}

/// Every beginning that has a name, in order.
pub fn beginnings() -> impl Iterator<Item = &'static str> {
    NAMES.iter().map(|(path, _)| *path)
}

/// Whom an operation is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Audience {
    /// 普通商户
    Merchant,
    /// 服务商, 合作伙伴
    Partner,
    /// 从业机构
    Institution,
    /// 品牌
    Brand,
    /// 境外
    Global,
}

impl Audience {
    /// By the address of an official page; `None` where it does not say.
    #[must_use]
    pub fn of_link(link: &str) -> Option<Self> {
        // An address of overseas may hold any of the others.
        let marks = [
            ("/global/", Self::Global),
            ("/doc/brand/", Self::Brand),
            ("/institution/", Self::Institution),
            ("/partner/", Self::Partner),
            ("_partner/", Self::Partner),
            ("/merchant/", Self::Merchant),
        ];
        let mark = marks.into_iter().find(|(mark, _)| link.contains(mark));
        mark.map(|(_, audience)| audience)
    }

    /// As the documentation calls it.
    #[must_use]
    pub fn term(self) -> &'static str {
        match self {
            Self::Merchant => "商户",
            Self::Partner => "服务商",
            Self::Institution => "机构",
            Self::Brand => "品牌",
            Self::Global => "境外",
        }
    }

    /// What its official pages are called.
    #[must_use]
    pub fn pages(self) -> &'static str {
        match self {
            Self::Merchant => "商户文档",
            Self::Partner => "服务商文档",
            Self::Institution => "机构文档",
            Self::Brand => "品牌文档",
            Self::Global => "境外文档",
        }
    }
}

/// Whom an operation is for, by its location and its official pages.
#[must_use]
pub fn audiences(location: &[Segment], meta: &Meta) -> BTreeSet<Audience> {
    let texts: Vec<&str> = location.iter().map(Segment::text).collect();
    if texts.first() == Some(&"brand") {
        return BTreeSet::from([Audience::Brand]);
    }
    let said: BTreeSet<Audience> = meta
        .links
        .iter()
        .filter_map(|link| Audience::of_link(link))
        .collect();
    let is_partner = texts
        .iter()
        .any(|text| matches!(*text, "partner" | "ecommerce") || text.starts_with("partner-"));
    match is_partner {
        // A page that lists an operation of partners for merchants too means its twin.
        true if said.is_empty() || said.contains(&Audience::Merchant) => BTreeSet::from([Audience::Partner]),
        _ => said,
    }
}

/// `商户、服务商`; nothing if nobody says it.
#[must_use]
pub fn terms(audiences: &BTreeSet<Audience>) -> String {
    let terms: Vec<&str> = audiences.iter().map(|one| one.term()).collect();
    terms.join("、")
}

/// Official pages, one of each audience, in the links' order: forty pages of one operation say the same.
#[must_use]
pub fn pages(links: &[String]) -> Vec<(&'static str, &str)> {
    let mut known: Vec<(&'static str, &str)> = Vec::new();
    for link in links {
        let label = Audience::of_link(link).map_or("官方文档", Audience::pages);
        if !known.iter().any(|(one, _)| *one == label) {
            known.push((label, link));
        }
    }
    known
}

#[cfg(test)]
mod tests {
    use super::*;

    fn location(path: &str) -> Vec<Segment> {
        path.split('/')
            .map(|text| Segment::Literal(text.to_owned()))
            .collect()
    }

    #[test]
    fn the_longest_beginning_names_a_product() {
        for (path, expected) in [
            ("v3/refund/domestic/refunds", Some("退款")),
            ("v3/pay/transactions/jsapi", Some("支付")),
            ("v3/pay/partner/transactions/jsapi", Some("支付（服务商）")),
            ("v3/marketing/favor/stocks", Some("代金券")),
            ("v2/pay/micropay", Some("付款码支付")),
            ("v9/unheard", None),
        ] {
            assert_eq!(name(&location(path)), expected, "{path}");
        }
        assert!(NAMES.is_sorted_by(|one, other| one.0 < other.0), "in order");
    }

    #[test]
    fn n5_one_page_of_each_audience_is_linked() {
        let links = [
            "https://pay.weixin.qq.com/doc/v3/merchant/1",
            "https://pay.weixin.qq.com/doc/v3/merchant/2",
            "https://pay.weixin.qq.com/doc/v3/partner/3",
            "https://pay.weixin.qq.com/doc/global/v3/zh/4",
            "https://pay.weixin.qq.com/wiki/doc/apiv3_partner/Offline/apis/c.shtml",
            "https://pay.weixin.qq.com/wiki/doc/api/jsapi.php",
            "https://pay.weixin.qq.com/wiki/doc/api/app.php",
        ]
        .map(str::to_owned);
        let labels: Vec<&str> = pages(&links).iter().map(|(label, _)| *label).collect();
        assert_eq!(labels, ["商户文档", "服务商文档", "境外文档", "官方文档"]);
        assert_eq!(pages(&links)[0].1, links[0]);
    }

    #[test]
    fn an_operation_of_partners_is_theirs() {
        let meta = |link: &str| Meta {
            links: vec![link.to_owned()],
            ..Meta::default()
        };
        for (path, link, expected) in [
            ("v3/refund", "/doc/v3/merchant/1", "商户"),
            ("v3/pay/partner/transactions", "/doc/v3/merchant/1", "服务商"),
            ("v3/payscore/oversea/partner/x", "/doc/global/v3/zh/1", "境外"),
            ("brand/store", "/doc/brand/1", "品牌"),
            ("v3/gov", "https://elsewhere.example", ""),
        ] {
            assert_eq!(
                terms(&audiences(&location(path), &meta(link))),
                expected,
                "{path}"
            );
        }
    }
}
