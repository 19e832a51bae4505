//! Names that were given: what is in the lock file keeps its name.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The file that remembers them, which the generator writes.
pub const NAMES: &str = "locked.toml";

/// Names of one module by their places.
pub type Held = BTreeMap<String, String>;

/// Names by what they are given to: an operation (`v3/certificates#get`), a notification, a common type, and there by the
/// place: `Response.data` has `Data 1b3c5d7f`, a name and the shape that had it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Names(BTreeMap<String, Held>);

impl Names {
    /// What is remembered of something; nothing if it is new.
    #[must_use]
    pub fn of(&self, key: &str) -> Option<&Held> {
        self.0.get(key)
    }

    /// Remembers a name.
    pub fn insert(&mut self, key: &str, place: &str, name: String) {
        let own = self.0.entry(key.to_owned()).or_default();
        own.insert(place.to_owned(), name);
    }

    /// Takes over what others remember.
    pub fn extend(&mut self, more: Self) {
        for (key, names) in more.0 {
            self.0.entry(key).or_default().extend(names);
        }
    }

    /// Forgets what begins with a path; all of it for an empty one.
    pub fn forget(&mut self, path: &str) {
        let path = path.trim_matches('/');
        self.0.retain(|key, names| {
            names.retain(|place, _| key != MODULES || !is_below(place, path));
            !(key != MODULES && is_below(key, path))
        });
    }

    /// Everything, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Held)> {
        self.0.iter().map(|(key, names)| (key.as_str(), names))
    }
}

/// Whose names are modules.
pub const MODULES: &str = "modules";

fn is_below(key: &str, path: &str) -> bool {
    let rest = key.strip_prefix(path);
    rest.is_some_and(|rest| path.is_empty() || rest.is_empty() || rest.starts_with(['/', '#']))
}
