//! Requests that are signed as they should be, whatever is in them.

use std::sync::atomic::{AtomicU32, Ordering};

use wechatpay_gateway::Gateway;
use wechatpay_openapi_runtime::crypto::PrivateKey;
use wechatpay_openapi_runtime::sign::v3::{Authorization, SCHEME, request_message};

/// The gateway's merchant.
pub(crate) struct Signed {
    mchid: String,
    serial_no: String,
    key: PrivateKey,
    timestamp: String,
    sent: AtomicU32,
}

impl Signed {
    pub(crate) fn of(gateway: &Gateway) -> Self {
        let keys = gateway.keys();
        Self {
            mchid: keys.mchid(),
            serial_no: keys.serial_no(),
            key: PrivateKey::parse(keys.merchant_key()).expect("its own key"),
            timestamp: gateway.clock().now().to_string(),
            sent: AtomicU32::new(0),
        }
    }

    /// One request, each with another nonce.
    pub(crate) fn request(&self, method: &str, target: &str, body: &[u8]) -> Vec<u8> {
        let nonce = format!("{:032X}", self.sent.fetch_add(1, Ordering::SeqCst));
        let message = request_message(method, target, &self.timestamp, &nonce, body);
        let signature = self.key.sign(&message).expect("a signature");
        let signed = Authorization {
            scheme: SCHEME,
            identity: &self.mchid,
            nonce_str: &nonce,
            timestamp: &self.timestamp,
            serial_no: &self.serial_no,
            signature: &signature,
        };
        let head = format!(
            "{method} {target} HTTP/1.1\r\nHost: x\r\nUser-Agent: nobody\r\nAccept: application/json\r\nContent-Type: application/json\r\n\
             Connection: close\r\nAuthorization: {signed}\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        [head.as_bytes(), body].concat()
    }
}
