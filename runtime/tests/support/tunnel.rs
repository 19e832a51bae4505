//! A loopback HTTP proxy that opens tunnels (CONNECT) and passes everything else on.

use std::io::{BufRead as _, BufReader, Write as _, copy};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

/// What a client said to the proxy: the request line and its headers.
pub type Said = Vec<String>;

pub struct Tunnel {
    pub address: String,
    said: Arc<Mutex<Vec<Said>>>,
}

impl Tunnel {
    /// Opens a tunnel to whatever is named; anything but CONNECT is refused.
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let said: Arc<Mutex<Vec<Said>>> = Arc::default();
        let log = said.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let log = log.clone();
                std::thread::spawn(move || serve(stream, &log));
            }
        });
        Self { address, said }
    }

    /// All that was said so far, one entry for each connection.
    pub fn said(&self) -> Vec<Said> {
        std::mem::take(&mut *self.said.lock().unwrap())
    }
}

fn serve(mut client: TcpStream, log: &Mutex<Vec<Said>>) {
    let mut reader = BufReader::new(client.try_clone().unwrap());
    let mut said = Vec::new();
    loop {
        let mut line = String::new();
        match reader.read_line(&mut line) {
            Ok(count) if count > 2 => said.push(line.trim_end().to_owned()),
            _ => break,
        }
    }
    let first: Vec<String> = said
        .first()
        .map(|line| line.split(' ').map(str::to_owned).collect())
        .unwrap_or_default();
    log.lock().unwrap().push(said);
    let target = match &*first {
        [method, target, _] if method == "CONNECT" => TcpStream::connect(target),
        _ => return,
    };
    let Ok(mut server) = target else {
        let _ = client.write_all(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n");
        return;
    };
    client
        .write_all(b"HTTP/1.1 200 Connection established\r\n\r\n")
        .unwrap();
    let (mut back, mut forth) = (server.try_clone().unwrap(), client.try_clone().unwrap());
    let backwards = std::thread::spawn(move || {
        let _ = copy(&mut back, &mut forth);
        let _ = forth.shutdown(Shutdown::Both);
    });
    // What the client has sent already is in the reader.
    let _ = copy(&mut reader, &mut server);
    let _ = server.shutdown(Shutdown::Both);
    let _ = backwards.join();
}
