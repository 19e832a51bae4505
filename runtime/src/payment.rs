//! Parameters for the front end, which opens the payment sheet with them.

use serde_core::ser::{Serialize, SerializeStruct as _, Serializer};

use crate::client::Client;
use crate::crypto::KeyAlgorithm;
use crate::error::{Error, ErrorKind};
use crate::sign::v3::payment_message;
use crate::url::encode;

/// Signs front-end parameters for one appid. Made by [`Client::payment`].
#[derive(Debug, Clone)]
pub struct Payment {
    client: Client,
    appid: String,
    sign_type: Option<String>,
}

impl Payment {
    pub(crate) fn new(client: Client, appid: String) -> Self {
        Self {
            client,
            appid,
            sign_type: None,
        }
    }

    /// What JSAPI and mini programs are told of the signature (`signType`), instead of `RSA`.
    ///
    /// A client with an SM2 key must say it: the documentation names none for 国密.
    #[must_use]
    pub fn sign_type(mut self, sign_type: impl Into<String>) -> Self {
        self.sign_type = Some(sign_type.into());
        self
    }

    /// Parameters of `WeixinJSBridge.invoke('getBrandWCPayRequest', …)` and `wx.chooseWXPay`, from a prepay id.
    ///
    /// # Errors
    /// A client of v2 alone has no key to sign with, one with an SM2 key needs
    /// [`sign_type`](Self::sign_type); the cryptographic library failed.
    pub fn jsapi(&self, prepay_id: &str) -> Result<JsapiParameters, Error> {
        let sign_type = self.stated_sign_type()?;
        let package = format!("prepay_id={prepay_id}");
        let Signed {
            timestamp,
            nonce,
            signature,
        } = self.sign(&package)?;
        Ok(JsapiParameters {
            app_id: self.appid.clone(),
            time_stamp: timestamp,
            nonce_str: nonce,
            package,
            sign_type,
            pay_sign: signature,
        })
    }

    /// Parameters of `wx.requestPayment` in a mini program: the same as JSAPI's.
    ///
    /// # Errors
    /// As for [`jsapi`](Self::jsapi).
    pub fn mini_program(&self, prepay_id: &str) -> Result<JsapiParameters, Error> {
        self.jsapi(prepay_id)
    }

    /// Parameters of the app SDK's `PayReq`, from a prepay id. The partner id is this client's mchid.
    ///
    /// # Errors
    /// As for [`jsapi`](Self::jsapi); the client of a brand has no mchid.
    pub fn app(&self, prepay_id: &str) -> Result<AppParameters, Error> {
        let Signed {
            timestamp,
            nonce,
            signature,
        } = self.sign(prepay_id)?;
        let partnerid = self.client.core.mchid()?;
        Ok(AppParameters {
            appid: self.appid.clone(),
            partnerid: partnerid.to_owned(),
            prepayid: prepay_id.to_owned(),
            package: "Sign=WXPay".to_owned(),
            noncestr: nonce,
            timestamp,
            sign: signature,
        })
    }

    /// The URL to open in the browser (H5), which returns to `redirect_url` after payment.
    ///
    /// Nothing is signed: the code URL of native payment and the H5 URL are used as they come.
    #[must_use]
    pub fn h5(&self, h5_url: &str, redirect_url: Option<&str>) -> String {
        match redirect_url {
            Some(url) => {
                let separator = if h5_url.contains('?') { '&' } else { '?' };
                format!("{h5_url}{separator}redirect_url={}", encode(url))
            }
            None => h5_url.to_owned(),
        }
    }

    fn stated_sign_type(&self) -> Result<String, Error> {
        match (&self.sign_type, self.client.core.signer()?.scheme.algorithm()) {
            (Some(stated), _) => Ok(stated.clone()),
            (None, KeyAlgorithm::Rsa) => Ok("RSA".to_owned()),
            (None, KeyAlgorithm::Sm2) => Err(Error::new(
                ErrorKind::Config,
                "the documentation names no `signType` for SM2 (国密): give what was agreed on with WeChat Pay with \
                 `sign_type`",
            )),
        }
    }

    fn sign(&self, package: &str) -> Result<Signed, Error> {
        let core = &*self.client.core;
        let timestamp = core.clock.now().to_string();
        let nonce = core.next_nonce()?;
        let signature = core
            .signer()?
            .sign(&payment_message(&self.appid, &timestamp, &nonce, package))?;
        Ok(Signed {
            timestamp,
            nonce,
            signature,
        })
    }
}

struct Signed {
    timestamp: String,
    nonce: String,
    signature: String,
}

/// What JSAPI and mini programs pass to open the payment sheet. Serializes to the documented names.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct JsapiParameters {
    /// `appId`; a mini program leaves it out.
    pub app_id: String,
    /// `timeStamp`, in seconds, as text.
    pub time_stamp: String,
    /// `nonceStr`
    pub nonce_str: String,
    /// `package`: `prepay_id=…`
    pub package: String,
    /// `signType`: `RSA`, unless [`Payment::sign_type`] says otherwise.
    pub sign_type: String,
    /// `paySign`
    pub pay_sign: String,
}

impl Serialize for JsapiParameters {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("JsapiParameters", 6)?;
        object.serialize_field("appId", &self.app_id)?;
        object.serialize_field("timeStamp", &self.time_stamp)?;
        object.serialize_field("nonceStr", &self.nonce_str)?;
        object.serialize_field("package", &self.package)?;
        object.serialize_field("signType", &self.sign_type)?;
        object.serialize_field("paySign", &self.pay_sign)?;
        object.end()
    }
}

/// What an app passes to the SDK to open the payment sheet. Serializes to the documented names.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct AppParameters {
    /// `appid`
    pub appid: String,
    /// `partnerid`: the mchid.
    pub partnerid: String,
    /// `prepayid`
    pub prepayid: String,
    /// `package`: `Sign=WXPay`
    pub package: String,
    /// `noncestr`
    pub noncestr: String,
    /// `timestamp`, in seconds, as text.
    pub timestamp: String,
    /// `sign`
    pub sign: String,
}

impl Serialize for AppParameters {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("AppParameters", 7)?;
        object.serialize_field("appid", &self.appid)?;
        object.serialize_field("partnerid", &self.partnerid)?;
        object.serialize_field("prepayid", &self.prepayid)?;
        object.serialize_field("package", &self.package)?;
        object.serialize_field("noncestr", &self.noncestr)?;
        object.serialize_field("timestamp", &self.timestamp)?;
        object.serialize_field("sign", &self.sign)?;
        object.end()
    }
}
