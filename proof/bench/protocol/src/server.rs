//! A loopback server that answers every request with the same signed bytes.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;

use wechatpay_openapi_runtime::sign::v3;

use crate::Keys;

/// When everything happens, by the client's clock.
pub const NOW: i64 = 1_700_000_000;
pub const NONCE: &str = "5K8264ILTKCH16CQ2502SI8ZNMTM67VS";
/// The platform key's.
pub const KEY_ID: &str = "PUB_KEY_ID_0119000000012024";
const ANSWER: &[u8] = br#"{"prepay_id":"wx201410272009395522657a690389285100"}"#;

/// The text that the answer's signature is over.
pub fn answered() -> Vec<u8> {
    v3::response_message(&NOW.to_string(), NONCE, ANSWER)
}

/// Answers every request with the same signed bytes: no cryptography of the server's is in the times.
pub fn server(platform: &Keys) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("its address"));
    let signature = platform.private.sign(&answered()).expect("it signs");
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\nRequest-ID: 08F78BB5A906\r\n\
         Wechatpay-Timestamp: {NOW}\r\nWechatpay-Nonce: {NONCE}\r\nWechatpay-Serial: {KEY_ID}\r\n\
         Wechatpay-Signature: {signature}\r\n\r\n",
        ANSWER.len()
    );
    let answer: Arc<[u8]> = [head.as_bytes(), ANSWER].concat().into();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let answer = answer.clone();
            std::thread::spawn(move || drop(serve(&stream, &answer)));
        }
    });
    url
}

fn serve(stream: &TcpStream, answer: &[u8]) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    let mut length = 0;
    loop {
        line.clear();
        if reader.read_line(&mut line)? == 0 {
            return Ok(());
        }
        if let Some(value) = line.strip_prefix("content-length: ") {
            length = value.trim().parse().unwrap_or(0);
        } else if line == "\r\n" {
            std::io::copy(&mut (&mut reader).take(length), &mut std::io::sink())?;
            (&*stream).write_all(answer)?;
        }
    }
}
