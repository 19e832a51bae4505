//! A request on its way, to be changed before or after it is signed.

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use serde_json::{Value, json};
use wechatpay_gateway::keys::Keys;
use wechatpay_gateway::message::Received;
use wechatpay_openapi_runtime::crypto::{PrivateKey, SignType, sha256_hex};
use wechatpay_openapi_runtime::sign::v3::request_message;
use wechatpay_openapi_runtime::sign::{v2, v3};
use wechatpay_openapi_runtime::xml::Document;

use crate::world::{NOW, keys};

/// A request of v3, and what its signature says. What is changed in `sent` was changed after it was signed.
pub(crate) struct Draft {
    pub(crate) method: &'static str,
    pub(crate) target: String,
    /// JSON, or `None` for an empty body.
    pub(crate) body: Option<Value>,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) signature: Signature,
    /// Applied to the finished request.
    pub(crate) sent: fn(&mut Received),
}

/// Who signs, and when.
pub(crate) struct Signature {
    pub(crate) scheme: &'static str,
    pub(crate) mchid: String,
    pub(crate) nonce: String,
    pub(crate) timestamp: String,
    pub(crate) serial_no: String,
    pub(crate) by: &'static Keys,
}

impl Draft {
    pub(crate) fn new(method: &'static str, target: &str, body: Option<Value>) -> Self {
        let keys = keys();
        Self {
            method,
            target: target.to_owned(),
            body,
            headers: vec![("user-agent", "checks/1.0".to_owned())],
            signature: Signature {
                scheme: v3::SCHEME,
                mchid: keys.mchid(),
                nonce: "593BEC0C930BF1AFEB40B4A08C8FB242".to_owned(),
                timestamp: NOW.to_string(),
                serial_no: keys.serial_no(),
                by: keys,
            },
            sent: |_| {},
        }
    }

    /// An order for a user in the app.
    pub(crate) fn order() -> Self {
        let body = json!({
            "appid": "wxd678efh567hg6787",
            "mchid": keys().mchid(),
            "description": "T-shirt",
            "out_trade_no": "1217752501201407033233368018",
            "notify_url": "https://shop.example/notify",
            "amount": { "total": 100, "currency": "CNY" },
            "payer": { "openid": "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o" },
        });
        Self::new("POST", "/v3/pay/transactions/jsapi", Some(body))
    }

    /// A refund of part of it.
    pub(crate) fn refund() -> Self {
        let body = json!({
            "out_trade_no": "1217752501201407033233368018",
            "out_refund_no": "1217752501201407033233368018",
            "amount": { "refund": 50, "total": 100, "currency": "CNY" },
        });
        Self::new("POST", "/v3/refund/domestic/refunds", Some(body))
    }

    /// A transfer to somebody whose name is encrypted.
    pub(crate) fn transfer() -> Self {
        let keys = keys();
        let public = wechatpay_openapi_runtime::crypto::PublicKey::parse(keys.public_key()).unwrap();
        let body = json!({
            "appid": "wxf636efh567hg4356",
            "out_bill_no": "plfk2020042013",
            "openid": "o-MYE42l80oelYMDE34nYD456Xoy",
            "user_name": public.encrypt("张三").unwrap(),
            "transfer_amount": 400_000,
            "transfer_remark": "2020年4月报销",
            "transfer_scene_id": "1000",
            "transfer_scene_report_infos": [{ "info_type": "活动名称", "info_content": "新会员有礼" }],
        });
        let mut draft = Self::new("POST", "/v3/fund-app/mch-transfer/transfer-bills", Some(body));
        draft.headers.push(("wechatpay-serial", keys.public_key_id()));
        draft
    }

    /// A member of the body, by its JSON pointer.
    pub(crate) fn at(&mut self, pointer: &str) -> &mut Value {
        let body = self.body.as_mut().unwrap();
        let (above, name) = pointer.rsplit_once('/').unwrap();
        &mut body.pointer_mut(above).unwrap()[name]
    }

    /// Takes it out.
    pub(crate) fn without(&mut self, pointer: &str) {
        let body = self.body.as_mut().unwrap();
        let (above, name) = pointer.rsplit_once('/').unwrap();
        let above = body.pointer_mut(above).unwrap();
        above.as_object_mut().unwrap().shift_remove(name).unwrap();
    }

    /// Signed and sent.
    pub(crate) fn received(self) -> Received {
        let body: Bytes = self
            .body
            .as_ref()
            .map(Value::to_string)
            .unwrap_or_default()
            .into();
        let signed = body.clone();
        self.received_as(body, &signed)
    }

    /// With this body, of which these bytes are signed.
    pub(crate) fn received_as(self, body: Bytes, signed: &[u8]) -> Received {
        let Signature {
            scheme,
            mchid,
            nonce,
            timestamp,
            serial_no,
            by,
        } = &self.signature;
        let message = request_message(self.method, &self.target, timestamp, nonce, signed);
        let signature = PrivateKey::parse(by.merchant_key())
            .unwrap()
            .sign(&message)
            .unwrap();
        let authorization = v3::Authorization {
            scheme,
            identity: mchid,
            nonce_str: nonce,
            timestamp,
            serial_no,
            signature: &signature,
        };
        let mut headers = HeaderMap::new();
        headers.insert("authorization", authorization.to_string().parse().unwrap());
        for (name, value) in &self.headers {
            headers.insert(
                HeaderName::from_static(name),
                HeaderValue::from_str(value).unwrap(),
            );
        }
        let mut received = Received {
            method: self.method.parse::<Method>().unwrap(),
            target: self.target,
            headers,
            body,
            at: NOW,
        };
        (self.sent)(&mut received);
        received
    }
}

/// An upload: the form's `meta` is signed, the file is not.
pub(crate) fn upload(sha256: Option<&str>) -> Received {
    let file = "the bytes of a picture";
    let digest = sha256_hex(file.as_bytes());
    let meta = json!({ "filename": "a.jpg", "sha256": sha256.unwrap_or(&digest) }).to_string();
    let body = format!(
        "--b\r\nContent-Disposition: form-data; name=\"meta\"\r\nContent-Type: application/json\r\n\r\n{meta}\r\n--b\r\n\
         Content-Disposition: form-data; name=\"file\"; filename=\"a.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n{file}\r\n--b--\r\n"
    );
    let mut draft = Draft::new("POST", "/v3/merchant/media/upload", None);
    draft
        .headers
        .push(("content-type", "multipart/form-data; boundary=b".to_owned()));
    draft.received_as(body.into(), meta.as_bytes())
}

/// A request of v2: its fields, signed with this key.
pub(crate) struct DraftV2 {
    pub(crate) target: &'static str,
    pub(crate) fields: Vec<(&'static str, String)>,
    pub(crate) key: String,
    pub(crate) sign_type: SignType,
    /// Applied to the finished request.
    pub(crate) sent: fn(&mut Received),
}

impl DraftV2 {
    /// An order with a QR code.
    pub(crate) fn order() -> Self {
        let fields = [
            ("appid", "wxd678efh567hg6787"),
            ("mch_id", "1900000001"),
            ("nonce_str", "5K8264ILTKCH16CQ2502SI8ZNMTM67VS"),
            ("body", "T-shirt"),
            ("out_trade_no", "20150806125346"),
            ("total_fee", "88"),
            ("spbill_create_ip", "123.12.12.123"),
            ("notify_url", "https://shop.example/notify"),
            ("trade_type", "NATIVE"),
            ("product_id", "12235413214070356458058"),
        ];
        Self {
            target: "/pay/unifiedorder",
            fields: fields.map(|(name, value)| (name, value.to_owned())).to_vec(),
            key: keys().api_v2_keys().remove(0),
            sign_type: SignType::Md5,
            sent: |_| {},
        }
    }

    /// Shares of an order, which are signed by HMAC-SHA256 alone.
    pub(crate) fn sharing() -> Self {
        let fields = [
            ("appid", "wxd678efh567hg6787"),
            ("mch_id", "1900000001"),
            ("nonce_str", "5K8264ILTKCH16CQ2502SI8ZNMTM67VS"),
            ("transaction_id", "4208450740201411110007820472"),
            ("out_order_no", "P20150806125346"),
            (
                "receivers",
                r#"[{"type": "MERCHANT_ID", "account": "190001001", "amount": 100, "description": "分到商户"}]"#,
            ),
        ];
        Self {
            target: "/secapi/pay/profitsharing",
            fields: fields.map(|(name, value)| (name, value.to_owned())).to_vec(),
            sign_type: SignType::HmacSha256,
            ..Self::order()
        }
    }

    pub(crate) fn set(&mut self, name: &'static str, value: &str) {
        self.fields.retain(|(found, _)| *found != name);
        self.fields.push((name, value.to_owned()));
    }

    pub(crate) fn received(self) -> Received {
        let texts = self.fields.iter().map(|(name, value)| (*name, &**value));
        let key = wechatpay_openapi_runtime::crypto::ApiV2Key::new(&self.key).unwrap();
        let sign = key.sign(self.sign_type, &v2::text(texts));
        let mut document = Document::default();
        for (name, value) in &self.fields {
            document.set(name, value);
        }
        document.set("sign", sign);
        let mut received = Received {
            method: Method::POST,
            target: self.target.to_owned(),
            headers: HeaderMap::new(),
            body: document.write().unwrap().into(),
            at: NOW,
        };
        (self.sent)(&mut received);
        received
    }
}
