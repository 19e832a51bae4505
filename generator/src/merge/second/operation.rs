//! Operations that the first documentation lacks.

use crate::page::{Dialect, Page, Section};

/// Adds an operation: to the page that lies where its chain says, or as one.
pub(super) fn add(own: &mut Vec<Page>, page: &Page, section: &Section, chain: &str, documentation: &str) {
    let path = format!("openapi/{chain}");
    let mut section = Section {
        documentation: Some(documentation.to_owned()),
        ..section.clone()
    };
    match own.iter_mut().find(|known| known.path == path) {
        // A stub says where an operation went: it stays what it is.
        Some(known) if known.sections.is_empty() => {}
        Some(known) => {
            section.level = known.sections[0].level;
            known.sections.push(section);
        }
        None => own.push(Page {
            path,
            title: page.title.clone(),
            dialect: Dialect::ImTable,
            sections: vec![section],
            ..Page::default()
        }),
    }
}
