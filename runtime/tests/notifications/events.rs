//! A few typed notifications, and one of each kind.
#![allow(unreachable_pub)] // records are public

use std::sync::OnceLock;

use serde_json::{Value, json};
use wechatpay_openapi_runtime::testing::TestPlatform;
use wechatpay_openapi_runtime::{Client, JsonString, Numbered, Sensitive, events, record};

pub(crate) const NOW: i64 = 1_700_000_000;

record! {
    /// A payment of v3.
    pub struct Payment {
        /// Number.
        pub out_trade_no: Option<String>,
        /// Fen.
        pub total: Option<i64>,
        /// Encrypted.
        pub payer_name: Option<Sensitive<String>>,
    }

    /// A profit sharing of v3.
    pub struct Sharing {
        /// Number.
        pub out_order_no: Option<String>,
    }

    /// A payment of v2.
    pub struct XmlPayment {
        /// Number.
        pub out_trade_no: Option<String>,
        /// Fen.
        pub total_fee: Option<i64>,
        /// Coupons.
        #[wire = "coupon_id_$n"]
        pub coupon_id: Option<Numbered<String>>,
        /// JSON in a text.
        pub list: Option<JsonString<Sharing>>,
    }

    /// A refund of v2.
    pub struct Refund {
        /// Not vouched for.
        pub mch_id: Option<String>,
        /// Decrypted.
        pub req_info: Option<ReqInfo>,
    }

    /// What is in a refund.
    pub struct ReqInfo {
        /// Number.
        pub out_refund_no: Option<String>,
        /// Fen.
        pub refund_fee: Option<i64>,
    }

    /// An event of v2.
    pub struct Check {
        /// Of the envelope.
        pub event_id: Option<String>,
        /// Decrypted.
        pub event_ciphertext: Option<CheckState>,
    }

    /// What is in an event.
    pub struct CheckState {
        /// State.
        pub state: Option<String>,
    }
}

events! {
    v3 {
        /// Paid.
        Paid(Payment) = ["TRANSACTION.SUCCESS"] of ["transaction"],
        /// Shared.
        Shared(Sharing) = ["TRANSACTION.SUCCESS"] of ["profitsharing"],
    }
    v2 {
        /// Paid.
        V2Paid(XmlPayment) = [] with ["is_subscribe", "out_trade_no", "total_fee"],
        /// Refunded.
        V2Refunded(Refund) = [] with ["req_info"],
        /// Checked.
        V2Checked(Check) = ["CHECK.SUCCESS"] with [],
    }
}

pub(crate) fn platform() -> &'static TestPlatform {
    static PLATFORM: OnceLock<TestPlatform> = OnceLock::new();
    PLATFORM.get_or_init(|| TestPlatform::new().unwrap().at(NOW))
}

pub(crate) fn client() -> &'static Client {
    static CLIENT: OnceLock<Client> = OnceLock::new();
    CLIENT.get_or_init(|| platform().client().unwrap())
}

pub(crate) fn payment() -> Value {
    json!({ "out_trade_no": "P1", "total": 100, "payer_name": platform().encrypt("MARKED-NAME").unwrap() })
}

pub(crate) fn v2_payment() -> Value {
    json!({
        "return_code": "SUCCESS", "mch_id": "1900000001", "is_subscribe": "Y", "out_trade_no": "P2",
        "total_fee": 200, "attach": "", "coupon_id_0": "C0", "list": "{\"out_order_no\":\"O\"}",
    })
}

pub(crate) fn v2_refund() -> Value {
    json!({
        "return_code": "SUCCESS", "mch_id": "1900000001",
        "req_info": { "out_refund_no": "R1", "refund_fee": 1 },
    })
}

pub(crate) fn v2_check() -> Value {
    json!({
        "mch_id": "1900000001", "algorithm": "HMAC-SHA256", "event_id": "E1", "event_type": "CHECK.SUCCESS",
        "event_create_time": "20231114221320", "event_associated_data": "payscore",
        "event_ciphertext": { "state": "USER_ACCEPTED" },
    })
}
