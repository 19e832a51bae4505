//! Types that operations and notifications have in common.

use super::{Field, Method, Notification, Operation};

/// One table that several answers and notifications are documented with, save for omissions.
#[derive(Debug, Clone, PartialEq)]
pub struct Common {
    /// What it is called: `Transaction`.
    pub name: String,
    /// What it is: 支付订单.
    pub term: String,
    /// The fields of all of them.
    pub fields: Vec<Field>,
    /// Whose answer or content it is.
    pub members: Vec<Member>,
}

/// An answer, or the content of a notification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its page.
    pub page: String,
    /// The operation's verb; none for a notification.
    pub method: Option<Method>,
}

impl Common {
    /// Whether it is what an operation answers.
    #[must_use]
    pub fn is_answer_of(&self, operation: &Operation) -> bool {
        let is_it = |one: &Member| one.page == operation.page && one.method == Some(operation.method);
        self.members.iter().any(is_it)
    }

    /// Whether it is what a notification says.
    #[must_use]
    pub fn is_content_of(&self, notification: &Notification) -> bool {
        self.members
            .iter()
            .any(|one| one.page == notification.page && one.method.is_none())
    }
}
