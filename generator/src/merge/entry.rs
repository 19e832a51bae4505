//! A field with what each source says of it, while the sources are merged.

use super::described::DescriptionParts;
use crate::lower::RowNode;
use crate::page::Row;

/// Who says something, the most trusted first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::merge) enum Voice {
    /// An official document of the operation, the newest with the number 0.
    Document(usize),
    /// The documentation that all began with.
    Founding,
    /// The documentation that adds what the first lacks.
    Second,
}

impl Voice {
    /// Whether WeChat Pay itself says it.
    pub(in crate::merge) fn is_official(self) -> bool {
        matches!(self, Self::Document(_))
    }
}

/// The row of one source.
#[derive(Debug, Clone)]
pub(in crate::merge) struct Word {
    pub voice: Voice,
    pub row: Row,
    /// It is one of several alternatives, or a field of one: never required.
    pub is_alternative: bool,
    /// It documents what is inside.
    pub has_fields: bool,
}

impl Word {
    /// The type as written, without backticks.
    pub(in crate::merge) fn ty(&self) -> &str {
        self.row.ty.text.trim_matches('`')
    }
}

/// A field and everything below it, with the rows of all sources that have it.
#[derive(Debug, Clone)]
pub(in crate::merge) struct Entry {
    pub name: String,
    /// By voice, each at most once.
    pub words: Vec<Word>,
    pub children: Vec<Entry>,
}

impl Entry {
    /// The rows of one source as entries.
    pub(in crate::merge) fn read(nodes: Vec<RowNode<'_>>, voice: &dyn Fn(&Row) -> Voice) -> Vec<Self> {
        let one = |node: RowNode<'_>| Self {
            name: node.name().to_owned(),
            words: vec![Word {
                voice: voice(node.row),
                row: DescriptionParts::row(&node),
                is_alternative: node.alternative,
                has_fields: !node.children.is_empty(),
            }],
            children: Self::read(node.children, voice),
        };
        nodes.into_iter().map(one).collect()
    }

    /// What one source says.
    pub(in crate::merge) fn word(&self, voice: Voice) -> Option<&Word> {
        self.words.iter().find(|word| word.voice == voice)
    }

    /// What WeChat Pay's own documents say, the newest first.
    pub(in crate::merge) fn documents(&self) -> impl Iterator<Item = &Word> {
        self.words.iter().filter(|word| word.voice.is_official())
    }

    /// Whether an official document has it.
    pub(in crate::merge) fn is_official(&self) -> bool {
        self.documents().next().is_some()
    }

    /// What others than WeChat Pay say, the most trusted first.
    pub(in crate::merge) fn others(&self) -> impl Iterator<Item = &Word> {
        self.words.iter().filter(|word| !word.voice.is_official())
    }

    /// Takes what another entry of the name says.
    pub(in crate::merge) fn hear(&mut self, other: Vec<Word>) {
        for word in other {
            if self.word(word.voice).is_none() {
                self.words.push(word);
            }
        }
        self.words.sort_by_key(|word| word.voice);
    }
}
