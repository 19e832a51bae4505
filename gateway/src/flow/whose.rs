//! Whose thing a request is about.

use wechatpay_openapi_runtime::Method;

use crate::flow::refuse::missing;
use crate::ledger::Party;
use crate::message::{Asked, Location, Refusal};

/// The merchant that the request names, or the merchant that a partner acts for.
pub(crate) fn party(asked: &Asked) -> Result<Party, Refusal> {
    let party = match asked.text("sp_mchid") {
        Some(sp_mchid) => {
            let sub_mchid = asked
                .text("sub_mchid")
                .ok_or_else(|| unnamed(asked, "sub_mchid"))?;
            Party::partner(sp_mchid, sub_mchid)
        }
        None => Party::merchant(asked.text("mchid").ok_or_else(|| unnamed(asked, "mchid"))?),
    };
    signing(asked, party)
}

/// That a number is not there: in the query of a request that has no body.
fn unnamed(asked: &Asked, name: &str) -> Refusal {
    match asked.operation.method {
        Method::Get => missing(name, Location::Query),
        _ => missing(&format!("/{name}"), Location::Body),
    }
}

/// This one, if it is the one that signed.
pub(crate) fn signing(asked: &Asked, party: Party) -> Result<Party, Refusal> {
    if party.mchid == asked.caller.mchid {
        Ok(party)
    } else {
        Err(Refusal::new(
            400,
            "MCH_NOT_EXISTS",
            "商户号不存在，或者不是签名的商户号",
        ))
    }
}

/// The merchant that sent the request, or the one that it acts for as a partner.
pub(crate) fn sender(asked: &Asked) -> Party {
    let mchid = asked.caller.mchid.as_str();
    match asked.text("sub_mchid") {
        Some(sub_mchid) => Party::partner(mchid, sub_mchid),
        None => Party::merchant(mchid),
    }
}
