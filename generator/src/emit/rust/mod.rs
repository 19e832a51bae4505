//! The Rust crate: one page, one file, in the page's own path.

mod acknowledgement;
pub(super) mod calls;
mod comfort;
pub(super) mod doc;
mod node;
mod notification;
mod operation;
mod root;
mod switched_off;
mod types;
mod united;

use std::collections::BTreeMap;

use rayon::iter::{IntoParallelIterator as _, ParallelExtend as _, ParallelIterator as _};

use super::style::Style;
use crate::plan::{Crate, Node};

pub(super) use root::features;
pub use root::is_default;

/// Every file of the crate but its tests.
pub(super) fn files(plan: &Crate<'_>, style: Style) -> BTreeMap<String, String> {
    let mut files = root::files(plan, style);
    let nodes: Vec<&Node<'_>> = plan.nodes().collect();
    // Most of the time is prettyplease's, and no file needs another.
    files.par_extend(
        nodes
            .into_par_iter()
            .map(|node| (source_path(node), node::file(node, style))),
    );
    files.extend(notification::files(&plan.notifications, style));
    files.extend(united::files(&plan.common, style));
    files
}

fn source_path(node: &Node<'_>) -> String {
    format!("src/{}.rs", node.path.join("/"))
}
