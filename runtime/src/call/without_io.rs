//! A call for an HTTP client of your own: its request, and its answer read. Nothing is sent here.

use bytes::Bytes;

use super::parts::CallParts;
use super::pending::Call;
use super::prepared::Prepared;
use super::read::read;
use crate::answer::{FromAnswer, Redirect};
use crate::error::Error;
use crate::response::{Response, decode};

impl CallParts {
    fn to_http(&self) -> Result<http::Request<Bytes>, Error> {
        let core = &self.client.core;
        Prepared::new(self, &core.platform_keys())
            .and_then(|prepared| prepared.sign(core))
            .map_err(|error| self.name(error))
    }

    pub(super) fn url(&self) -> Result<String, Error> {
        let core = &self.client.core;
        let mut url = Prepared::new(self, &core.platform_keys())
            .and_then(|prepared| prepared.url(core))
            .map_err(|error| self.name(error))?;
        if let Some(fragment) = self.operation.fragment {
            url.extend(["#", fragment]);
        }
        Ok(url)
    }
}

impl<T> Call<T> {
    /// The request as it would be sent: built, encrypted, signed now. Each time with a new nonce.
    ///
    /// # Errors
    /// Missing required fields, a value that cannot be sent, no key to encrypt
    /// with, a v2 operation without `api_v2_key`. Whether there is a TLS client
    /// certificate is looked at when the call is sent.
    pub fn to_http(&self) -> Result<http::Request<Bytes>, Error> {
        self.parts.to_http()
    }
}

impl<T: FromAnswer> Call<T> {
    /// Reads the answer to this call: verified, decoded, decrypted.
    ///
    /// # Errors
    /// An answer that is not to be trusted, an error of the API, a body that
    /// cannot be decoded.
    pub fn read(&self, answer: http::Response<Bytes>) -> Result<Response<T>, Error> {
        let client = &self.parts.client;
        decode(read(&self.parts, answer, &client.core.platform_keys())?, client)
    }
}

impl Call<Redirect> {
    /// The URL to send the user to. Nothing is requested.
    ///
    /// # Errors
    /// As for [`to_http`](Self::to_http).
    pub fn url(&self) -> Result<String, Error> {
        self.parts.url()
    }
}
