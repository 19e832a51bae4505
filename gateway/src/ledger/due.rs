//! What happens by itself.

use serde::{Deserialize, Serialize};

/// Something that happens by itself, in the order of time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Due {
    /// When, in seconds since 1970-01-01 UTC.
    pub at: i64,
    /// What.
    pub happening: Happening,
}

/// What happens by itself. Each names what it happens to by its key in the ledger.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Happening {
    /// Nobody may pay an order any more.
    OrderExpires(String),
    /// A refund arrives at the user.
    RefundArrives(String),
    /// A user has not confirmed a transfer.
    TransferOverdue(String),
    /// A transfer is taken back.
    TransferCancelled(String),
    /// A sharing is carried out.
    SharingEnds(String),
    /// A service is paid.
    ServiceCollected(String),
    /// An announced bill cannot be fetched any more.
    BillGoes(String),
    /// Nobody took a red packet.
    RedpackComesBack(String),
}
