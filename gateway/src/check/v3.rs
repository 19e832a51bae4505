//! Who sent a request of v3, and whether it arrived as it was signed.
//!
//! In the order of [`Check`]: what is wrong first is what is answered. The texts are those that WeChat Pay has for it.

use http::header::{AUTHORIZATION, USER_AGENT};
use wechatpay_openapi_runtime::WINDOW_SECONDS;
use wechatpay_openapi_runtime::sign::v3::{Authorization, Scheme, request_message};

use super::judge::{Judge, Judged};
use super::mode::Check;
use super::nonces::Nonces;
use crate::keys::{Keys, MerchantKey};
use crate::message::{Caller, NEEDS_SM, Received, Refusal};

/// What there is to know of both sides.
pub(super) struct Known<'a> {
    pub(super) keys: &'a Keys,
    pub(super) nonces: &'a Nonces,
}

/// Checks headers and signature; `signed` are the bytes of the body, of an upload those of `meta`.
pub(super) fn authenticate(
    known: &Known<'_>,
    judge: &mut Judge<'_>,
    received: &Received,
    signed: &[u8],
) -> Judged<Caller> {
    let agent = received.header(USER_AGENT.as_str()).unwrap_or_default().trim();
    judge.demand(Check::UserAgent, !agent.is_empty(), || {
        Refusal::new(403, "INVALID_REQUEST", "HTTP头缺少User-Agent")
    })?;
    let mut caller = Caller {
        mchid: known.keys.mchid(),
        wechatpay_serial: received.header("wechatpay-serial").map(str::to_owned),
        algorithm: received.algorithm(),
    };
    let Some(found) = authorization(judge, received)? else {
        return Ok(caller);
    };
    let merchant = known.keys.merchant_by(caller.algorithm);
    party(known, judge, &found, merchant.as_ref())?;
    let timestamp = found.timestamp.parse::<i64>();
    let off = timestamp.map(|timestamp| timestamp.abs_diff(received.at));
    judge.demand(
        Check::Timestamp,
        off.is_ok_and(|off| off <= WINDOW_SECONDS.unsigned_abs()),
        || Refusal::signature("HTTP头Authorization中的timestamp与发起请求的时间不得超过5分钟"),
    )?;
    let method = received.method.as_str();
    let message = request_message(method, &received.target, found.timestamp, found.nonce_str, signed);
    let verified = merchant.map(|merchant| merchant.public.verify(&message, found.signature));
    let is_right = verified.is_some_and(|verified| verified.is_ok());
    judge.demand(Check::Signature, is_right, || {
        Refusal::signature("错误的签名，导致验签失败")
    })?;
    if is_right && judge.looks_for(Check::Nonce) {
        let is_new = known.nonces.is_new(found.identity, found.nonce_str, received.at);
        judge.demand(Check::Nonce, is_new, || {
            Refusal::signature("HTTP头Authorization中的nonce_str已被使用")
        })?;
    }
    if Scheme::parse(found.scheme) != Some(Scheme::BrandRsa) {
        found.identity.clone_into(&mut caller.mchid);
    }
    Ok(caller)
}

fn authorization<'a>(judge: &mut Judge<'_>, received: &'a Received) -> Judged<Option<Authorization<'a>>> {
    let header = received.header(AUTHORIZATION.as_str()).unwrap_or_default().trim();
    let scheme = header.split(' ').next().unwrap_or_default();
    let parsed = Authorization::parse(header);
    let text = match &parsed {
        Some(_) if Scheme::parse(scheme).is_some() => return Ok(parsed),
        // Something is there, and it is no scheme of WeChat Pay's.
        _ if !scheme.is_empty() && Scheme::parse(scheme).is_none() => "HTTP头Authorization认证类型不正确",
        _ => "HTTP头Authorization值格式错误",
    };
    judge.find(Check::Authorization, Refusal::signature(text))?;
    Ok(None)
}

/// Whether the header names the merchant, and its key of the kind that the scheme says.
fn party(
    known: &Known<'_>,
    judge: &mut Judge<'_>,
    found: &Authorization<'_>,
    merchant: Option<&MerchantKey>,
) -> Judged {
    let keys = known.keys;
    judge.demand(Check::Authorization, merchant.is_some(), || {
        Refusal::signature(NEEDS_SM)
    })?;
    let is_brand = Scheme::parse(found.scheme) == Some(Scheme::BrandRsa);
    let identity = if is_brand { keys.brand_id() } else { keys.mchid() };
    judge.demand(Check::Mchid, found.identity == identity, || {
        Refusal::signature("商户未申请过证书")
    })?;
    let is_its = merchant.is_some_and(|merchant| found.serial_no == merchant.serial_no);
    judge.demand(Check::SerialNo, is_its, || {
        Refusal::signature("商户证书序列号有误")
    })
}
