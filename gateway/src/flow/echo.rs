//! Trying out signatures and encryption (商户签名验签／加解密测试): what is said comes back, and is told once more where that is wanted.

use super::fields::Fields;
use super::refuse::required;
use super::step::Step;
use crate::ledger::Ledger;
use crate::message::{Asked, Done, Notice, Refusal};

pub(crate) const STEPS: &[Step] = &[Step::post("/v3/security/echo", echo)];

fn echo(_: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    let message = required(asked, "echo_message")?;
    let sealed = asked.text("encrypted_echo_message");
    let answer = Fields::new()
        .with("echo_message", message)
        .with_some("encrypted_echo_message", sealed);
    let told = asked.text("notify_url").map(|notify_url| Notice {
        event: "security_echo_success".to_owned(),
        event_type: "SECURITY_ECHO.SUCCESS".to_owned(),
        // Not called as in the request.
        payload: Fields::new()
            .with("echo_message", message)
            .with_some("encrypt_echo_message", sealed)
            .map(),
        notify_url: notify_url.to_owned(),
        after_secs: 0,
    });
    Ok(Done {
        notices: told.into_iter().collect(),
        ..answer.answer()
    })
}
