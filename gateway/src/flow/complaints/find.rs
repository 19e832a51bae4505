//! Asking for complaints (查询投诉).

use serde_json::Value;

use super::view::{detailed, listed, negotiation};
use crate::flow::fields::Fields;
use crate::flow::refuse::{invalid, required};
use crate::ledger::{Complaint, Ledger, beijing};
use crate::message::{Asked, Detail, Done, Location, Refusal};

const DAY: i64 = 86_400;

/// The complaints of some days, at most 30, page by page.
pub(super) fn list(ledger: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    let (begin, end) = (day(asked, "begin_date")?, day(asked, "end_date")?);
    if end < begin || end - begin > 30 * DAY {
        return Err(parameter(
            asked,
            "end_date",
            "must be at most 30 days after begin_date",
        ));
    }
    let page = Page::of(asked, 50)?;
    let mchid = asked.text("complainted_mchid");
    let wanted = ledger.complaints.values().filter(|complaint| {
        (begin..end + DAY).contains(&complaint.at)
            && is_about(ledger, complaint, &asked.caller.mchid)
            && mchid.is_none_or(|mchid| mchid == complaint.complainted_mchid)
    });
    let wanted: Vec<&Complaint> = wanted.collect();
    Ok(page
        .of_all(&wanted, |complaint| listed(ledger, complaint))
        .answer())
}

/// One of them.
pub(super) fn one(ledger: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    let complaint = find(ledger, asked)?.clone();
    Ok(detailed(ledger, &complaint).answer())
}

/// What was said and done about one of them.
pub(super) fn history(ledger: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    let page = Page::of(asked, 300)?;
    let complaint = find(ledger, asked)?;
    Ok(page.of_all(&complaint.history, negotiation).answer())
}

/// The complaint of the path, if it is about whoever asks or a merchant that it acts for.
pub(super) fn find<'ledger>(
    ledger: &'ledger mut Ledger,
    asked: &Asked,
) -> Result<&'ledger mut Complaint, Refusal> {
    let unknown = || invalid("投诉单不存在");
    let complaint_id = required(asked, "complaint_id")?;
    let complaint = ledger.complaints.get(complaint_id).ok_or_else(unknown)?;
    if !is_about(ledger, complaint, &asked.caller.mchid) {
        return Err(unknown());
    }
    ledger.complaints.get_mut(complaint_id).ok_or_else(unknown)
}

fn is_about(ledger: &Ledger, complaint: &Complaint, mchid: &str) -> bool {
    let of_partner = || {
        ledger
            .orders
            .get(&complaint.order)
            .is_some_and(|order| order.party.mchid == mchid)
    };
    complaint.complainted_mchid == mchid || of_partner()
}

fn day(asked: &Asked, name: &str) -> Result<i64, Refusal> {
    let digits = asked.text(name).unwrap_or_default().replace('-', "");
    beijing::parse(&format!("{digits}000000"))
        .ok_or_else(|| parameter(asked, name, "is no day as yyyy-MM-DD"))
}

/// Which part of a list is wanted.
struct Page {
    limit: usize,
    offset: usize,
}

impl Page {
    fn of(asked: &Asked, most: usize) -> Result<Self, Refusal> {
        let number = |name: &str, default: usize| match asked.integer(&format!("/{name}")) {
            None => Ok(default),
            Some(number) => {
                usize::try_from(number).map_err(|_| parameter(asked, name, "must not be negative"))
            }
        };
        let (limit, offset) = (number("limit", 10)?, number("offset", 0)?);
        if (1..=most).contains(&limit) {
            Ok(Self { limit, offset })
        } else {
            Err(parameter(
                asked,
                "limit",
                &format!("must be between 1 and {most}"),
            ))
        }
    }

    fn of_all<T>(&self, all: &[T], shown: impl Fn(&T) -> Fields) -> Fields {
        let part = all.iter().skip(self.offset).take(self.limit);
        let data: Vec<Value> = part.map(|item| shown(item).into()).collect();
        Fields::new()
            .with("data", data)
            .with("limit", self.limit)
            .with("offset", self.offset)
            .with_some("total_count", (self.offset == 0).then_some(all.len()))
    }
}

fn parameter(asked: &Asked, name: &str, issue: &str) -> Refusal {
    Refusal::parameter(Detail {
        field: name.to_owned(),
        value: asked.fields.get(name).cloned().unwrap_or(Value::Null),
        issue: issue.to_owned(),
        location: Location::Query,
    })
}
