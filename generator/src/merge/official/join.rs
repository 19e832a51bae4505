//! Fields of two sources as one list.

use super::entry::Entry;

/// Where a field goes that only the second list has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// Beside what stands before it in its own list: documents of one hand.
    Beside,
    /// After everything that the first list has.
    After,
    /// Nowhere: only what both have is of interest.
    Nowhere,
}

/// Joins fields of one name, and what is below them; nothing is lost but by [`Order::Nowhere`].
pub(super) fn join(mut known: Vec<Entry>, more: Vec<Entry>, order: Order) -> Vec<Entry> {
    let mut behind = None;
    for entry in more {
        if let Some(at) = known.iter().position(|one| one.name == entry.name) {
            let below = std::mem::take(&mut known[at].children);
            known[at].children = join(below, entry.children, order);
            known[at].hear(entry.words);
            behind = Some(at);
            continue;
        }
        match order {
            Order::Nowhere => {}
            Order::After => known.push(entry),
            Order::Beside => {
                let at = behind.map_or(0, |at| at + 1);
                known.insert(at, entry);
                behind = Some(at);
            }
        }
    }
    known
}
