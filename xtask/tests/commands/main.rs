//! The program as it is used: arguments in, exit code, words and files out.

mod compare;
mod diff;
mod explain;
mod find;
mod generate;
mod hostile;
mod import;
mod lint;
mod openapi;
mod run;
mod sources;
mod supplement;
#[cfg(unix)]
mod update;
mod watch;
