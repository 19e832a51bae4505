//! What the sample below the declarations shows of the values: which of them
//! it encrypts, which it encodes as JSON, and the status that it expects.

use std::collections::BTreeMap;

use tree_sitter::{Node, Tree};

use super::read::unquoted;
use crate::ir::Method;
use crate::page::Span;

/// Values are followed to this depth.
const DEEPEST: usize = 16;
/// The function that encrypts with the platform's key.
const ENCRYPT: &str = "Rsa.encrypt";

/// What a sample shows.
#[derive(Debug, Default, PartialEq)]
pub(super) struct SampleFacts {
    /// By the names that lead to the value.
    encoded: BTreeMap<Vec<String>, Encoded>,
    /// `status === 204`
    pub status: Option<u16>,
}

/// How a string is made.
#[derive(Debug, PartialEq)]
pub(super) enum Encoded {
    /// `Rsa.encrypt(…)`
    Encrypted,
    /// `JSON.stringify({…})`
    Json(Vec<SampleKey>),
}

/// A key of what becomes JSON.
#[derive(Debug, PartialEq)]
pub(super) struct SampleKey {
    pub name: String,
    pub ty: &'static str,
    pub encrypted: bool,
    pub children: Vec<SampleKey>,
    pub span: Span,
}

impl SampleFacts {
    pub(super) fn at(&self, path: &[String]) -> Option<&Encoded> {
        self.encoded.get(path)
    }
}

/// Reads a sample. `text` begins at `offset` of the page.
pub(super) fn read(tree: &Tree, text: &str, offset: usize, method: Method) -> SampleFacts {
    let mut reader = SampleReader {
        text,
        offset,
        variables: BTreeMap::new(),
        facts: SampleFacts::default(),
    };
    let mut call = None;
    for node in all(tree) {
        match node.kind() {
            "variable_declarator" => {
                if let (Some(name), Some(value)) = (
                    node.child_by_field_name("name"),
                    node.child_by_field_name("value"),
                ) {
                    reader.variables.insert(reader.of(name).to_owned(), value);
                }
            }
            "call_expression" if call.is_none() && reader.calls(node, method) => call = Some(node),
            "binary_expression" => reader.status(node),
            _ => {}
        }
    }
    if let Some(arguments) = call.and_then(|call| call.child_by_field_name("arguments")) {
        let mut cursor = arguments.walk();
        for argument in arguments.named_children(&mut cursor) {
            let argument = reader.value(argument);
            reader.object(argument, &mut Vec::new());
        }
    }
    // These take no body of their own: it is one of their options.
    if matches!(method, Method::Get | Method::Delete) {
        reader.facts.encoded = reader.facts.encoded.into_iter().map(of_data).collect();
    }
    reader.facts
}

fn of_data((mut path, encoded): (Vec<String>, Encoded)) -> (Vec<String>, Encoded) {
    if path.len() > 1 && path[0] == "data" {
        path.remove(0);
    }
    (path, encoded)
}

struct SampleReader<'t> {
    text: &'t str,
    offset: usize,
    variables: BTreeMap<String, Node<'t>>,
    facts: SampleFacts,
}

impl<'t> SampleReader<'t> {
    /// `wxpay.v3.….post(…)`
    fn calls(&self, call: Node<'_>, method: Method) -> bool {
        let function = call.child_by_field_name("function");
        let property = function.and_then(|function| function.child_by_field_name("property"));
        property.is_some_and(|property| self.of(property) == method.name())
    }

    fn status(&mut self, node: Node<'_>) {
        let side = |name: &str| node.child_by_field_name(name).map_or("", |side| self.of(side));
        if side("left") == "status"
            && let Ok(status) = side("right").parse()
        {
            self.facts.status.get_or_insert(status);
        }
    }

    /// What a variable holds, or the value itself. One step: a variable may name itself.
    fn value(&self, node: Node<'t>) -> Node<'t> {
        match node.kind() {
            "identifier" | "shorthand_property_identifier" => {
                self.variables.get(self.of(node)).copied().unwrap_or(node)
            }
            _ => node,
        }
    }

    fn object(&mut self, node: Node<'t>, path: &mut Vec<String>) {
        if path.len() > DEEPEST {
            return;
        }
        match node.kind() {
            "array" => {
                if let Some(first) = node.named_child(0) {
                    self.object(first, path);
                }
            }
            "object" => {
                for (name, value, _) in self.pairs(node) {
                    path.push(name);
                    match self.encoded(value) {
                        Some(encoded) => {
                            self.facts.encoded.insert(path.clone(), encoded);
                        }
                        None => self.object(value, path),
                    }
                    path.pop();
                }
            }
            _ => {}
        }
    }

    fn encoded(&self, value: Node<'t>) -> Option<Encoded> {
        let value = self.value(value);
        let function = value.child_by_field_name("function")?;
        match self.of(function) {
            ENCRYPT => Some(Encoded::Encrypted),
            "JSON.stringify" => {
                let argument = value.child_by_field_name("arguments")?.named_child(0)?;
                let keys = self.keys(self.value(argument), 0);
                (!keys.is_empty()).then_some(Encoded::Json(keys))
            }
            _ => None,
        }
    }

    fn keys(&self, object: Node<'t>, depth: usize) -> Vec<SampleKey> {
        if object.kind() != "object" || depth > DEEPEST {
            return Vec::new();
        }
        let key = |(name, value, span): (String, Node<'t>, Span)| {
            let children = self.keys(value, depth + 1);
            let ty = match value.kind() {
                "object" => "object",
                "number" => "number",
                "true" | "false" => "boolean",
                "array" => "string[]",
                _ => "string",
            };
            let function = value.child_by_field_name("function");
            SampleKey {
                name,
                ty,
                encrypted: function.is_some_and(|function| self.of(function) == ENCRYPT),
                children,
                span,
            }
        };
        self.pairs(object).into_iter().map(key).collect()
    }

    /// Keys of an object literal, their values, and where they are.
    fn pairs(&self, object: Node<'t>) -> Vec<(String, Node<'t>, Span)> {
        let mut cursor = object.walk();
        let pair = |node: Node<'t>| {
            let span = self.offset + node.start_byte()..self.offset + node.end_byte();
            match node.kind() {
                "pair" => {
                    let key = node.child_by_field_name("key")?;
                    Some((unquoted(self.of(key)), node.child_by_field_name("value")?, span))
                }
                "shorthand_property_identifier" => Some((self.of(node).to_owned(), node, span)),
                _ => None,
            }
        };
        object.named_children(&mut cursor).filter_map(pair).collect()
    }

    fn of(&self, node: Node<'_>) -> &'t str {
        self.text.get(node.byte_range()).unwrap_or_default()
    }
}

/// All nodes, parents first.
fn all(tree: &Tree) -> Vec<Node<'_>> {
    let mut nodes = Vec::new();
    let mut cursor = tree.walk();
    loop {
        nodes.push(cursor.node());
        if cursor.goto_first_child() {
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return nodes;
            }
        }
    }
}
