//! Fields of two sources as one list.

use super::entry::Entry;

/// Where a field goes that only the second list has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::merge) enum Order {
    /// Beside what stands before it in its own list: documents of one hand.
    Beside,
    /// After everything that the first list has.
    After,
    /// Nowhere: only what both have is of interest.
    Nowhere,
}

/// Joins fields of one name, and what is below them; nothing is lost but by [`Order::Nowhere`].
pub(in crate::merge) fn join(mut known: Vec<Entry>, more: Vec<Entry>, order: Order) -> Vec<Entry> {
    let mut behind = None;
    for entry in more {
        if let Some(at) = known.iter().position(|one| one.name == entry.name) {
            let below = std::mem::take(&mut known[at].children);
            let below = inside_list(&known[at], below, &entry);
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

/// Puts the fields of an object into a list that the other source has around it: the founding pages give the items of
/// JSON that is a bare array a row of their own, whose name is not on the wire.
fn inside_list(known: &Entry, below: Vec<Entry>, other: &Entry) -> Vec<Entry> {
    let [list] = other.children.as_slice() else {
        return below;
    };
    let is_text = other.words.iter().all(|word| word.ty() == "string");
    let is_list = list.words.iter().all(|word| word.ty() == "object[]");
    let is_named = below.iter().any(|one| one.name == list.name);
    let shares = below
        .iter()
        .any(|one| list.children.iter().any(|own| own.name == one.name));
    if !is_text || !is_list || is_named || !shares {
        return below;
    }
    let mut words = known.words.clone();
    for word in &mut words {
        word.row.name.text.clone_from(&list.name);
        word.row.ty = list.words[0].row.ty.clone();
        word.row.description.text.clear();
        word.has_fields = true;
    }
    vec![Entry {
        name: list.name.clone(),
        words,
        children: below,
    }]
}
