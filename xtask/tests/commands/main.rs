//! The program as it is used: arguments in, exit code, words and files out.

mod explain;
mod find;
mod generate;
mod import;
mod lint;
mod openapi;
mod run;
