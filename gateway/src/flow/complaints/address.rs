//! Where complaints are told (投诉通知回调地址).

use crate::flow::fields::Fields;
use crate::flow::refuse::{invalid, required};
use crate::ledger::Ledger;
use crate::message::{Asked, Done, Outcome, Refusal};

/// The first one.
pub(super) fn create(ledger: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    let mchid = asked.caller.mchid.as_str();
    let url = required(asked, "url")?;
    if ledger
        .complaint_urls
        .get(mchid)
        .is_some_and(|before| before != url)
    {
        return Err(invalid("通知地址已存在，请更新"));
    }
    Ok(keep(ledger, mchid, url))
}

/// Another one.
pub(super) fn update(ledger: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    let mchid = asked.caller.mchid.as_str();
    let url = required(asked, "url")?;
    if !ledger.complaint_urls.contains_key(mchid) {
        return Err(unknown());
    }
    Ok(keep(ledger, mchid, url))
}

/// Which one.
pub(super) fn read(ledger: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    let mchid = asked.caller.mchid.as_str();
    let url = ledger.complaint_urls.get(mchid).ok_or_else(unknown)?;
    Ok(shown(mchid, url).answer())
}

/// None any more.
pub(super) fn delete(ledger: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    ledger
        .complaint_urls
        .remove(&asked.caller.mchid)
        .ok_or_else(unknown)?;
    Ok(Outcome::Empty.into())
}

fn keep(ledger: &mut Ledger, mchid: &str, url: &str) -> Done {
    ledger.complaint_urls.insert(mchid.to_owned(), url.to_owned());
    shown(mchid, url).answer()
}

fn shown(mchid: &str, url: &str) -> Fields {
    Fields::new().with("mchid", mchid).with("url", url)
}

fn unknown() -> Refusal {
    invalid("没有设置通知地址")
}
