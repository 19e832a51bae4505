//! One operation: what its official documents say, with what others say.

use std::collections::BTreeSet;

use serde_json::Value;

use super::operation::{Decisions, Made, OperationSources};
use super::write::{FieldWriter, with};
use super::{answer, call, example, request};
use crate::merge::account::{Conflict, Fact};
use crate::merge::entry::Voice;
use crate::merge::facts;
use crate::page::Section;

impl OperationSources<'_> {
    /// Puts it together.
    pub(super) fn merge(&self, decisions: &dyn Decisions) -> Made {
        let mut made = Made {
            section: self.base(),
            conflicts: Vec::new(),
            undecided: Vec::new(),
            dropped: Vec::new(),
            moved: Vec::new(),
            twins: Vec::new(),
        };
        let shown = request::shown(&self.documents);
        let mut differences = Vec::new();
        let tree = request::fields(self, decisions, &mut made, &mut differences);
        for (from, to) in std::mem::take(&mut made.moved) {
            if from[0] == to[0] && request::is_body(&from[0]) {
                example::follow(&mut made.section, &from[1..], &to[1..]);
            }
        }
        let sent = request::samples(&self.documents);
        let mut writer = self.writer(&shown, true, &sent);
        writer.example = example::scopes(&made.section);
        writer.is_form = tree.iter().any(|scope| scope.name == "body");
        request::write(&mut writer, &tree);
        made.undecided.extend(
            writer
                .undecided
                .drain(..)
                .filter(|field| !decisions.is_plain(field)),
        );
        differences.append(&mut writer.differences);
        made.section.request = with(&made.section.request, writer.rows);
        let facts = facts::united(self.documents.iter().map(|one| &one.section.facts));
        let answers: Vec<Value> = facts.answers.iter().map(|answer| answer.body.clone()).collect();
        let mut writer = self.writer(&shown, false, &answers);
        answer::write(self, decisions, &mut writer, &mut made);
        differences.append(&mut writer.differences);
        call::settle(self, &mut made.section, &mut differences);
        example::fit(&mut made.section);
        made.section.facts = facts;
        made.section.links = self.links();
        made.section.documentation = Some(self.names.ordered(&self.sources()).join(","));
        made.conflicts = differences
            .into_iter()
            .map(|(field, fact, words, taken)| self.conflict(field, fact, &words, taken))
            .collect();
        made
    }

    /// What nothing needs to be decided about.
    fn base(&self) -> Section {
        match self.own {
            Some(own) => own.clone(),
            None => self.documents[0].section.clone(),
        }
    }

    /// Sources that document it.
    fn sources(&self) -> BTreeSet<String> {
        let own = self.own.map(|_| self.voice);
        let second = self.second.map(|_| Voice::Second);
        let all = [Some(Voice::Document(0)), own, second];
        all.into_iter()
            .flatten()
            .map(|voice| self.names.source(voice))
            .collect()
    }

    fn writer<'w>(
        &'w self,
        shown: &'w BTreeSet<String>,
        in_request: bool,
        samples: &'w [Value],
    ) -> FieldWriter<'w> {
        FieldWriter {
            names: &self.names,
            all: self.sources(),
            shown,
            rows: Vec::new(),
            differences: Vec::new(),
            undecided: Vec::new(),
            in_request,
            is_form: false,
            samples,
            example: Value::Null,
            is_one_sided: in_request && self.is_one_sided(),
        }
    }

    /// Whether the founding page links to a document of the other side, merchant or partner, and none of that is at hand.
    fn is_one_sided(&self) -> bool {
        let read: Vec<&String> = self.documents.iter().flat_map(|one| &one.section.links).collect();
        let linked: Vec<&String> = self.own.iter().flat_map(|own| &own.links).collect();
        let tells = |links: &[&String], side: &str| links.iter().any(|link| link.contains(side));
        ["/merchant/", "/partner/"]
            .into_iter()
            .any(|side| tells(&linked, side) && !tells(&read, side))
    }

    /// Official pages: those of the documents, then the others that were known.
    fn links(&self) -> Vec<String> {
        let bare = |url: &str| url.strip_suffix(".md").unwrap_or(url).to_owned();
        let mut links: Vec<String> = self
            .documents
            .iter()
            .flat_map(|one| &one.section.links)
            .map(|url| bare(url))
            .collect();
        for link in self.own.iter().flat_map(|own| &own.links) {
            if !links.contains(&bare(link)) {
                links.push(link.clone());
            }
        }
        links.dedup();
        links
    }

    fn conflict(&self, field: String, fact: Fact, words: &[(Voice, String)], taken: String) -> Conflict {
        let (page, method) = (String::new(), self.documents[0].section.method);
        let words = words
            .iter()
            .map(|(voice, word)| (self.names.exactly(*voice), word.clone()));
        Conflict {
            page,
            method,
            field,
            fact,
            words: words.collect(),
            taken,
        }
    }
}
