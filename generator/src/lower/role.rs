//! Fields of a request that the client itself looks at, whoever says that they are required.

use super::effect;
use crate::ir::{Effect, Field, Operation, Role, Version};

/// Marks them.
///
/// Whether documentation is right in requiring a number decides nothing about money: a request that was sent without
/// is not the same as another one. So the fields carry the mark, and the client looks at what it sends.
pub(super) fn mark(operation: &mut Operation) {
    if operation.effect == Effect::Once && effect::is_once_by_number(operation) {
        let numbers: Vec<String> = effect::own_numbers(operation)
            .map(|field| field.name.clone())
            .collect();
        for field in top(operation).filter(|field| numbers.contains(&field.name)) {
            field.role = Role::Number;
        }
    }
    if operation.version == Version::V2 {
        let states = |field: &&mut Field| field.name == "sign_type" && field.requirement.is_required();
        top(operation)
            .filter(states)
            .for_each(|field| field.role = Role::Stated);
    }
}

/// The fields of body and query.
fn top(operation: &mut Operation) -> impl Iterator<Item = &mut Field> {
    let body = operation.body.fields_mut().iter_mut();
    body.chain(&mut operation.query)
}
