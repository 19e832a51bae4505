//! The catalogue of findings.

use std::fmt;
use std::str::FromStr;

use super::Severity;

/// Declares the codes once: number, severity, title, default help. Each has a
/// page `explain/IM….md`, without which this does not compile.
macro_rules! codes {
    ($($(#[doc = $what:literal])+ $name:ident = $id:ident $severity:ident, $help:literal;)+) => {
        /// A kind of finding. Numbers are never reused.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $what])+ $name = number(stringify!($id)),)+
        }

        impl Code {
            /// All of them, by number.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// What it is called in reports: `IM012`.
            pub fn id(self) -> &'static str {
                match self { $(Self::$name => stringify!($id),)+ }
            }

            /// How bad a finding of this kind is.
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)+ }
            }

            /// One line that says what the kind is.
            pub fn title(self) -> &'static str {
                match self { $(Self::$name => concat!($($what),+).trim_ascii(),)+ }
            }

            /// What to do if the finding itself does not say it better.
            pub fn help(self) -> &'static str {
                match self { $(Self::$name => $help,)+ }
            }

            /// What was found, why it matters and what to do, as markdown with a
            /// wrong and a right example.
            pub fn explanation(self) -> &'static str {
                match self {
                    $(Self::$name => include_str!(concat!("explain/", stringify!($id), ".md")),)+
                }
            }
        }
    };
}

/// The number in `IM012`.
const fn number(id: &str) -> isize {
    let id = id.as_bytes();
    assert!(
        id.len() == 5 && id[0] == b'I' && id[1] == b'M',
        "`IM` and three digits"
    );
    let (mut at, mut number) = (2, 0);
    while at < id.len() {
        assert!(id[at].is_ascii_digit(), "`IM` and three digits");
        number = number * 10 + (id[at] - b'0') as isize;
        at += 1;
    }
    number
}

codes! {
    /// The page documents nothing and is no known page without operations.
    UnknownPage = IM001 Error, "give it a heading with a verb (`{#post}`) and the tables `{.im-table #request}` and `{.im-table #response}`";
    /// The page is written in a dialect that is not known.
    ForeignDialect = IM002 Error, "three dialects are known: tables marked `{.im-table #request}`, code blocks marked `js twoslash`, and documents with a `doc_id`";
    /// The front matter is not YAML.
    BrokenFrontMatter = IM003 Warning, "quote the value";
    /// A section lacks one of its two tables.
    MissingTable = IM004 Error, "write the table and mark it in the next paragraph";
    /// A section has two tables of one kind; the first counts.
    DuplicateTable = IM005 Error, "give each operation a heading of its own, or join the tables";
    /// Rows stand apart from any table.
    OrphanRows = IM006 Warning, "remove the blank line above the rows";
    /// An attribute list cannot be read.
    BrokenAttribute = IM007 Error, "write `{name name=value name=\"a value\"}`";
    /// An attribute is unknown, or means nothing where it stands.
    UnknownAttribute = IM008 Error, "check its spelling and its cell; known ones are listed in `generator/src/page/attribute.rs`";
    /// A type is none of the known ones; any JSON is accepted in its place.
    UnknownType = IM009 Warning, "known types: string, number, integer, float, boolean, object, `true`, and string[], number[], integer[], object[]";
    /// A row is more than one step deeper than the row above it.
    IndentGap = IM010 Warning, "lower its `data-indent`, or add the missing parent";
    /// `data-indent` is not a small number.
    BadIndent = IM011 Error, "write `data-indent=N` with N from 1 to 9";
    /// A row hangs below a row that cannot have children.
    ChildOfScalar = IM012 Error, "make the parent an `object`, or put a line row `| {colspan=3 .im-table-line}` before the content of a string";
    /// A line row has nothing below it that it could introduce.
    StrayLine = IM013 Warning, "remove the line row, or indent what follows below its string";
    /// Two siblings share a name without a line row between them; they are merged.
    DuplicateName = IM014 Warning, "remove one of the rows, or separate alternatives with a line row";
    /// A row at the top of a request is neither a known scope nor a path parameter.
    UnknownScope = IM015 Error, "indent it below `query`, `json`, `xml` or `headers`, or name it in the path";
    /// Path parameters of the table and of the path differ.
    PathParameter = IM016 Warning, "each `{name}` of the path needs a row of that name";
    /// A status container has an unknown class.
    UnknownBadge = IM017 Warning, "add the class to `ir::BadgeKind`";
    /// `base_uri` names an unknown address.
    UnknownHost = IM018 Error, "add the address to `lower::location::host`";
    /// The row that tells the kind of an answer says nothing known.
    UnknownKind = IM019 Error, "known kinds: `空字符串`, `文件流`, `30x`";
    /// There is no example request; the path is that of the page.
    NoExample = IM020 Warning, "add the example: the `异步声明式` block, or an `http` block";
    /// Example blocks disagree with each other or with the heading.
    ExampleDiffers = IM021 Error, "make the verb of all blocks that of the heading's anchor";
    /// An example cannot be read.
    BrokenExample = IM022 Warning, "check its brackets and quotes";
    /// The example calls another path than the page's own.
    PathDiffers = IM023 Warning, "correct the example, or the page's place; an override can set the path";
    /// A number has documented values that are no numbers.
    NumberWithLetters = IM024 Error, "make the type `string`";
    /// An object has no documented fields; any JSON is accepted in its place.
    OpaqueObject = IM025 Note, "document its fields";
    /// A request or an answer says two things at once.
    MixedScopes = IM026 Error, "keep one body, and nothing beside the row that tells the kind";
    /// The example sends a field that no row documents.
    UndocumentedField = IM027 Warning, "add a row for the field";
    /// A file of overrides cannot be read.
    BrokenOverride = IM028 Error, "see `docs-specs/overrides/README.md` for the format";
    /// An override matches nothing.
    StaleOverride = IM029 Error, "the documentation was corrected or moved: delete the override, or adapt what it looks for";
    /// Two operations have the same verb and path.
    DuplicateOperation = IM030 Error, "delete one of the pages, or correct its path";
    /// A notification lacks a part of its envelope.
    BrokenNotification = IM031 Error, "write a `body` with the envelope's fields; mark the encrypted one with `data-encrypted`";
    /// The anchor of a heading is no verb.
    UnknownAnchor = IM032 Error, "known anchors: post, get, put, patch, delete, mix";
    /// A value is documented twice in one list.
    DuplicateValue = IM033 Note, "remove one of them";
    /// A table has more columns than name, type and description.
    ExtraCells = IM034 Note, "escape the pipe: `\\|`";
    /// A code block or container never ends.
    Unclosed = IM035 Note, "close it";
    /// The type of a value in the example is not the documented one.
    ExampleType = IM036 Note, "correct the example or the type";
    /// A table carries no mark; its rows are not used.
    UnmarkedTable = IM037 Error, "write `{.im-table #request}` or `{.im-table #response}` in the next paragraph";
    /// Two types of different shape, or two modules, cannot both have the name that the documentation gives them.
    NameClash = IM038 Error, "look for a misspelled field; if all are right, `generator/src/name/types.rs` has to learn a way out";
    /// An override is for a page that the documentation does not have.
    OverrideWithoutPage = IM039 Warning, "the page was moved or removed: correct the override's `page`, or delete the override";
    /// A page is written in two dialects; its tables count.
    MixedDialects = IM040 Warning, "write the page in one dialect, or make two pages of it";
    /// A section of a page in TypeScript declares no operation.
    NoDeclarations = IM041 Error, "declare an interface with a method of the heading's verb, such as `post(data: T, config?: C): AxiosPromise<R>`, in a block marked `js twoslash`";
    /// A code block is no TypeScript; what stands there is not read.
    BrokenScript = IM042 Error, "check the brackets, quotes and colons there and above";
    /// A name is declared nowhere.
    UnresolvedName = IM043 Error, "declare it in the same code block, or correct its spelling";
    /// A type refers to itself; any JSON is accepted where it does.
    CyclicReference = IM044 Warning, "write out as many levels as the answer really has";
    /// A page, a code block or a type is larger than anything that a person writes.
    TooLarge = IM045 Error, "look for a mistake in how the page was made; real pages are far below the limits";
    /// A declaration that no operation uses.
    UnusedDeclaration = IM046 Note, "remove it, or use it in a method's parameters or answer";
    /// An operation is declared that no heading announces.
    StrayOperation = IM047 Error, "give it a heading with its verb as the anchor, and a code block of its own";
    /// A code block on a page in TypeScript that holds none.
    UnreadCode = IM048 Note, "nothing is to be done if it is an illustration; declarations need the mark `js twoslash`";
    /// The page shows a notification by samples alone: there is nothing to generate from.
    UntypedNotification = IM049 Warning, "notifications are read from im-table pages";
    /// A member that cannot be a field.
    UnreadMember = IM050 Error, "write a property: `name: type`";
    /// A document has the parameters of a request, but neither verb nor path.
    NoRequestLine = IM051 Error, "look where the document says them, and teach `dialect::official::request_line`";
    /// A table of a document that is about nothing known; its rows are not used.
    UnreadTable = IM052 Note, "nothing is to be done if it explains; if it has fields, teach `dialect::official` its heading or its columns";
    /// The column 必填 holds a word that is not understood; the field counts as optional.
    UnknownRequirement = IM053 Warning, "teach `dialect::official::requirement` the word";
    /// One of several fields is needed, but only one is marked so: a row was lost.
    LoneChoice = IM054 Warning, "look for the other fields in the sample and in other sources; an override can add them";
    /// A row of fields whose name is none; it is not read.
    UnnamedRow = IM055 Warning, "correct the name, or make the row a condition across all columns";
    /// A row has more or fewer cells than its table has columns.
    CellCount = IM056 Note, "look whether a `|` is not escaped, or a cell is missing";
    /// A dotted name is inside of a field that has no row; an object is assumed.
    MissingParent = IM057 Warning, "look for the lost row in other sources";
    /// An error code, a limit or a length is not what it should be.
    BrokenFact = IM058 Note, "the official page is wrong; nothing depends on it";
    /// No table tells what is encrypted in a notification.
    MissingResource = IM059 Warning, "look for the operation that answers with the same fields; an override can name them";
    /// Nothing tells what an operation answers.
    UnsaidAnswer = IM060 Warning, "other sources may tell; an override can";
    /// A second document describes the same operation, for another product.
    AlsoDocumented = IM061 Note, "nothing is to be done: documents of one operation are merged";
    /// A document of an operation has no error codes, which stand near its end.
    CutShort = IM062 Note, "look whether the file is whole; rows may be missing";
    /// A field that was encrypted is not any more.
    LostEncryption = IM063 Error, "mark it with `data-encrypted=by-rsa-pubkey`, or say in a `[[plain]]` why it travels in clear text";
    /// A description lists values in a way that is not understood; the field takes any.
    UnreadValues = IM064 Warning, "write them as `A` \\| `B` 枚举值之一, or each on a line of its own: `A`：meaning";
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// A text that names no code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected a code such as `IM012`, or its number")]
pub struct UnknownCode;

/// Reads `IM012`, `im012`, `012` and `12`.
impl FromStr for Code {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        let prefixed = text
            .get(..2)
            .is_some_and(|start| start.eq_ignore_ascii_case("im"));
        let digits = if prefixed { &text[2..] } else { text };
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(UnknownCode);
        }
        let number: isize = digits.parse().map_err(|_| UnknownCode)?;
        let known = Self::ALL.iter().find(|code| **code as isize == number);
        known.copied().ok_or(UnknownCode)
    }
}

#[cfg(test)]
mod tests {
    use super::{Code, UnknownCode};

    #[test]
    fn numbers_are_dense_and_everything_is_explained() {
        for (index, code) in Code::ALL.iter().enumerate() {
            assert_eq!(code.to_string(), format!("IM{:03}", index + 1));
            for text in [code.title(), code.help(), code.explanation()] {
                assert!(!text.trim().is_empty(), "{code}");
            }
        }
    }

    #[test]
    fn codes_are_read_as_people_write_them() {
        let cases = [
            ("IM012", Ok(Code::ChildOfScalar)),
            ("im012", Ok(Code::ChildOfScalar)),
            ("Im12", Ok(Code::ChildOfScalar)),
            ("012", Ok(Code::ChildOfScalar)),
            ("12", Ok(Code::ChildOfScalar)),
            ("50", Ok(Code::UnreadMember)),
            ("62", Ok(Code::CutShort)),
            ("0", Err(UnknownCode)),
            ("IM099", Err(UnknownCode)),
            ("IM", Err(UnknownCode)),
            ("", Err(UnknownCode)),
            ("+12", Err(UnknownCode)),
            ("IM-12", Err(UnknownCode)),
            ("IMIM12", Err(UnknownCode)),
            ("E0012", Err(UnknownCode)),
            ("灯012", Err(UnknownCode)),
            ("99999999999999999999", Err(UnknownCode)),
        ];
        for (text, expected) in cases {
            assert_eq!(text.parse(), expected, "{text}");
        }
    }
}
