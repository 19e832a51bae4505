//! The example request of a section.

use serde_json::{Map, Value};

use super::Span;
use crate::ir::Method;

/// An example request, independent of the language that it was written in.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    /// Its verb.
    pub method: Method,
    /// The path as in the URL chain, `{name}` templates included, without the
    /// leading slash: `v3/pay/transactions/id/{transaction_id}`.
    pub path: String,
    /// The base address if the example sets one, such as
    /// `https://api.mch.weixin.qq.com/hk/`.
    pub base_uri: Option<String>,
    /// Values of the path's parameters; strings, as a path has no types.
    pub path_params: Map<String, Value>,
    /// Query parameters: strings, or arrays of strings for repeated ones.
    pub query: Map<String, Value>,
    /// Headers that the caller sets; strings.
    pub headers: Map<String, Value>,
    /// The body.
    pub body: CallBody,
    /// The fragment that a redirect's URL ends in, such as `wechat_redirect`.
    pub fragment: Option<String>,
    /// A time-out in seconds.
    pub timeout: Option<f64>,
    /// The status that the example expects.
    pub status: Option<u16>,
    /// The example switches the verification of the answer's signature off.
    pub unverified: bool,
    /// Line of its code block, 1-based.
    pub line: u32,
    /// Its code block.
    pub span: Span,
}

impl Call {
    /// A call with nothing in it yet.
    pub fn new(method: Method, path: String) -> Self {
        Self {
            method,
            path,
            base_uri: None,
            path_params: Map::new(),
            query: Map::new(),
            headers: Map::new(),
            body: CallBody::None,
            fragment: None,
            timeout: None,
            status: None,
            unverified: false,
            line: 0,
            span: 0..0,
        }
    }
}

/// The body of an example request. Strings that hold JSON are strings here too.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum CallBody {
    /// None.
    #[default]
    None,
    /// A JSON object.
    Json(Map<String, Value>),
    /// The elements of a v2 `<xml>` document.
    Xml(Map<String, Value>),
    /// The parts of an upload; a file is its name.
    Form(Map<String, Value>),
}

/// A payload fragment of one scene.
#[derive(Debug, Clone, PartialEq)]
pub struct Fragment {
    /// Label of its code block.
    pub label: String,
    /// What it adds to the body of the example.
    pub body: Map<String, Value>,
    /// Line of its code block, 1-based.
    pub line: u32,
}
