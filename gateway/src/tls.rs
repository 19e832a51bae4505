//! TLS with a certificate of the gateway's own authority, which also knows the merchant's.

use std::sync::Arc;

use anyhow::{Context as _, Result};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::aws_lc_rs::default_provider;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::{RootCertStore, ServerConfig};
use wechatpay_openapi_runtime::crypto::Certificate;

use crate::keys::Keys;

/// Takes TLS connections, also at this host. A client may show a certificate of the same authority: its merchant's.
pub(crate) fn acceptor(keys: &Keys, host: &str) -> Result<TlsAcceptor> {
    let provider = Arc::new(default_provider());
    let mut roots = RootCertStore::empty();
    let authority = CertificateDer::from_pem_slice(keys.authority().as_bytes())?;
    roots.add(authority.clone())?;
    let clients = WebPkiClientVerifier::builder_with_provider(roots.into(), provider.clone())
        .allow_unauthenticated()
        .build()?;
    let (certificate, key) = keys.server_certificate(host.trim_matches(['[', ']']))?;
    let chain = vec![CertificateDer::from_pem_slice(certificate.as_bytes())?, authority];
    let key = PrivateKeyDer::from_pem_slice(key.as_bytes())?;
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_client_cert_verifier(clients)
        .with_single_cert(chain, key)
        .context("TLS cannot be set up")?;
    Ok(TlsAcceptor::from(Arc::new(config)))
}

/// The serial number of the certificate that a client showed.
pub(crate) fn shown(certificates: Option<&[CertificateDer<'_>]>) -> Option<String> {
    let first = certificates?.first()?;
    let certificate = Certificate::parse(first.as_ref()).ok()?;
    Some(certificate.serial_no().to_owned())
}
