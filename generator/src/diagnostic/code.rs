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
    /// The page is written in a dialect that is not known.
    ForeignDialect = 2 Error, "two dialects are known: tables marked `{.im-table #request}`, and code blocks marked `js twoslash`";
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
    /// A page is written in two dialects; its tables count.
    MixedDialects = 40 Warning, "write the page in one dialect, or make two pages of it";
    /// A section of a page in TypeScript declares no operation.
    NoDeclarations = 41 Error, "declare an interface with a method of the heading's verb, such as `post(data: T, config?: C): AxiosPromise<R>`, in a block marked `js twoslash`";
    /// A code block is no TypeScript; what stands there is not read.
    BrokenScript = 42 Error, "check the brackets, quotes and colons there and above";
    /// A name is declared nowhere.
    UnresolvedName = 43 Error, "declare it in the same code block, or correct its spelling";
    /// A type refers to itself; any JSON is accepted where it does.
    CyclicReference = 44 Warning, "write out as many levels as the answer really has";
    /// A page, a code block or a type is larger than anything that a person writes.
    TooLarge = 45 Error, "look for a mistake in how the page was made; real pages are far below the limits";
    /// A declaration that no operation uses.
    UnusedDeclaration = 46 Note, "remove it, or use it in a method's parameters or answer";
    /// An operation is declared that no heading announces.
    StrayOperation = 47 Error, "give it a heading with its verb as the anchor, and a code block of its own";
    /// A code block on a page in TypeScript that holds none.
    UnreadCode = 48 Note, "nothing is to be done if it is an illustration; declarations need the mark `js twoslash`";
    /// The page shows a notification by samples alone: there is nothing to generate from.
    UntypedNotification = 49 Warning, "notifications are read from im-table pages";
    /// A member that cannot be a field.
    UnreadMember = 50 Error, "write a property: `name: type`";
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
