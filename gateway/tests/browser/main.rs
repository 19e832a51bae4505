//! The gateway's page in a browser: what people see and press.

mod cashier;
mod driver;
mod journal;
mod notify;
mod shop;
mod tabs;
