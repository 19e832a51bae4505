//! Whether WeChat Pay would accept a request, and with which documented error it refuses it.
//!
//! In this order: `User-Agent`, `Accept`, `Content-Type`, `Authorization`, merchant, serial number, time, signature, nonce, `Wechatpay-Serial`, the form
//! of the body, then its parameters in the order they came; what is missing last. The documentation states no order: a
//! signature before everything that it covers is what a server must do, and what is there is named before what is not.

mod content;
mod digest;
mod fields;
mod form;
mod headers;
mod judge;
mod mode;
mod nonces;
mod said;
mod upload;
mod v2;
mod v3;

use bytes::Bytes;
use serde_json::{Map, Value};
use wechatpay_openapi::catalogue::Entry;
use wechatpay_openapi::testing::TableView;
use wechatpay_openapi_runtime::Version;
use wechatpay_openapi_runtime::sign::v2::SignType;

pub use form::Form;
pub use judge::Finding;
pub use mode::{Check, Checks, Mode};
pub use nonces::Nonces;
pub use v2::{fields_of_v2, unstated_sign_type};

use crate::catalogue::Found;
use crate::keys::Keys;
use crate::message::{Asked, Caller, Received, Refusal};
use fields::Sent;
use judge::{Judge, Judged};

/// The header that names the client certificate where there is no TLS: its serial number.
pub const CLIENT_CERTIFICATE: &str = "gateway-client-certificate";

/// Checks requests.
#[derive(Debug, Clone, Copy)]
pub struct Checker<'a> {
    /// Of both sides.
    pub keys: &'a Keys,
    /// How strict.
    pub checks: &'a Checks,
    /// Those that were used.
    pub nonces: &'a Nonces,
}

/// A request that is served.
#[derive(Debug, Clone)]
pub struct Accepted {
    /// What it says.
    pub asked: Asked,
    /// How its answer is signed, if it is one of v2.
    pub sign_type: SignType,
    /// What lenient checks found.
    pub findings: Vec<Finding>,
}

/// A request that is refused.
#[derive(Debug, Clone)]
pub struct Rejected {
    /// What for.
    pub finding: Box<Finding>,
    /// What lenient checks found before.
    pub findings: Vec<Finding>,
    /// What it says, as far as it can be read: nothing of it is believed, and what is encrypted stays so.
    pub said: Map<String, Value>,
    /// How the answer is signed, if it is one of v2.
    pub sign_type: SignType,
}

impl Checker<'_> {
    /// Checks a request of this operation; `form` is its body if that is one.
    ///
    /// # Errors
    /// The first thing that a strict check found.
    pub fn check(
        &self,
        found: Found,
        received: &Received,
        form: Option<&Form>,
    ) -> Result<Accepted, Rejected> {
        let mut judge = Judge::new(self.checks, found.entry.operation.to_string());
        match self.judged(&mut judge, &found, received, form) {
            Ok(asked) => Ok(Accepted {
                asked,
                findings: judge.findings,
                sign_type: judge.sign_type,
            }),
            Err(finding) => Err(Rejected {
                finding,
                findings: judge.findings,
                sign_type: judge.sign_type,
                said: said::said(&found, received, form),
            }),
        }
    }

    fn judged(
        &self,
        judge: &mut Judge<'_>,
        found: &Found,
        received: &Received,
        form: Option<&Form>,
    ) -> Judged<Asked> {
        let Found { entry, path } = found;
        let version = entry.operation.version;
        if entry.operation.client_certificate {
            let is_shown = received.header(CLIENT_CERTIFICATE) == Some(&*self.keys.serial_no());
            judge.demand(Check::ClientCertificate, is_shown, || match version {
                Version::V3 => Refusal::new(403, "NO_AUTH", "请使用商户API证书建立TLS连接"),
                Version::V2 => v2::unread("CERT_ERROR", "证书校验错误"),
            })?;
        }
        let (caller, body) = match version {
            Version::V3 => self.read_v3(judge, entry, received, form)?,
            Version::V2 => self.read_v2(judge, entry, received, form)?,
        };
        let sent = Sent {
            path: path.clone(),
            body,
            ..said::beside(entry, received)
        };
        let fields = fields::check(judge, self.keys, entry, &caller, sent)?;
        let asked = Asked {
            operation: entry.operation,
            path: path.clone(),
            fields,
            caller,
            at: received.at,
        };
        Ok(asked)
    }

    fn read_v3(
        &self,
        judge: &mut Judge<'_>,
        entry: &Entry,
        received: &Received,
        form: Option<&Form>,
    ) -> Judged<(Caller, Map<String, Value>)> {
        headers::check(judge, received, form.is_some())?;
        let nothing = Bytes::new();
        let signed = form.map_or(&received.body, |form| form.signed().unwrap_or(&nothing));
        let known = v3::Known {
            keys: self.keys,
            nonces: self.nonces,
        };
        let caller = v3::authenticate(&known, judge, received, signed)?;
        if let Some(serial) = &caller.wechatpay_serial {
            judge.demand(Check::WechatpaySerial, self.keys.knows(serial), || {
                Refusal::new(400, "PARAM_ERROR", "平台证书序列号Wechatpay-Serial错误")
            })?;
        }
        let body = content::read(judge, &received.body, form)?;
        if let Some(form) = form {
            upload::check(judge, entry.operation.path, form, &body)?;
        }
        for (name, value) in &body {
            content::forbidden(judge, value, &format!("/{name}"))?;
        }
        Ok((caller, body))
    }

    fn read_v2(
        &self,
        judge: &mut Judge<'_>,
        entry: &Entry,
        received: &Received,
        form: Option<&Form>,
    ) -> Judged<(Caller, Map<String, Value>)> {
        let mut fields = v2::read(judge, received, form)?;
        let table = entry.request.map(TableView::of);
        let caller = v2::authenticate(self.keys, judge, entry.operation, table, &fields)?;
        if let Some(form) = form {
            digest::check(judge, Version::V2, form, &fields)?;
            form.name_file(&mut fields);
        }
        Ok((caller, fields))
    }
}
