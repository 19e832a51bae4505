//! Somebody on loopback who keeps a private key, signs and decrypts with it, and may do that badly.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use wechatpay_openapi_runtime::crypto::{CryptoError, PrivateKey};
use wechatpay_openapi_runtime::{BoxError, BoxFuture, Encryption, SigningKey};

/// How it does what it is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    Well,
    After(Duration),
    /// Never.
    Silent,
    /// With this reason.
    Refusing(&'static str),
    /// By another key.
    Wrong,
    /// With nothing.
    Empty,
    /// Closes the connection.
    Gone,
}

/// One who signs well, after a while, or not at all.
#[derive(Clone)]
pub struct Keeper {
    address: SocketAddr,
    manner: Arc<Mutex<Manner>>,
    asked: Arc<Mutex<Vec<u8>>>,
}

impl Keeper {
    /// Keeps this key, in PEM.
    pub fn start(pem: &str, manner: Manner) -> Self {
        let key = Arc::new(PrivateKey::parse(pem).unwrap());
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let keeper = Self {
            address: listener.local_addr().unwrap(),
            manner: Arc::new(Mutex::new(manner)),
            asked: Arc::default(),
        };
        let own = keeper.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (own, key) = (own.clone(), key.clone());
                std::thread::spawn(move || own.serve(stream, &key));
            }
        });
        keeper
    }

    pub fn does(&self, manner: Manner) {
        *self.manner.lock().unwrap() = manner;
    }

    /// What it was asked for since it was looked at: `s` to sign, `o` and `p` to decrypt.
    pub fn asked(&self) -> String {
        String::from_utf8(std::mem::take(&mut self.asked.lock().unwrap())).unwrap()
    }

    fn serve(&self, mut stream: TcpStream, key: &PrivateKey) {
        let mut head = [0; 5];
        stream.read_exact(&mut head).unwrap();
        let mut data = vec![0; u32::from_be_bytes([head[1], head[2], head[3], head[4]]) as usize];
        stream.read_exact(&mut data).unwrap();
        self.asked.lock().unwrap().push(head[0]);
        let manner = *self.manner.lock().unwrap();
        let (status, answer) = match manner {
            Manner::Silent => {
                // Until the other side gives up.
                std::thread::sleep(Duration::from_secs(8));
                return;
            }
            Manner::Gone => return,
            Manner::Refusing(why) => (b'!', why.as_bytes().to_vec()),
            Manner::Empty => (b'.', Vec::new()),
            Manner::Wrong => (b'.', vec![0xff; 256]),
            Manner::Well | Manner::After(_) => match done(key, head[0], &data) {
                Ok(done) => (b'.', done),
                Err(error) => (b'!', error.to_string().into_bytes()),
            },
        };
        if let Manner::After(time) = manner {
            std::thread::sleep(time);
        }
        let _ = stream.write_all(&[&[status][..], &answer].concat());
    }

    /// Asks on a thread of its own, as many signers' programs do.
    async fn ask(&self, what: u8, data: &[u8]) -> Result<Vec<u8>, BoxError> {
        let (address, data) = (self.address, data.to_vec());
        let (tell, told) = tokio::sync::oneshot::channel();
        std::thread::spawn(move || {
            let _ = tell.send(asked(address, what, &data));
        });
        told.await?
    }
}

fn asked(address: SocketAddr, what: u8, data: &[u8]) -> Result<Vec<u8>, BoxError> {
    let mut stream = TcpStream::connect(address)?;
    let length = u32::try_from(data.len())?.to_be_bytes();
    stream.write_all(&[&[what][..], &length, data].concat())?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    match answer.split_first() {
        Some((b'.', answer)) => Ok(answer.to_vec()),
        Some((_, why)) => Err(String::from_utf8_lossy(why).into()),
        None => Err("the keeper closed the connection".into()),
    }
}

fn done(key: &PrivateKey, what: u8, data: &[u8]) -> Result<Vec<u8>, CryptoError> {
    let text = STANDARD.encode(data);
    match what {
        b's' => Ok(STANDARD.decode(key.sign(data)?).unwrap()),
        b'p' => key.decrypt_pkcs1_v15(&text).map(String::into_bytes),
        _ => key.decrypt(&text).map(String::into_bytes),
    }
}

impl SigningKey for Keeper {
    fn sign<'a>(&'a self, message: &'a [u8]) -> BoxFuture<'a, Result<Vec<u8>, BoxError>> {
        Box::pin(self.ask(b's', message))
    }

    fn decrypt<'a>(
        &'a self,
        ciphertext: &'a [u8],
        encryption: Encryption,
    ) -> BoxFuture<'a, Result<Vec<u8>, BoxError>> {
        let what = match encryption {
            Encryption::RsaPkcs1V15 => b'p',
            _ => b'o',
        };
        Box::pin(self.ask(what, ciphertext))
    }
}
