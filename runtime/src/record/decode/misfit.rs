//! Values of another shape than documented: an object in a list, a list or an object for a text, a text for an object.
//!
//! What can mean one thing only is read. What cannot is left out of an answer, whose other fields somebody waits for;
//! `unknown_fields` names it, and the body has it. Numbers are never left out: an amount that is not there and one
//! that was not understood would look the same.

use serde_core::de::value::MapDeserializer;
use serde_core::de::{IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::super::number::NUMBER;
use super::super::table::Kind;
use super::place::ValuePlace;
use super::seed::PlaceSeed;
use super::seen::Seen;

/// Whether objects are documented, or a list of them: a text means nothing there.
pub(super) fn is_for_objects(kind: Kind) -> bool {
    match kind {
        Kind::Record(_) => true,
        Kind::List(ops) => is_for_objects(ops.item()),
        _ => false,
    }
}

/// Whether what is documented has parts, which no number and no truth value has.
pub(super) fn is_for_no_scalar(kind: Kind) -> bool {
    match kind {
        Kind::Record(_) | Kind::UrlEncoded(_) => true,
        Kind::JsonString(ops) => is_for_no_scalar(ops.inner()),
        Kind::List(ops) => is_for_no_scalar(ops.item()),
        _ => false,
    }
}

/// Whether a list can only be meant as its single item.
pub(super) fn is_for_no_list(kind: Kind) -> bool {
    match kind {
        Kind::List(_) | Kind::Json | Kind::Numbered(_) => false,
        Kind::JsonString(ops) => is_for_no_list(ops.inner()),
        _ => true,
    }
}

/// Whether texts are documented, or a list of them: an object means nothing there.
fn is_for_texts(kind: Kind) -> bool {
    match kind {
        Kind::Text | Kind::Enum(_) | Kind::Sensitive | Kind::File | Kind::UrlEncoded(_) => true,
        Kind::List(ops) => is_for_texts(ops.item()),
        _ => false,
    }
}

fn is_number(kind: Kind) -> bool {
    matches!(kind, Kind::Bool | Kind::Integer | Kind::Float)
}

/// An object of an answer, wherever it came. A number may be handed out as one, too.
pub(super) fn read_map<'de, 'a, P: ValuePlace<'a>, A: MapAccess<'de>>(
    seed: PlaceSeed<'_, P>,
    mut map: A,
) -> Result<(), A::Error> {
    let kind = seed.place.kind();
    if is_for_texts(kind) {
        let is_number = match map.next_key::<String>()? {
            Some(key) => key == NUMBER,
            None => return seed.place.nothing(),
        };
        if is_number && !is_for_no_scalar(kind) {
            let text: String = map.next_value()?;
            return seed
                .put()
                .visit_map(MapDeserializer::new(std::iter::once((NUMBER, text))));
        }
        map.next_value::<IgnoredAny>()?;
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        return seed.place.nothing();
    }
    if !is_for_no_scalar(kind) {
        return seed.put().visit_map(map);
    }
    let (trail, mut place) = (seed.trail, seed.place);
    let short = PlaceSeed {
        place: place.short(),
        trail,
    };
    short.put().visit_map(map)?;
    if trail.was_number.take() {
        place.take_back();
    }
    Ok(())
}

/// An object, or a value of its own, that came as a list: of one, or of none as PHP writes an empty object.
pub(super) fn read_only_item<'de, 'a, P: ValuePlace<'a>, A: SeqAccess<'de>>(
    seed: PlaceSeed<'_, P>,
    mut seq: A,
) -> Result<(), A::Error> {
    let (trail, mut place) = (seed.trail, seed.place);
    let kind = place.kind();
    let first = PlaceSeed {
        place: place.short(),
        trail,
    };
    let first = seq.next_element_seed(first).inspect_err(|_| trail.note("0"))?;
    if first.is_none() {
        return place.nothing();
    }
    if seq.next_element::<IgnoredAny>()?.is_none() {
        return Ok(());
    }
    if !trail.lenient || is_number(kind) {
        return Err(Seen::Several.instead_of(kind.noun()));
    }
    while seq.next_element::<IgnoredAny>()?.is_some() {}
    place.take_back();
    Ok(())
}
