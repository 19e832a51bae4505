//! The shape of a type as a short text: what tells whether it changed.

use sha2::{Digest as _, Sha256};

use crate::plan::{RustType, TypeId, TypeKind, Types};

/// How many digits are enough to tell the few types apart that want one name.
const DIGITS: usize = 8;

/// The shape of each type of a module, whatever it is called. The order of fields and values does not count.
pub(super) fn all(types: &Types<'_>) -> Vec<String> {
    let mut known = vec![None; types.defs.len()];
    types.ids().map(|id| one(types, id, &mut known)).collect()
}

/// No type holds itself, so this ends.
fn one(types: &Types<'_>, id: TypeId, known: &mut [Option<String>]) -> String {
    if let Some(shape) = &known[id.index()] {
        return shape.clone();
    }
    let def = types.def(id);
    let mut parts: Vec<String> = match &def.kind {
        TypeKind::Enum(variants) => variants.iter().map(|one| one.value.value.clone()).collect(),
        TypeKind::Record(fields) => fields
            .iter()
            .map(|field| {
                let ty: RustType<String> = field.ty.map(&mut |nested| one(types, *nested, known));
                let (requirement, role) = (field.requirement, field.source.role);
                format!(
                    "{:?} {} {ty:?} {requirement:?} {role:?}",
                    field.carrier, field.wire
                )
            })
            .collect(),
    };
    parts.sort_unstable();
    let digest = Sha256::digest(parts.join("\n"));
    let shape: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    let shape = shape[..DIGITS].to_owned();
    known[id.index()] = Some(shape.clone());
    shape
}
