//! A loopback TLS server, HTTP/1.1 and HTTP/2, and the certificates of `tests/tls`.

use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::{RootCertStore, ServerConfig};
use wechatpay_openapi_runtime::{Bytes, ReqwestTransport, http};

use super::platform::pem;

/// A file of `tests/tls`.
pub fn file(name: &str) -> Vec<u8> {
    std::fs::read(super::tests().join("tls").join(name)).unwrap()
}

/// `apiclient_cert.pem` of `merchant` or `other`.
pub fn certificate_pem(name: &str) -> String {
    pem("CERTIFICATE", &file(&format!("{name}.cert.der")))
}

/// `apiclient_key.pem` of `merchant` or `other`.
pub fn key_pem(name: &str) -> String {
    pem("PRIVATE KEY", &file(&format!("{name}.key.der")))
}

/// A request as it arrived.
#[derive(Debug, Clone)]
pub struct Arrived {
    pub version: http::Version,
    pub method: String,
    pub target: String,
    /// What the client presented in the handshake of this request's connection.
    pub certificate: Option<Vec<u8>>,
    /// Which connection it came on.
    pub connection: usize,
}

/// Which handshakes the server accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clients {
    /// Those with a certificate of the authority alone.
    Certified,
    /// All; a certificate is asked for.
    Any,
}

pub struct TlsServer {
    pub url: String,
    arrived: Arc<Mutex<Vec<Arrived>>>,
}

pub type Answer = dyn Fn(&Arrived) -> http::Response<Bytes> + Send + Sync;

impl TlsServer {
    /// Answers every request as `answer` says. Needs a tokio runtime.
    pub async fn start(
        clients: Clients,
        answer: impl Fn(&Arrived) -> http::Response<Bytes> + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("https://{}", listener.local_addr().unwrap());
        let acceptor = TlsAcceptor::from(Arc::new(config(clients)));
        let arrived: Arc<Mutex<Vec<Arrived>>> = Arc::default();
        let log = arrived.clone();
        let answer: Arc<Answer> = Arc::new(answer);
        tokio::spawn(async move {
            for connection in 0.. {
                let (stream, _) = listener.accept().await.unwrap();
                tokio::spawn(serve(
                    acceptor.clone(),
                    stream,
                    connection,
                    log.clone(),
                    answer.clone(),
                ));
            }
        });
        Self { url, arrived }
    }

    /// The requests so far.
    pub fn arrived(&self) -> Vec<Arrived> {
        std::mem::take(&mut *self.arrived.lock().unwrap())
    }
}

fn config(clients: Clients) -> ServerConfig {
    let mut roots = RootCertStore::empty();
    roots
        .add(CertificateDer::from(file("authority.cert.der")))
        .unwrap();
    // Named: a build with several has no default.
    let provider = Arc::new(tokio_rustls::rustls::crypto::aws_lc_rs::default_provider());
    let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider.clone());
    let verifier = match clients {
        Clients::Certified => verifier,
        Clients::Any => verifier.allow_unauthenticated(),
    };
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_client_cert_verifier(verifier.build().unwrap())
        .with_single_cert(
            vec![CertificateDer::from(file("server.cert.der"))],
            PrivatePkcs8KeyDer::from(file("server.key.der")).into(),
        )
        .unwrap();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    config
}

async fn serve(
    acceptor: TlsAcceptor,
    stream: TcpStream,
    connection: usize,
    log: Arc<Mutex<Vec<Arrived>>>,
    answer: Arc<Answer>,
) {
    let Ok(stream) = acceptor.accept(stream).await else {
        return;
    };
    let presented = stream.get_ref().1.peer_certificates();
    let certificate = presented.map(|chain| chain[0].to_vec());
    let service = hyper::service::service_fn(move |request: http::Request<Incoming>| {
        let (log, answer, certificate) = (log.clone(), answer.clone(), certificate.clone());
        async move {
            let (head, body) = request.into_parts();
            drop(body.collect().await);
            let arrived = Arrived {
                version: head.version,
                method: head.method.to_string(),
                target: head.uri.path_and_query().unwrap().to_string(),
                certificate,
                connection,
            };
            let response = answer(&arrived).map(Full::new);
            log.lock().unwrap().push(arrived);
            Ok::<_, Infallible>(response)
        }
    });
    let _ = auto::Builder::new(TokioExecutor::new())
        .serve_connection(TokioIo::new(stream), service)
        .await;
}

/// The default transport, trusting the authority of `tests/tls` alone.
pub fn transport() -> ReqwestTransport {
    trusting(reqwest::ClientBuilder::no_proxy)
}

/// The same with more settings, and with the proxies of the environment.
pub fn trusting(
    settings: impl Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync + 'static,
) -> ReqwestTransport {
    ReqwestTransport::configured(move |builder| {
        let authority = reqwest::Certificate::from_der(&file("authority.cert.der")).unwrap();
        settings(builder.tls_certs_only([authority]))
    })
    .unwrap()
}
