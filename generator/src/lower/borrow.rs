//! Terms for fields whose rows say nothing: what fields of the same name are called, if all are called the same.

use std::collections::{BTreeMap, BTreeSet};

use super::term::term;
use crate::ir::{Api, Body, Field, Origin, Response, Type, url};

/// What fields of each place are called; nothing where several terms are in use.
type Terms = BTreeMap<Reach, Option<Counted>>;

/// A term, and how often it was said.
struct Counted {
    term: String,
    /// Of the first field that has it.
    origin: Origin,
    count: usize,
    products: BTreeSet<String>,
}

/// What decides together about a term, most exact first. Names are on the wire, products the first two segments of a
/// path.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Reach {
    /// Product, name of the object, name, kind of type.
    Object(String, String, String, u8),
    /// Name of the object, name, kind of type.
    Parent(String, String, u8),
    /// Product, name, kind of type.
    Product(String, String, u8),
    /// Name, kind of type.
    Anywhere(String, u8),
}

/// Gives fields without a term the only one that fields of their name have.
pub(super) fn terms(api: &mut Api) {
    let mut known = Terms::new();
    each(api, &mut |field, product, parent| {
        let Some(term) = term(&field.doc.text) else { return };
        for place in reaches(field, product, parent) {
            let said = known
                .entry(place)
                .or_insert_with(|| Some(Counted::new(term, &field.origin)));
            match said {
                Some(said) if said.term == term => said.by(product),
                _ => *said = None,
            }
        }
    });
    each(api, &mut |field, product, parent| {
        if !field.doc.text.is_empty() {
            return;
        }
        // The first place where anything is said decides; several terms there are none.
        let decides = reaches(field, product, parent).find_map(|place| Some((known.get(&place)?, place)));
        if let Some((Some(said), place)) = decides
            && place.believes(said)
        {
            field.doc.text.clone_from(&said.term);
            field.doc.borrowed = Some(said.origin.clone());
        }
    });
}

impl Counted {
    fn new(term: &str, origin: &Origin) -> Self {
        Self {
            term: term.to_owned(),
            origin: origin.clone(),
            count: 0,
            products: BTreeSet::new(),
        }
    }

    fn by(&mut self, product: &str) {
        self.count += 1;
        self.products.insert(product.to_owned());
    }
}

impl Reach {
    /// Whether it is enough. The farther away, the more have to agree.
    fn believes(&self, said: &Counted) -> bool {
        match self {
            // At the top of a message a short word means anything: `file`.
            Self::Object(_, parent, name, _) => !parent.is_empty() || is_telling(name) || said.count >= 3,
            Self::Product(..) => true,
            Self::Parent(..) | Self::Anywhere(..) => said.products.len() >= 2,
        }
    }
}

/// A name of several words. A short one means what the object around it makes of it: `name`, `type`, `amount`.
fn is_telling(name: &str) -> bool {
    name.contains('_')
}

/// Where fields of this name are asked for their term.
fn reaches(field: &Field, product: &str, parent: &str) -> impl Iterator<Item = Reach> + use<> {
    let (name, kind) = (field.name.clone(), kind(&field.ty));
    let (product, parent) = (product.to_owned(), parent.to_owned());
    let is_telling = is_telling(&name);
    let object = Reach::Object(product.clone(), parent.clone(), name.clone(), kind);
    let above = (!parent.is_empty()).then(|| Reach::Parent(parent, name.clone(), kind));
    let wider = is_telling.then(|| {
        [
            Reach::Product(product, name.clone(), kind),
            Reach::Anywhere(name, kind),
        ]
    });
    [object]
        .into_iter()
        .chain(above)
        .chain(wider.into_iter().flatten())
}

/// What a term must have in common with the type that it was said of.
fn kind(ty: &Type) -> u8 {
    match ty {
        Type::Text | Type::Enum(_) | Type::Sensitive(_) => 0,
        Type::Time => 1,
        Type::Integer | Type::Float => 2,
        Type::Boolean => 3,
        Type::Object(_) | Type::Json => 4,
        Type::List(_) => 5,
        Type::JsonString(_) | Type::UrlEncoded(_) => 6,
        Type::File => 7,
    }
}

/// Every field with its product and the name of the object around it.
fn each(api: &mut Api, visit: &mut impl FnMut(&mut Field, &str, &str)) {
    for one in &mut api.operations {
        let product = url(&one.location[..one.location.len().min(2)]);
        for fields in [&mut one.path_params, &mut one.headers, &mut one.query] {
            walk(fields, &product, "", visit);
        }
        if let Body::Json(fields) | Body::Xml(fields) | Body::Multipart(fields) = &mut one.body {
            walk(fields, &product, "", visit);
        }
        if let Response::Json(fields) | Response::Xml(fields) | Response::CsvOrXmlError(fields) =
            &mut one.response
        {
            walk(fields, &product, "", visit);
        }
    }
    for one in &mut api.notifications {
        let product = one.page.clone();
        for fields in [&mut one.envelope, &mut one.payload, &mut one.ack] {
            walk(fields, &product, "", visit);
        }
    }
}

fn walk(fields: &mut [Field], product: &str, parent: &str, visit: &mut impl FnMut(&mut Field, &str, &str)) {
    for field in fields {
        visit(field, product, parent);
        let name = field.name.clone();
        walk(inside(&mut field.ty), product, &name, visit);
    }
}

/// The fields right inside, through lists and strings of JSON.
fn inside(ty: &mut Type) -> &mut [Field] {
    match ty {
        Type::Object(fields) | Type::UrlEncoded(fields) => fields,
        Type::List(inner) | Type::JsonString(inner) => inside(inner),
        _ => &mut [],
    }
}
