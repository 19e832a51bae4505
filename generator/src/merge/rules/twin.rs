//! Near twins: two spellings of one field at one place, each in sources that lack the other.

use strsim::osa_distance;

use super::Entry;

/// Pairs of an official field and one that only others have, so near that they are likely one.
pub(in crate::merge) fn find(level: &[Entry]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (at, own) in level.iter().enumerate().filter(|(_, one)| !one.is_official()) {
        let official = level.iter().enumerate().filter(|(_, one)| one.is_official());
        // A field that a source has beside the other is another field.
        let mut near = official.filter(|(_, one)| {
            is_near(&one.name, &own.name) && !one.others().any(|word| own.word(word.voice).is_some())
        });
        if let Some((twin, _)) = near.next() {
            found.push((twin, at));
        }
    }
    found
}

/// Whether two names are the same but for a slip.
fn is_near(one: &str, other: &str) -> bool {
    let bare = |name: &str| name.replace('_', "").to_ascii_lowercase();
    let stem = |name: &str| name.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    // `line_1` and `line_2`, `coupon_id_$0` and `coupon_id_$n` are a series.
    let is_series = stem(one) != one.len() || stem(other) != other.len();
    let length = one.len().min(other.len());
    let most = if length > 12 { 2 } else { 1 };
    !is_series && length > 5 && (bare(one) == bare(other) || osa_distance(one, other) <= most)
}
