//! Members as the rows of a table.

use std::rc::Rc;

use super::resolved::{Object, PlacedMember, Resolved};
use super::sample::{Encoded, SampleFacts};
use super::scope::Scope;
use super::script::{Comment, MemberKind};
use super::shape::Resolver;
use super::travel;
use crate::diagnostic::Code;
use crate::dialect::markdown::Source;
use crate::page::{Attr, Cell, DEEPEST, Row, Span};

/// Rows of one operation; the longest of the site has some 400.
const MOST: usize = 5_000;

/// Writes rows.
pub(super) struct RowWriter<'s, 'r, 'p> {
    pub resolver: Resolver<'s>,
    pub source: &'r Source<'p>,
    pub rows: Vec<Row>,
    /// What the sample says of the fields, and where in its values the writer is.
    pub facts: &'r SampleFacts,
    pub path: Vec<String>,
}

/// A row to be.
pub(super) struct Draft<'d> {
    pub name: &'d str,
    pub name_span: Span,
    pub required: bool,
    pub indent: usize,
    pub ty: String,
    pub ty_span: Span,
    pub ty_attrs: Vec<Attr>,
    pub description: String,
    pub doc_span: Span,
}

impl<'s> RowWriter<'s, '_, '_> {
    pub(super) fn object(&mut self, object: Object<'s>, indent: usize) {
        // Most of the site marks nothing as optional: only beside a mark does its absence count.
        let marks = object.entries.iter().any(is_optional);
        let opened = self.resolver.open.len();
        for entry in &object.entries {
            self.resolver.open.extend(entry.names.iter().cloned());
            self.entry(entry, indent, marks);
            self.resolver.open.truncate(opened);
        }
    }

    /// A member becomes a row with what is below it, or a finding.
    fn entry(&mut self, entry: &PlacedMember<'s>, indent: usize, marks: bool) {
        let member = entry.member;
        match &member.kind {
            MemberKind::Property { ty, .. } => {
                let shape = self.resolver.shape(ty, &entry.scope);
                let optional = is_optional(entry) || entry.alternative || is_signature(entry);
                self.property(entry, shape, marks && !optional, indent);
            }
            MemberKind::Method { name, .. } => {
                let name = name.as_deref().unwrap_or("call signature");
                let message = format!("`{name}` is a method among fields");
                self.resolver.report(Code::UnreadMember, &member.span, message);
            }
            MemberKind::Other(what) => {
                let message = format!("this {what} cannot be a field of a request or an answer");
                self.resolver.report(Code::UnreadMember, &member.span, message);
            }
        }
    }

    /// A member at the top of a request, its meaning known.
    pub(super) fn whole(&mut self, entry: &PlacedMember<'s>, shape: Resolved<'s>, required: bool) {
        self.property(entry, shape, required, 0);
    }

    fn property(&mut self, entry: &PlacedMember<'s>, shape: Resolved<'s>, required: bool, indent: usize) {
        let MemberKind::Property {
            name, name_span, ty, ..
        } = &entry.member.kind
        else {
            return;
        };
        if !self.has_room(&entry.member.span, name, indent) {
            return;
        }
        self.path.push(name.clone());
        let (note, written, values, content) = written(shape);
        let encoded = self.facts.at(&self.path);
        if matches!(encoded, Some(Encoded::Encrypted)) && written != "string" {
            let message = format!("the sample encrypts `{name}`, which is a `{written}`");
            self.resolver.report(Code::UnknownAttribute, &ty.span, message);
        }
        let encoded = encoded.filter(|_| written == "string");
        let (ty_attrs, wrong) = travel::attributes(&entry.member.doc, encoded);
        for message in wrong {
            self.resolver
                .report(Code::UnknownAttribute, &entry.member.doc.span, message);
        }
        self.row(Draft {
            name,
            name_span: name_span.clone(),
            required,
            indent,
            ty: written,
            ty_span: ty.span.clone(),
            ty_attrs,
            description: description(&entry.member.doc, note, &values),
            doc_span: entry.member.doc.span.clone(),
        });
        if let Some(content) = content {
            self.object(content, indent + 1);
        }
        if let Some(Encoded::Json(keys)) = encoded {
            self.line_row(&entry.member.span);
            self.keys(keys, indent + 1);
        }
        self.path.pop();
    }

    /// What a sample encodes as JSON.
    fn keys(&mut self, keys: &[super::sample::SampleKey], indent: usize) {
        for key in keys {
            if !self.has_room(&key.span, &key.name, indent) {
                return;
            }
            let encrypted = key
                .encrypted
                .then(|| Attr::new("data-encrypted", "by-rsa-pubkey"));
            self.row(Draft {
                name: &key.name,
                name_span: key.span.clone(),
                required: false,
                indent,
                ty: key.ty.to_owned(),
                ty_span: key.span.clone(),
                ty_attrs: encrypted.into_iter().collect(),
                description: String::new(),
                doc_span: 0..0,
            });
            self.keys(&key.children, indent + 1);
        }
    }

    fn has_room(&mut self, span: &Span, name: &str, indent: usize) -> bool {
        if indent > DEEPEST {
            let message = format!("`{name}` is nested more than {DEEPEST} levels deep and is left out");
            self.resolver.report(Code::TooLarge, span, message);
            return false;
        }
        if self.rows.len() == MOST {
            let message = format!("more than {MOST} fields: `{name}` and all below it are left out");
            // Said once: the next attempt finds no budget either.
            if std::mem::take(&mut self.resolver.budget) > 0 {
                self.resolver.report(Code::TooLarge, span, message);
            }
        }
        self.rows.len() < MOST
    }

    pub(super) fn row(&mut self, draft: Draft<'_>) {
        let mut attrs = Vec::new();
        if draft.required {
            attrs.push(flag("data-required"));
        }
        if draft.indent > 0 {
            attrs.push(Attr::new("data-indent", &draft.indent.to_string()));
        }
        let (span, line) = self.source.row(&draft.name_span);
        self.rows.push(Row {
            name: Cell {
                text: draft.name.to_owned(),
                attrs,
                span: draft.name_span,
            },
            ty: Cell {
                text: draft.ty,
                attrs: draft.ty_attrs,
                span: draft.ty_span,
            },
            description: Cell {
                text: draft.description,
                attrs: Vec::new(),
                span: draft.doc_span,
            },
            line,
            span,
        });
    }

    fn line_row(&mut self, at: &Span) {
        let (span, line) = self.source.row(at);
        self.rows.push(Row {
            name: Cell {
                attrs: vec![Attr::new("colspan", "3"), flag(".im-table-line")],
                ..Cell::default()
            },
            line,
            span,
            ..Row::default()
        });
    }

    /// The row that tells the kind of an answer.
    pub(super) fn kind_row(&mut self, at: &Span, text: &str) {
        let (span, line) = self.source.row(at);
        self.rows.push(Row {
            name: Cell {
                text: text.to_owned(),
                attrs: vec![Attr::new("align", "center"), Attr::new("colspan", "3")],
                span: at.clone(),
            },
            line,
            span,
            ..Row::default()
        });
    }

    /// Writes the fields of a type below a scope; what it is if it is no object.
    pub(super) fn fields(&mut self, shape: Resolved<'s>, indent: usize, at: &Span) {
        match shape {
            Resolved::Object(object) => self.object(object, indent),
            Resolved::Nothing => {}
            Resolved::List(_) => {
                let message = "a list stands where an object with fields was expected";
                self.resolver.report(Code::UnreadMember, at, message);
            }
            _ => {
                let message = "expected an object with fields";
                self.resolver.report(Code::UnreadMember, at, message);
            }
        }
    }

    /// The meaning of a member's type.
    pub(super) fn shape(&mut self, entry: &PlacedMember<'s>) -> Resolved<'s> {
        match &entry.member.kind {
            MemberKind::Property { ty, .. } => {
                let scope: Rc<Scope<'s>> = Rc::clone(&entry.scope);
                self.resolver.shape(ty, &scope)
            }
            _ => Resolved::Nothing,
        }
    }
}

/// `name?: T`
pub(super) fn is_optional(entry: &PlacedMember<'_>) -> bool {
    matches!(&entry.member.kind, MemberKind::Property { optional: true, .. })
}

/// The client adds these by itself.
fn is_signature(entry: &PlacedMember<'_>) -> bool {
    matches!(entry.member.name(), Some("sign" | "nonce_str"))
}

/// A shape as a type cell: its note, name, values and, of an object, the fields.
fn written(shape: Resolved<'_>) -> (Option<String>, String, Vec<String>, Option<Object<'_>>) {
    let plain = |name: &str| (None, name.to_owned(), Vec::new(), None);
    match shape {
        Resolved::Text { values, note } => (note, "string".to_owned(), values, None),
        Resolved::Number { values } if values.iter().any(|value| value.contains(['.', 'e'])) => {
            (None, "float".to_owned(), Vec::new(), None)
        }
        Resolved::Number { values } => (None, "number".to_owned(), values, None),
        Resolved::Boolean => plain("boolean"),
        Resolved::True => plain("`true`"),
        Resolved::File => plain("object"),
        Resolved::Nothing => plain("any"),
        Resolved::Any(text) => plain(&any(&text)),
        Resolved::Object(object) if object.is_file => plain("object"),
        Resolved::Object(object) => (None, "object".to_owned(), Vec::new(), Some(object)),
        Resolved::List(item) => {
            let (note, name, values, content) = written(*item);
            let name = name.trim_matches('`').to_owned();
            // No list of lists: any JSON.
            let name = if name.ends_with("[]") {
                name
            } else {
                format!("{name}[]")
            };
            (note, name, values, content)
        }
    }
}

/// Types of the tables: `() => string` is none of them, though it mentions one.
const KNOWN: [&str; 7] = [
    "string", "number", "integer", "float", "boolean", "object", "true",
];

/// A type that has no name here, short enough for a cell.
fn any(text: &str) -> String {
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words
        .first()
        .filter(|word| !KNOWN.contains(word))
        .map_or("any", |word| word)
        .chars()
        .take(40)
        .collect()
}

/// The comment, with the values of the type in the words of the tables.
fn description(doc: &Comment, note: Option<String>, values: &[String]) -> String {
    let mut lines: Vec<String> = doc.text.iter().map(|line| line.replace('|', "\\|")).collect();
    if lines.is_empty() {
        lines.extend(note);
    }
    if let Some(default) = doc.tag("default") {
        lines.push(format!("默认值 `{default}`"));
    }
    let ticked: Vec<String> = values
        .iter()
        .map(|value| format!("`{}`", value.replace('|', "\\|")))
        .collect();
    match ticked.len() {
        0 => {}
        1 => lines.push(format!("{} 枚举值", ticked[0])),
        _ => lines.push(format!("{} 枚举值之一", ticked.join(" \\| "))),
    }
    lines.join("<br/>")
}

fn flag(name: &str) -> Attr {
    Attr {
        name: name.to_owned(),
        value: None,
    }
}
