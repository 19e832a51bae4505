//! A whole story over HTTP, with a program as the customer. The same with a person: `browser/story.rs`.

mod scene;

use serde_json::json;

use scene::{Customer, Scene};

/// Pays by the control API.
struct Program;

impl Customer for Program {
    async fn sees(&mut self, scene: &Scene, code: &str, state: &str) {
        let shown = scene.control.get(&format!("/orders/{code}")).await;
        let expected = json!({ "total": 1000, "trade_state": state, "is_open": state == "NOTPAY" });
        for (name, value) in expected.as_object().expect("an object") {
            assert_eq!(&shown[name], value, "{shown}");
        }
    }

    async fn pays(&mut self, scene: &Scene, code: &str) {
        scene
            .control
            .post(&format!("/orders/{code}/pay"), &json!({}))
            .await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_order_is_paid_partly_given_back_and_billed() {
    let scene = Scene::open().await;
    scene.story(&mut Program).await;
    scene.gateway.shutdown().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_saved_state_goes_on_in_another_gateway() {
    let first = Scene::open().await;
    let code = first.order().await;
    let saved = first.control.get("/snapshot").await;
    first.gateway.shutdown().await;

    let second = Scene::open().await;
    second.control.post("/restore", &saved).await;
    assert_eq!(second.trade_state().await, "NOTPAY");
    Program.pays(&second, &code).await;
    assert_eq!(second.trade_state().await, "SUCCESS");
    second.gateway.shutdown().await;
}
