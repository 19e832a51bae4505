//! Types that several pages describe alike: `[[type]]` of the overrides.
//!
//! The answer to a query and the notification of the same order are one table, of which each page has lost some rows.
//! The first page's order comes first, then what only the others have.

use super::Overrides;
use super::format::TypeName;
use crate::diagnostic::Diagnostic;
use crate::ir::{Api, Common, Field, Member, Requirement, Response, Type};
use crate::page::{Dialect, Page};

impl Overrides {
    /// Makes one table of what is named so; what does not fit is reported.
    pub(super) fn unite(&self, api: &mut Api, pages: &[Page]) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        if pages.iter().all(|page| page.dialect == Dialect::Twoslash) {
            return found;
        }
        for one in &self.types {
            match one.united(api) {
                Ok(common) if common.members.is_empty() => {}
                Ok(common) => {
                    set(api, &common);
                    api.common.push(common);
                }
                Err(message) => found.push(one.site.broken(message)),
            }
        }
        found
    }
}

impl TypeName {
    /// The table of all pages that are there.
    fn united(&self, api: &Api) -> Result<Common, String> {
        let mut members = Vec::new();
        let mut tables: Vec<Vec<Field>> = Vec::new();
        for of in &self.of {
            for (member, fields) in described(api, of) {
                members.push(member);
                tables.push(fields.to_vec());
            }
        }
        if tables.len() >= self.of.len() {
            let is_somewhere = |path: &&String| tables.iter().any(|table| has(table, path));
            if let Some(idle) = self.left.iter().find(|path| !is_somewhere(path)) {
                return Err(format!(
                    "`{}` leaves out `{idle}`, which no page has",
                    self.name.as_ref()
                ));
            }
        }
        let mut tables = tables.into_iter();
        let mut fields = tables.next().unwrap_or_default();
        for table in tables {
            unite(&mut fields, &table)
                .map_err(|why| format!("`{}` is no one type: {why}", self.name.as_ref()))?;
        }
        for path in &self.left {
            leave(&mut fields, path);
        }
        Ok(Common {
            name: self.name.as_ref().clone(),
            term: self.term.clone(),
            fields,
            members,
        })
    }
}

/// Whether a table has a field; `a/b` is the field `b` inside of `a`.
fn has(fields: &[Field], path: &str) -> bool {
    let (name, rest) = path
        .split_once('/')
        .map_or((path, None), |(name, rest)| (name, Some(rest)));
    let mut own = fields.iter().filter(|field| field.name == name);
    own.any(|field| rest.is_none_or(|rest| has(field.ty.fields(), rest)))
}

fn leave(fields: &mut Vec<Field>, path: &str) {
    match path.split_once('/') {
        None => fields.retain(|field| field.name != path),
        Some((name, rest)) => {
            for field in fields.iter_mut().filter(|field| field.name == name) {
                if let Type::Object(inner) = &mut field.ty {
                    leave(inner, rest);
                }
            }
        }
    }
}

/// What a page describes: an answer in JSON, or the content of a notification.
fn described<'a>(api: &'a Api, page: &str) -> Vec<(Member, &'a [Field])> {
    let (path, verb) = page
        .split_once('#')
        .map_or((page, None), |(path, verb)| (path, Some(verb)));
    let member = |method| Member {
        page: path.to_owned(),
        method,
    };
    let answers = api.operations.iter().filter_map(|operation| {
        let is_it = operation.page == path && verb.is_none_or(|verb| operation.method.name() == verb);
        match &operation.response {
            Response::Json(fields) if is_it => Some((member(Some(operation.method)), &**fields)),
            _ => None,
        }
    });
    let contents = api.notifications.iter().filter(|one| one.page == path);
    answers
        .chain(contents.map(|one| (member(None), &*one.payload)))
        .collect()
}

/// Gives the table to everything that it describes.
fn set(api: &mut Api, common: &Common) {
    for operation in api.operations.iter_mut().filter(|one| common.is_answer_of(one)) {
        operation.response = Response::Json(common.fields.clone());
    }
    for notification in api
        .notifications
        .iter_mut()
        .filter(|one| common.is_content_of(one))
    {
        notification.payload.clone_from(&common.fields);
    }
}

/// Adds another table's fields. Always there is what all say to be.
fn unite(fields: &mut Vec<Field>, others: &[Field]) -> Result<(), String> {
    for field in fields.iter_mut() {
        match others.iter().find(|other| other.name == field.name) {
            Some(other) => join(field, other)?,
            None => field.requirement = Requirement::Optional,
        }
    }
    for other in others {
        if !fields.iter().any(|field| field.name == other.name) {
            fields.push(Field {
                requirement: Requirement::Optional,
                ..other.clone()
            });
        }
    }
    Ok(())
}

fn join(field: &mut Field, other: &Field) -> Result<(), String> {
    unify(&mut field.ty, &other.ty).map_err(|why| format!("`{}`: {why}", field.name))?;
    if !other.requirement.is_required() {
        field.requirement = Requirement::Optional;
    }
    if field.doc.text.is_empty() {
        field.doc.text.clone_from(&other.doc.text);
    }
    field.doc.unit = field.doc.unit.take().or_else(|| other.doc.unit.clone());
    field.doc.length = field.doc.length.or(other.doc.length);
    Ok(())
}

fn unify(ty: &mut Type, other: &Type) -> Result<(), String> {
    match (&mut *ty, other) {
        (Type::Object(fields), Type::Object(others)) => unite(fields, others),
        (Type::List(item), Type::List(other)) => unify(item, other),
        (Type::Enum(values), Type::Enum(others)) => {
            for value in others {
                if !values.iter().any(|known| known.value == value.value) {
                    values.push(value.clone());
                }
            }
            Ok(())
        }
        (Type::Text, Type::Enum(_) | Type::Time) | (Type::Json, Type::Object(_)) => {
            *ty = other.clone();
            Ok(())
        }
        (Type::Enum(_) | Type::Time, Type::Text) | (Type::Object(_), Type::Json) => Ok(()),
        (one, other) if one == other => Ok(()),
        (one, other) => Err(format!("{} here, {} there", word(one), word(other))),
    }
}

fn word(ty: &Type) -> &'static str {
    match ty {
        Type::Text | Type::Time | Type::Enum(_) => "a text",
        Type::Integer | Type::Float => "a number",
        Type::Boolean => "true or false",
        Type::Object(_) | Type::Json => "an object",
        Type::List(_) => "a list",
        Type::Sensitive(_) => "an encrypted text",
        Type::JsonString(_) | Type::UrlEncoded(_) => "an encoded text",
        Type::File => "a file",
    }
}
