//! A documentation page as plain data: what is written, not what it means.
//!
//! A dialect fills it, `fix` corrects it, `normalise` writes it again and
//! `lower` gives it its meaning.

use std::ops::Range;

use serde_json::{Map, Value};

use crate::ir::{Method, Requirement};

/// A range of bytes in the page's text.
pub type Span = Range<usize>;

/// The attribute of rows and headings that names the documentation that they come from.
pub const DOCUMENTATION: &str = "data-origin";

/// The attribute of rows that a request must have.
pub const REQUIRED: &str = "data-required";

/// The attribute of rows whose [`REQUIRED`] or [`ONE_OF`] more than the founding documentation says.
pub const CONFIRMED: &str = "data-confirmed";

/// The attribute of rows of which a request must have one; its value is the number of the group.
pub const ONE_OF: &str = "data-one-of";

/// The deepest row: `data-indent` has one digit.
pub const DEEPEST: usize = 9;

/// A way of writing pages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dialect {
    /// Tables.
    #[default]
    ImTable,
    /// TypeScript in code blocks.
    Twoslash,
}

/// One parsed file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    /// Path from the root of the documentation without `.md`, such as
    /// `openapi/v3/pay/transactions/jsapi`.
    pub path: String,
    /// `title` of the front matter, or the text of the first heading.
    pub title: String,
    /// `description` of the front matter.
    pub description: String,
    /// Where the page has moved to, as written in its redirect.
    pub moved_to: Option<String>,
    /// How it is written.
    pub dialect: Dialect,
    /// Operations and notifications in page order; empty for a stub.
    pub sections: Vec<Section>,
}

impl Page {
    /// Whether the page documents a callback.
    pub fn is_notification(&self) -> bool {
        self.path.starts_with("webhook/")
    }

    /// Whether the page belongs to the XML generation of the protocol.
    pub fn is_v2(&self) -> bool {
        let (_, rest) = self.path.split_once('/').unwrap_or_default();
        rest == "v2" || rest.starts_with("v2/")
    }
}

/// A heading with a verb as its anchor, and everything below it.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// The heading's text, or the page's title.
    pub title: String,
    /// Level of the heading: 1, or 2 below a `{#mix}` heading.
    pub level: u8,
    /// The verb in the anchor.
    pub method: Method,
    /// The other documentation that it was taken from, if the first lacks it (`data-origin`).
    pub documentation: Option<String>,
    /// Line of the heading, 1-based.
    pub line: u32,
    /// The heading.
    pub span: Span,
    /// Paragraphs right below the heading, or the page's description.
    pub description: String,
    /// Every other prose block, as written.
    pub notes: Vec<String>,
    /// Status containers in page order.
    pub badges: Vec<Badge>,
    /// The table marked `#request`.
    pub request: Table,
    /// The table marked `#response`.
    pub response: Table,
    /// Official pages named below the answer's table, in order.
    pub links: Vec<String>,
    /// The example request.
    pub call: Option<Call>,
    /// Payload fragments of alternative scenes, with the label of each.
    pub fragments: Vec<Fragment>,
}

/// A status container, `::: warning :beginner: {.im-redesigned}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Badge {
    /// Its class without `im-`, such as `redesigned`.
    pub class: String,
    /// The date that it names, as written (`2023.05.23`).
    pub date: Option<String>,
    /// Target of its link to another page of the documentation, as written
    /// (`/openapi/v3/refunds#post`).
    pub successor: Option<String>,
    /// Line of the opening marker, 1-based.
    pub line: u32,
    /// The opening marker.
    pub span: Span,
}

/// A table of fields.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// Text of the first header cell: `请求参数`, `返回字典`, `应答规范`, `异常字典`.
    pub header: String,
    /// All rows below the separator, in order, whatever they are.
    pub rows: Vec<Row>,
    /// What a v2 answer's rows describe is JSON: no page says so, a correction does.
    pub is_json: bool,
    /// Line of the header, 1-based.
    pub line: u32,
    /// Header to last row.
    pub span: Span,
}

impl Table {
    /// Whether only an error has these fields; what else comes is a file.
    pub fn is_of_errors(&self) -> bool {
        self.header.starts_with("异常")
    }
}

/// A row of a table.
///
/// Missing cells are empty. A line row (`| {colspan=3 .im-table-line}`) and a
/// row that tells the kind of the answer (`| 空字符串 {align=center colspan=3}`)
/// are rows like any other here: see [`Row::is_line`] and [`Row::is_kind`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// First cell: the wire name and its attributes.
    pub name: Cell,
    /// Second cell: the type as written (backticks included) and its attributes.
    pub ty: Cell,
    /// Everything after the second separator, as written: pipes stay escaped
    /// or not, attributes are not split off.
    pub description: Cell,
    /// Line, 1-based.
    pub line: u32,
    /// The whole row without its line end.
    pub span: Span,
}

impl Row {
    /// `{colspan=3 .im-table-line}` without a name: what follows deeper is the
    /// content of the string above.
    pub fn is_line(&self) -> bool {
        self.name.text.is_empty() && self.name.has(".im-table-line")
    }

    /// A row across all columns that tells what kind of answer it is.
    pub fn is_kind(&self) -> bool {
        !self.name.text.is_empty() && self.name.has("colspan")
    }

    /// Depth by `data-indent`; 0 if absent or not a number.
    pub fn indent(&self) -> usize {
        let depth = self.name.value("data-indent");
        depth.and_then(|n| n.parse().ok()).unwrap_or(0)
    }

    /// The other documentation that it was taken from, if the first lacks it.
    pub fn documentation(&self) -> Option<&str> {
        self.name.value(DOCUMENTATION)
    }

    /// `data-required` on either cell.
    pub fn is_required(&self) -> bool {
        self.name.has(REQUIRED) || self.ty.has(REQUIRED)
    }

    /// What `data-required`, `data-one-of` and `data-confirmed` say together.
    pub fn requirement(&self) -> Requirement {
        let confirmed = self.name.has(CONFIRMED);
        let group = self.name.value(ONE_OF).and_then(|group| group.parse().ok());
        match group {
            Some(group) => Requirement::OneOf { group, confirmed },
            None if self.is_required() => Requirement::Required { confirmed },
            None => Requirement::Optional,
        }
    }
}

/// A cell: text and trailing `{attributes}`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    /// Trimmed text without the attributes.
    pub text: String,
    /// Attributes in the order in which they are written.
    pub attrs: Vec<Attr>,
    /// The trimmed cell with its attributes.
    pub span: Span,
}

impl Cell {
    /// Whether an attribute of this name is there.
    pub fn has(&self, name: &str) -> bool {
        self.attrs.iter().any(|attr| attr.name == name)
    }

    /// Value of an attribute.
    pub fn value(&self, name: &str) -> Option<&str> {
        let attr = self.attrs.iter().find(|attr| attr.name == name)?;
        attr.value.as_deref()
    }
}

/// One attribute: `data-required`, `data-indent=1`, `.class`, `#id`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attr {
    /// Name, with the dot or hash of a class or an identifier.
    pub name: String,
    /// Value without its quotes; `None` for a flag.
    pub value: Option<String>,
}

impl Attr {
    /// `name=value`
    pub(crate) fn new(name: &str, value: &str) -> Self {
        Self {
            name: name.to_owned(),
            value: Some(value.to_owned()),
        }
    }
}

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
