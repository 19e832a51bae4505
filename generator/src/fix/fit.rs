//! Overrides without some of them: for states of the documentation that nobody has corrected.

use super::Overrides;
use super::site::Site;
use crate::diagnostic::Diagnostic;

/// One override: where it corrects, and what is said of it if it changes nothing.
#[derive(Debug, Clone)]
pub struct Single {
    /// Its pages, or the folder that it is about.
    pub places: Vec<String>,
    /// It changes nothing.
    pub needless: Diagnostic,
}

impl Overrides {
    /// Those that make a difference to what is generated, one by one.
    #[must_use]
    pub fn singles(&self) -> Vec<Single> {
        let single = |places: Vec<String>, site: &Site, seen: &str, reason: &str| Single {
            needless: site.needless(&places.join("`, `"), seen, reason),
            places,
        };
        let rows = self.rows.iter().map(|one| {
            let seen = one.seen.as_ref().join(" / ");
            single(vec![one.page.clone()], &one.site, &seen, &one.reason)
        });
        let replaced = self
            .replaced()
            .map(|one| single(vec![one.page.clone()], &one.site, &one.seen, &one.reason));
        // What a module is called depends on what lies beside it.
        let modules = self.modules.iter().map(|one| {
            let beside = one.page();
            let beside = beside
                .rsplit_once('/')
                .map_or(beside.as_str(), |(folder, _)| folder);
            single(vec![beside.to_owned()], &one.site, &one.segment, &one.reason)
        });
        let types = self.types.iter().map(|one| {
            let page = |of: &String| of.split('#').next().unwrap_or_default().to_owned();
            let pages = one.of.iter().map(page).collect();
            single(pages, &one.site, one.name.as_ref(), &one.reason)
        });
        rows.chain(replaced).chain(modules).chain(types).collect()
    }

    /// Without those that findings are about.
    #[must_use]
    pub fn without(mut self, idle: &[Diagnostic]) -> Self {
        let stays = |site: &Site| {
            let is_it = |one: &Diagnostic| {
                one.line == site.line() && one.page.strip_prefix("overrides/") == Some(&*site.file)
            };
            !idle.iter().any(is_it)
        };
        self.rows.retain(|one| stays(&one.site));
        let replaced = [
            &mut self.param,
            &mut self.path,
            &mut self.answer,
            &mut self.verify,
            &mut self.effect,
            &mut self.refusal,
            &mut self.host,
        ];
        for list in replaced {
            list.retain(|one| stays(&one.site));
        }
        self.allow.retain(|one| stays(&one.site));
        self.modules.retain(|one| stays(&one.site));
        self.types.retain(|one| stays(&one.site));
        self
    }

    /// Without the list of what was encrypted.
    #[must_use]
    pub fn without_list(mut self) -> Self {
        self.encrypted.clear();
        self.plain.clear();
        self
    }
}
