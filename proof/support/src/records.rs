//! Records that several tests send or read: an upload, and the answer that announces a bill.

use wechatpay_openapi_runtime::{FilePart, record};

record! {
    /// An upload.
    pub struct Image {
        /// The file.
        pub file: Option<FilePart>,
        /// Signed.
        pub meta: Option<Meta>,
    }
    /// Of [`Image`].
    pub struct Meta {
        /// Filled in.
        pub filename: Option<String>,
        /// Filled in.
        pub sha256: Option<String>,
    }
    /// 申请二级商户资金账单 · 应答
    pub struct Announcement {
        /// How many files.
        pub download_bill_count: Option<i64>,
        /// The files.
        pub download_bill_list: Option<Vec<Item>>,
    }
    /// One of them.
    pub struct Item {
        /// From 1.
        pub bill_sequence: Option<i64>,
        /// SHA1.
        pub hash_type: Option<String>,
        /// Of the plain, unpacked content.
        pub hash_value: Option<String>,
        /// With its token.
        pub download_url: Option<String>,
        /// For the merchant.
        pub encrypt_key: Option<String>,
        /// 16 characters.
        pub nonce: Option<String>,
    }
}
