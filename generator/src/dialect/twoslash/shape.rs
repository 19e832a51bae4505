//! From a type as written to what it means: references followed, unions made one thing.

use std::rc::Rc;

use super::resolved::{Object, PlacedMember, Resolved, entries, scalars, text};
use super::scope::{NameMeaning, Scope};
use super::script::{Declaration, DeclarationKind, Script, TsType, TsTypeKind};
use crate::diagnostic::Code;
use crate::page::Span;

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

    pub(super) fn shape(&mut self, ty: &'s TsType, scope: &Rc<Scope<'s>>) -> Resolved<'s> {
        if self.depth == DEEPEST {
            return self.too_deep(ty);
        }
        self.depth += 1;
        let shape = self.meaning(ty, scope);
        self.depth -= 1;
        shape
    }

    /// Said once: a chain of references is as long from each of its links.
    fn too_deep(&mut self, ty: &TsType) -> Resolved<'s> {
        if self.found.iter().all(|(code, _, _)| *code != Code::TooLarge) {
            let message = "this type is nested too deeply to be read";
            self.report(Code::TooLarge, &ty.span, message);
        }
        Resolved::Any("any".to_owned())
    }

    fn meaning(&mut self, ty: &'s TsType, scope: &Rc<Scope<'s>>) -> Resolved<'s> {
        match &ty.kind {
            TsTypeKind::Name(name, arguments) => self.name(ty, name, arguments, scope),
            TsTypeKind::Text(value) => text(vec![value.clone()]),
            TsTypeKind::Number(value) => Resolved::Number {
                values: vec![value.clone()],
            },
            TsTypeKind::Boolean(true) => Resolved::True,
            TsTypeKind::Boolean(false) => Resolved::Boolean,
            TsTypeKind::Nothing => Resolved::Nothing,
            TsTypeKind::Object(members) => Resolved::Object(Object {
                entries: entries(members, scope),
                ..Object::default()
            }),
            TsTypeKind::List(item) => Resolved::List(Box::new(self.shape(item, scope))),
            TsTypeKind::Tuple(items) => match items.first() {
                Some(item) => Resolved::List(Box::new(self.shape(item, scope))),
                // `[]` says that there is a list, and not of what.
                None => Resolved::List(Box::new(Resolved::Object(Object::default()))),
            },
            TsTypeKind::Union(types) => {
                let shapes = types.iter().map(|one| self.shape(one, scope)).collect();
                self.union(ty, shapes)
            }
            TsTypeKind::Intersection(types) => {
                let shapes: Vec<_> = types.iter().map(|one| self.shape(one, scope)).collect();
                self.joined(ty, shapes, false)
            }
            TsTypeKind::Index(object, name) => self.index(ty, object, name, scope),
            TsTypeKind::Other(text) => Resolved::Any(text.clone()),
            TsTypeKind::TooDeep => self.too_deep(ty),
        }
    }

    fn name(
        &mut self,
        ty: &'s TsType,
        name: &'s [String],
        arguments: &'s [TsType],
        scope: &Rc<Scope<'s>>,
    ) -> Resolved<'s> {
        match scope.find(self.script, name, arguments) {
            NameMeaning::Declared(declaration, inner) => self.declared(ty, declaration, &inner),
            NameMeaning::Bound(bound, inner) => {
                self.guarded(&ty.span, &format!("<{}>", name.join(".")), |this| {
                    this.shape(bound, &inner)
                })
            }
            NameMeaning::Foreign => self.foreign(ty, name, arguments, scope),
        }
    }

    fn declared(
        &mut self,
        ty: &'s TsType,
        declaration: &'s Declaration,
        scope: &Rc<Scope<'s>>,
    ) -> Resolved<'s> {
        let name = declaration.qualified();
        self.guarded(&ty.span, &name, |this| match &declaration.kind {
            DeclarationKind::Alias(alias) => match this.shape(alias, scope) {
                Resolved::Object(object) => Resolved::Object(object.called(&name)),
                shape => shape,
            },
            DeclarationKind::Enum(values) => {
                let shapes = values.iter().map(|one| this.shape(one, scope)).collect();
                this.union(ty, shapes)
            }
            DeclarationKind::Interface { extends, members } => {
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
                Resolved::Object(object.called(&name))
            }
        })
    }

    /// Follows a reference unless it leads back to where it comes from.
    fn guarded(
        &mut self,
        span: &Span,
        name: &str,
        follow: impl FnOnce(&mut Self) -> Resolved<'s>,
    ) -> Resolved<'s> {
        if self.open.iter().any(|open| open == name) {
            // Behind the `#` stands which of several without a name it is.
            let name = name.split('#').next().unwrap_or(name);
            let message = format!("`{name}` refers to itself; any JSON is accepted in its place");
            self.report(Code::CyclicReference, span, message);
            return Resolved::Object(Object::default());
        }
        if self.budget == 0 {
            return Resolved::Object(Object::default());
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
        ty: &'s TsType,
        name: &[String],
        arguments: &'s [TsType],
        scope: &Rc<Scope<'s>>,
    ) -> Resolved<'s> {
        let last = name.last().map_or("", String::as_str);
        match last {
            "string" | "String" => text(Vec::new()),
            "Date" => Resolved::Text {
                values: Vec::new(),
                note: Some("日期时间".to_owned()),
            },
            "number" | "Number" | "bigint" => Resolved::Number { values: Vec::new() },
            "boolean" | "Boolean" => Resolved::Boolean,
            "any" | "unknown" => Resolved::Any(last.to_owned()),
            "never" | "undefined" | "null" => Resolved::Nothing,
            _ if FILES.contains(&last) => Resolved::File,
            _ if BASES.contains(&last) || OPAQUE.contains(&last) => Resolved::Object(Object::default()),
            _ => match arguments.first() {
                Some(inner) if LISTS.contains(&last) => Resolved::List(Box::new(self.shape(inner, scope))),
                Some(inner) if TRANSPARENT.contains(&last) => self.shape(inner, scope),
                _ => {
                    let message = format!("`{}` is declared nowhere in this code block", name.join("."));
                    self.report(Code::UnresolvedName, &ty.span, message);
                    Resolved::Any(last.to_owned())
                }
            },
        }
    }

    /// `T['name']`
    fn index(
        &mut self,
        ty: &'s TsType,
        object: &'s TsType,
        name: &str,
        scope: &Rc<Scope<'s>>,
    ) -> Resolved<'s> {
        if let Resolved::Object(object) = self.shape(object, scope)
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
        Resolved::Any(name.to_owned())
    }

    fn union(&mut self, ty: &'s TsType, shapes: Vec<Resolved<'s>>) -> Resolved<'s> {
        let mut shapes: Vec<_> = shapes
            .into_iter()
            .filter(|shape| !matches!(shape, Resolved::Nothing))
            .collect();
        if shapes.len() < 2 {
            return shapes.pop().unwrap_or(Resolved::Nothing);
        }
        if shapes.iter().all(|one| matches!(one, Resolved::Object(_))) {
            return self.joined(ty, shapes, true);
        }
        // Lowering says of the field that its type is not known.
        scalars(&shapes).unwrap_or_else(|| Resolved::Any("union".to_owned()))
    }

    /// Several objects as one.
    fn joined(&mut self, ty: &'s TsType, shapes: Vec<Resolved<'s>>, alternative: bool) -> Resolved<'s> {
        let mut object = Object::default();
        for shape in shapes {
            self.extend(&mut object, ty, shape, alternative);
        }
        Resolved::Object(object)
    }

    fn extend(&mut self, object: &mut Object<'s>, ty: &TsType, shape: Resolved<'s>, alternative: bool) {
        match shape {
            Resolved::Object(more) => {
                let marked = more.entries.into_iter().map(|entry| PlacedMember {
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
            Resolved::File => object.is_file = true,
            Resolved::Nothing => {}
            _ => self.report(Code::UnresolvedName, &ty.span, "only objects can be put together"),
        }
    }
}
