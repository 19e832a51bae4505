//! WeChat Pay's own documents: what becomes of each construct, of whole pages and of their shortened twins.

mod cases;
mod corpus;
mod facts;
mod requests;
mod twins;
