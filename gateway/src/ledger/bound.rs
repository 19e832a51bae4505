//! How much is remembered.

use std::collections::BTreeMap;

use super::{Happening, Ledger, RedpackStatus, ServiceState, TransferState};

/// Of bills so many at most: each is as long as its day was, and is fetched within minutes.
const BILLS: usize = 100;

impl Ledger {
    /// Forgets orders, transfers, red packets, service orders, complaints, receivers and bills of which there are more than so many of a kind:
    /// what is over before what is not, and then the oldest. What follows from an order goes with it, and what would happen
    /// to it.
    ///
    /// Nothing is done before there is a tenth too many, so that it costs little how often it is called.
    pub fn forget(&mut self, most: usize) {
        let gone = [
            self.forget_orders(most),
            forget(&mut self.transfers, most, |one| {
                (one.state == TransferState::WaitUserConfirm, one.created)
            }),
            forget(&mut self.redpacks, most, |one| {
                (one.status == RedpackStatus::Sent, one.sent)
            }),
            forget(&mut self.service_orders, most, |one| {
                let is_over = matches!(one.state, ServiceState::Done | ServiceState::Revoked);
                (!is_over, one.created)
            }),
            forget(&mut self.complaints, most, |one| {
                (one.incoming_user_response, one.at)
            }),
            forget(&mut self.receivers, most, |one| (true, one.added)),
            forget(&mut self.bills, most.min(BILLS), |one| (true, one.at)),
        ];
        if gone.contains(&true) {
            self.clean_up();
        }
    }

    /// Whether some went.
    fn forget_orders(&mut self, most: usize) -> bool {
        let gone = excess(&self.orders, most, |order| {
            (order.trade_state.is_open(), order.created)
        });
        for key in &gone {
            let refunds = self.refunds_of_order.remove(key).unwrap_or_default();
            for refund in refunds {
                self.refunds.remove(&refund);
            }
            let payment = self.orders.remove(key).and_then(|order| order.payment);
            let sharings = payment.and_then(|payment| self.sharings_of_order.remove(&payment.transaction_id));
            for sharing in sharings.unwrap_or_default() {
                self.sharings.remove(&sharing);
            }
        }
        !gone.is_empty()
    }

    /// Forgets what leads to nothing any more.
    fn clean_up(&mut self) {
        let orders = &self.orders;
        self.order_numbers.retain(|_, key| orders.contains_key(key));
        self.combined
            .retain(|_, combined| combined.orders.iter().any(|key| orders.contains_key(key)));
        let combined = &self.combined;
        self.combined_numbers.retain(|_, key| combined.contains_key(key));
        let refunds = &self.refunds;
        self.refund_numbers.retain(|_, key| refunds.contains_key(key));
        let sharings = &self.sharings;
        self.sharing_returns
            .retain(|_, back| sharings.contains_key(&back.sharing));
        let transfers = &self.transfers;
        self.transfer_numbers.retain(|_, key| transfers.contains_key(key));
        let (redpacks, services, bills) = (&self.redpacks, &self.service_orders, &self.bills);
        self.due.retain(|due| match &due.happening {
            Happening::OrderExpires(key) => orders.contains_key(key),
            Happening::RefundArrives(key) => refunds.contains_key(key),
            Happening::TransferOverdue(key) | Happening::TransferCancelled(key) => {
                transfers.contains_key(key)
            }
            Happening::SharingEnds(key) => sharings.contains_key(key),
            Happening::ServiceCollected(key) => services.contains_key(key),
            Happening::BillGoes(token) => bills.contains_key(token),
            Happening::RedpackComesBack(key) => redpacks.contains_key(key),
        });
    }
}

/// Forgets the excess of one kind; whether there was one.
fn forget<T>(all: &mut BTreeMap<String, T>, most: usize, rank: impl Fn(&T) -> (bool, i64)) -> bool {
    let gone = excess(all, most, rank);
    for key in &gone {
        all.remove(key);
    }
    !gone.is_empty()
}

/// The keys of those that have to go, by whether they are still open and since when they are there.
fn excess<T>(all: &BTreeMap<String, T>, most: usize, rank: impl Fn(&T) -> (bool, i64)) -> Vec<String> {
    if all.len() <= most.saturating_add(most / 10) {
        return Vec::new();
    }
    let mut ranked: Vec<_> = all.iter().map(|(key, one)| (rank(one), key)).collect();
    ranked.sort_unstable();
    ranked.truncate(all.len() - most);
    ranked.into_iter().map(|(_, key)| key.clone()).collect()
}
