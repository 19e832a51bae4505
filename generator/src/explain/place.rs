//! Where something is said to be: a path, an address or a page, as people have it at hand.

/// The segments that count, of a path (`/v3/pay/transactions/id/{transaction_id}`), a URL with host and query, or a page
/// (`docs-specs/openapi/v2/pay/unifiedorder.md`); names of parameters do not count.
pub(super) fn shape(place: &str) -> Vec<String> {
    let bare = match place.split_once("://") {
        Some((_, address)) => address.split_once('/').map_or("", |(_, path)| path),
        None => place,
    };
    let bare = bare
        .split(['?', '#'])
        .next()
        .unwrap_or_default()
        .trim_matches('/');
    let bare = bare.strip_prefix("docs-specs/").unwrap_or(bare);
    let bare = bare.strip_prefix("openapi/").unwrap_or(bare);
    let bare = bare.strip_suffix(".md").unwrap_or(bare);
    bare.split('/')
        .map(|part| if part.starts_with('{') { "{}" } else { part })
        .map(str::to_owned)
        .collect()
}

/// How well a place is what was asked for: by how many values stand for its parameters. Nothing if it is another.
pub(super) fn likeness(place: &[String], asked: &[String]) -> Option<usize> {
    let fits = |(own, asked): (&String, &String)| own == asked || own == "{}" && !asked.is_empty();
    let is_it = place.len() == asked.len() && place.iter().zip(asked).all(fits);
    is_it.then(|| {
        place
            .iter()
            .zip(asked)
            .filter(|(own, asked)| own != asked)
            .count()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_addresses_and_pages_meet() {
        let cases = [
            ("v3/refund/{id}", "v3/refund/{}"),
            ("/v3/refund/{refund_id}/", "v3/refund/{}"),
            (
                "https://api.mch.weixin.qq.com/v3/refund/{id}?a={b}",
                "v3/refund/{}",
            ),
            ("openapi/v3/refund/{id}", "v3/refund/{}"),
            ("docs-specs/openapi/v3/refund/{id}.md", "v3/refund/{}"),
            (
                "v2/secapi/mch/addInstitutionsub",
                "v2/secapi/mch/addInstitutionsub",
            ),
            ("webhook/v3/REFUND.SUCCESS", "webhook/v3/REFUND.SUCCESS"),
            ("https://api.mch.weixin.qq.com", ""),
        ];
        for (place, expected) in cases {
            assert_eq!(shape(place).join("/"), expected, "{place}");
        }
    }

    #[test]
    fn a_value_stands_for_a_parameter_but_a_name_is_nearer() {
        let cases = [
            ("v3/refund/{id}", "v3/refund/{no}", Some(0)),
            ("v3/refund/{id}", "v3/refund/5000", Some(1)),
            ("v3/refund/all", "v3/refund/all", Some(0)),
            ("v3/refund/all", "v3/refund/{id}", None),
            ("v3/refund/{id}", "v3/refund", None),
            ("v3/{a}/{b}", "v3/1/2", Some(2)),
        ];
        for (place, asked, expected) in cases {
            assert_eq!(
                likeness(&shape(place), &shape(asked)),
                expected,
                "{place} {asked}"
            );
        }
    }
}
