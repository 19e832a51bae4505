//! What a script declares, as far as it is of use: plain data, no syntax tree.

use std::collections::BTreeMap;

use crate::page::Span;

/// The declarations of a code block by their qualified names
/// (`WeChatPay.OpenAPI.V3.Pay`), and what its variables are.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Script {
    pub declarations: BTreeMap<String, Declaration>,
    /// Types of the variables: `export var wxpay: Wechatpay`.
    pub variables: Vec<TsType>,
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
    pub parameters: Vec<(String, Option<TsType>)>,
    pub kind: DeclarationKind,
}

#[derive(Debug, PartialEq)]
pub(super) enum DeclarationKind {
    Interface {
        extends: Vec<TsType>,
        members: Vec<DeclaredMember>,
    },
    Alias(TsType),
    /// Its values, as literals.
    Enum(Vec<TsType>),
}

/// What stands between the braces of an interface or an object type.
#[derive(Debug, PartialEq)]
pub(super) struct DeclaredMember {
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
        ty: TsType,
    },
    /// A method, or the call signature if it has no name.
    Method {
        name: Option<String>,
        parameters: Vec<(String, Option<TsType>)>,
        returns: Option<TsType>,
    },
    /// Anything else, such as an index signature: what the grammar calls it.
    Other(String),
}

/// A type as written.
#[derive(Debug, PartialEq)]
pub(super) struct TsType {
    pub span: Span,
    pub kind: TsTypeKind,
}

#[derive(Debug, PartialEq)]
pub(super) enum TsTypeKind {
    /// `string`, `Coupons.Disassociate`, `AxiosPromise<T>`
    Name(Vec<String>, Vec<TsType>),
    Text(String),
    Number(String),
    Boolean(bool),
    /// `null`, `undefined`, `void`
    Nothing,
    Object(Vec<DeclaredMember>),
    List(Box<TsType>),
    Tuple(Vec<TsType>),
    Union(Vec<TsType>),
    Intersection(Vec<TsType>),
    /// `T['name']`
    Index(Box<TsType>, String),
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

impl DeclaredMember {
    /// Name of a property.
    pub(super) fn name(&self) -> Option<&str> {
        match &self.kind {
            MemberKind::Property { name, .. } => Some(name),
            _ => None,
        }
    }

    /// Type of a property.
    pub(super) fn ty(&self) -> Option<&TsType> {
        match &self.kind {
            MemberKind::Property { ty, .. } => Some(ty),
            _ => None,
        }
    }
}
