//! Other keys for a client that runs: what is on its way ends as it began, what follows is signed by the new one.

use super::merchant_key::MerchantKey;
use super::settings::{GivenKey, GivenPrivate};
use crate::client::handle::Client;
use crate::client::own_keys::OwnKeys;
use crate::client::problems::Problems;
use crate::client::signing_key::SigningKey;
use crate::error::{Error, ErrorKind};

impl Client {
    /// Signs with another private key from now on: in this client, its clones, and what was made of them.
    ///
    /// For a new API certificate (换商户API证书), without building the client again. Requests that are signed already go as they are,
    /// and what is encrypted for the former key is still decrypted, until the next change. The TLS
    /// client certificate stays.
    ///
    /// ```no_run
    /// # fn renewed(client: &wechatpay_openapi_runtime::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// // Told of a new file, or by a clock:
    /// client.replace_merchant_key("7A0E4D5C6B8F9012345678901234567890ABCDEF", std::fs::read("apiclient_key.pem")?)?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Config`] with all problems, as of the builder; of another kind than the present one (RSA, SM2), or for a
    /// client that had none. Then nothing was changed.
    pub fn replace_merchant_key(
        &self,
        serial_no: impl Into<String>,
        private_key: impl AsRef<[u8]>,
    ) -> Result<(), Error> {
        self.replace_key(GivenKey {
            serial_no: Some(serial_no.into()),
            certificate: None,
            key: GivenPrivate::Here(private_key.as_ref().to_vec()),
        })
    }

    /// As [`replace_merchant_key`](Self::replace_merchant_key), with a key that somebody else keeps.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::Client;
    /// # use wechatpay_openapi_runtime::{BoxError, BoxFuture, SigningKey};
    /// # let platform = wechatpay_openapi_runtime::testing::TestPlatform::new()?;
    /// # let client = Client::builder(platform.mchid())
    /// #     .signing_key("5157F09EFDC096DE15EBE81A47057A7232F1B8E1", Kms)
    /// #     .public_key(platform.public_key_id(), platform.public_key())
    /// #     .build()?;
    /// # struct Kms;
    /// # impl SigningKey for Kms {
    /// #     fn sign<'a>(&'a self, _: &'a [u8]) -> BoxFuture<'a, Result<Vec<u8>, BoxError>> {
    /// #         Box::pin(async { Ok(Vec::new()) })
    /// #     }
    /// # }
    ///
    /// client.replace_signing_key("7A0E4D5C6B8F9012345678901234567890ABCDEF", Kms)?;
    /// assert_eq!(client.serial_no().as_deref(), Some("7A0E4D5C6B8F9012345678901234567890ABCDEF"));
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    ///
    /// # Errors
    /// As there.
    pub fn replace_signing_key(
        &self,
        serial_no: impl Into<String>,
        key: impl SigningKey,
    ) -> Result<(), Error> {
        self.replace_key(GivenKey {
            serial_no: Some(serial_no.into()),
            certificate: None,
            key: GivenPrivate::Elsewhere(Box::new(key)),
        })
    }

    /// Signs v2 operations with another v2 API key from now on, in this client and its clones. Answers and notifications of the former
    /// one are read until the next change: both are valid for 15 days.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::Client;
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let platform = TestPlatform::new()?;
    /// # let client: Client = platform.client()?;
    ///
    /// client.replace_api_v2_key("abcdef0123456789abcdef0123456789")?;
    /// assert!(client.replace_api_v2_key("too short").is_err());
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Config`] if it is no such key. Then nothing was changed.
    pub fn replace_api_v2_key(&self, key: impl AsRef<[u8]>) -> Result<(), Error> {
        let mut problems = Problems::default();
        let read = problems.api_v2_keys(Some(key.as_ref().to_vec()), None);
        match read {
            Some(next) if problems.0.is_empty() => {
                self.core.api_v2_key.exchange(|held| match held {
                    Some(held) => next.after(held),
                    None => next,
                });
                Ok(())
            }
            _ => Err(refused(problems)),
        }
    }

    fn replace_key(&self, given: GivenKey) -> Result<(), Error> {
        let core = &self.core;
        let mut problems = Problems::default();
        let own = MerchantKey::read(given, &mut problems);
        let scheme = own.scheme(core.brand_id.is_some(), &mut problems);
        match core.scheme {
            None => problems.add("merchant_key: this client was built without one, for v2 alone: build another"),
            Some(present) if own.key.is_some() && present != scheme => problems.add(
                "merchant_key: it is RSA and the present one is SM2 (国密), or the reverse: build another client",
            ),
            Some(_) => {}
        }
        let identity = core.brand_id.as_deref().unwrap_or(&core.mchid);
        match own.signer(scheme, identity) {
            Some(next) if problems.0.is_empty() => {
                core.own.exchange(|held| match held {
                    Some(held) => held.followed_by(next),
                    None => OwnKeys::new(next),
                });
                Ok(())
            }
            _ => Err(refused(problems)),
        }
    }
}

fn refused(problems: Problems) -> Error {
    let text = "the key cannot be replaced, and the client has the one that it had";
    Error::new(ErrorKind::Config, text).with_problems(problems.0)
}
