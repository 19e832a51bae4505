//! What the gateway remembers: orders and all that follows from them.
//!
//! A [`Ledger`] is plain data. It knows no rules (those are [`flow`](crate::flow)'s), no clock and no chance: numbers come
//! from a seed and a counter, so one story told twice has the same numbers.

pub mod beijing;
mod bill;
mod bound;
mod combined;
mod complaint;
mod content;
mod due;
mod ids;
mod order;
mod party;
mod redpack;
mod refund;
mod service_order;
mod sharing;
mod transfer;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

pub use bill::Bill;
pub use combined::Combined;
pub use complaint::{Complaint, ComplaintState, Negotiation, ProblemType};
pub use content::Content;
pub use due::{Due, Happening};
pub use ids::Ids;
pub use order::{Order, Payment, Protocol, TradeState, TradeType};
pub use party::Party;
pub use redpack::{Redpack, RedpackStatus};
pub use refund::{Refund, RefundStatus};
pub use service_order::{ServiceOrder, ServicePayment, ServiceState};
pub use sharing::{Receiver, Share, ShareResult, Sharing, SharingReturn};
pub use transfer::{Transfer, TransferState};

/// All that is remembered. Each thing is kept under its [`Party`]'s key for the merchant's own number.
///
/// ```
/// use wechatpay_gateway::ledger::Ledger;
///
/// let ledger = Ledger::new(1);
/// let saved = ledger.snapshot()?;
/// assert_eq!(Ledger::restore(&saved)?, ledger);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ledger {
    /// Where numbers come from.
    pub ids: Ids,
    /// Where a client reaches the gateway, such as `http://127.0.0.1:4010`, for the links that answers hold.
    pub origin: String,
    /// Orders.
    pub orders: BTreeMap<String, Order>,
    /// Which order a `transaction_id`, `prepay_id` or code leads to.
    pub order_numbers: BTreeMap<String, String>,
    /// Combined orders.
    pub combined: BTreeMap<String, Combined>,
    /// Which combined order a `prepay_id` or code leads to.
    pub combined_numbers: BTreeMap<String, String>,
    /// Refunds.
    pub refunds: BTreeMap<String, Refund>,
    /// Which refund a `refund_id` leads to.
    pub refund_numbers: BTreeMap<String, String>,
    /// The refunds of an order, in the order in which they were asked for.
    pub refunds_of_order: BTreeMap<String, Vec<String>>,
    /// Transfers to users.
    pub transfers: BTreeMap<String, Transfer>,
    /// Which transfer a `transfer_bill_no` or `package_info` leads to.
    pub transfer_numbers: BTreeMap<String, String>,
    /// Who may be shared with.
    pub receivers: BTreeMap<String, Receiver>,
    /// What was shared.
    pub sharings: BTreeMap<String, Sharing>,
    /// The sharings of a `transaction_id`, in the order in which they were asked for.
    pub sharings_of_order: BTreeMap<String, Vec<String>>,
    /// What was given back of it.
    pub sharing_returns: BTreeMap<String, SharingReturn>,
    /// Red packets.
    pub redpacks: BTreeMap<String, Redpack>,
    /// Service orders of payscore.
    pub service_orders: BTreeMap<String, ServiceOrder>,
    /// Complaints, by their `complaint_id`.
    pub complaints: BTreeMap<String, Complaint>,
    /// Where complaints about a merchant are told, by its number.
    pub complaint_urls: BTreeMap<String, String>,
    /// Bills that were announced, by their tokens.
    pub bills: BTreeMap<String, Bill>,
    /// What happens by itself, and when.
    pub due: BTreeSet<Due>,
}

impl Ledger {
    /// An empty one.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self {
            ids: Ids::new(seed),
            origin: "https://api.mch.weixin.qq.com".to_owned(),
            orders: BTreeMap::new(),
            order_numbers: BTreeMap::new(),
            combined: BTreeMap::new(),
            combined_numbers: BTreeMap::new(),
            refunds: BTreeMap::new(),
            refund_numbers: BTreeMap::new(),
            refunds_of_order: BTreeMap::new(),
            transfers: BTreeMap::new(),
            transfer_numbers: BTreeMap::new(),
            receivers: BTreeMap::new(),
            sharings: BTreeMap::new(),
            sharings_of_order: BTreeMap::new(),
            sharing_returns: BTreeMap::new(),
            redpacks: BTreeMap::new(),
            service_orders: BTreeMap::new(),
            complaints: BTreeMap::new(),
            complaint_urls: BTreeMap::new(),
            bills: BTreeMap::new(),
            due: BTreeSet::new(),
        }
    }

    /// Forgets everything but where it is reached and which numbers it has given: nobody expects one of them again.
    pub fn reset(&mut self) {
        let (origin, ids) = (std::mem::take(&mut self.origin), self.ids);
        *self = Self {
            origin,
            ids,
            ..Self::new(ids.seed())
        };
    }

    /// Everything as JSON, for a file.
    ///
    /// # Errors
    /// None in practice: all keys are texts.
    pub fn snapshot(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string_pretty(self)
    }

    /// What [`snapshot`](Self::snapshot) gave.
    ///
    /// # Errors
    /// If it is something else.
    pub fn restore(snapshot: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(snapshot)
    }

    /// When something happens by itself next, in seconds since 1970-01-01 UTC.
    #[must_use]
    pub fn next_due(&self) -> Option<i64> {
        self.due.first().map(|due| due.at)
    }

    /// Plans something.
    pub fn plan(&mut self, at: i64, happening: Happening) {
        self.due.insert(Due { at, happening });
    }

    /// Keeps an order, to be found by all of its numbers.
    pub fn keep_order(&mut self, order: Order) {
        let key = order.party.key(&order.out_trade_no);
        let payment = order.payment.as_ref().map(|payment| &payment.transaction_id);
        let numbers = payment.into_iter().chain(&order.code).chain([&order.prepay_id]);
        for number in numbers.filter(|number| !number.is_empty()) {
            self.order_numbers.insert(number.clone(), key.clone());
        }
        self.orders.insert(key, order);
    }

    /// The order that has this `transaction_id`, `prepay_id` or code.
    #[must_use]
    pub fn order_by_number(&self, number: &str) -> Option<&Order> {
        self.orders.get(self.order_numbers.get(number)?)
    }

    /// The orders that have this `out_trade_no`: merchants of one partner choose theirs each for itself.
    pub fn orders_called(&self, out_trade_no: &str) -> impl Iterator<Item = &Order> {
        let own = self.orders.values();
        own.filter(move |order| order.out_trade_no == out_trade_no)
    }

    /// The orders of a combined one that are kept.
    pub fn orders_of<'l>(&'l self, combined: &'l Combined) -> impl Iterator<Item = &'l Order> {
        combined.orders.iter().filter_map(|key| self.orders.get(key))
    }

    /// Keeps a combined order, to be found by what leads to the cashier.
    pub fn keep_combined(&mut self, combined: Combined) {
        let key = combined.party.key(&combined.combine_out_trade_no);
        for number in combined.code.iter().chain([&combined.prepay_id]) {
            self.combined_numbers.insert(number.clone(), key.clone());
        }
        self.combined.insert(key, combined);
    }

    /// Keeps a new refund, to be found by its numbers and by its order.
    pub fn keep_refund(&mut self, refund: Refund) {
        let key = refund.party.key(&refund.out_refund_no);
        self.refund_numbers.insert(refund.refund_id.clone(), key.clone());
        self.refunds_of_order
            .entry(refund.order.clone())
            .or_default()
            .push(key.clone());
        self.refunds.insert(key, refund);
    }

    /// The refund that has this `refund_id`.
    #[must_use]
    pub fn refund_by_number(&self, refund_id: &str) -> Option<&Refund> {
        self.refunds.get(self.refund_numbers.get(refund_id)?)
    }

    /// The refunds of the order of this key, the first one first.
    pub fn refunds_of<'ledger>(
        &'ledger self,
        order: &str,
    ) -> impl Iterator<Item = &'ledger Refund> + use<'ledger> {
        let keys = self.refunds_of_order.get(order).map_or(&[][..], Vec::as_slice);
        keys.iter().filter_map(|key| self.refunds.get(key))
    }

    /// What of the order of this key went back to the user, or is on its way, in 分.
    #[must_use]
    pub fn refunded(&self, order: &str) -> i64 {
        let counting = self.refunds_of(order).filter(|refund| refund.status.counts());
        counting.map(|refund| refund.refund).sum()
    }

    /// Keeps a new transfer, to be found by its numbers.
    pub fn keep_transfer(&mut self, transfer: Transfer) {
        let key = transfer.party.key(&transfer.out_bill_no);
        for number in [&transfer.transfer_bill_no, &transfer.package_info] {
            self.transfer_numbers.insert(number.clone(), key.clone());
        }
        self.transfers.insert(key, transfer);
    }

    /// The transfer that has this `transfer_bill_no` or `package_info`.
    #[must_use]
    pub fn transfer_by_number(&self, number: &str) -> Option<&Transfer> {
        self.transfers.get(self.transfer_numbers.get(number)?)
    }

    /// Keeps a new sharing, to be found by its order.
    pub fn keep_sharing(&mut self, sharing: Sharing) {
        let key = sharing.party.key(&sharing.out_order_no);
        self.sharings_of_order
            .entry(sharing.transaction_id.clone())
            .or_default()
            .push(key.clone());
        self.sharings.insert(key, sharing);
    }

    /// The sharings of this order, the first one first.
    pub fn sharings_of<'ledger>(
        &'ledger self,
        transaction_id: &str,
    ) -> impl Iterator<Item = &'ledger Sharing> + use<'ledger> {
        let keys = self
            .sharings_of_order
            .get(transaction_id)
            .map_or(&[][..], Vec::as_slice);
        keys.iter().filter_map(|key| self.sharings.get(key))
    }
}
