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

    /// Forgets what begins with a path; all of it for an empty one. Whether there was anything.
    pub fn forget(&mut self, path: &str) -> bool {
        let path = path.trim_matches('/');
        let mut found = false;
        self.0.retain(|key, names| {
            let before = names.len();
            names.retain(|place, _| key != MODULES || !is_below(place, path));
            let is_gone = key != MODULES && is_below(key, path);
            found |= is_gone || names.len() < before;
            !is_gone
        });
        found
    }

    /// What has another name in a newer state.
    #[must_use]
    pub fn renamed(&self, newer: &Self) -> Vec<Renamed> {
        let both = self.iter().flat_map(|(key, old)| {
            let new = newer.of(key);
            let pair = move |(place, before): (&String, &String)| {
                let after = new?.get(place)?;
                // A type's shape stands behind its name, and a request has a list of its parts.
                let [before, after] = [before, after].map(|held| held.split(' ').next().unwrap_or_default());
                (before != after && place != REQUEST).then(|| Renamed {
                    key: key.to_owned(),
                    place: place.clone(),
                    before: before.to_owned(),
                    after: after.to_owned(),
                })
            };
            old.iter().filter_map(pair)
        });
        both.collect()
    }

    /// Everything, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Held)> {
        self.0.iter().map(|(key, names)| (key.as_str(), names))
    }
}

/// Something that had another name before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renamed {
    /// What it belongs to: `v3/certificates#get`.
    pub key: String,
    /// What it is there: `Response.data`.
    pub place: String,
    /// The name that was given.
    pub before: String,
    /// The name that it has now.
    pub after: String,
}

/// The place of what a request's fields come from, which is no name.
pub const REQUEST: &str = "Request";

/// Whose names are modules.
pub const MODULES: &str = "modules";

fn is_below(key: &str, path: &str) -> bool {
    let rest = key.strip_prefix(path);
    rest.is_some_and(|rest| path.is_empty() || rest.is_empty() || rest.starts_with(['/', '#']))
}
