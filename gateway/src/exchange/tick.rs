//! What happens by itself: a refund that arrives, an order that expires.

use crate::flow;
use crate::world::World;

/// Lets things happen when they are due, for ever, and puts what is told of them into the outbox.
pub async fn tick(world: &World) {
    loop {
        let next = world.ledger().next_due();
        tokio::select! {
            () = world.changed.notified() => {}
            () = world.clock.sleep_until(next.unwrap_or_default()), if next.is_some() => {
                settle(world);
            }
        }
    }
}

/// Lets happen what is due by now, and says when that is. Whoever looks at the ledger, or changes it, does this first: it may
/// lag behind the clock until [`tick`] wakes.
pub fn settle(world: &World) -> i64 {
    let now = world.clock.now();
    let notices = flow::tick(&mut world.ledger(), now);
    world.outbox.order_all(notices);
    now
}
