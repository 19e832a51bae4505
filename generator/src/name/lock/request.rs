//! The fields of a request, which come from several parts: a new header takes no old body's field its name.

use crate::name::field::{field_name, suffix, taken_fields};
use crate::plan::{FieldDef, TypeDef, TypeKind};

/// The type whose fields have several carriers, and where it is remembered.
pub(super) use crate::fix::REQUEST as NAME;

/// What is remembered: the carrier, or the fields where there are several.
pub(super) fn fields(request: &TypeDef<'_>) -> String {
    let mut carriers: Vec<&str> = request
        .fields()
        .iter()
        .map(|field| field.carrier.name())
        .collect();
    carriers.dedup();
    match carriers.as_slice() {
        [only] => (*only).to_owned(),
        _ => {
            // Who has the name that others want comes first.
            let has_suffix = |field: &&FieldDef<'_>| field.name.ends_with(&suffix(field.carrier));
            let (suffixed, plain): (Vec<_>, Vec<_>) = request.fields().iter().partition(has_suffix);
            let places: Vec<String> = plain.into_iter().chain(suffixed).map(place).collect();
            places.join(" ")
        }
    }
}

/// A wire name may hold a blank.
fn place(field: &FieldDef<'_>) -> String {
    format!("{}.{}", field.carrier.name(), field.wire.replace(' ', "%20"))
}

/// Names those first that were there before, in the order of their claims.
pub(super) fn keep(request: &mut TypeDef<'_>, held: &str) {
    let TypeKind::Record(fields) = &mut request.kind else {
        return;
    };
    let places: Vec<&str> = held.split(' ').collect();
    let claim = |field: &FieldDef<'_>| {
        let is_it = |known: &&str| *known == field.carrier.name() || *known == place(field);
        places.iter().position(is_it).unwrap_or(places.len())
    };
    let mut order: Vec<usize> = (0..fields.len()).collect();
    order.sort_by_key(|at| claim(&fields[*at]));
    let mut taken = taken_fields();
    for at in order {
        let field = &mut fields[at];
        field.name = field_name(field.wire, field.carrier, &mut taken);
    }
}
