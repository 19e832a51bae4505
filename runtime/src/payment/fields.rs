//! Signed fields that travel as an object or as a query.

use serde_core::ser::{Serialize, SerializeMap as _, SerializeStruct as _, Serializer};

use crate::url::encode;

/// Fields with their `sign`, the last one. Serializes to an object (`extraData`); [`query`](Self::query) is the
/// same as text (`queryString`).
///
/// ```
/// # use wechatpay_openapi_runtime::sign::v2::SignType;
/// # use wechatpay_openapi_runtime::Client;
/// # use wechatpay_openapi_runtime::testing::TestPlatform;
/// # let platform = TestPlatform::new()?;
/// # let client: Client = platform.client()?;
/// # let payment = client.payment("wxd678efh567hg6787").v2(SignType::HmacSha256);
/// // payment = client.payment("wxd678efh567hg6787").v2(…)
/// let view = payment.payscore_detail("500001", "1234323JKHDFE1243252")?;
/// let names: Vec<&str> = view.iter().map(|(name, _)| name).collect();
/// assert_eq!(names, ["mch_id", "service_id", "out_order_no", "timestamp", "nonce_str", "sign_type", "sign"]);
/// assert_eq!(view.get("service_id"), Some("500001"));
/// assert!(view.query().contains("&service_id=500001&out_order_no=1234323JKHDFE1243252&"));
/// # Ok::<(), wechatpay_openapi_runtime::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedFields(pub(super) Vec<(String, String)>);

impl SignedFields {
    /// The value of a field.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| &**value)
    }

    /// Names and values, `sign` last.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (&**name, &**value))
    }

    /// `name=value` pairs joined by `&`, values percent-encoded.
    #[must_use]
    pub fn query(&self) -> String {
        let pairs: Vec<String> = self
            .iter()
            .map(|(name, value)| format!("{name}={}", encode(value)))
            .collect();
        pairs.join("&")
    }
}

impl Serialize for SignedFields {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in self.iter() {
            object.serialize_entry(name, value)?;
        }
        object.end()
    }
}

/// What the coupon plugin (`send-coupon`) takes. Serializes to the documented names.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CouponParameters {
    /// `send_coupon_params`: the `stock_id` and `out_request_no` of each coupon.
    pub send_coupon_params: Vec<(String, String)>,
    /// `send_coupon_merchant`: who hands the coupons out.
    pub send_coupon_merchant: String,
    /// `sign`
    pub sign: String,
}

impl Serialize for CouponParameters {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let coupons: Vec<_> = self.send_coupon_params.iter().map(Coupon).collect();
        let mut object = serializer.serialize_struct("CouponParameters", 3)?;
        object.serialize_field("send_coupon_params", &coupons)?;
        object.serialize_field("send_coupon_merchant", &self.send_coupon_merchant)?;
        object.serialize_field("sign", &self.sign)?;
        object.end()
    }
}

struct Coupon<'a>(&'a (String, String));

impl Serialize for Coupon<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (stock_id, out_request_no) = self.0;
        let mut object = serializer.serialize_struct("Coupon", 2)?;
        object.serialize_field("stock_id", stock_id)?;
        object.serialize_field("out_request_no", out_request_no)?;
        object.end()
    }
}
