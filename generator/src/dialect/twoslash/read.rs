//! From the syntax tree to declarations.

use tree_sitter::{Node, Tree};

use super::comment;
use super::script::{
    Comment, Declaration, DeclarationKind, DeclaredMember, MemberKind, Script, TsType, TsTypeKind,
};
use crate::page::Span;

/// Types and namespaces are read to this depth.
const DEEPEST: usize = 64;

/// Reads the declarations of a tree. `text` is what it was parsed from, and
/// begins at `offset` of the page.
pub(super) fn script(tree: &Tree, text: &str, offset: usize) -> Script {
    let mut reader = ScriptReader {
        text,
        offset,
        script: Script::default(),
    };
    reader.statements(tree.root_node(), &[]);
    reader.script
}

struct ScriptReader<'t> {
    text: &'t str,
    offset: usize,
    script: Script,
}

impl ScriptReader<'_> {
    fn statements(&mut self, block: Node<'_>, namespace: &[String]) {
        if namespace.len() > DEEPEST {
            self.script.unread.push(self.span(block));
            return;
        }
        for node in named(block) {
            let node = match node.kind() {
                "export_statement" | "ambient_declaration" => {
                    node.child_by_field_name("declaration").or(node.named_child(0))
                }
                "expression_statement" => node.named_child(0),
                _ => Some(node),
            };
            if let Some(node) = node {
                self.statement(node, namespace);
            }
        }
    }

    fn statement(&mut self, node: Node<'_>, namespace: &[String]) {
        match node.kind() {
            "internal_module" | "module" => {
                let Some(name) = node.child_by_field_name("name") else {
                    return;
                };
                let inner: Vec<String> = namespace.iter().cloned().chain(self.dotted(name)).collect();
                if let Some(body) = node.child_by_field_name("body") {
                    self.statements(body, &inner);
                }
            }
            "interface_declaration" => {
                let members = node
                    .child_by_field_name("body")
                    .map(|body| self.members(body, 0))
                    .unwrap_or_default();
                let extends = named(node).filter(|child| child.kind() == "extends_type_clause");
                let extends: Vec<TsType> = extends
                    .flat_map(named)
                    .filter(|child| child.kind() != "comment")
                    .map(|ty| self.ty(ty, 0))
                    .collect();
                self.declare(node, namespace, DeclarationKind::Interface { extends, members });
            }
            "type_alias_declaration" => {
                if let Some(value) = node.child_by_field_name("value") {
                    let alias = DeclarationKind::Alias(self.ty(value, 0));
                    self.declare(node, namespace, alias);
                }
            }
            "enum_declaration" => {
                let values = node.child_by_field_name("body").map(|body| self.values(body));
                self.declare(node, namespace, DeclarationKind::Enum(values.unwrap_or_default()));
            }
            "variable_declaration" | "lexical_declaration" => {
                for declarator in named(node) {
                    if let Some(ty) = declarator.child_by_field_name("type") {
                        let ty = self.annotation(ty, 0);
                        self.script.variables.extend(ty);
                    }
                }
            }
            "import_statement" => self.imports(node),
            _ => {}
        }
    }

    /// A second declaration of an interface adds to the first, as in TypeScript.
    fn declare(&mut self, node: Node<'_>, namespace: &[String], kind: DeclarationKind) {
        let Some(name) = node
            .child_by_field_name("name")
            .map(|name| self.of(name).to_owned())
        else {
            return;
        };
        let parameters = node
            .child_by_field_name("type_parameters")
            .into_iter()
            .flat_map(named);
        let parameters = parameters
            .filter(|one| one.kind() == "type_parameter")
            .filter_map(|one| {
                let name = self.of(one.child_by_field_name("name")?).to_owned();
                let default = one
                    .child_by_field_name("value")
                    .and_then(|value| value.named_child(0));
                Some((name, default.map(|ty| self.ty(ty, 0))))
            })
            .collect();
        let qualified = namespace
            .iter()
            .map(|part| format!("{part}."))
            .collect::<String>()
            + &name;
        let known = self
            .script
            .declarations
            .get_mut(&qualified)
            .map(|known| &mut known.kind);
        match (known, kind) {
            (
                Some(DeclarationKind::Interface { extends, members }),
                DeclarationKind::Interface {
                    extends: more_extends,
                    members: more,
                },
            ) => {
                extends.extend(more_extends);
                members.extend(more);
            }
            (_, kind) => {
                let declaration = Declaration {
                    namespace: namespace.to_vec(),
                    name,
                    span: self.span(node),
                    parameters,
                    kind,
                };
                self.script.declarations.insert(qualified, declaration);
            }
        }
    }

    fn imports(&mut self, node: Node<'_>) {
        let mut queue: Vec<Node<'_>> = named(node).filter(|one| one.kind() == "import_clause").collect();
        while let Some(node) = queue.pop() {
            match node.kind() {
                "identifier" => self.script.imports.push(self.of(node).to_owned()),
                "import_specifier" => {
                    let name = node
                        .child_by_field_name("alias")
                        .or(node.child_by_field_name("name"));
                    self.script
                        .imports
                        .extend(name.map(|name| self.of(name).to_owned()));
                }
                _ => queue.extend(named(node)),
            }
        }
    }

    fn values(&self, body: Node<'_>) -> Vec<TsType> {
        let mut values = Vec::new();
        for node in named(body) {
            let kind = match node.kind() {
                "enum_assignment" => match node.child_by_field_name("value") {
                    Some(value) => self.literal(value),
                    None => continue,
                },
                "comment" => continue,
                // Without a value it counts from the one before.
                _ => {
                    let before = values.last().map_or(Some(-1), |one: &TsType| match &one.kind {
                        TsTypeKind::Number(number) => number.parse().ok(),
                        _ => None,
                    });
                    before.map_or_else(
                        || TsTypeKind::Other(self.of(node).to_owned()),
                        |number: i64| TsTypeKind::Number((number + 1).to_string()),
                    )
                }
            };
            values.push(TsType {
                span: self.span(node),
                kind,
            });
        }
        values
    }

    /// The members between two braces, each with the comments above and behind it.
    fn members(&self, body: Node<'_>, depth: usize) -> Vec<DeclaredMember> {
        let mut members: Vec<DeclaredMember> = Vec::new();
        let mut doc = Comment::default();
        let mut last_row = None;
        for node in named(body) {
            if node.kind() == "comment" {
                let behind = last_row == Some(node.start_position().row);
                let target = match members.last_mut() {
                    Some(last) if behind => &mut last.doc,
                    _ => &mut doc,
                };
                comment::add(target, self.of(node), self.span(node));
                continue;
            }
            last_row = Some(node.end_position().row);
            // What is no TypeScript has a finding of its own.
            if node.is_error() {
                continue;
            }
            members.push(DeclaredMember {
                span: self.span(node),
                doc: std::mem::take(&mut doc),
                kind: self.member(node, depth),
            });
        }
        members
    }

    fn member(&self, node: Node<'_>, depth: usize) -> MemberKind {
        let name = node.child_by_field_name("name");
        match (node.kind(), name) {
            ("property_signature", Some(name)) => {
                let mut cursor = node.walk();
                let optional = node.children(&mut cursor).any(|child| child.kind() == "?");
                let ty = node
                    .child_by_field_name("type")
                    .and_then(|ty| self.annotation(ty, depth));
                MemberKind::Property {
                    name: self.member_name(name),
                    name_span: self.span(name),
                    optional,
                    ty: ty.unwrap_or_else(|| TsType {
                        span: self.span(node),
                        kind: TsTypeKind::Other(String::new()),
                    }),
                }
            }
            ("method_signature" | "call_signature", name) => MemberKind::Method {
                name: name.map(|name| self.member_name(name)),
                parameters: self.parameters(node, depth),
                returns: node
                    .child_by_field_name("return_type")
                    .and_then(|ty| self.annotation(ty, depth)),
            },
            (kind, _) => MemberKind::Other(kind.replace('_', " ")),
        }
    }

    fn parameters(&self, node: Node<'_>, depth: usize) -> Vec<(String, Option<TsType>)> {
        let list = node.child_by_field_name("parameters").into_iter().flat_map(named);
        list.filter_map(|one| {
            let name = self.of(one.child_by_field_name("pattern")?).to_owned();
            let ty = one
                .child_by_field_name("type")
                .and_then(|ty| self.annotation(ty, depth));
            Some((name, ty))
        })
        .collect()
    }

    /// `: T`
    fn annotation(&self, node: Node<'_>, depth: usize) -> Option<TsType> {
        named(node)
            .find(|child| child.kind() != "comment")
            .map(|ty| self.ty(ty, depth))
    }

    fn ty(&self, node: Node<'_>, depth: usize) -> TsType {
        let span = self.span(node);
        if depth > DEEPEST {
            let kind = TsTypeKind::TooDeep;
            return TsType { span, kind };
        }
        let inner = |node: Node<'_>| self.ty(node, depth + 1);
        let all = |node: Node<'_>| -> Vec<TsType> {
            named(node)
                .filter(|one| one.kind() != "comment")
                .map(inner)
                .collect()
        };
        let first = || named(node).find(|one| one.kind() != "comment").map(inner);
        let other = || TsTypeKind::Other(self.of(node).to_owned());
        let kind = match node.kind() {
            "predefined_type" if self.of(node) == "void" => TsTypeKind::Nothing,
            "predefined_type" | "type_identifier" | "identifier" | "nested_type_identifier" => {
                TsTypeKind::Name(self.dotted(node), Vec::new())
            }
            "generic_type" => {
                let name = node.child_by_field_name("name").map(|name| self.dotted(name));
                let arguments = node.child_by_field_name("type_arguments").map(all);
                TsTypeKind::Name(name.unwrap_or_default(), arguments.unwrap_or_default())
            }
            "literal_type" => node
                .named_child(0)
                .or(node.child(0))
                .map_or_else(other, |one| self.literal(one)),
            "object_type" => TsTypeKind::Object(self.members(node, depth + 1)),
            "array_type" => first().map_or_else(other, |item| TsTypeKind::List(Box::new(item))),
            "tuple_type" => TsTypeKind::Tuple(all(node)),
            "union_type" => TsTypeKind::Union(self.operands(node, depth)),
            "intersection_type" => TsTypeKind::Intersection(self.operands(node, depth)),
            "parenthesized_type" | "readonly_type" => {
                return first().unwrap_or(TsType { span, kind: other() });
            }
            "lookup_type" => self.lookup(node, depth).unwrap_or_else(other),
            _ => other(),
        };
        TsType { span, kind }
    }

    /// `A | B | C` is a tree that grows to the left, as deep as it has values.
    fn operands(&self, node: Node<'_>, depth: usize) -> Vec<TsType> {
        let mut operands = Vec::new();
        let mut next = Some(node);
        while let Some(this) = next.take() {
            let parts: Vec<_> = named(this).filter(|one| one.kind() != "comment").collect();
            for (at, part) in parts.into_iter().enumerate().rev() {
                if at == 0 && part.kind() == node.kind() {
                    next = Some(part);
                } else {
                    operands.push(self.ty(part, depth + 1));
                }
            }
        }
        operands.reverse();
        operands
    }

    fn lookup(&self, node: Node<'_>, depth: usize) -> Option<TsTypeKind> {
        let object = self.ty(node.named_child(0)?, depth + 1);
        let index = self.ty(node.named_child(1)?, depth + 1);
        match index.kind {
            TsTypeKind::Text(name) => Some(TsTypeKind::Index(Box::new(object), name)),
            _ => None,
        }
    }

    fn literal(&self, node: Node<'_>) -> TsTypeKind {
        let text = self.of(node);
        match node.kind() {
            "string" => TsTypeKind::Text(unquoted(text)),
            "number" | "unary_expression" => TsTypeKind::Number(text.replace('_', "")),
            "true" => TsTypeKind::Boolean(true),
            "false" => TsTypeKind::Boolean(false),
            "null" | "undefined" => TsTypeKind::Nothing,
            _ => TsTypeKind::Other(text.to_owned()),
        }
    }

    fn member_name(&self, name: Node<'_>) -> String {
        unquoted(self.of(name))
    }

    fn dotted(&self, name: Node<'_>) -> Vec<String> {
        self.of(name)
            .split('.')
            .map(|part| part.trim().to_owned())
            .collect()
    }

    fn of(&self, node: Node<'_>) -> &str {
        self.text.get(node.byte_range()).unwrap_or_default()
    }

    fn span(&self, node: Node<'_>) -> Span {
        self.offset + node.start_byte()..self.offset + node.end_byte()
    }
}

/// Named children.
fn named(node: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    let mut cursor = node.walk();
    let children: Vec<_> = node.named_children(&mut cursor).collect();
    children.into_iter()
}

/// A quoted name or string; the documentation escapes nothing but quotes.
pub(super) fn unquoted(text: &str) -> String {
    let quote = text.chars().next().filter(|c| matches!(c, '\'' | '"' | '`'));
    let inner = quote.and_then(|quote| text.strip_prefix(quote)?.strip_suffix(quote));
    inner.map_or_else(
        || text.to_owned(),
        |inner| inner.replace("\\'", "'").replace("\\\"", "\""),
    )
}
