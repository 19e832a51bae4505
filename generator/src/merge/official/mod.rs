//! WeChat Pay's own documents merged into the pages of a tree.
//!
//! The documents of one operation, one for each product, are united first. Each field then has the rows of all
//! sources, and `rules` decide fact by fact.

mod answer;
mod call;
mod documents;
mod example;
mod operation;
mod request;
mod section;
mod table;
mod write;

use std::cell::RefCell;

use self::documents::{Identity, Whereabouts};
pub(super) use self::operation::Dropped;
use self::operation::{Decisions, Made, Official, OperationSources, SourceNames};
use super::account::Conflict;
use super::entry::Voice;
use super::exclusion::{Exclusions, Lists};
use crate::ir::{Host, Method};
use crate::page::{DOCUMENTATION, Dialect, Document, OFFICIAL, Page, Section};

/// What became of the official documents.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Account {
    /// Documents that describe an operation.
    pub documents: usize,
    /// Documents of callbacks, which are read elsewhere.
    pub callbacks: usize,
    /// Operations that were known.
    pub shared: usize,
    /// Operations that no other source has: page and verb.
    pub operations: Vec<(String, Method)>,
    /// Fields that no other source has: page, verb and field.
    pub fields: Vec<(String, Method, String)>,
    /// Rows that are not in the result: page, verb, field, and why.
    pub dropped: Vec<(String, Method, String, Dropped)>,
    /// Where sources differ.
    pub conflicts: Vec<Conflict>,
    /// Which documents describe which operation.
    pub described: Vec<(String, Method, Vec<String>)>,
    /// Encryption that somebody must decide about.
    pub undecided: Vec<(String, Method, String)>,
    /// Spellings that somebody must decide about: the official field and the other.
    pub twins: Vec<(String, Method, String, String)>,
    /// Fields about which somebody had decided.
    used: Vec<(String, Method, String)>,
    /// Decisions that fit nothing, as people write them.
    pub idle: Vec<String>,
}

/// The sources beside the official documents.
pub(super) struct Others<'o> {
    pub founding: &'o str,
    /// The same pages after their corrections: they tell what is the same operation.
    pub corrected: &'o [Page],
    pub second: &'o str,
    pub second_pages: &'o [Page],
    pub decisions: &'o Exclusions,
    /// Decisions that the second source needed.
    pub decided: &'o [super::second::Extra],
}

/// Merges the documents into the pages.
pub(super) fn merge(pages: &mut Vec<Page>, official: &[Page], others: &Others<'_>) -> Account {
    let mut account = Account::default();
    let (callbacks, documents): (Vec<Page>, Vec<Page>) =
        official.iter().cloned().partition(Page::is_notification);
    account.callbacks = callbacks.len();
    let ambiguous = documents::ambiguous(others.corrected);
    let known = documents::places(others.corrected, &ambiguous);
    let second = documents::places(others.second_pages, &ambiguous);
    for (identity, group) in documents::grouped(&documents, &ambiguous) {
        account.documents += group.len();
        let host = group[0].0;
        let second = place(&second, &identity, host)
            .map(|place| &others.second_pages[place.page].sections[place.section]);
        let documents: Vec<Official<'_>> = group.into_iter().map(|(_, one)| one).collect();
        let newest = documents[0];
        let place = place(&known, &identity, host)
            .and_then(|place| present(pages, place, others))
            .or_else(|| added(pages, &newest, others.second));
        let page = place.map_or_else(
            || format!("openapi/{}", chain(newest.section)),
            |place| pages[place.page].path.clone(),
        );
        let operation = sources(pages, place, second, (host, documents), others);
        let made = decide(&operation, &page, others.decisions, &mut account);
        match place {
            Some(place) => {
                account.shared += 1;
                pages[place.page].sections[place.section] = made.section;
            }
            None => {
                account.operations.push((page.clone(), newest.section.method));
                add(pages, page, newest.page, made.section);
            }
        }
    }
    account.sort();
    let decided = others.decided.iter();
    account
        .used
        .extend(decided.map(|one| (one.page.clone(), one.method, one.field.clone())));
    account.idle = others.decisions.idle(Lists::Official, &account.used, pages);
    account
}

/// Everything that is said of one operation, which the tree has at that place or not at all.
fn sources<'p>(
    pages: &'p [Page],
    place: Option<Whereabouts>,
    second: Option<&'p Section>,
    (host, documents): (Host, Vec<Official<'p>>),
    others: &Others<'p>,
) -> OperationSources<'p> {
    let own = place.map(|place| &pages[place.page].sections[place.section]);
    let voice = match own.and_then(|own| own.documentation.as_deref()) {
        Some(name) if name == others.second => Voice::Second,
        _ => Voice::Founding,
    };
    let ids = documents.iter().map(|one| document(one.page).id.as_str());
    OperationSources {
        own,
        voice,
        second: second.filter(|_| voice == Voice::Founding),
        hosts: place.and_then(|place| differ(place.host, host)),
        names: SourceNames {
            founding: others.founding,
            second: others.second,
            documents: ids.collect(),
        },
        documents,
    }
}

/// Merges one operation; what was decided goes into the account.
fn decide(
    operation: &OperationSources<'_>,
    page: &str,
    decisions: &Exclusions,
    account: &mut Account,
) -> Made {
    let method = operation.documents[0].section.method;
    let decisions = At {
        decisions,
        page,
        method,
        used: RefCell::default(),
    };
    let made = operation.merge(&decisions);
    let used = decisions.used.into_inner().into_iter();
    account
        .used
        .extend(used.map(|field| (page.to_owned(), method, field)));
    let ids = operation.documents.iter().map(|one| one.id().to_owned());
    account.described.push((page.to_owned(), method, ids.collect()));
    account.take(page, method, &made);
    made
}

fn document(page: &Page) -> &Document {
    page.document.as_ref().expect("an official page is a document")
}

/// Where an operation is; of several on different hosts the one on this.
fn place(known: &[(Identity, Whereabouts)], identity: &Identity, host: Host) -> Option<Whereabouts> {
    let all = || {
        known
            .iter()
            .filter(|(one, _)| one == identity)
            .map(|(_, place)| *place)
    };
    all().find(|place| place.host == host).or_else(|| all().next())
}

/// Where an operation of the corrected pages is now: the tree has pages behind them.
fn present(pages: &[Page], corrected: Whereabouts, others: &Others<'_>) -> Option<Whereabouts> {
    let path = &others.corrected[corrected.page].path;
    let page = pages.iter().position(|page| page.path == *path)?;
    Some(Whereabouts { page, ..corrected })
}

/// An operation that only the second source has, which was added before.
fn added(pages: &[Page], official: &Official<'_>, second: &str) -> Option<Whereabouts> {
    let path = format!("openapi/{}", chain(official.section));
    let page = pages.iter().position(|page| page.path == path)?;
    let is_it =
        |one: &Section| one.method == official.section.method && one.documentation.as_deref() == Some(second);
    Some(Whereabouts {
        page,
        section: pages[page].sections.iter().position(is_it)?,
        host: Host::Default,
    })
}

/// Where an operation's page lies: as its path has it.
fn chain(section: &Section) -> &str {
    let path = section.call.as_ref().map_or("", |call| call.path.as_str());
    path.strip_suffix('/').unwrap_or(path)
}

/// Hosts that are not the same, in words.
fn differ(own: Host, official: Host) -> Option<(String, String)> {
    // That a region has a host of its own is no news.
    let is_regional = |host: Host| matches!(host, Host::HongKong | Host::HongKongOptional);
    (own != official && !is_regional(own)).then(|| (format!("{own:?}"), format!("{official:?}")))
}

/// Adds an operation that no other source has.
fn add(pages: &mut Vec<Page>, path: String, document: &Page, mut section: Section) {
    match pages
        .iter_mut()
        .find(|page| page.path == path && !page.sections.is_empty())
    {
        Some(known) => {
            section.level = known.sections[0].level;
            known.sections.push(section);
        }
        None => {
            pages.retain(|page| page.path != path);
            pages.push(Page {
                path,
                title: document.title.clone(),
                dialect: Dialect::ImTable,
                sections: vec![section],
                ..Page::default()
            });
        }
    }
}

/// The decisions about one operation.
struct At<'a> {
    decisions: &'a Exclusions,
    page: &'a str,
    method: Method,
    /// Fields about which something was decided.
    used: RefCell<Vec<String>>,
}

impl Decisions for At<'_> {
    fn is_misspelt(&self, field: &str) -> Option<bool> {
        let decided = self.decisions.is_misspelt(self.page, self.method, field);
        self.used.borrow_mut().extend(decided.map(|_| field.to_owned()));
        decided
    }

    fn is_plain(&self, field: &str) -> bool {
        let is_plain = self.decisions.is_plain(self.page, self.method, field);
        self.used.borrow_mut().extend(is_plain.then(|| field.to_owned()));
        is_plain
    }
}

impl Account {
    fn take(&mut self, page: &str, method: Method, made: &Made) {
        let at = |field: &String| (page.to_owned(), method, field.clone());
        self.undecided.extend(made.undecided.iter().map(at));
        self.twins.extend(
            made.twins
                .iter()
                .map(|(right, wrong)| (page.to_owned(), method, right.clone(), wrong.clone())),
        );
        self.dropped.extend(
            made.dropped
                .iter()
                .map(|(field, why)| (page.to_owned(), method, field.clone(), *why)),
        );
        self.conflicts.extend(made.conflicts.iter().map(|one| Conflict {
            page: page.to_owned(),
            ..one.clone()
        }));
        let rows = made
            .section
            .request
            .rows
            .iter()
            .chain(&made.section.response.rows);
        let only = rows.filter(|row| row.name.value(DOCUMENTATION) == Some(OFFICIAL));
        self.fields.extend(only.map(|row| at(&row.name.text)));
    }

    fn sort(&mut self) {
        self.operations.sort();
        self.dropped.sort();
        self.dropped.dedup();
        self.conflicts.sort();
        self.described.sort();
        self.undecided.sort();
        self.twins.sort();
    }
}
