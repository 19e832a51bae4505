//! The whole of it.

use super::{Common, Notification, Operation};

/// Everything that the documentation describes.
#[derive(Debug, Clone, Default)]
pub struct Api {
    /// HTTP operations, ordered by page and then by their order on the page.
    pub operations: Vec<Operation>,
    /// Notifications (callbacks), ordered by page.
    pub notifications: Vec<Notification>,
    /// Types that operations and notifications have in common.
    pub common: Vec<Common>,
}
