//! Who may be shared with (分账接收方).

use crate::flow::fields::Fields;
use crate::flow::refuse::required;
use crate::flow::whose::sender;
use crate::ledger::{Ledger, Receiver};
use crate::message::{Asked, Done, Refusal};

/// From now on this one may be shared with; adding it again changes the relation.
pub(super) fn add(ledger: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    let text = |name: &str| asked.text(name).map(str::to_owned);
    let receiver = Receiver {
        kind: required(asked, "type")?.to_owned(),
        account: required(asked, "account")?.to_owned(),
        name: text("name"),
        relation_type: required(asked, "relation_type")?.to_owned(),
        custom_relation: text("custom_relation"),
        added: asked.at,
    };
    let done = named(asked, &receiver.kind, &receiver.account)
        .with_some("name", receiver.name.as_deref())
        .with("relation_type", receiver.relation_type.as_str())
        .with_some("custom_relation", receiver.custom_relation.as_deref())
        .answer();
    let key = Receiver::key(&sender(asked), &receiver.kind, &receiver.account);
    ledger.receivers.insert(key, receiver);
    Ok(done)
}

/// No more; one that never was is no error.
pub(super) fn delete(ledger: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    let (kind, account) = (required(asked, "type")?, required(asked, "account")?);
    ledger
        .receivers
        .remove(&Receiver::key(&sender(asked), kind, account));
    Ok(named(asked, kind, account).answer())
}

fn named(asked: &Asked, kind: &str, account: &str) -> Fields {
    Fields::new()
        .with_some("sub_mchid", asked.text("sub_mchid"))
        .with("type", kind)
        .with("account", account)
}
