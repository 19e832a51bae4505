//! The same parameters, signed by a merchant's key that has to be waited for.

use super::{AppParameters, JsapiParameters, Payment, Signed};
use crate::error::Error;
use crate::sign::shown;

/// With a key that is kept elsewhere ([`SigningKey`](crate::SigningKey)). It is waited for without an end: put a time-out
/// around it where a user waits. With a key that is here they are done at once.
impl Payment {
    /// As [`jsapi`](Self::jsapi).
    ///
    /// # Errors
    /// As there; the key did not sign.
    pub async fn jsapi_async(&self, prepay_id: &str) -> Result<JsapiParameters, Error> {
        shown::id("prepay_id", prepay_id)?;
        self.sheet(format!("prepay_id={prepay_id}")).await
    }

    /// As [`jsapi_installments`](Self::jsapi_installments).
    ///
    /// # Errors
    /// As there; the key did not sign.
    pub async fn jsapi_installments_async(
        &self,
        prepay_id: &str,
        subsidy_period_type: &str,
        selected_installment_number: u32,
    ) -> Result<JsapiParameters, Error> {
        shown::id("prepay_id", prepay_id)?;
        shown::id("subsidy_period_type", subsidy_period_type)?;
        let package = format!(
            "prepay_id={prepay_id}&subsidy_period_type={subsidy_period_type}\
             &selected_installment_number={selected_installment_number}"
        );
        self.sheet(package).await
    }

    /// As [`mini_program`](Self::mini_program).
    ///
    /// # Errors
    /// As there; the key did not sign.
    pub async fn mini_program_async(&self, prepay_id: &str) -> Result<JsapiParameters, Error> {
        self.jsapi_async(prepay_id).await
    }

    /// As [`app`](Self::app).
    ///
    /// # Errors
    /// As there; the key did not sign.
    pub async fn app_async(&self, prepay_id: &str) -> Result<AppParameters, Error> {
        shown::id("prepay_id", prepay_id)?;
        let Signed {
            timestamp,
            nonce,
            signature,
        } = self.sign(prepay_id).await?;
        let partnerid = self.partner()?;
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
}
