//! Bills, a server that gives them, and a folder to save them in.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use wechatpay_openapi_runtime::Client;

use super::platform::{builder, check_request};
use super::server::{Act, Seen, Server, respond};

pub const TARGET: &str =
    "/v3/billdownload/file?token=6XIv5TUPto7pByrTQKhd6kwvyKLG2uY2wMMR8cNXqaA_%2Bz&tartype=a";

pub fn bill() -> Vec<u8> {
    let line = "`2026-11-22,`1900000001,`wx1,`0.01,`张三\r\n";
    line.repeat(20_000).into_bytes()
}

pub fn gzip(content: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

/// A server that gives this file for a rightly signed request.
pub fn serving(status: &'static str, content_type: &'static str, file: Vec<u8>) -> Server {
    Server::start(move |seen: &Seen| {
        check_request(&seen.method, &seen.target, seen.header("authorization"), b"");
        Act::Send(respond(
            status,
            &[("Content-Type", content_type.to_owned())],
            &file,
        ))
    })
}

pub fn at(server: &Server) -> Client {
    builder().base_url(&server.url).build().unwrap()
}

pub fn url(server: &Server) -> String {
    format!("{}{TARGET}", server.url)
}

/// A folder of its own for one test.
pub struct Folder(pub std::path::PathBuf);

impl Folder {
    pub fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("wechatpay-downloads-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(&self.0).unwrap();
        entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
