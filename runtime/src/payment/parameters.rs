//! What the front end is handed. Each serializes to the documented names.

use serde_core::ser::{Serialize, SerializeStruct as _, Serializer};

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
    /// `package`: `prepay_id=…`, perhaps with a choice of installments behind it.
    pub package: String,
    /// `signType`: `RSA`, unless [`Payment::sign_type`](crate::Payment::sign_type) says otherwise; `MD5` or
    /// `HMAC-SHA256` in v2.
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

/// What a mini program passes to `wx.sendBizRedPacket`. Serializes to the documented names.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RedPacketParameters {
    /// `timeStamp`, in seconds, as text.
    pub time_stamp: String,
    /// `nonceStr`
    pub nonce_str: String,
    /// `package`, percent-encoded as a whole.
    pub package: String,
    /// `signType`: always `MD5`.
    pub sign_type: String,
    /// `paySign`
    pub pay_sign: String,
}

impl Serialize for RedPacketParameters {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("RedPacketParameters", 5)?;
        object.serialize_field("timeStamp", &self.time_stamp)?;
        object.serialize_field("nonceStr", &self.nonce_str)?;
        object.serialize_field("package", &self.package)?;
        object.serialize_field("signType", &self.sign_type)?;
        object.serialize_field("paySign", &self.pay_sign)?;
        object.end()
    }
}
