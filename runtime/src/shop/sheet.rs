//! An order, and in the same step what the payer's device opens the payment sheet with.

use std::fmt;
use std::future::IntoFuture;

use serde_core::ser::{Serialize, Serializer};

use crate::call::Call;
#[cfg(feature = "blocking")]
use crate::call::block_on;
use crate::client::Client;
use crate::error::{Error, ErrorKind};
use crate::future::BoxFuture;
use crate::payment::{AppParameters, JsapiParameters, Payment};
use crate::record::{Record, RecordRef};
use crate::response::Response;
use crate::timer::within;

/// An order that was placed, and the sheet for it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Ordered<T, S> {
    /// WeChat Pay's answer.
    pub order: Response<T>,
    /// What the payer's device is given. Serializes to the documented names.
    pub sheet: S,
}

/// Where the payer goes: `h5_url`, which the browser opens, or `code_url`, which is shown as a QR code.
///
/// Serializes to its text. To come back to a page of yours after an H5 payment: [`Payment::h5`].
///
/// ```
/// use wechatpay_openapi_runtime::{Error, Ordering, PaymentUrl, record::Record};
///
/// /// `order` is `client.v3().pay().transactions().native().sheet(request)`: what the QR code shows.
/// async fn code<T: Record>(order: Ordering<T, PaymentUrl>) -> Result<String, Error> {
///     Ok(order.await?.sheet.as_str().to_owned())
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentUrl(String);

impl PaymentUrl {
    /// The URL.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PaymentUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for PaymentUrl {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// What a payment sheet is opened with.
pub trait Sheet: Sized + Send + 'static {
    /// Makes it of the order's answer.
    ///
    /// # Errors
    /// The answer lacks what it is made of; it cannot be signed.
    #[doc(hidden)]
    fn of(payment: Payment, order: RecordRef<'_>) -> BoxFuture<'static, Result<Self, Error>>;
}

impl Sheet for JsapiParameters {
    fn of(payment: Payment, order: RecordRef<'_>) -> BoxFuture<'static, Result<Self, Error>> {
        let prepay_id = one_of(order, &["prepay_id"]);
        Box::pin(async move { payment.jsapi_async(&prepay_id?).await })
    }
}

impl Sheet for AppParameters {
    fn of(payment: Payment, order: RecordRef<'_>) -> BoxFuture<'static, Result<Self, Error>> {
        let prepay_id = one_of(order, &["prepay_id"]);
        Box::pin(async move { payment.app_async(&prepay_id?).await })
    }
}

impl Sheet for PaymentUrl {
    fn of(_: Payment, order: RecordRef<'_>) -> BoxFuture<'static, Result<Self, Error>> {
        let url = one_of(order, &["h5_url", "code_url"]).map(Self);
        Box::pin(async move { url })
    }
}

fn one_of(order: RecordRef<'_>, names: &[&str]) -> Result<String, Error> {
    let found = names.iter().find_map(|name| order.text(name)).map(str::to_owned);
    found.ok_or_else(|| {
        let text = format!(
            "the order was placed, and its answer has no `{}`",
            names.join("` or `")
        );
        Error::new(ErrorKind::Decode, text)
            .with_problems(names.iter().map(|name| format!("/{name}")).collect())
    })
}

/// An order to place, and then to sign for: `.await` it.
///
/// The parameters are signed for the appid that the payer is known by: the order's `appid` (`combine_appid`); of a
/// partner's order `sub_appid` if there is one, unless the payer is named by `sp_openid`: then `sp_appid`. An app of a
/// partner's merchant gets `sub_mchid` for its `partnerid`.
///
/// ```
/// use wechatpay_openapi_runtime::{Error, JsapiParameters, Ordering};
/// # use wechatpay_openapi_runtime::record;
/// # record! {
/// #     /// As in the generated crate.
/// #     pub struct Answer {
/// #         /// The order's id.
/// #         pub prepay_id: Option<String>,
/// #     }
/// # }
///
/// /// `order` is `client.v3().pay().transactions().jsapi().sheet(request)`.
/// async fn checkout(order: Ordering<Answer, JsapiParameters>) -> Result<JsapiParameters, Error> {
///     Ok(order.await?.sheet)
/// }
/// ```
#[must_use = "nothing is ordered before it is awaited"]
pub struct Ordering<T, S> {
    call: Call<T>,
    sign_type: Option<String>,
    sheet: std::marker::PhantomData<fn() -> S>,
}

impl<T: Record, S: Sheet> Ordering<T, S> {
    /// Places this order. For generated code.
    pub fn new(call: Call<T>) -> Self {
        Self {
            call,
            sign_type: None,
            sheet: std::marker::PhantomData,
        }
    }

    /// Sets what the order's call has, such as `|call| call.timeout(…)`.
    ///
    /// ```
    /// use std::time::Duration;
    /// use wechatpay_openapi_runtime::{JsapiParameters, Ordering, record::Record};
    ///
    /// fn soon<T: Record>(order: Ordering<T, JsapiParameters>) -> Ordering<T, JsapiParameters> {
    ///     order.with(|call| call.timeout(Duration::from_secs(5)))
    /// }
    /// ```
    pub fn with(mut self, set: impl FnOnce(Call<T>) -> Call<T>) -> Self {
        self.call = set(self.call);
        self
    }

    /// As [`Payment::sign_type`], which a client with an SM2 key must say.
    pub fn sign_type(mut self, sign_type: impl Into<String>) -> Self {
        self.sign_type = Some(sign_type.into());
        self
    }

    /// Places the order and signs, on a thread of the client's: see [`Call::send_blocking`].
    ///
    /// ```
    /// use wechatpay_openapi_runtime::{Error, JsapiParameters, Ordering, record::Record};
    ///
    /// /// `order` is `client.v3().pay().transactions().jsapi().sheet(request)`.
    /// fn checkout<T: Record>(order: Ordering<T, JsapiParameters>) -> Result<JsapiParameters, Error> {
    ///     Ok(order.send_blocking()?.sheet)
    /// }
    /// ```
    ///
    /// # Errors
    /// As for `.await`.
    #[cfg(feature = "blocking")]
    pub fn send_blocking(self) -> Result<Ordered<T, S>, Error> {
        let (payment, client) = (self.payment(), self.call.client().clone());
        let order = self.call.send_blocking()?;
        block_on(&client, |_| signed(client.clone(), payment, order))
    }

    /// Who signs, and for whom.
    fn payment(&self) -> Payment {
        let payer = self.call.request().map(Payer::of).unwrap_or_default();
        let mut payment = self.call.client().payment(payer.appid);
        if let Some(mchid) = payer.partner_id {
            payment = payment.partner_id(mchid);
        }
        match &self.sign_type {
            Some(sign_type) => payment.sign_type(sign_type),
            None => payment,
        }
    }
}

/// Of one whose answer came, within the time of a call: the key may be kept elsewhere. What fails from here on does not undo the
/// order.
async fn signed<T: Record, S: Sheet>(
    client: Client,
    payment: Payment,
    order: Response<T>,
) -> Result<Ordered<T, S>, Error> {
    let sheet = S::of(payment, RecordRef::new(&*order));
    match within(&*client.core.timer, client.core.timeout, sheet).await {
        Some(Ok(sheet)) => Ok(Ordered { order, sheet }),
        Some(Err(error)) => Err(order.blame(error)),
        None => {
            let text =
                "the order was placed, and the signing key did not sign its sheet within the time of a call";
            Err(order.blame(Error::new(ErrorKind::Crypto, text)))
        }
    }
}

impl<T: Record, S: Sheet> IntoFuture for Ordering<T, S> {
    type Output = Result<Ordered<T, S>, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        let (payment, client) = (self.payment(), self.call.client().clone());
        Box::pin(async move { signed(client, payment, self.call.await?).await })
    }
}

impl<T, S> fmt::Debug for Ordering<T, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ordering({:?})", self.call)
    }
}

/// Whom the sheet is for, as the order's request says.
#[derive(Default)]
struct Payer {
    appid: String,
    partner_id: Option<String>,
}

impl Payer {
    fn of(request: RecordRef<'_>) -> Self {
        let first = |names: &[&str]| {
            names
                .iter()
                .find_map(|name| request.text(name))
                .map(str::to_owned)
        };
        let is_known_to_partner = request
            .record("payer")
            .is_some_and(|payer| payer.text("sp_openid").is_some());
        let appids: &[&str] = match is_known_to_partner {
            true => &["sp_appid"],
            false => &["appid", "combine_appid", "sub_appid", "sp_appid"],
        };
        Self {
            appid: first(appids).unwrap_or_default(),
            partner_id: first(&["mchid", "combine_mchid", "sub_mchid"]),
        }
    }
}
