//! One operation: the method of an interface, its parameters and its answer.

use std::rc::Rc;

use super::path;
use super::resolved::{Object, PlacedMember, Resolved};
use super::rows::{Draft, RowWriter, is_optional};
use super::sample::SampleFacts;
use super::scope::Scope;
use super::script::{Declaration, DeclarationKind, DeclaredMember, MemberKind, Script, TsType, TsTypeKind};
use super::shape::Resolver;
use crate::diagnostic::Code;
use crate::dialect::markdown::Source;
use crate::ir::Method;
use crate::page::{Call, Row, Span};

/// A method of an interface that stands for a verb.
#[derive(Clone, Copy)]
pub(super) struct VerbMethod<'s> {
    pub method: Method,
    pub declaration: &'s Declaration,
    pub member: &'s DeclaredMember,
}

/// All of them, in order of their names.
pub(super) fn verbs(script: &Script) -> Vec<VerbMethod<'_>> {
    let mut verbs = Vec::new();
    for declaration in script.declarations.values() {
        let DeclarationKind::Interface { members, .. } = &declaration.kind else {
            continue;
        };
        for member in members {
            if let MemberKind::Method { name: Some(name), .. } = &member.kind
                && let Some(method) = Method::of(name)
            {
                verbs.push(VerbMethod {
                    method,
                    declaration,
                    member,
                });
            }
        }
    }
    verbs
}

/// The rows of an operation and the call that its types describe.
pub(super) struct TypedCall {
    pub request: Vec<Row>,
    pub response: Vec<Row>,
    pub call: Call,
    pub found: Vec<(Code, Span, String)>,
}

/// Reads an operation.
pub(super) fn read(
    source: &Source<'_>,
    script: &Script,
    verb: VerbMethod<'_>,
    facts: &SampleFacts,
) -> TypedCall {
    let mut qualified = verb.declaration.namespace.clone();
    qualified.push(verb.declaration.name.clone());
    let mut reader = OperationReader {
        writer: RowWriter {
            resolver: Resolver::new(script),
            source,
            rows: Vec::new(),
            facts,
            path: Vec::new(),
        },
        call: Call::new(verb.method, path::of(&qualified)),
        is_file: false,
        v2: qualified.iter().any(|part| part == "V2"),
    };
    reader.call.status = facts.status;
    let scope = Scope::of(verb.declaration, &[], &Rc::default());
    let request = reader.request(verb, &scope);
    let response = reader.response(verb, &scope);
    TypedCall {
        request,
        response,
        call: reader.call,
        found: reader.writer.resolver.found,
    }
}

struct OperationReader<'s, 'r, 'p> {
    writer: RowWriter<'s, 'r, 'p>,
    call: Call,
    /// The options ask for a stream.
    is_file: bool,
    v2: bool,
}

impl<'s> OperationReader<'s, '_, '_> {
    fn request(&mut self, verb: VerbMethod<'s>, scope: &Rc<Scope<'s>>) -> Vec<Row> {
        let MemberKind::Method { parameters, .. } = &verb.member.kind else {
            return Vec::new();
        };
        let mut data = None;
        for (name, ty) in parameters {
            let Some(ty) = ty else { continue };
            if name == "data" {
                data = Some((ty, Rc::clone(scope)));
            } else {
                let inner = self.config(ty, scope);
                data = data.or(inner);
            }
        }
        if let Some((ty, scope)) = data {
            self.body(ty, &scope);
        }
        std::mem::take(&mut self.writer.rows)
    }

    /// The options of a call; gives back the type of a body among them.
    fn config(&mut self, ty: &'s TsType, scope: &Rc<Scope<'s>>) -> Option<(&'s TsType, Rc<Scope<'s>>)> {
        let Resolved::Object(object) = self.writer.resolver.shape(ty, scope) else {
            let message = "expected the options of a call, an interface that extends `AxiosRequestConfig`";
            self.writer.resolver.report(Code::UnreadMember, &ty.span, message);
            return None;
        };
        let Object { entries, .. } = object;
        let opened = self.writer.resolver.open.len();
        let mut data = None;
        for entry in &entries {
            self.writer.resolver.open.truncate(opened);
            self.writer.resolver.open.extend(entry.names.iter().cloned());
            match (entry.member.name(), entry.member.ty()) {
                (Some("data"), Some(ty)) => data = Some((ty, Rc::clone(&entry.scope))),
                (Some(name), _) => self.option(name, entry),
                (None, _) => {
                    let message = "this is no option of a call";
                    self.writer
                        .resolver
                        .report(Code::UnreadMember, &entry.member.span, message);
                }
            }
        }
        self.writer.resolver.open.truncate(opened);
        data
    }

    fn option(&mut self, name: &str, entry: &PlacedMember<'s>) {
        let shape = self.writer.shape(entry);
        match (name, shape) {
            ("params", shape) => self.scope("query", entry, shape),
            ("headers", shape) => self.scope("headers", entry, shape),
            // The kind of the answer says it.
            ("responseType", Resolved::Text { values, .. }) => {
                self.is_file |= values
                    .iter()
                    .any(|value| matches!(value.as_str(), "stream" | "arraybuffer" | "blob"));
            }
            // Without the client's transformers nobody checks the signature.
            ("transformResponse", Resolved::List(_)) => self.call.unverified = true,
            ("baseURL", Resolved::Text { values, .. }) => {
                let description = values.first().map(|url| format!("`{url}`"));
                self.plain("base_uri", "string", entry, description.unwrap_or_default());
                self.call.base_uri = values.into_iter().next();
            }
            // Axios counts milliseconds.
            ("timeout", Resolved::Number { values }) => {
                self.plain("timeout", "number", entry, String::new());
                let first = values.first().and_then(|value| value.parse::<f64>().ok());
                self.call.timeout = first.map(|milliseconds| milliseconds / 1000.0);
            }
            // It only makes the client write a slash at the end of the path.
            ("empty" | "_empty_", _) if self.call.path.ends_with('/') => {}
            // Path parameters and switches.
            (_, shape) => {
                let is_parameter = self.call.path.contains(&format!("{{{name}}}"));
                let required = is_parameter || !is_optional(entry);
                self.writer.path.clear();
                self.writer.whole(entry, shape, required);
            }
        }
    }

    /// A scope with the fields below it.
    fn scope(&mut self, name: &'static str, entry: &PlacedMember<'s>, shape: Resolved<'s>) {
        self.plain(name, "object", entry, String::new());
        let option = entry.member.name().unwrap_or_default();
        self.writer.path = vec![option.to_owned()];
        self.writer.fields(shape, 1, &entry.member.span);
        self.writer.path.clear();
    }

    fn plain(&mut self, name: &str, ty: &str, entry: &PlacedMember<'s>, description: String) {
        let MemberKind::Property {
            name_span,
            ty: written,
            ..
        } = &entry.member.kind
        else {
            return;
        };
        self.writer.row(Draft {
            name,
            name_span: name_span.clone(),
            required: !is_optional(entry),
            indent: 0,
            ty: ty.to_owned(),
            ty_span: written.span.clone(),
            ty_attrs: Vec::new(),
            description,
            doc_span: 0..0,
        });
    }

    fn body(&mut self, ty: &'s TsType, scope: &Rc<Scope<'s>>) {
        let shape = self.writer.resolver.shape(ty, scope);
        match &shape {
            Resolved::Nothing => return,
            // An interface without members: the call takes an argument, the wire no body.
            Resolved::Object(object) if object.entries.is_empty() && object.is_declared => return,
            _ => {}
        }
        let name = match &shape {
            Resolved::Object(object) if self.has_file(object) => "body",
            _ if self.v2 => "xml",
            _ => "json",
        };
        self.writer.row(Draft {
            name,
            name_span: ty.span.clone(),
            required: true,
            indent: 0,
            ty: "object".to_owned(),
            ty_span: ty.span.clone(),
            ty_attrs: Vec::new(),
            description: String::new(),
            doc_span: 0..0,
        });
        self.writer.path.clear();
        self.writer.fields(shape, 1, &ty.span);
    }

    /// Whether it is an upload.
    fn has_file(&mut self, object: &Object<'s>) -> bool {
        let (before, budget) = (self.writer.resolver.found.len(), self.writer.resolver.budget);
        let found = object.entries.iter().any(|entry| match self.writer.shape(entry) {
            Resolved::File => true,
            Resolved::Object(object) => object.is_file,
            _ => false,
        });
        // What is wrong is said when the rows are written.
        self.writer.resolver.found.truncate(before);
        self.writer.resolver.budget = budget;
        found
    }

    /// `AxiosPromise<T>`
    fn response(&mut self, verb: VerbMethod<'s>, scope: &Rc<Scope<'s>>) -> Vec<Row> {
        let MemberKind::Method { returns, .. } = &verb.member.kind else {
            return Vec::new();
        };
        let inner = returns.as_ref().and_then(promised);
        let Some(inner) = inner else {
            let at = returns.as_ref().map_or(&verb.member.span, |ty| &ty.span);
            let message = "expected an answer such as `AxiosPromise<T>`";
            self.writer.resolver.report(Code::NoDeclarations, at, message);
            return Vec::new();
        };
        match self.writer.resolver.shape(inner, scope) {
            _ if self.is_file => self.writer.kind_row(&inner.span, "文件流"),
            Resolved::File => self.writer.kind_row(&inner.span, "文件流"),
            Resolved::Object(object) if object.is_file => self.writer.kind_row(&inner.span, "文件流"),
            Resolved::Object(object) if !object.entries.is_empty() => self.writer.object(object, 0),
            Resolved::Object(_) | Resolved::Nothing => self.writer.kind_row(&inner.span, "空字符串"),
            other => self.writer.fields(other, 0, &inner.span),
        }
        std::mem::take(&mut self.writer.rows)
    }
}

/// The type inside the promise.
fn promised(ty: &TsType) -> Option<&TsType> {
    match &ty.kind {
        TsTypeKind::Name(name, arguments) if name.last().is_some_and(|name| name.ends_with("Promise")) => {
            arguments.first()
        }
        _ => None,
    }
}
