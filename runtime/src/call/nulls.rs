//! JSON that a caller wrote, without `null`, which WeChat Pay does not allow in any place (基本规则).

use serde_core::Serialize;
use serde_json::Value;

/// The JSON of a value. Members that are `null` are left out, as unset fields of records are.
///
/// # Errors
/// Why it cannot be sent, as text: a `null` in a list, which would move what follows it if it were left out.
pub(super) fn to_json<V: Serialize + ?Sized>(value: &V) -> Result<Vec<u8>, String> {
    let unwritable = |error: serde_json::Error| format!("the body cannot be written as JSON: {error}");
    let json = serde_json::to_vec(value).map_err(unwritable)?;
    // Nearly always there is none, and what the caller wrote goes as it is.
    if !json.windows(4).any(|window| window == b"null") {
        return Ok(json);
    }
    let mut tree: Value = serde_json::to_value(value).map_err(unwritable)?;
    strip(&mut tree, "")?;
    serde_json::to_vec(&tree).map_err(unwritable)
}

fn strip(value: &mut Value, pointer: &str) -> Result<(), String> {
    match value {
        Value::Object(members) => {
            members.retain(|_, member| !member.is_null());
            members
                .iter_mut()
                .try_for_each(|(name, member)| strip(member, &format!("{pointer}/{name}")))
        }
        Value::Array(items) => items
            .iter_mut()
            .enumerate()
            .try_for_each(|(index, item)| strip(item, &format!("{pointer}/{index}"))),
        Value::Null => Err(format!(
            "the body has null at `{pointer}`, which WeChat Pay does not allow: leave it out"
        )),
        _ => Ok(()),
    }
}
