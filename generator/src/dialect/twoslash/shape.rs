//! What a type means: references followed, unions made one thing.

use std::rc::Rc;

use super::scope::{Meaning, Scope};
use super::script::{Declaration, Kind, Member, Script, Type, TypeKind};
use crate::diagnostic::Code;
use crate::page::Span;

/// The meaning of a type.
pub(super) enum Shape<'s> {
    /// A string; its values if only some are documented.
    Text {
        values: Vec<String>,
        note: Option<String>,
    },
    Number {
        values: Vec<String>,
    },
    Boolean,
    /// `true` alone: a switch.
    True,
    File,
    Object(Object<'s>),
    List(Box<Shape<'s>>),
    /// No value at all.
    Nothing,
    /// Anything: what it was written as.
    Any(String),
}

/// Members of an object, those of what it extends first.
#[derive(Default)]
pub(super) struct Object<'s> {
    pub entries: Vec<Entry<'s>>,
    /// It has a name, so whoever wrote it without members meant it.
    pub is_declared: bool,
    /// It extends a stream: it is a file.
    pub is_file: bool,
}

/// A member where it is written.
pub(super) struct Entry<'s> {
    pub member: &'s Member,
    pub scope: Rc<Scope<'s>>,
    /// The declarations that it is a part of, the innermost first: what inherits it too.
    pub names: Vec<String>,
    /// It is a part of one of several alternatives.
    pub alternative: bool,
}

impl Object<'_> {
    /// The object as what a declaration calls so.
    fn called(mut self, name: &str) -> Self {
        self.is_declared = true;
        for entry in &mut self.entries {
            entry.names.push(name.to_owned());
        }
        self
    }
}

/// Follows types; remembers what is wrong with them.
pub(super) struct Resolver<'s> {
    pub script: &'s Script,
    pub found: Vec<(Code, Span, String)>,
    /// Declarations being followed, from the outside in.
    pub open: Vec<String>,
    /// References that may still be followed.
    pub budget: usize,
    /// Types that the one being followed is inside of.
    depth: usize,
}

/// References that one operation may need; real ones need some ten.
pub(super) const BUDGET: usize = 20_000;
/// Types inside types, references included; a row is at most nine levels deep.
const DEEPEST: usize = 128;

/// Files, however the sample's runtime calls them.
const FILES: [&str; 8] = [
    "ReadStream",
    "Readable",
    "ReadableStream",
    "Stream",
    "Buffer",
    "Blob",
    "File",
    "ArrayBuffer",
];
/// What an interface may extend without fields of its own.
const BASES: [&str; 2] = ["AxiosRequestConfig", "AxiosResponse"];
/// Wrappers that leave the type what it is.
const TRANSPARENT: [&str; 5] = ["Partial", "Required", "Readonly", "NonNullable", "Promise"];
const LISTS: [&str; 3] = ["Array", "ReadonlyArray", "Set"];
/// Objects of any kind.
const OPAQUE: [&str; 4] = ["Record", "Map", "object", "Object"];

impl<'s> Resolver<'s> {
    pub(super) fn new(script: &'s Script) -> Self {
        Self {
            script,
            found: Vec::new(),
            open: Vec::new(),
            budget: BUDGET,
            depth: 0,
        }
    }

    pub(super) fn report(&mut self, code: Code, span: &Span, message: impl Into<String>) {
        self.found.push((code, span.clone(), message.into()));
    }

    pub(super) fn shape(&mut self, ty: &'s Type, scope: &Rc<Scope<'s>>) -> Shape<'s> {
        if self.depth == DEEPEST {
            return self.too_deep(ty);
        }
        self.depth += 1;
        let shape = self.meaning(ty, scope);
        self.depth -= 1;
        shape
    }

    /// Said once: a chain of references is as long from each of its links.
    fn too_deep(&mut self, ty: &Type) -> Shape<'s> {
        if self.found.iter().all(|(code, _, _)| *code != Code::TooLarge) {
            let message = "this type is nested too deeply to be read";
            self.report(Code::TooLarge, &ty.span, message);
        }
        Shape::Any("any".to_owned())
    }

    fn meaning(&mut self, ty: &'s Type, scope: &Rc<Scope<'s>>) -> Shape<'s> {
        match &ty.kind {
            TypeKind::Name(name, arguments) => self.name(ty, name, arguments, scope),
            TypeKind::Text(value) => text(vec![value.clone()]),
            TypeKind::Number(value) => Shape::Number {
                values: vec![value.clone()],
            },
            TypeKind::Boolean(true) => Shape::True,
            TypeKind::Boolean(false) => Shape::Boolean,
            TypeKind::Nothing => Shape::Nothing,
            TypeKind::Object(members) => Shape::Object(Object {
                entries: entries(members, scope),
                ..Object::default()
            }),
            TypeKind::List(item) => Shape::List(Box::new(self.shape(item, scope))),
            TypeKind::Tuple(items) => match items.first() {
                Some(item) => Shape::List(Box::new(self.shape(item, scope))),
                // `[]` says that there is a list, and not of what.
                None => Shape::List(Box::new(Shape::Object(Object::default()))),
            },
            TypeKind::Union(types) => {
                let shapes = types.iter().map(|one| self.shape(one, scope)).collect();
                self.union(ty, shapes)
            }
            TypeKind::Intersection(types) => {
                let shapes: Vec<_> = types.iter().map(|one| self.shape(one, scope)).collect();
                self.joined(ty, shapes, false)
            }
            TypeKind::Index(object, name) => self.index(ty, object, name, scope),
            TypeKind::Other(text) => Shape::Any(text.clone()),
            TypeKind::TooDeep => self.too_deep(ty),
        }
    }

    fn name(
        &mut self,
        ty: &'s Type,
        name: &'s [String],
        arguments: &'s [Type],
        scope: &Rc<Scope<'s>>,
    ) -> Shape<'s> {
        match scope.find(self.script, name, arguments) {
            Meaning::Declared(declaration, inner) => self.declared(ty, declaration, &inner),
            Meaning::Bound(bound, inner) => {
                self.guarded(&ty.span, &format!("<{}>", name.join(".")), |this| {
                    this.shape(bound, &inner)
                })
            }
            Meaning::Foreign => self.foreign(ty, name, arguments, scope),
        }
    }

    fn declared(&mut self, ty: &'s Type, declaration: &'s Declaration, scope: &Rc<Scope<'s>>) -> Shape<'s> {
        let name = declaration.qualified();
        self.guarded(&ty.span, &name, |this| match &declaration.kind {
            Kind::Alias(alias) => match this.shape(alias, scope) {
                Shape::Object(object) => Shape::Object(object.called(&name)),
                shape => shape,
            },
            Kind::Enum(values) => {
                let shapes = values.iter().map(|one| this.shape(one, scope)).collect();
                this.union(ty, shapes)
            }
            Kind::Interface { extends, members } => {
                let mut object = Object::default();
                for base in extends {
                    let shape = this.shape(base, scope);
                    this.extend(&mut object, base, shape, false);
                }
                let own = entries(members, scope);
                // An own member takes the place of an inherited one.
                object.entries.retain(|old| {
                    let name = old.member.name();
                    name.is_none() || own.iter().all(|new| new.member.name() != name)
                });
                object.entries.extend(own);
                Shape::Object(object.called(&name))
            }
        })
    }

    /// Follows a reference unless it leads back to where it comes from.
    fn guarded(&mut self, span: &Span, name: &str, follow: impl FnOnce(&mut Self) -> Shape<'s>) -> Shape<'s> {
        if self.open.iter().any(|open| open == name) {
            // Behind the `#` stands which of several without a name it is.
            let name = name.split('#').next().unwrap_or(name);
            let message = format!("`{name}` refers to itself; any JSON is accepted in its place");
            self.report(Code::CyclicReference, span, message);
            return Shape::Object(Object::default());
        }
        if self.budget == 0 {
            return Shape::Object(Object::default());
        }
        self.budget -= 1;
        if self.budget == 0 {
            let message = format!("the types of this operation need more than {BUDGET} references");
            self.report(Code::TooLarge, span, message);
        }
        self.open.push(name.to_owned());
        let shape = follow(self);
        self.open.pop();
        shape
    }

    fn foreign(
        &mut self,
        ty: &'s Type,
        name: &[String],
        arguments: &'s [Type],
        scope: &Rc<Scope<'s>>,
    ) -> Shape<'s> {
        let last = name.last().map_or("", String::as_str);
        match last {
            "string" | "String" => text(Vec::new()),
            "Date" => Shape::Text {
                values: Vec::new(),
                note: Some("日期时间".to_owned()),
            },
            "number" | "Number" | "bigint" => Shape::Number { values: Vec::new() },
            "boolean" | "Boolean" => Shape::Boolean,
            "any" | "unknown" => Shape::Any(last.to_owned()),
            "never" | "undefined" | "null" => Shape::Nothing,
            _ if FILES.contains(&last) => Shape::File,
            _ if BASES.contains(&last) || OPAQUE.contains(&last) => Shape::Object(Object::default()),
            _ => match arguments.first() {
                Some(inner) if LISTS.contains(&last) => Shape::List(Box::new(self.shape(inner, scope))),
                Some(inner) if TRANSPARENT.contains(&last) => self.shape(inner, scope),
                _ => {
                    let message = format!("`{}` is declared nowhere in this code block", name.join("."));
                    self.report(Code::UnresolvedName, &ty.span, message);
                    Shape::Any(last.to_owned())
                }
            },
        }
    }

    /// `T['name']`
    fn index(&mut self, ty: &'s Type, object: &'s Type, name: &str, scope: &Rc<Scope<'s>>) -> Shape<'s> {
        if let Shape::Object(object) = self.shape(object, scope)
            && let Some(entry) = object
                .entries
                .iter()
                .find(|entry| entry.member.name() == Some(name))
            && let Some(inner) = entry.member.ty()
        {
            let scope = Rc::clone(&entry.scope);
            let owner = entry.names.first().map_or("{…}", String::as_str);
            let member = format!("{owner}['{name}']#{}", inner.span.start);
            return self.guarded(&ty.span, &member, |this| this.shape(inner, &scope));
        }
        let message = format!("there is no member `{name}` to take the type of");
        self.report(Code::UnresolvedName, &ty.span, message);
        Shape::Any(name.to_owned())
    }

    fn union(&mut self, ty: &'s Type, shapes: Vec<Shape<'s>>) -> Shape<'s> {
        let mut shapes: Vec<_> = shapes
            .into_iter()
            .filter(|shape| !matches!(shape, Shape::Nothing))
            .collect();
        if shapes.len() < 2 {
            return shapes.pop().unwrap_or(Shape::Nothing);
        }
        if shapes.iter().all(|one| matches!(one, Shape::Object(_))) {
            return self.joined(ty, shapes, true);
        }
        // Lowering says of the field that its type is not known.
        scalars(&shapes).unwrap_or_else(|| Shape::Any("union".to_owned()))
    }

    /// Several objects as one.
    fn joined(&mut self, ty: &'s Type, shapes: Vec<Shape<'s>>, alternative: bool) -> Shape<'s> {
        let mut object = Object::default();
        for shape in shapes {
            self.extend(&mut object, ty, shape, alternative);
        }
        Shape::Object(object)
    }

    fn extend(&mut self, object: &mut Object<'s>, ty: &Type, shape: Shape<'s>, alternative: bool) {
        match shape {
            Shape::Object(more) => {
                let marked = more.entries.into_iter().map(|entry| Entry {
                    alternative: alternative || entry.alternative,
                    ..entry
                });
                object.entries.extend(marked);
                object.is_declared |= more.is_declared;
                object.is_file |= more.is_file;
                // A diamond doubles with every step.
                if object.entries.len() > BUDGET {
                    object.entries.truncate(BUDGET);
                    self.budget = 0;
                    self.report(
                        Code::TooLarge,
                        &ty.span,
                        format!("more than {BUDGET} members in one object"),
                    );
                }
            }
            Shape::File => object.is_file = true,
            Shape::Nothing => {}
            _ => self.report(Code::UnresolvedName, &ty.span, "only objects can be put together"),
        }
    }
}

/// A union of strings, numbers and booleans.
fn scalars<'s>(shapes: &[Shape<'s>]) -> Option<Shape<'s>> {
    let (mut texts, mut numbers) = (Vec::new(), Vec::new());
    let (mut open_text, mut open_number, mut booleans, mut dates) = (false, false, 0, None);
    for shape in shapes {
        match shape {
            Shape::Text { values, note } => {
                open_text |= values.is_empty();
                texts.extend(values.iter().cloned());
                dates = dates.or(note.clone());
            }
            Shape::Number { values } => {
                open_number |= values.is_empty();
                numbers.extend(values.iter().cloned());
            }
            Shape::True | Shape::Boolean => booleans += 1,
            _ => return None,
        }
    }
    let (has_text, has_number) = (open_text || !texts.is_empty(), open_number || !numbers.is_empty());
    match (has_text, has_number, booleans) {
        (true, false, 0) if open_text => Some(Shape::Text {
            note: dates.or(texts.first().map(|value| format!("例如 `{value}`"))),
            values: Vec::new(),
        }),
        (true, false, 0) => Some(text(texts)),
        (false, true, 0) if open_number => Some(Shape::Number { values: Vec::new() }),
        (false, true, 0) => Some(Shape::Number { values: numbers }),
        // What may also be written as a number is one.
        (true, true, 0) if open_text && open_number => Some(Shape::Number { values: Vec::new() }),
        (true, true, 0) if !open_text && !open_number => {
            texts.extend(numbers);
            Some(text(texts))
        }
        (true, true, 0) => Some(text(Vec::new())),
        (false, false, _) => Some(Shape::Boolean),
        _ => None,
    }
}

fn text<'s>(values: Vec<String>) -> Shape<'s> {
    Shape::Text { values, note: None }
}

fn entries<'s>(members: &'s [Member], scope: &Rc<Scope<'s>>) -> Vec<Entry<'s>> {
    let entry = |member| Entry {
        member,
        scope: Rc::clone(scope),
        names: Vec::new(),
        alternative: false,
    };
    members.iter().map(entry).collect()
}
