//! Rows of fields: read, put below each other, and written as this generator has them.

use super::description::{self, EncryptionKey};
use super::enums::{self, Listed};
use super::field::DescribedField;
use super::outline::PlacedTable;
use super::requirement::{self, Mark, Sibling};
use super::table::{Columns, Line, TableKind};
use super::types::{self, Written};
use super::{corners, inside, name, text};
use crate::diagnostic::{Code, counted};
use crate::dialect::markdown::Source;
use crate::page::{Attr, Cell, DEEPEST, LONGEST, REPEATED, Row, SHORTEST, Span};

/// Rows of one page that are read; the longest page of the site has some 300.
const MOST: usize = 5_000;

/// Reads the tables of one part into fields below each other.
pub(super) fn read(
    source: &mut Source<'_>,
    sheets: &[&PlacedTable],
    budget: &mut usize,
) -> Vec<DescribedField> {
    let mut fields: Vec<DescribedField> = Vec::new();
    for sheet in sheets {
        let TableKind::Fields(columns) = &sheet.kind else {
            continue;
        };
        let mut own = Vec::new();
        for line in &sheet.grid.rows {
            if line.condition(source).is_some() {
                continue;
            }
            if *budget == 0 {
                break;
            }
            *budget -= 1;
            if *budget == 0 {
                let message = format!("more than {MOST} rows of fields on one page; the others are left out");
                source.report(Code::TooLarge, &line.span, message);
                break;
            }
            if let Some(field) = row(source, line, columns) {
                let path = name::path(&field.name);
                insert(source, &mut own, &path, 1, field);
            }
        }
        match fields.last_mut().filter(|_| sheet.grid.is_headless) {
            Some(above) => {
                if !inside::place(source, std::slice::from_mut(above), &own) {
                    above.is_text_of_json = above.ty.name == "string";
                    above.children.extend(own);
                }
            }
            None => {
                for mut field in own {
                    field.is_repeated |= fields.iter().any(|known| known.name == field.name);
                    fields.push(field);
                }
            }
        }
    }
    fields
}

/// What a page may have in all.
pub(super) const fn budget() -> usize {
    MOST
}

/// A row as a field; `None` if nothing in it can be a name, which is reported.
fn row(source: &mut Source<'_>, line: &Line, columns: &Columns) -> Option<DescribedField> {
    let written = line.cell(source, Some(columns.name));
    let Some(name) = name::read(written) else {
        let message = format!("`{}` is no name of a field; the row is not read", short(written));
        source.report(Code::UnnamedRow, &line.place(Some(columns.name)), message);
        return None;
    };
    if line.cells.len() != columns.count {
        let message = format!(
            "`{name}` has {} below a header of {}",
            counted(line.cells.len(), "cell"),
            columns.count
        );
        source.report(Code::CellCount, &line.span, message);
    }
    let mark = columns.required.map(|at| {
        let cell = text::word(&text::plain(line.cell(source, Some(at))));
        let mark = requirement::mark(&cell);
        if mark == Mark::Unknown {
            let message = format!("`{name}` is required `{}`, which is not understood", short(&cell));
            source.report(Code::UnknownRequirement, &line.place(Some(at)), message);
        }
        mark
    });
    let words = text::plain(line.cell(source, columns.description));
    let term = columns.term.map(|at| text::word(line.cell(source, Some(at))));
    let term = term
        .filter(|term| !term.is_empty())
        .unwrap_or_else(|| description::term(&words));
    let mut field = DescribedField {
        name,
        ty: types::read(line.cell(source, columns.ty)),
        mark,
        term,
        line: line.number,
        span: line.span.clone(),
        spans: [Some(columns.name), columns.ty, columns.description].map(|at| line.place(at)),
        ..DescribedField::default()
    };
    field.children = corners::read(&words, &field);
    field.is_text_of_json = !field.children.is_empty() && field.ty.name == "string";
    field.text = words
        .lines()
        .filter(|line| !line.starts_with('└'))
        .collect::<Vec<_>>()
        .join("\n");
    Some(field)
}

/// Puts a field where its dotted name says.
fn insert(
    source: &mut Source<'_>,
    fields: &mut Vec<DescribedField>,
    path: &[String],
    depth: usize,
    mut field: DescribedField,
) {
    let [own, below @ ..] = path else { return };
    if depth == DEEPEST {
        let message = format!("`{}` is more than {DEEPEST} levels deep", field.name);
        source.report(Code::TooLarge, &field.span, message);
        return;
    }
    if below.is_empty() {
        field.name.clone_from(own);
        field.is_repeated = fields.iter().any(|known| known.name == *own);
        fields.push(field);
        return;
    }
    let at = fields
        .iter()
        .rposition(|known| known.name == *own)
        .unwrap_or_else(|| {
            let message = format!("`{}` is inside of `{own}`, which has no row", field.name);
            source.report(Code::MissingParent, &field.spans[0], message);
            fields.push(DescribedField {
                name: own.clone(),
                ty: Written {
                    name: "object".to_owned(),
                    ..Written::default()
                },
                line: field.line,
                span: field.span.clone(),
                spans: field.spans.clone(),
                ..DescribedField::default()
            });
            fields.len() - 1
        });
    fields[at].is_text_of_json = fields[at].ty.name == "string";
    insert(source, &mut fields[at].children, below, depth + 1, field);
}

/// A row that says where the fields below it go.
pub(super) fn scope(name: &str, line: u32, span: &Span) -> Row {
    let cell = |text: &str| Cell {
        text: text.to_owned(),
        attrs: Vec::new(),
        span: span.clone(),
    };
    Row {
        name: cell(name),
        ty: cell("object"),
        description: Cell {
            span: span.end..span.end,
            ..Cell::default()
        },
        line,
        span: span.clone(),
    }
}

/// Writes fields as rows, from an indent on.
pub(super) fn write(source: &mut Source<'_>, fields: &[DescribedField], indent: usize, rows: &mut Vec<Row>) {
    let unsaid = Mark::Unsaid;
    let said: Vec<Sibling<'_>> = fields
        .iter()
        .map(|field| Sibling {
            name: &field.name,
            term: &field.term,
            mark: field.mark.as_ref().unwrap_or(&unsaid),
            text: &field.text,
        })
        .collect();
    let decisions = requirement::decide(&said);
    for ((at, field), decision) in fields.iter().enumerate().zip(decisions) {
        if let requirement::Decision::OneOf { is_lone: true, .. } = decision {
            let message = format!(
                "`{}` is one of several, but no other row is marked so",
                field.name
            );
            source.report(Code::LoneChoice, &field.spans[0], message);
        }
        let mut attrs = decision.attrs();
        if indent > 0 {
            attrs.push(Attr::new("data-indent", &indent.to_string()));
        }
        let mut row = one(field, &fields[..at], attrs);
        if field.is_repeated {
            row.name.flag(REPEATED);
        }
        let span = row.span.clone();
        rows.push(row);
        if field.children.is_empty() {
            continue;
        }
        if indent == DEEPEST {
            let message = format!(
                "what is below `{}` is more than {DEEPEST} levels deep",
                field.name
            );
            source.report(Code::TooLarge, &field.span, message);
            continue;
        }
        if field.is_text_of_json {
            rows.push(content(field.line, &span));
        }
        write(source, &field.children, indent + 1, rows);
    }
}

/// The row between a string and what is in it.
fn content(line: u32, span: &Span) -> Row {
    let mut name = Cell {
        span: span.clone(),
        ..Cell::default()
    };
    name.attrs.push(Attr::new("colspan", "3"));
    name.flag(".im-table-line");
    Row {
        name,
        line,
        span: span.clone(),
        ..Row::default()
    }
}

fn one(field: &DescribedField, above: &[DescribedField], attrs: Vec<Attr>) -> Row {
    let [name, ty, description] = field.spans.clone();
    let mut ty_attrs = field.ty.attrs.clone();
    if let [longest] = &ty_attrs[..]
        && longest.name == LONGEST
        && let Some(least) = description::shortest(&field.text, longest.value.as_deref().unwrap_or_default())
    {
        ty_attrs.insert(0, Attr::new(SHORTEST, &least));
    }
    ty_attrs.extend(field.ty_attrs.iter().cloned());
    // What the ciphers of this protocol make is text without a mark of its own.
    let is_text = matches!(&*field.ty.name, "string" | "string[]")
        && !field.is_text_of_json
        && !field.name.ends_with("ciphertext");
    match description::encrypted(&field.text).filter(|_| is_text && field.ty_attrs.is_empty()) {
        Some(EncryptionKey::Usual) => ty_attrs.push(Attr::new("data-encrypted", "by-rsa-pubkey")),
        Some(EncryptionKey::Bank) => {
            ty_attrs.push(Attr::new("data-encrypted", "by-rsa-pubkey"));
            ty_attrs.push(Attr::new("data-tooltip", "付款到银行卡"));
        }
        None => {}
    }
    let has_values = matches!(&*field.ty.name, "string" | "integer" | "number" | "string[]");
    let mut values = if has_values {
        enums::find(&field.text)
    } else {
        Vec::new()
    };
    if is_by_case(field, above, &values) {
        values.clear();
    }
    Row {
        name: Cell {
            text: field.name.clone(),
            attrs,
            span: name,
        },
        ty: Cell {
            text: field.ty.name.clone(),
            attrs: ty_attrs,
            span: ty,
        },
        description: Cell {
            text: description::cell(&field.term, &field.text, &values),
            attrs: Vec::new(),
            span: description,
        },
        line: field.line,
        span: field.span.clone(),
    }
}

/// Whether the values are those of the kind above, and say what a number or a name is for each of them:
/// `MERCHANT_ID` in the row `account`, below the row `type`.
fn is_by_case(field: &DescribedField, above: &[DescribedField], values: &[Listed]) -> bool {
    const NAMING: [&str; 5] = ["account", "name", "_id", "_no", "openid"];
    if !NAMING.iter().any(|end| field.name.ends_with(end)) || values.is_empty() {
        return false;
    }
    let kind = above
        .iter()
        .rfind(|one| one.name.ends_with("type") && one.text.len() < 4_096);
    let kinds = kind.map(|kind| enums::find(&kind.text)).unwrap_or_default();
    values
        .iter()
        .all(|one| kinds.iter().any(|kind| kind.value == one.value))
}

fn short(text: &str) -> String {
    text.chars().take(40).collect()
}
