//! The catalogue of findings.

use std::fmt;

use super::Severity;

/// Declares the codes once: number, severity, explanation, default help.
macro_rules! codes {
    ($($(#[doc = $what:literal])+ $name:ident = $number:literal $severity:ident, $help:literal;)+) => {
        /// A kind of finding. Numbers are never reused.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $what])+ $name = $number,)+
        }

        impl Code {
            /// All of them, by number.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// How bad a finding of this kind is.
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)+ }
            }

            /// One line that explains the kind.
            pub fn explanation(self) -> &'static str {
                match self { $(Self::$name => concat!($($what),+).trim_ascii(),)+ }
            }

            /// What to do if the finding itself does not say it better.
            pub fn help(self) -> &'static str {
                match self { $(Self::$name => $help,)+ }
            }
        }
    };
}

codes! {
    /// The page documents nothing and is no known page without operations.
    UnknownPage = 1 Error, "give it a heading with a verb (`{#post}`) and the tables `{.im-table #request}` and `{.im-table #response}`";
    /// The page is written in another dialect.
    ForeignDialect = 2 Error, "only the im-table dialect is read: pass a checkout of the im-table site, or `docs-specs`";
    /// The front matter is not YAML.
    BrokenFrontMatter = 3 Warning, "quote the value";
    /// A section lacks one of its two tables.
    MissingTable = 4 Error, "write the table and mark it in the next paragraph";
    /// A section has two tables of one kind; the first counts.
    DuplicateTable = 5 Error, "give each operation a heading of its own, or join the tables";
    /// Rows stand apart from any table.
    OrphanRows = 6 Warning, "remove the blank line above the rows";
    /// An attribute list cannot be read.
    BrokenAttribute = 7 Error, "write `{name name=value name=\"a value\"}`";
    /// An attribute has no known meaning.
    UnknownAttribute = 8 Warning, "check its spelling";
    /// A type is none of the known ones; any JSON is accepted in its place.
    UnknownType = 9 Warning, "known types: string, number, integer, float, boolean, object, `true`, and string[], number[], integer[], object[]";
    /// A row is more than one step deeper than the row above it.
    IndentGap = 10 Warning, "lower its `data-indent`, or add the missing parent";
    /// `data-indent` is not a small number.
    BadIndent = 11 Error, "write `data-indent=N` with N from 1 to 9";
    /// A row hangs below a row that cannot have children.
    ChildOfScalar = 12 Error, "make the parent an `object`, or put a line row `| {colspan=3 .im-table-line}` before the content of a string";
    /// A line row has nothing below it that it could introduce.
    StrayLine = 13 Warning, "remove the line row, or indent what follows below its string";
    /// Two siblings share a name without a line row between them; they are merged.
    DuplicateName = 14 Warning, "remove one of the rows, or separate alternatives with a line row";
    /// A row at the top of a request is neither a known scope nor a path parameter.
    UnknownScope = 15 Error, "indent it below `query`, `json`, `xml` or `headers`, or name it in the path";
    /// Path parameters of the table and of the path differ.
    PathParameter = 16 Warning, "each `{name}` of the path needs a row of that name";
    /// A status container has an unknown class.
    UnknownBadge = 17 Warning, "add the class to `ir::BadgeKind`";
    /// `base_uri` names an unknown address.
    UnknownHost = 18 Error, "add the address to `lower::host`";
    /// The row that tells the kind of an answer says nothing known.
    UnknownKind = 19 Error, "known kinds: `空字符串`, `文件流`, `30x`";
    /// There is no example request; the path is that of the page.
    NoExample = 20 Warning, "add the example: the `异步声明式` block, or an `http` block";
    /// Example blocks disagree with each other or with the heading.
    ExampleDiffers = 21 Error, "make the verb of all blocks that of the heading's anchor";
    /// An example cannot be read.
    BrokenExample = 22 Warning, "check its brackets and quotes";
    /// The example calls another path than the page's own.
    PathDiffers = 23 Warning, "correct the example, or the page's place; an override can set the path";
    /// A number has documented values that are no numbers.
    NumberWithLetters = 24 Error, "make the type `string`";
    /// An object has no documented fields; any JSON is accepted in its place.
    OpaqueObject = 25 Note, "document its fields";
    /// A request or an answer says two things at once.
    MixedScopes = 26 Error, "keep one body, and nothing beside the row that tells the kind";
    /// The example sends a field that no row documents.
    UndocumentedField = 27 Warning, "add a row for the field";
    /// A file of overrides cannot be read.
    BrokenOverride = 28 Error, "see `docs-specs/overrides/README.md` for the format";
    /// An override matches nothing.
    StaleOverride = 29 Error, "the documentation was corrected or moved: delete the override, or adapt what it looks for";
    /// Two operations have the same verb and path.
    DuplicateOperation = 30 Error, "delete one of the pages, or correct its path";
    /// A notification lacks a part of its envelope.
    BrokenNotification = 31 Error, "write a `body` with the envelope's fields; mark the encrypted one with `data-encrypted`";
    /// The anchor of a heading is no verb.
    UnknownAnchor = 32 Error, "known anchors: post, get, put, patch, delete, mix";
    /// A value is documented twice in one list.
    DuplicateValue = 33 Note, "remove one of them";
    /// A table has more columns than name, type and description.
    ExtraCells = 34 Note, "escape the pipe: `\\|`";
    /// A code block or container never ends.
    Unclosed = 35 Note, "close it";
    /// The type of a value in the example is not the documented one.
    ExampleType = 36 Note, "correct the example or the type";
    /// A table carries no mark; its rows are not used.
    UnmarkedTable = 37 Error, "write `{.im-table #request}` or `{.im-table #response}` in the next paragraph";
    /// Two types of different shape cannot both have the name that their fields give them.
    NameClash = 38 Error, "give one of the fields' types another name with an override";
    /// An override is for a page that the documentation does not have.
    OverrideWithoutPage = 39 Warning, "the page was moved or removed: correct the override's `page`, or delete the override";
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "IM{:03}", *self as u16)
    }
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn numbers_are_dense_and_everything_is_explained() {
        for (index, code) in Code::ALL.iter().enumerate() {
            assert_eq!(code.to_string(), format!("IM{:03}", index + 1));
            assert!(
                !code.explanation().is_empty() && !code.help().is_empty(),
                "{code}"
            );
        }
    }
}
