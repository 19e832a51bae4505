//! Notifications on their way: what is due when, and what survives a snapshot.

mod shelf;
