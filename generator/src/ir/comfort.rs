//! What a program does with an operation's call besides sending it once.

use std::fmt;

/// What an operation offers beyond its one call. Fields are named as on the wire.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comforts {
    /// An order: what its payment sheet is opened with.
    pub sheet: Option<Sheet>,
    /// A list in pages.
    pub pages: Option<Paging>,
    /// A query for a state that will last.
    pub wait: Option<States>,
}

/// What the payer's device is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sheet {
    /// JSAPI and mini programs.
    Jsapi,
    /// Apps.
    App,
    /// A URL, unsigned: H5 and Native.
    Url,
}

/// How a list comes in pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paging {
    /// The query's field that says where a page begins.
    pub begin: String,
    /// The answer's field that has the next `begin`; without one it counts items.
    pub next: Option<String>,
    /// The answer's list.
    pub items: String,
    /// The answer's field that counts the items of all pages.
    pub total: Option<String>,
}

/// The final values of a state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct States {
    /// The answer's field.
    pub field: String,
    /// Its values that last.
    pub values: Vec<String>,
}

/// As overrides write it: `jsapi`.
impl fmt::Display for Sheet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Jsapi => "jsapi",
            Self::App => "app",
            Self::Url => "url",
        })
    }
}

impl Sheet {
    /// The one that overrides write so.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let all = [Self::Jsapi, Self::App, Self::Url];
        all.into_iter().find(|sheet| sheet.to_string() == text)
    }
}

/// As overrides write it: `offset data total_count`, `page_token>next_page_token store_list`.
impl fmt::Display for Paging {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.begin)?;
        if let Some(next) = &self.next {
            write!(f, ">{next}")?;
        }
        write!(f, " {}", self.items)?;
        self.total.as_ref().map_or(Ok(()), |total| write!(f, " {total}"))
    }
}

impl Paging {
    /// The one that overrides write so.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let mut words = text.split(' ').map(str::to_owned);
        let (begin, items, total) = (words.next()?, words.next()?, words.next());
        let (begin, next) = match begin.split_once('>') {
            Some((begin, next)) => (begin.to_owned(), Some(next.to_owned())),
            None => (begin, None),
        };
        words.next().is_none().then_some(Self {
            begin,
            next,
            items,
            total,
        })
    }
}

/// As overrides write it: `trade_state SUCCESS CLOSED`.
impl fmt::Display for States {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.field, self.values.join(" "))
    }
}

impl States {
    /// The ones that overrides write so.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let (field, values) = text.split_once(' ')?;
        Some(Self {
            field: field.to_owned(),
            values: values.split(' ').map(str::to_owned).collect(),
        })
    }
}
