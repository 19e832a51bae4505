//! Parameters for the front end, which opens the payment sheet with them.

mod elsewhere;
mod fields;
mod parameters;
mod v2;

pub use fields::{CouponParameters, SignedFields};
pub use parameters::{AppParameters, JsapiParameters, RedPacketParameters};
pub use v2::PaymentV2;

use crate::client::{Client, at_once};
use crate::crypto::KeyAlgorithm;
use crate::error::{Error, ErrorKind};
use crate::sign::shown;
use crate::sign::v3::payment_message;
use crate::url::encode;

/// Signs front-end parameters for one appid. Made by [`Client::payment`].
///
/// These signatures go to the user, and the key that makes them signs requests, too. So what is signed must have its
/// documented form: an appid or prepay id that is not of letters, digits, `_` and `-`, or has more than 64 of them, is refused
/// with [`ErrorKind::Request`].
///
/// ```
/// use wechatpay_openapi_runtime::Client;
/// # use wechatpay_openapi_runtime::testing::TestPlatform;
/// # let platform = TestPlatform::new()?;
/// # let client: Client = platform.client()?;
///
/// let payment = client.payment("wxd678efh567hg6787");
/// let sheet = payment.jsapi("wx201410272009395522657a690389285100")?; // `mini_program` is the same.
/// assert_eq!(sheet.package, "prepay_id=wx201410272009395522657a690389285100");
/// assert_eq!(sheet.sign_type, "RSA");
///
/// let sheet = payment.app("wx201410272009395522657a690389285100")?;
/// assert_eq!(sheet.partnerid, client.mchid());
/// # Ok::<(), wechatpay_openapi_runtime::Error>(())
/// ```
#[derive(Clone)]
pub struct Payment {
    client: Client,
    appid: String,
    partner_id: Option<String>,
    sign_type: Option<String>,
}

impl Client {
    /// Parameters for the front end that opens the payment sheet, signed for this appid.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::{Client, Error, JsapiParameters};
    ///
    /// fn sheet(client: &Client, prepay_id: &str) -> Result<JsapiParameters, Error> {
    ///     client.payment("wxd678efh567hg6787").jsapi(prepay_id)
    /// }
    /// ```
    pub fn payment(&self, appid: impl Into<String>) -> Payment {
        Payment::new(self.clone(), appid.into())
    }
}

/// Without what was given to it, which may be a key that stands in an appid's place.
impl std::fmt::Debug for Payment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Payment")
            .field("client", &self.client)
            .finish_non_exhaustive()
    }
}

impl Payment {
    pub(crate) fn new(client: Client, appid: String) -> Self {
        Self {
            client,
            appid,
            partner_id: None,
            sign_type: None,
        }
    }

    /// What JSAPI and mini programs are told of the signature (`signType`), instead of `RSA`.
    ///
    /// A client with an SM2 key must say it: the documentation names none for 国密.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::Client;
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let platform = TestPlatform::new()?;
    /// # let client: Client = platform.client()?;
    ///
    /// // What was agreed on with WeChat Pay.
    /// let sheet = client.payment("wxd678efh567hg6787").sign_type("SM2").jsapi("wx1")?;
    /// assert_eq!(sheet.sign_type, "SM2");
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    #[must_use]
    pub fn sign_type(mut self, sign_type: impl Into<String>) -> Self {
        self.sign_type = Some(sign_type.into());
        self
    }

    /// The `partnerid` of an app's parameters, instead of this client's mchid: an app of a partner's (服务商) merchant is
    /// given the `sub_mchid` of the order.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::Client;
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let platform = TestPlatform::new()?;
    /// # let client: Client = platform.client()?;
    ///
    /// let sheet = client.payment("wxd678efh567hg6787").partner_id("1900000109").app("wx1")?;
    /// assert_eq!(sheet.partnerid, "1900000109");
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    #[must_use]
    pub fn partner_id(mut self, mchid: impl Into<String>) -> Self {
        self.partner_id = Some(mchid.into());
        self
    }

    /// Parameters of `WeixinJSBridge.invoke('getBrandWCPayRequest', …)` and `wx.chooseWXPay`, from a prepay id.
    ///
    /// # Errors
    /// The appid or the prepay id has another form (`prepay_id=` before it, empty, …); a client of v2 alone has no key
    /// to sign with, one with an SM2 key needs [`sign_type`](Self::sign_type); the cryptographic library failed.
    pub fn jsapi(&self, prepay_id: &str) -> Result<JsapiParameters, Error> {
        self.at_once("jsapi_async", self.jsapi_async(prepay_id))
    }

    /// As [`jsapi`](Self::jsapi), where the payer has chosen an installment plan (分付贴息分期) beforehand.
    ///
    /// `subsidy_period_type` (`DAILY` or `PERIOD`) and the count of installments are those that the order was
    /// made with. Mini programs take the same. Orders of apps know such plans, too (`subsidy_info`), but neither for
    /// apps nor for H5 is it documented how the front end names a choice: there is none here.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::Client;
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let platform = TestPlatform::new()?;
    /// # let client: Client = platform.client()?;
    ///
    /// let sheet = client.payment("wxd678efh567hg6787").jsapi_installments("wx1", "PERIOD", 3)?;
    /// assert_eq!(sheet.package, "prepay_id=wx1&subsidy_period_type=PERIOD&selected_installment_number=3");
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    ///
    /// # Errors
    /// As for [`jsapi`](Self::jsapi).
    pub fn jsapi_installments(
        &self,
        prepay_id: &str,
        subsidy_period_type: &str,
        selected_installment_number: u32,
    ) -> Result<JsapiParameters, Error> {
        let signed =
            self.jsapi_installments_async(prepay_id, subsidy_period_type, selected_installment_number);
        self.at_once("jsapi_installments_async", signed)
    }

    /// Parameters of `wx.requestPayment` in a mini program: the same as JSAPI's.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::{Client, Error, JsapiParameters};
    ///
    /// fn sheet(client: &Client, prepay_id: &str) -> Result<JsapiParameters, Error> {
    ///     client.payment("wxd678efh567hg6787").mini_program(prepay_id)
    /// }
    /// ```
    ///
    /// # Errors
    /// As for [`jsapi`](Self::jsapi).
    pub fn mini_program(&self, prepay_id: &str) -> Result<JsapiParameters, Error> {
        self.jsapi(prepay_id)
    }

    /// Parameters of the app SDK's `PayReq`, from a prepay id. The partner id is this client's mchid, or
    /// [`partner_id`](Self::partner_id).
    ///
    /// ```
    /// use wechatpay_openapi_runtime::{AppParameters, Client, Error};
    ///
    /// fn sheet(client: &Client, prepay_id: &str) -> Result<AppParameters, Error> {
    ///     client.payment("wxd678efh567hg6787").app(prepay_id)
    /// }
    /// ```
    ///
    /// # Errors
    /// As for [`jsapi`](Self::jsapi); the client of a brand has no mchid.
    pub fn app(&self, prepay_id: &str) -> Result<AppParameters, Error> {
        self.at_once("app_async", self.app_async(prepay_id))
    }

    fn at_once<T>(&self, instead: &str, signed: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
        at_once(self.client.core.signs_elsewhere(), instead, signed)
    }

    /// The URL to open in the browser (H5), which returns to `redirect_url` after payment.
    ///
    /// Nothing is signed: the code URL of native payment and the H5 URL (`mweb_url` in v2) are used as they come.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::Client;
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let platform = TestPlatform::new()?;
    /// # let client: Client = platform.client()?;
    ///
    /// let h5_url = "https://wx.tenpay.com/checkmweb?prepay_id=wx1"; // Of the order's answer.
    /// let page = client.payment("wxd678efh567hg6787").h5(h5_url, Some("https://www.example.com/thanks"));
    /// assert_eq!(page, format!("{h5_url}&redirect_url=https%3A%2F%2Fwww.example.com%2Fthanks"));
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
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

    async fn sheet(&self, package: String) -> Result<JsapiParameters, Error> {
        let sign_type = self.stated_sign_type()?;
        let Signed {
            timestamp,
            nonce,
            signature,
        } = self.sign(&package).await?;
        Ok(JsapiParameters {
            app_id: self.appid.clone(),
            time_stamp: timestamp,
            nonce_str: nonce,
            package,
            sign_type,
            pay_sign: signature,
        })
    }

    /// The appid, if it has the form of one.
    fn appid(&self) -> Result<&str, Error> {
        shown::id("appid", &self.appid).map(|()| &*self.appid)
    }

    /// Who is paid, as the app is told.
    fn partner(&self) -> Result<&str, Error> {
        match &self.partner_id {
            Some(mchid) => shown::id("partnerid", mchid).map(|()| &**mchid),
            None => self.client.core.mchid(),
        }
    }

    /// The time and a nonce.
    fn fresh(&self) -> Result<(String, String), Error> {
        let core = &*self.client.core;
        let nonce = core.next_nonce()?;
        shown::id("nonce_str", &nonce)?;
        Ok((core.clock.now().to_string(), nonce))
    }

    /// `package` was checked; it ends in what the caller gave.
    async fn sign(&self, package: &str) -> Result<Signed, Error> {
        let core = &*self.client.core;
        let appid = self.appid()?;
        let (timestamp, nonce) = self.fresh()?;
        let message = payment_message(appid, &timestamp, &nonce, package);
        let signature = core.signer()?.key.sign(&message).await?;
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
