//! Where a value is, as an error names it and as the documentation does.

use serde_json::Value;

use crate::message::{Detail, Location};

/// Where a value is.
#[derive(Debug, Clone)]
pub(super) struct At {
    location: Location,
    /// `/goods_detail/0/goods_name`
    real: String,
    /// `/goods_detail/*/goods_name`
    documented: String,
}

impl At {
    /// All fields of this place.
    pub(super) const fn root(location: Location) -> Self {
        Self {
            location,
            real: String::new(),
            documented: String::new(),
        }
    }

    /// A member of this object.
    pub(super) fn child(&self, name: &str) -> Self {
        Self {
            location: self.location,
            real: format!("{}/{name}", self.real),
            documented: format!("{}/{name}", self.documented),
        }
    }

    /// The same place under another location.
    pub(super) fn within(self, location: Location) -> Self {
        Self { location, ..self }
    }

    /// An item of this list.
    pub(super) fn item(&self, index: usize) -> Self {
        Self {
            location: self.location,
            real: format!("{}/{index}", self.real),
            documented: format!("{}/*", self.documented),
        }
    }

    /// Whether it travelled in a query.
    pub(super) const fn is_of_query(&self) -> bool {
        matches!(self.location, Location::Query)
    }

    /// As the documentation names it.
    pub(super) fn documented(&self) -> &str {
        &self.documented
    }

    /// Its own name.
    pub(super) fn name(&self) -> &str {
        self.real.rsplit('/').next().unwrap_or_default()
    }

    /// What an error says of it: a JSON pointer in a body, a bare name elsewhere.
    pub(super) fn detail(&self, value: &Value, issue: &str) -> Detail {
        let field = match self.location {
            Location::Body => &*self.real,
            Location::Url | Location::Query => self.real.strip_prefix('/').unwrap_or(&self.real),
        };
        Detail {
            field: field.to_owned(),
            value: value.clone(),
            issue: issue.to_owned(),
            location: self.location,
        }
    }
}
