//! How many there are of something, as people write it.

/// `1 page`, `0 pages`, `240 pages`: for nouns whose plural has an `s` more.
#[must_use]
pub fn counted(count: usize, what: &str) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!("{count} {what}{s}")
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn one_is_no_plural() {
        for (count, expected) in [(0, "0 pages"), (1, "1 page"), (2, "2 pages"), (240, "240 pages")] {
            assert_eq!(counted(count, "page"), expected);
        }
    }
}
