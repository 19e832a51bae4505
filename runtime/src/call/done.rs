//! Whether a success is the documented one. Any other is never "done": a shop that believes an order closed, which
//! WeChat Pay only works on, opens a second one beside it.

use http::StatusCode;

use crate::error::{Error, ErrorKind};
use crate::operation::{Answer, Operation};
use crate::received::{error_in, error_in_place};

/// Why a success does not say that what was asked for is done.
pub(super) fn undone(operation: &Operation, status: StatusCode, body: &[u8]) -> Option<Error> {
    let documented = documented(operation);
    if !documented.contains(&status.as_u16()) {
        return Some(match status {
            StatusCode::ACCEPTED => accepted(body),
            _ if error_in(body).is_some() => error_in_place(),
            _ => undocumented(documented),
        });
    }
    match operation.answers {
        Answer::Empty(_) if error_in(body).is_some() => Some(error_in_place()),
        Answer::Empty(_) if !body.is_empty() => Some(unexpected()),
        _ => None,
    }
}

/// The statuses that say so. What is not documented at all may also answer nothing, by 204.
fn documented(operation: &Operation) -> &[u16] {
    match &operation.answers {
        Answer::Json | Answer::Empty(204) if operation.path.is_empty() => &[200, 204],
        Answer::Empty(status) => std::slice::from_ref(status),
        _ => &[200],
    }
}

/// 202 where it is not the documented end.
fn accepted(body: &[u8]) -> Error {
    // An error's body is a state, such as USERPAYING, and no result.
    if let Some((code, message)) = error_in(body) {
        let text =
            format!("WeChat Pay has accepted the request and has no result yet (202 {code}: {message})");
        return Error::new(ErrorKind::Accepted, text);
    }
    Error::new(
        ErrorKind::Accepted,
        "WeChat Pay has accepted the request and works on it (202): the very same request has the result when it is sent again",
    )
}

fn undocumented(documented: &[u16]) -> Error {
    let documented: Vec<String> = documented.iter().map(u16::to_string).collect();
    let text = format!(
        "documented is {}: whether it is done is not known",
        documented.join(" or ")
    );
    Error::new(ErrorKind::Api, text)
}

fn unexpected() -> Error {
    let text = "a body came where none is documented: whether it is done is not known";
    Error::new(ErrorKind::Decode, text)
}
