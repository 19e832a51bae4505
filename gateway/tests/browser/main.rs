//! The gateway's page in a browser: what people see and press.

mod cashier;
mod driver;
mod faults;
mod journal;
mod notify;
#[path = "../story/scene/mod.rs"]
mod scene;
mod settings;
mod shop;
mod story;
mod tabs;
