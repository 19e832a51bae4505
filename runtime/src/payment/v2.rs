//! v2's front-end parameters: signed with the v2 API key, over their names.

use super::{AppParameters, CouponParameters, JsapiParameters, Payment, RedPacketParameters, SignedFields};
use crate::error::{Error, ErrorKind};
use crate::sign::shown;
use crate::sign::v2::{self, SignType};
use crate::url::encode;

/// Signs v2 front-end parameters for one appid. Made by [`Payment::v2`].
///
/// Every method fails with [`ErrorKind::Config`](crate::ErrorKind::Config) if the client has no v2 API key. What is
/// documented to be HMAC-SHA256 or MD5 whatever the order had is signed so.
///
/// The user sees these signatures, and WeChat Pay signs notifications with the same key. So nothing is signed that could
/// be read as one: an empty value, one with `&` or a control character is refused with
/// [`ErrorKind::Request`](crate::ErrorKind::Request), an appid or prepay id also if it is not of letters, digits, `_` and `-`.
///
/// ```
/// use wechatpay_openapi_runtime::sign::v2::SignType;
/// use wechatpay_openapi_runtime::Client;
/// # use wechatpay_openapi_runtime::testing::TestPlatform;
/// # let platform = TestPlatform::new()?;
/// # let client: Client = platform.client()?;
///
/// // MD5, as the order had it.
/// let payment = client.payment("wxd678efh567hg6787").v2(SignType::Md5);
/// let sheet = payment.jsapi("wx1")?; // `mini_program` is the same.
/// assert_eq!((&*sheet.package, &*sheet.sign_type), ("prepay_id=wx1", "MD5"));
/// let sheet = payment.app("wx1")?;
/// assert_eq!(sheet.partnerid, client.mchid());
/// // A QR code on a product.
/// assert!(payment.native_url("tea-1")?.starts_with("weixin://wxpay/bizpayurl?appid=wxd678efh567hg6787&mch_id="));
/// # Ok::<(), wechatpay_openapi_runtime::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct PaymentV2 {
    payment: Payment,
    sign_type: SignType,
}

/// What a business view is given.
const FILLED_IN: [&str; 5] = ["mch_id", "timestamp", "nonce_str", "sign_type", "sign"];
/// What no parameters of a front end have, and without one of which there is no notification of v2.
const NOTIFIED: [&str; 6] = [
    "change_type",
    "event_type",
    "req_info",
    "result_code",
    "return_code",
    "vehicle_event_createtime",
];

impl Payment {
    /// The same for orders of v2, whose parameters are signed with the v2 API key.
    ///
    /// `sign_type` must be that of the order; MD5 if the order had none.
    ///
    /// ```
    /// use wechatpay_openapi_runtime::sign::v2::SignType;
    /// use wechatpay_openapi_runtime::Client;
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let platform = TestPlatform::new()?;
    /// # let client: Client = platform.client()?;
    ///
    /// let sheet = client.payment("wxd678efh567hg6787").v2(SignType::HmacSha256).jsapi("wx1")?;
    /// assert_eq!(sheet.sign_type, "HMAC-SHA256");
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    #[must_use]
    pub fn v2(&self, sign_type: SignType) -> PaymentV2 {
        PaymentV2::new(self.clone(), sign_type)
    }
}

impl PaymentV2 {
    pub(super) fn new(payment: Payment, sign_type: SignType) -> Self {
        Self { payment, sign_type }
    }

    /// Parameters of `WeixinJSBridge.invoke('getBrandWCPayRequest', …)`, `wx.chooseWXPay` and `wx.requestPayment`,
    /// from a prepay id.
    ///
    /// # Errors
    /// No v2 API key; the appid or what is given has another form than documented.
    pub fn jsapi(&self, prepay_id: &str) -> Result<JsapiParameters, Error> {
        shown::id("prepay_id", prepay_id)?;
        let (app_id, time_stamp, nonce_str) = self.fresh()?;
        let package = format!("prepay_id={prepay_id}");
        let sign_type = self.sign_type.as_str();
        let pay_sign = self.sign(
            self.sign_type,
            &[
                ("appId", &app_id),
                ("timeStamp", &time_stamp),
                ("nonceStr", &nonce_str),
                ("package", &package),
                ("signType", sign_type),
            ],
        )?;
        Ok(JsapiParameters {
            app_id,
            time_stamp,
            nonce_str,
            package,
            sign_type: sign_type.to_owned(),
            pay_sign,
        })
    }

    /// Parameters of `wx.requestPayment` in a mini program: the same as JSAPI's.
    ///
    /// ```
    /// # use wechatpay_openapi_runtime::sign::v2::SignType;
    /// # use wechatpay_openapi_runtime::Client;
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let platform = TestPlatform::new()?;
    /// # let client: Client = platform.client()?;
    /// # let payment = client.payment("wxd678efh567hg6787").v2(SignType::HmacSha256);
    /// // payment = client.payment("wxd678efh567hg6787").v2(…)
    /// let sheet = payment.mini_program("wx1")?;
    /// assert_eq!(sheet.package, "prepay_id=wx1");
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    ///
    /// # Errors
    /// As for [`jsapi`](Self::jsapi).
    pub fn mini_program(&self, prepay_id: &str) -> Result<JsapiParameters, Error> {
        self.jsapi(prepay_id)
    }

    /// Parameters of the app SDK's `PayReq`, from a prepay id. The partner id is this client's mchid.
    ///
    /// # Errors
    /// As for [`jsapi`](Self::jsapi).
    pub fn app(&self, prepay_id: &str) -> Result<AppParameters, Error> {
        shown::id("prepay_id", prepay_id)?;
        let (appid, timestamp, noncestr) = self.fresh()?;
        let (partnerid, package) = (self.payment.partner()?, "Sign=WXPay");
        let sign = self.sign(
            self.sign_type,
            &[
                ("appid", &appid),
                ("partnerid", partnerid),
                ("prepayid", prepay_id),
                ("package", package),
                ("noncestr", &noncestr),
                ("timestamp", &timestamp),
            ],
        )?;
        Ok(AppParameters {
            appid,
            partnerid: partnerid.to_owned(),
            prepayid: prepay_id.to_owned(),
            package: package.to_owned(),
            noncestr,
            timestamp,
            sign,
        })
    }

    /// The URL to open in the browser (H5), as [`Payment::h5`]: `mweb_url` and where to return to.
    ///
    /// ```
    /// # use wechatpay_openapi_runtime::sign::v2::SignType;
    /// # use wechatpay_openapi_runtime::Client;
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let platform = TestPlatform::new()?;
    /// # let client: Client = platform.client()?;
    /// # let payment = client.payment("wxd678efh567hg6787").v2(SignType::HmacSha256);
    /// // payment = client.payment("wxd678efh567hg6787").v2(…)
    /// let mweb_url = "https://wx.tenpay.com/checkmweb?prepay_id=wx1"; // Of the order's answer.
    /// assert_eq!(payment.h5(mweb_url, None), mweb_url);
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    #[must_use]
    pub fn h5(&self, mweb_url: &str, redirect_url: Option<&str>) -> String {
        self.payment.h5(mweb_url, redirect_url)
    }

    /// The content of the QR code of a product (Native, mode one). The code URL of an order needs no signature.
    ///
    /// # Errors
    /// As for [`jsapi`](Self::jsapi).
    pub fn native_url(&self, product_id: &str) -> Result<String, Error> {
        let (appid, time_stamp, nonce_str) = self.fresh()?;
        let fields = [
            ("appid", &*appid),
            ("mch_id", self.payment.client.core.mchid()?),
            ("product_id", product_id),
            ("time_stamp", &time_stamp),
            ("nonce_str", &nonce_str),
        ];
        let signed = self.with_sign(self.sign_type, &fields)?;
        Ok(format!("weixin://wxpay/bizpayurl?{}", signed.query()))
    }

    /// Opens the confirmation of a payscore order (`wx.openBusinessView`, `wxpayScoreUse`) by the `package` of
    /// the order. HMAC-SHA256.
    ///
    /// ```
    /// # use wechatpay_openapi_runtime::sign::v2::SignType;
    /// # use wechatpay_openapi_runtime::Client;
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let platform = TestPlatform::new()?;
    /// # let client: Client = platform.client()?;
    /// # let payment = client.payment("wxd678efh567hg6787").v2(SignType::HmacSha256);
    /// // payment = client.payment("wxd678efh567hg6787").v2(…)
    /// let view = payment.payscore("XXIISDJJFJHJHHJSDNJJASJDKAS")?; // `package` of the order's answer.
    /// assert!(view.query().starts_with("mch_id=")); // `queryString`
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    ///
    /// # Errors
    /// As for [`jsapi`](Self::jsapi).
    pub fn payscore(&self, package: &str) -> Result<SignedFields, Error> {
        self.business_view(&[("package", package)])
    }

    /// Opens the details of a payscore order (`wxpayScoreDetail`). HMAC-SHA256.
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
    /// assert_eq!(view.get("out_order_no"), Some("1234323JKHDFE1243252"));
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    ///
    /// # Errors
    /// As for [`jsapi`](Self::jsapi).
    pub fn payscore_detail(&self, service_id: &str, out_order_no: &str) -> Result<SignedFields, Error> {
        self.business_view(&[("service_id", service_id), ("out_order_no", out_order_no)])
    }

    /// Parameters of any other business view: the fields, and this merchant's `mch_id`, `timestamp`, `nonce_str`,
    /// `sign_type` (HMAC-SHA256) and `sign`.
    ///
    /// ```
    /// # use wechatpay_openapi_runtime::sign::v2::SignType;
    /// # use wechatpay_openapi_runtime::Client;
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let platform = TestPlatform::new()?;
    /// # let client: Client = platform.client()?;
    /// # let payment = client.payment("wxd678efh567hg6787").v2(SignType::HmacSha256);
    /// // payment = client.payment("wxd678efh567hg6787").v2(…)
    /// let view = payment.business_view(&[("apply_permissions_token", "1230ABC")])?;
    /// assert_eq!(view.get("sign_type"), Some("HMAC-SHA256"));
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    ///
    /// # Errors
    /// As for [`jsapi`](Self::jsapi). A name that is none, comes twice, or is one of those by which notifications are told.
    pub fn business_view(&self, fields: &[(&str, &str)]) -> Result<SignedFields, Error> {
        for (index, (name, _)) in fields.iter().enumerate() {
            let is_twice = fields[..index].iter().any(|(other, _)| other == name);
            // Names are told in errors, and a key may stand in their place: it is longer, or mixes what is in it.
            let has = |test: fn(&u8) -> bool| name.bytes().any(|byte| test(&byte));
            let may_be_key = name.len() > 24 || has(u8::is_ascii_uppercase) && has(u8::is_ascii_digit);
            let is_name = shown::is_name(name) && !may_be_key;
            if !is_name || is_twice || FILLED_IN.contains(name) || NOTIFIED.contains(name) {
                let text = format!(
                    "field {index} cannot be signed: it has no name of its own, or one of a notification's"
                );
                return Err(Error::new(ErrorKind::Request, text));
            }
        }
        let (timestamp, nonce_str) = self.payment.fresh()?;
        let mut all = vec![("mch_id", self.payment.client.core.mchid()?)];
        all.extend(fields);
        all.extend([
            ("timestamp", &*timestamp),
            ("nonce_str", &nonce_str),
            ("sign_type", SignType::HmacSha256.as_str()),
        ]);
        self.with_sign(SignType::HmacSha256, &all)
    }

    /// Parameters of the mini program's coupon plugin, from `(stock_id, out_request_no)` of each coupon.
    /// HMAC-SHA256.
    ///
    /// ```
    /// # use wechatpay_openapi_runtime::sign::v2::SignType;
    /// # use wechatpay_openapi_runtime::Client;
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let platform = TestPlatform::new()?;
    /// # let client: Client = platform.client()?;
    /// # let payment = client.payment("wxd678efh567hg6787").v2(SignType::HmacSha256);
    /// // payment = client.payment("wxd678efh567hg6787").v2(…)
    /// let plugin = payment.coupons("1900000109", &[("9876543", "20261129-1"), ("9876544", "20261129-2")])?;
    /// assert_eq!(plugin.send_coupon_params.len(), 2);
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    ///
    /// # Errors
    /// As for [`jsapi`](Self::jsapi).
    pub fn coupons(
        &self,
        send_coupon_merchant: &str,
        coupons: &[(&str, &str)],
    ) -> Result<CouponParameters, Error> {
        let mut fields = vec![("send_coupon_merchant".to_owned(), send_coupon_merchant)];
        for (index, (stock_id, out_request_no)) in coupons.iter().enumerate() {
            fields.push((format!("stock_id{index}"), stock_id));
            fields.push((format!("out_request_no{index}"), out_request_no));
        }
        let fields: Vec<_> = fields.iter().map(|(name, value)| (&**name, *value)).collect();
        let owned = |(stock_id, out_request_no): &(&str, &str)| {
            ((*stock_id).to_owned(), (*out_request_no).to_owned())
        };
        Ok(CouponParameters {
            send_coupon_params: coupons.iter().map(owned).collect(),
            send_coupon_merchant: send_coupon_merchant.to_owned(),
            sign: self.sign(SignType::HmacSha256, &fields)?,
        })
    }

    /// Parameters of `wx.sendBizRedPacket`, from the `package` of `sendminiprogramhb` as it came. MD5.
    ///
    /// The package is percent-encoded once, and so it is signed and handed over. Two editions of the community's
    /// guide disagree whether the raw one is signed; this follows the one that the test vector was made by.
    ///
    /// ```
    /// # use wechatpay_openapi_runtime::sign::v2::SignType;
    /// # use wechatpay_openapi_runtime::Client;
    /// # use wechatpay_openapi_runtime::testing::TestPlatform;
    /// # let platform = TestPlatform::new()?;
    /// # let client: Client = platform.client()?;
    /// # let payment = client.payment("wxd678efh567hg6787").v2(SignType::HmacSha256);
    /// // payment = client.payment("wxd678efh567hg6787").v2(…)
    /// let packet = payment.red_packet("sendid=1&ver=8&sign=a%2Fb")?; // `package` of the answer, as it came.
    /// assert_eq!(packet.sign_type, "MD5");
    /// # Ok::<(), wechatpay_openapi_runtime::Error>(())
    /// ```
    ///
    /// # Errors
    /// As for [`jsapi`](Self::jsapi).
    pub fn red_packet(&self, package: &str) -> Result<RedPacketParameters, Error> {
        let (app_id, time_stamp, nonce_str) = self.fresh()?;
        let package = encode(package).to_string();
        let fields = [
            ("appId", &*app_id),
            ("timeStamp", &time_stamp),
            ("nonceStr", &nonce_str),
            ("package", &package),
        ];
        let pay_sign = self.sign(SignType::Md5, &fields)?;
        Ok(RedPacketParameters {
            time_stamp,
            nonce_str,
            package,
            sign_type: SignType::Md5.as_str().to_owned(),
            pay_sign,
        })
    }

    /// The appid, the time and a nonce.
    fn fresh(&self) -> Result<(String, String, String), Error> {
        let appid = self.payment.appid()?.to_owned();
        let (time, nonce) = self.payment.fresh()?;
        Ok((appid, time, nonce))
    }

    fn with_sign(&self, sign_type: SignType, fields: &[(&str, &str)]) -> Result<SignedFields, Error> {
        let sign = self.sign(sign_type, fields)?;
        let all = fields.iter().copied().chain([("sign", &*sign)]);
        let owned = all.map(|(name, value)| (name.to_owned(), value.to_owned()));
        Ok(SignedFields(owned.collect()))
    }

    fn sign(&self, sign_type: SignType, fields: &[(&str, &str)]) -> Result<String, Error> {
        let key = self.payment.client.core.v2_key()?;
        fields
            .iter()
            .try_for_each(|(name, value)| shown::filled(name, value))?;
        Ok(key.sign(sign_type, &v2::text(fields.iter().copied())))
    }
}
