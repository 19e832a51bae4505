//! Overrides without some of them: for states of the documentation that nobody has corrected.

use super::Overrides;
use super::site::Site;
use crate::diagnostic::Diagnostic;

impl Overrides {
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
