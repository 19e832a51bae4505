//! Tables of fields: rows, cells, and the attributes that say what a row means.

use super::Span;
use crate::ir::Requirement;

/// The attribute of rows and headings that names the documentations that know them, with commas between: those of a
/// heading where it is not the founding one alone, those of a row where it is not all of the heading's.
pub const DOCUMENTATION: &str = "data-origin";

/// What WeChat Pay's own documents are called there.
pub const OFFICIAL: &str = "official";

/// The rows at the top of a request's table that hold the fields of its body.
pub(crate) const BODIES: [&str; 3] = ["json", "xml", "body"];

/// The attribute of rows that a request must have.
pub const REQUIRED: &str = "data-required";

/// The attribute of rows whose [`REQUIRED`] or [`ONE_OF`] more than the founding documentation says.
pub const CONFIRMED: &str = "data-confirmed";

/// The attribute of rows of which a request must have one; its value is the number of the group.
pub const ONE_OF: &str = "data-one-of";

/// The attribute of rows of a group that has lost some: how many a document speaks of (`四选一` with two rows).
pub const CHOICES: &str = "data-choices";

/// The attribute of texts that have a greatest length.
pub const LONGEST: &str = "data-maxlength";

/// The attribute of texts that have a least length.
pub const SHORTEST: &str = "data-minlength";

/// The attribute of rows that say of another case what a row above says already.
pub const REPEATED: &str = "data-repeated";

/// The attribute of decrypted rows that are always there, and that no other content of the same event has.
pub const MARK: &str = "data-mark";

/// The attribute of decrypted rows that say how it went; its value is what the page's event has there.
pub const OUTCOME: &str = "data-outcome";

/// The attribute of texts that travel encrypted by themselves; its value is how.
pub const ENCRYPTED: &str = "data-encrypted";

/// The attribute of texts that hold other fields; its value is how.
pub const ENCODED: &str = "data-encoded";

/// The other spelling of [`ENCODED`], whose value lacks the `by-`.
pub const ENCODED_BY: &str = "data-encoded-by";

/// The attribute of texts that the caller signs.
pub const SIGNED: &str = "data-signed";

/// The deepest row: `data-indent` has one digit.
pub const DEEPEST: usize = 9;

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
    /// A row whose followers are the content of the string above: see [`is_line`](Self::is_line).
    pub(crate) fn line() -> Self {
        let mut row = Self::default();
        row.name.attrs.push(Attr::new("colspan", "3"));
        row.name.flag(".im-table-line");
        row
    }

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

    /// The documentations that know it, where these are not all that document the operation.
    pub fn documentation(&self) -> Option<&str> {
        self.name.value(DOCUMENTATION)
    }

    /// Whether it is a text that travels encrypted by itself.
    pub(crate) fn is_sensitive(&self) -> bool {
        self.ty.value(ENCRYPTED) == Some("by-rsa-pubkey")
    }

    /// `data-required` on either cell.
    pub fn is_required(&self) -> bool {
        self.name.has(REQUIRED) || self.ty.has(REQUIRED)
    }

    /// The group of `data-one-of=N`, from 1 on.
    pub fn group(&self) -> Option<u8> {
        let group = self.name.value(ONE_OF)?.parse().ok();
        group.filter(|&group| group > 0)
    }

    /// What `data-required`, `data-one-of` and `data-confirmed` say together.
    pub fn requirement(&self) -> Requirement {
        let confirmed = self.name.has(CONFIRMED);
        match self.group() {
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

    /// Adds an attribute without a value.
    pub(crate) fn flag(&mut self, name: &str) {
        self.attrs.push(Attr {
            name: name.to_owned(),
            value: None,
        });
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
