//! What is wrong with a request, and what WeChat Pay answers to it: a good request, one change, status, code, message and
//! detail.

mod broken;
mod draft;
mod explained;
mod language;
mod lenient;
mod parameters;
mod unknown;
mod v2;
mod v3;
mod world;
