//! The whole story with a person who pays at the cashier. The same with a program: `story/main.rs`.

use serde_json::json;

use crate::driver::{Browser, DESK, Window};
use crate::scene::{Customer, Scene};

/// Has a phone, and the gateway's page open beside it.
struct Person(Browser);

const PHONE: Window = Window { width: 390, ..DESK };

impl Person {
    fn opens(&mut self, scene: &Scene, place: &str, window: Window) {
        let url = format!("{}/_gateway/{place}", scene.gateway.url());
        self.0.open(&url, window);
    }
}

impl Customer for Person {
    async fn sees(&mut self, scene: &Scene, code: &str, state: &str) {
        self.opens(scene, "#/orders", DESK);
        self.0.see(".order .badge", state);
        self.0.shot(&format!("story-orders-{state}"));
        self.opens(scene, &format!("pay/{code}"), PHONE);
        self.0.see("#state", state);
        self.0.shot(&format!("story-cashier-{state}"));
        // What cannot be paid has no button.
        assert_eq!(self.0.count("#pay"), u64::from(state == "NOTPAY"));
        if state == "REFUND" {
            self.0.see("#refunded", "¥3.00");
            self.opens(scene, "#/orders", PHONE);
            self.0.see(".order .badge.good", "SUCCESS");
            self.0.see(".order", "¥3.00 · refund-1");
        }
    }

    async fn pays(&mut self, scene: &Scene, _: &str) {
        self.opens(scene, "#/orders", PHONE);
        self.0.click(".order a.button");
        self.0.see(".amount", "¥10.00");
        // As soon as the image is there.
        let code = "document.querySelector('.qr img')";
        let is_drawn = format!("{code}.decode().then(() => {code}.naturalWidth > 100)");
        assert_eq!(self.0.run(&is_drawn), true);
        self.0.click("#cancel");
        self.0.see("#toast", "已取消");
        self.0.see("#state", "NOTPAY");
        self.0.click("#pay");
        self.0.see("#state", "SUCCESS");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_order_is_paid_at_the_cashier_partly_given_back_and_billed() {
    let Some(browser) = Browser::start() else {
        return;
    };
    let mut person = Person(browser);
    let scene = Scene::open().await;
    scene.story(&mut person).await;

    person.opens(&scene, "#/notify", DESK);
    for event in ["transaction_success", "refund_success"] {
        person.0.see("details:has(.badge.good)", event);
    }
    person.0.shot("story-notifications");
    person.opens(&scene, "", DESK);
    person.0.see("a.row:has(.badge.good)", "/v3/bill/tradebill");
    person.0.shot("story-journal");
    let refused = scene.control.get("/journal?verdict=refused").await;
    assert_eq!(refused["exchanges"], json!([]));
    person.0.expect_no_problems();
    scene.gateway.shutdown().await;
}
