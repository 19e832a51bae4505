//! What a script declares, as far as it is of use: plain data, no syntax tree.

use std::collections::BTreeMap;

use crate::page::Span;

/// The declarations of a code block by their qualified names
/// (`WeChatPay.OpenAPI.V3.Pay`), and what its variables are.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Script {
    pub declarations: BTreeMap<String, Declaration>,
    /// Types of the variables: `export var wxpay: Wechatpay`.
    pub variables: Vec<Type>,
    /// Names that are imported from elsewhere.
    pub imports: Vec<String>,
    /// Blocks below more namespaces than any path has levels.
    pub unread: Vec<Span>,
}

/// An interface, an alias or an enumeration.
#[derive(Debug, PartialEq)]
pub(super) struct Declaration {
    /// The namespaces that it stands in.
    pub namespace: Vec<String>,
    pub name: String,
    pub span: Span,
    /// Type parameters and their defaults.
    pub parameters: Vec<(String, Option<Type>)>,
    pub kind: Kind,
}

#[derive(Debug, PartialEq)]
pub(super) enum Kind {
    Interface {
        extends: Vec<Type>,
        members: Vec<Member>,
    },
    Alias(Type),
    /// Its values, as literals.
    Enum(Vec<Type>),
}

/// What stands between the braces of an interface or an object type.
#[derive(Debug, PartialEq)]
pub(super) struct Member {
    pub span: Span,
    pub doc: Comment,
    pub kind: MemberKind,
}

#[derive(Debug, PartialEq)]
pub(super) enum MemberKind {
    Property {
        name: String,
        name_span: Span,
        optional: bool,
        ty: Type,
    },
    /// A method, or the call signature if it has no name.
    Method {
        name: Option<String>,
        parameters: Vec<(String, Option<Type>)>,
        returns: Option<Type>,
    },
    /// Anything else, such as an index signature: what the grammar calls it.
    Other(String),
}

/// A type as written.
#[derive(Debug, PartialEq)]
pub(super) struct Type {
    pub span: Span,
    pub kind: TypeKind,
}

#[derive(Debug, PartialEq)]
pub(super) enum TypeKind {
    /// `string`, `Coupons.Disassociate`, `AxiosPromise<T>`
    Name(Vec<String>, Vec<Type>),
    Text(String),
    Number(String),
    Boolean(bool),
    /// `null`, `undefined`, `void`
    Nothing,
    Object(Vec<Member>),
    List(Box<Type>),
    Tuple(Vec<Type>),
    Union(Vec<Type>),
    Intersection(Vec<Type>),
    /// `T['name']`
    Index(Box<Type>, String),
    /// Any other type, with its text.
    Other(String),
    /// Deeper than anybody writes by hand.
    TooDeep,
}

/// The comments of a member, without their markers.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Comment {
    pub text: Vec<String>,
    /// `@link https://…` as `("link", "https://…")`.
    pub tags: Vec<(String, String)>,
    pub span: Span,
}

impl Comment {
    /// What follows a tag.
    pub(super) fn tag(&self, name: &str) -> Option<&str> {
        let tag = self.tags.iter().find(|(tag, _)| tag == name)?;
        Some(&tag.1)
    }
}

impl Member {
    /// Name of a property.
    pub(super) fn name(&self) -> Option<&str> {
        match &self.kind {
            MemberKind::Property { name, .. } => Some(name),
            _ => None,
        }
    }

    /// Type of a property.
    pub(super) fn ty(&self) -> Option<&Type> {
        match &self.kind {
            MemberKind::Property { ty, .. } => Some(ty),
            _ => None,
        }
    }
}
