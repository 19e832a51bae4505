//! The account of a run: nothing that was read is missing from what came out.

use std::fmt;
use std::ops::AddAssign;

use crate::ir::{Api, Type, Version};

/// Counts of a run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// Files read.
    pub pages: usize,
    /// Those that document operations.
    pub operation_pages: usize,
    /// Those that document notifications.
    pub notification_pages: usize,
    /// Redirects and catalogues.
    pub known_pages: usize,
    /// Those that could not be read; each has an error.
    pub refused_pages: usize,
    /// Sections with their two tables.
    pub sections: usize,
    /// Operations of v2.
    pub v2_operations: usize,
    /// Operations of v3.
    pub v3_operations: usize,
    /// Notifications.
    pub notifications: usize,
    /// What became of the rows.
    pub rows: Rows,
    /// String fields with documented values.
    pub string_enums: usize,
    /// Number fields with documented values.
    pub number_enums: usize,
    /// Fields that travel encrypted by themselves.
    pub sensitive: usize,
    /// Strings with JSON inside.
    pub json_strings: usize,
    /// Fields that may hold any JSON.
    pub opaque: usize,
}

/// What became of the rows of all tables.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rows {
    /// Rows of the tables, after corrections.
    pub total: usize,
    /// They are fields.
    pub fields: usize,
    /// They say where the fields below them go: `json`, `query`, `security`.
    pub scopes: usize,
    /// Line rows.
    pub lines: usize,
    /// Rows that tell the kind of an answer.
    pub kinds: usize,
    /// Headers and statuses that the runtime handles by itself.
    pub transport: usize,
    /// They repeat a sibling and were joined with it.
    pub merged: usize,
    /// Their name is not on the wire; what is below them is.
    pub unwrapped: usize,
    /// They were refused; each has an error, or is below a row that has one.
    pub diagnosed: usize,
}

impl Rows {
    /// All that is accounted for.
    pub fn accounted(&self) -> usize {
        let Self {
            total: _,
            fields,
            scopes,
            lines,
            kinds,
            transport,
            merged,
            unwrapped,
            diagnosed,
        } = *self;
        fields + scopes + lines + kinds + transport + merged + unwrapped + diagnosed
    }
}

impl AddAssign for Rows {
    fn add_assign(&mut self, other: Self) {
        self.total += other.total;
        self.fields += other.fields;
        self.scopes += other.scopes;
        self.lines += other.lines;
        self.kinds += other.kinds;
        self.transport += other.transport;
        self.merged += other.merged;
        self.unwrapped += other.unwrapped;
        self.diagnosed += other.diagnosed;
    }
}

impl Totals {
    /// With what became of the rows, and what the API holds that they gave.
    #[must_use]
    pub fn with(mut self, rows: Rows, api: &Api) -> Self {
        self.rows = rows;
        self.notifications = api.notifications.len();
        for operation in &api.operations {
            match operation.version {
                Version::V2 => self.v2_operations += 1,
                Version::V3 => self.v3_operations += 1,
            }
        }
        for field in api.fields() {
            self.number_enums += usize::from(!field.doc.values.is_empty());
            for ty in field.ty.layers() {
                match ty {
                    Type::Enum(_) => self.string_enums += 1,
                    Type::Sensitive(_) => self.sensitive += 1,
                    Type::Json => self.opaque += 1,
                    Type::JsonString(_) => self.json_strings += 1,
                    Type::Text
                    | Type::Time
                    | Type::Integer
                    | Type::Float
                    | Type::Boolean
                    | Type::Object(_)
                    | Type::List(_)
                    | Type::UrlEncoded(_)
                    | Type::File => {}
                }
            }
        }
        self
    }

    /// Where the account does not add up; empty if it does.
    pub fn gaps(&self) -> Vec<String> {
        let sides = [
            (
                "pages",
                self.pages,
                self.operation_pages + self.notification_pages + self.known_pages + self.refused_pages,
            ),
            (
                "sections",
                self.sections,
                self.v2_operations + self.v3_operations + self.notifications,
            ),
            ("rows", self.rows.total, self.rows.accounted()),
        ];
        let gap = |(what, read, out): &(&str, usize, usize)| {
            format!("{read} {what} were read, {out} are accounted for")
        };
        sides
            .iter()
            .filter(|(_, read, out)| read != out)
            .map(gap)
            .collect()
    }
}

impl fmt::Display for Totals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            pages,
            operation_pages,
            notification_pages,
            known_pages,
            refused_pages,
            ..
        } = self;
        writeln!(
            f,
            "{pages} pages = {operation_pages} with operations + {notification_pages} with notifications + {known_pages} redirects and catalogues + {refused_pages} refused"
        )?;
        let Self {
            sections,
            v2_operations,
            v3_operations,
            notifications,
            ..
        } = self;
        writeln!(
            f,
            "{sections} sections = {v3_operations} operations of v3 + {v2_operations} of v2 + {notifications} notifications"
        )?;
        let Rows {
            total,
            fields,
            scopes,
            lines,
            kinds,
            transport,
            merged,
            unwrapped,
            diagnosed,
        } = self.rows;
        writeln!(
            f,
            "{total} rows = {fields} fields + {scopes} scopes + {lines} line rows + {kinds} kinds of answers + {transport} headers and statuses + {merged} merged + {unwrapped} unwrapped + {diagnosed} refused"
        )?;
        let Self {
            string_enums,
            number_enums,
            sensitive,
            json_strings,
            opaque,
            ..
        } = self;
        write!(
            f,
            "among them {string_enums} enums, {number_enums} numbers with values, {sensitive} encrypted, {json_strings} strings of JSON, {opaque} opaque"
        )?;
        for gap in self.gaps() {
            write!(f, "\n{gap}")?;
        }
        Ok(())
    }
}
