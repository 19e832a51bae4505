//! Notifications on their way: what is due when, what a merchant's server gets, and what survives a snapshot.

mod documented;
mod merchant;
mod sent;
mod shelf;
mod wire;
