//! The fields of one part of an operation or a notification, before and after.

use super::found::{Found, Said};
use super::requirement::Demand;
use super::{Kind, word};
use crate::ir::{EnumValue, Field, Type};
use crate::plan::{Carrier, FieldDef, TypeDef, TypeKind, Types};

/// Fields beside each other, and the type that they are generated as.
#[derive(Clone, Copy)]
pub(super) struct Level<'p, 'a> {
    pub fields: &'p [Field],
    pub module: &'p str,
    pub types: &'p Types<'a>,
    /// Nothing where they are no fields of a struct: parameters of a path.
    pub def: Option<&'p TypeDef<'a>>,
    /// Of a request's top fields.
    pub carrier: Option<Carrier>,
}

impl<'p, 'a> Level<'p, 'a> {
    fn generated(&self, field: &Field) -> Option<&'p FieldDef<'a>> {
        let fits = |one: &&FieldDef<'_>| {
            one.wire == field.name && self.carrier.is_none_or(|carrier| carrier == one.carrier)
        };
        self.def?.fields().iter().find(fits)
    }

    /// Where a field is in the crate.
    fn code(&self, field: &Field) -> Vec<String> {
        let code = match (self.def, self.generated(field)) {
            (Some(def), Some(one)) => format!("{}::{}::{}", self.module, def.name, one.name),
            (Some(def), None) => format!("{}::{}", self.module, def.name),
            (None, _) => self.module.to_owned(),
        };
        vec![code]
    }

    /// What is inside of a field.
    fn below(&self, field: &Field) -> Option<&'p TypeDef<'a>> {
        let id = self.generated(field)?.ty.named()?;
        Some(self.types.def(*id))
    }

    fn inside(&self, field: &'p Field) -> Self {
        Self {
            fields: field.ty.fields(),
            def: self.below(field),
            carrier: None,
            ..*self
        }
    }
}

/// Compares fields, and those below them.
pub(super) struct Fields<'f, 'd> {
    pub found: &'f mut Found<'d>,
    pub subject: &'f str,
    pub is_request: bool,
}

impl Fields<'_, '_> {
    pub(super) fn compare(&mut self, path: &str, before: Level<'_, '_>, after: Level<'_, '_>) {
        let of = |fields: &[Field], name: &str| fields.iter().position(|one| one.name == name);
        let gone: Vec<&Field> = before
            .fields
            .iter()
            .filter(|one| of(after.fields, &one.name).is_none())
            .collect();
        let mut new: Vec<&Field> = after
            .fields
            .iter()
            .filter(|one| of(before.fields, &one.name).is_none())
            .collect();
        for field in gone {
            match new.iter().position(|other| is_renamed(field, other)) {
                Some(at) => self.renamed(path, (before, field), (after, new.remove(at))),
                None => self.removed(path, before, field),
            }
        }
        for field in new {
            self.added(path, after, field);
        }
        self.order(path, before, after);
        for field in before.fields {
            if let Some(at) = of(after.fields, &field.name) {
                self.both(path, (before, field), (after, &after.fields[at]));
            }
        }
    }

    /// Fields of both that stand otherwise.
    fn order(&mut self, path: &str, before: Level<'_, '_>, after: Level<'_, '_>) {
        let common = |own: &[Field], others: &[Field]| -> Vec<String> {
            let is_there = |field: &&Field| others.iter().any(|other| other.name == field.name);
            own.iter()
                .filter(is_there)
                .map(|field| field.name.clone())
                .collect()
        };
        let (was, is) = (
            common(before.fields, after.fields),
            common(after.fields, before.fields),
        );
        if was == is {
            return;
        }
        let [was, is] = reordered(&was, &is);
        let said = Said {
            kind: Kind::Order,
            field: path,
            before: was,
            after: is,
            origins: [None, after.fields.first().map(|field| &field.origin)],
            code: after
                .def
                .map(|def| format!("{}::{}", after.module, def.name))
                .into_iter()
                .collect(),
        };
        self.found.push(self.subject, said);
    }

    fn removed(&mut self, path: &str, level: Level<'_, '_>, field: &Field) {
        let said = Said {
            kind: Kind::FieldRemoved,
            field: &format!("{path}.{}", field.name),
            before: word::alone(field),
            after: String::new(),
            origins: [Some(&field.origin), None],
            code: level.code(field),
        };
        let below = self.found.below(0, field);
        self.found.push(self.subject, said).below = below;
    }

    fn added(&mut self, path: &str, level: Level<'_, '_>, field: &Field) {
        let path = format!("{path}.{}", field.name);
        let said = |kind, after| Said {
            kind,
            field: &path,
            before: String::new(),
            after,
            origins: [None, Some(&field.origin)],
            code: level.code(field),
        };
        let demand = Demand::of(field, level.fields);
        let kind = match self.is_request && field.requirement.is_required() && !demand.is_firm() {
            true => Kind::FieldNeeded,
            false => Kind::FieldAdded,
        };
        let below = self.found.below(1, field);
        let change = self.found.push(self.subject, said(kind, word::alone(field)));
        change.below = below;
        if self.is_request && demand.is_firm() {
            self.found.push(self.subject, said(Kind::Demanded, demand.word()));
        }
    }

    fn renamed(&mut self, path: &str, one: (Level<'_, '_>, &Field), other: (Level<'_, '_>, &Field)) {
        let mut code = one.0.code(one.1);
        code.extend(other.0.code(other.1));
        let said = Said {
            kind: Kind::FieldRenamed,
            field: &format!("{path}.{}", other.1.name),
            before: one.1.name.clone(),
            after: other.1.name.clone(),
            origins: [Some(&one.1.origin), Some(&other.1.origin)],
            code,
        };
        self.found.push(self.subject, said);
        self.both(path, one, other);
    }

    fn both(&mut self, path: &str, one: (Level<'_, '_>, &Field), other: (Level<'_, '_>, &Field)) {
        let ((before, field), (after, now)) = (one, other);
        let path = format!("{path}.{}", now.name);
        let mut say = |kind, was: String, is: String| {
            let said = Said {
                kind,
                field: &path,
                before: was,
                after: is,
                origins: [Some(&field.origin), Some(&now.origin)],
                code: after.code(now),
            };
            self.found.push(self.subject, said);
        };
        let demands = [Demand::of(field, before.fields), Demand::of(now, after.fields)];
        if let Some(kind) = demands[0].compare(&demands[1], self.is_request) {
            say(kind, demands[0].word(), demands[1].word());
        }
        for (kind, was, is) in said(field, now) {
            if was != is {
                say(kind, was, is);
            }
        }
        let (was, is) = (word::of(&field.ty), word::of(&now.ty));
        match (leaf(&field.ty), leaf(&now.ty)) {
            _ if was != is => say(kind_of(&field.ty, &now.ty), was, is),
            (Type::Enum(values), Type::Enum(others)) => {
                for (kind, was, is) in compare_values(values, others) {
                    say(kind, was, is);
                }
            }
            _ => {}
        }
        self.names(&path, one, other);
        self.compare(&path, before.inside(field), after.inside(now));
    }

    /// What the same things are called in Rust.
    fn names(&mut self, path: &str, one: (Level<'_, '_>, &Field), other: (Level<'_, '_>, &Field)) {
        let ((before, field), (after, now)) = (one, other);
        let mut pairs: Vec<(String, String)> = Vec::new();
        if field.name == now.name {
            let names = before.generated(field).zip(after.generated(now));
            pairs.extend(names.map(|(one, other)| (one.name.clone(), other.name.clone())));
        }
        if let Some((one, other)) = before.below(field).zip(after.below(now)) {
            pairs.push((one.name.clone(), other.name.clone()));
            if let (TypeKind::Enum(variants), TypeKind::Enum(others)) = (&one.kind, &other.kind) {
                for variant in variants {
                    let same = others
                        .iter()
                        .find(|other| other.value.value == variant.value.value);
                    pairs.extend(same.map(|same| {
                        (
                            format!("{}::{}", one.name, variant.name),
                            format!("{}::{}", one.name, same.name),
                        )
                    }));
                }
            }
        }
        for (was, is) in pairs.into_iter().filter(|(was, is)| was != is) {
            let said = Said {
                kind: Kind::Renamed,
                field: path,
                origins: [Some(&field.origin), Some(&now.origin)],
                code: vec![
                    format!("{}::{was}", before.module),
                    format!("{}::{is}", after.module),
                ],
                before: was,
                after: is,
            };
            self.found.push(self.subject, said);
        }
    }
}

/// The names between the first and the last that stand elsewhere.
fn reordered(was: &[String], is: &[String]) -> [String; 2] {
    let same = |(one, other): &(&String, &String)| one == other;
    let start = was.iter().zip(is).take_while(same).count();
    let end = was.iter().rev().zip(is.iter().rev()).take_while(same).count();
    [was, is].map(|names| names[start..names.len() - end].join(", "))
}

/// Whether a field that went is one that came: of the same type, and of a name that is nearly the same or the same term.
fn is_renamed(one: &Field, other: &Field) -> bool {
    let is_near = strsim::osa_distance(&one.name, &other.name) <= 2 && one.name.len() > 4;
    let is_called_so = !one.doc.text.is_empty() && one.doc.text == other.doc.text;
    word::alone(one) == word::alone(other) && (is_near || is_called_so)
}

/// What is inside of lists and texts of JSON.
fn leaf(ty: &Type) -> &Type {
    ty.layers().last().unwrap_or(ty)
}

fn kind_of(before: &Type, after: &Type) -> Kind {
    match (leaf(before), leaf(after)) {
        (Type::Sensitive(_), _) => Kind::EncryptionLost,
        (_, Type::Sensitive(_)) => Kind::EncryptionGained,
        _ => Kind::TypeChanged,
    }
}

fn compare_values(values: &[EnumValue], others: &[EnumValue]) -> Vec<(Kind, String, String)> {
    let missing = |from: &[EnumValue], of: &[EnumValue]| {
        let is_there = |value: &EnumValue| of.iter().any(|other| other.value == value.value);
        let missing = from.iter().filter(|value| !is_there(value));
        missing
            .map(|value| value.value.clone())
            .collect::<Vec<_>>()
            .join(", ")
    };
    let (gone, new) = (missing(values, others), missing(others, values));
    let mut found = Vec::new();
    if !gone.is_empty() {
        found.push((Kind::ValueRemoved, gone, String::new()));
    }
    if !new.is_empty() {
        found.push((Kind::ValueAdded, String::new(), new));
    }
    found
}

/// What is said of a field besides its structure.
fn said(field: &Field, now: &Field) -> [(Kind, String, String); 4] {
    let length = |field: &Field| {
        let length = field.doc.length;
        match (length.least, length.most) {
            (None, None) => String::new(),
            (least, most) => {
                let end = |end: Option<u32>| end.map_or_else(String::new, |end| end.to_string());
                format!("{}–{}", end(least), end(most))
            }
        }
    };
    let text = |field: &Field| field.doc.text.clone();
    let details = |field: &Field| {
        let doc = &field.doc;
        let time = doc.time.map(|form| format!("{form:?}"));
        let parts = [doc.unit.clone(), doc.default.clone(), time];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    };
    [
        (Kind::Length, length(field), length(now)),
        (Kind::Words, text(field), text(now)),
        (Kind::Words, details(field), details(now)),
        (Kind::Words, meanings(field), meanings(now)),
    ]
}

/// Values with their meanings; of texts those alone that have one.
fn meanings(field: &Field) -> String {
    let values: &[EnumValue] = match leaf(&field.ty) {
        Type::Enum(values) => values,
        _ => &field.doc.values,
    };
    let is_number = !field.doc.values.is_empty();
    let meaning = |value: &EnumValue| match &value.meaning {
        Some(meaning) => Some(format!("{}: {meaning}", value.value)),
        None => is_number.then(|| value.value.clone()),
    };
    let mut meanings: Vec<String> = values.iter().filter_map(meaning).collect();
    meanings.sort();
    meanings.join("; ")
}
