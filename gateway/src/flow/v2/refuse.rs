//! Documented errors of v2: always with status 200, and `result_code` `FAIL`.

use crate::flow::amount::{MOST, stated};
use crate::ledger::Party;
use crate::message::{Asked, Refusal};

/// `err_code` and `err_code_des`.
pub(super) fn refuse(err_code: &str, err_code_des: impl Into<String>) -> Refusal {
    Refusal::new(200, err_code, err_code_des)
}

/// The text of a required field; its absence was refused before, if checks are on.
pub(super) fn required<'asked>(asked: &'asked Asked, name: &str) -> Result<&'asked str, Refusal> {
    asked
        .text(name)
        .ok_or_else(|| refuse("PARAM_ERROR", format!("缺少参数{name}")))
}

/// The merchant that sent the request, or the one that it acts for as a partner.
pub(super) fn party(asked: &Asked) -> Party {
    Party {
        mchid: asked.caller.mchid.clone(),
        sub_mchid: asked.text("sub_mch_id").map(str::to_owned),
    }
}

/// The amount of this name, or what is wrong with it, by the code that its page has for that.
pub(super) fn amount(asked: &Asked, name: &str, err_code: &str) -> Result<i64, Refusal> {
    match stated(asked, &format!("/{name}")) {
        ..=0 => Err(refuse(err_code, format!("{name}必须大于0"))),
        amount @ 1..=MOST => Ok(amount),
        _ => Err(refuse(err_code, format!("{name}不能大于{MOST}"))),
    }
}
