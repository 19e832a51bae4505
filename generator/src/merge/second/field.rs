//! Fields of one operation that only the second documentation has, and whether
//! they may be taken over.

use std::collections::BTreeSet;

use crate::lower::{RowNode, outline};
use crate::merge::entry::{Entry, Voice};
use crate::merge::exclusion::Exclusions;
use crate::merge::extra::{Extra, Reason};
use crate::merge::join::{Order, join};
use crate::merge::rules::encrypted;
use crate::page::{BODIES, Page, Row, Section, Table};

/// Top rows of a request that hold other fields.
const PARTS: [&str; 2] = ["query", "headers"];
/// What the client adds to a request by itself.
const CLIENT: [&str; 4] = ["nonce_str", "sign", "Wechatpay-Serial", "Content-Type"];
/// Types that a row of a table may have, lists of them too.
const TYPES: [&str; 6] = ["string", "number", "integer", "float", "boolean", "object"];

/// A field that the first lacks.
pub(super) struct NewField<'p> {
    pub extra: Extra,
    pub in_request: bool,
    /// Names of the rows above it, outermost first.
    pub parents: Vec<String>,
    pub node: RowNode<'p>,
    pub refused: Option<Reason>,
    /// Nobody has decided whether it is encrypted.
    pub undecided: bool,
    /// Somebody has.
    pub decided: bool,
}

/// Everything that only `other` has, in its order.
pub(super) fn extras<'p>(
    page: &Page,
    own: &Section,
    other: &'p Section,
    exclusions: &Exclusions,
) -> Vec<NewField<'p>> {
    let (mut found, mut shared) = (Vec::new(), 0);
    for in_request in [true, false] {
        let (ours, theirs) = if in_request {
            (&own.request, &other.request)
        } else {
            (&own.response, &other.response)
        };
        let mut walk = FieldWalk {
            page: &page.path,
            section: own,
            in_request,
            names: names(ours),
            shared: 0,
            found: Vec::new(),
        };
        if in_request {
            walk.request(&outline(ours), outline(theirs));
        } else {
            walk.answer(ours, theirs);
        }
        walk.judge(exclusions);
        found.append(&mut walk.found);
        shared += walk.shared;
    }
    let is_open = |one: &NewField<'_>| one.refused.is_none();
    if found.iter().filter(|one| is_open(one)).count() > shared {
        for one in found.iter_mut().filter(|one| is_open(one)) {
            one.refused = Some(Reason::Version);
        }
    }
    found
}

/// All names of a table, wherever they stand.
fn names(table: &Table) -> BTreeSet<&str> {
    table.rows.iter().map(|row| row.name.text.as_str()).collect()
}

/// Fields of one object of whose encryption somebody must decide.
fn undecided(own: &[RowNode<'_>], other: &[RowNode<'_>]) -> BTreeSet<String> {
    let entries = |nodes: &[RowNode<'_>], voice| Entry::read(nodes.to_vec(), &|_| voice);
    let level = join(
        entries(own, Voice::Founding),
        entries(other, Voice::Second),
        Order::After,
    );
    let open = encrypted::undecided(&level).into_iter();
    open.map(|entry| entry.name.clone()).collect()
}

struct FieldWalk<'o, 'p> {
    page: &'o str,
    section: &'o Section,
    in_request: bool,
    names: BTreeSet<&'o str>,
    /// Fields that both have.
    shared: usize,
    found: Vec<NewField<'p>>,
}

impl<'p> FieldWalk<'_, 'p> {
    fn request(&mut self, own: &[RowNode<'_>], other: Vec<RowNode<'p>>) {
        for scope in other {
            let name = scope.name().to_owned();
            let is_body = BODIES.contains(&name.as_str());
            if !(is_body || PARTS.contains(&name.as_str())) {
                continue;
            }
            let part = if is_body { "body" } else { &name };
            let twin = own.iter().find(|one| one.name() == name);
            let parents = [name.clone()];
            if let Some(twin) = twin {
                self.fields(part, &parents, &twin.children, scope.children);
                continue;
            }
            for node in scope.children {
                self.push(part, &parents, node, is_body.then_some(Reason::Format));
            }
        }
    }

    fn answer(&mut self, own: &Table, other: &'p Table) {
        // Another table: the fields of an error beside a file.
        let another = own.header != other.header || own.rows.iter().any(Row::is_kind);
        if !another {
            self.fields("answer", &[], &outline(own), outline(other));
            return;
        }
        for node in outline(other) {
            self.push("answer", &[], node, Some(Reason::Format));
        }
    }

    fn fields(&mut self, path: &str, parents: &[String], own: &[RowNode<'_>], other: Vec<RowNode<'p>>) {
        let undecided = match self.in_request {
            true => undecided(own, &other),
            false => BTreeSet::new(),
        };
        for node in other {
            let Some(twin) = own.iter().find(|one| one.name() == node.name()) else {
                let undecided = undecided.contains(node.name());
                self.push(path, parents, node, None);
                if let Some(pushed) = self.found.last_mut() {
                    pushed.undecided = undecided;
                }
                continue;
            };
            self.shared += 1;
            // Only an object has room, and only where both mean one object or a list of them.
            if twin.ty() == node.ty() && !twin.children.is_empty() && node.ty().starts_with("object") {
                let path = format!("{path}.{}", node.name());
                let parents = [parents, &[node.name().to_owned()]].concat();
                self.fields(&path, &parents, &twin.children, node.children);
            }
        }
    }

    fn push(&mut self, path: &str, parents: &[String], node: RowNode<'p>, refused: Option<Reason>) {
        let extra = Extra {
            page: self.page.to_owned(),
            method: self.section.method,
            field: format!("{path}.{}", node.name()),
        };
        self.found.push(NewField {
            extra,
            in_request: self.in_request,
            parents: parents.to_vec(),
            node,
            refused,
            undecided: false,
            decided: false,
        });
    }

    /// Decides about each by itself.
    fn judge(&mut self, exclusions: &Exclusions) {
        for one in &mut self.found {
            let name = one.node.name();
            one.refused = if self.in_request && CLIENT.contains(&name) {
                Some(Reason::Client)
            } else if one.refused.is_some() {
                one.refused
            } else if self.names.contains(name) {
                Some(Reason::Elsewhere)
            } else if !is_typed(&one.node) {
                Some(Reason::Type)
            } else {
                let excluded = exclusions.has(&one.extra).then_some(Reason::Excluded);
                let is_open = one.undecided
                    && !exclusions.is_plain(&one.extra.page, one.extra.method, &one.extra.field);
                one.decided = one.undecided && !is_open;
                excluded.or(is_open.then_some(Reason::Undecided))
            };
        }
    }
}

fn is_typed(node: &RowNode<'_>) -> bool {
    let name = node.ty();
    TYPES.contains(&name.strip_suffix("[]").unwrap_or(name)) && node.children.iter().all(is_typed)
}
