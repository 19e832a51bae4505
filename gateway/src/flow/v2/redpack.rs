//! Red packets (现金红包): sent, taken by the user, or back after a day.

use serde_json::Value;

use super::refuse::{party, refuse, required};
use crate::flow::fields::Fields;
use crate::ledger::{Content, Happening, Ledger, Redpack, RedpackStatus, beijing};
use crate::message::{Asked, Done, Refusal};

/// From 1 yuan to 200 yuan, in 分.
const AMOUNTS: std::ops::RangeInclusive<i64> = 100..=20_000;
/// How long the user may take, in seconds.
const OPEN_SECS: i64 = 86_400;

/// Sends one, or repeats the answer that one of the same words had.
pub(super) fn send(ledger: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    let key = party(asked).key(required(asked, "mch_billno")?);
    if let Some(before) = ledger.redpacks.get(&key) {
        return if before.content == Content::of(asked) {
            Ok(sent(before).answer())
        } else {
            Err(refuse("FATAL_ERROR", "openid和原始单参数不一致"))
        };
    }
    let mut redpack = drawn(asked)?;
    redpack.send_listid = ledger.ids.dated("10000417012", asked.at, 10);
    ledger.plan(asked.at + OPEN_SECS, Happening::RedpackComesBack(key.clone()));
    let done = sent(&redpack).answer();
    ledger.redpacks.insert(key, redpack);
    Ok(done)
}

fn drawn(asked: &Asked) -> Result<Redpack, Refusal> {
    let text = |name: &str| required(asked, name).map(str::to_owned);
    let total_amount = asked.integer("/total_amount").unwrap_or_default();
    if !AMOUNTS.contains(&total_amount) {
        return Err(refuse("MONEY_LIMIT", "红包金额应在1元到200元之间"));
    }
    if asked.integer("/total_num") != Some(1) {
        return Err(refuse("PARAM_ERROR", "total_num必须为1"));
    }
    Ok(Redpack {
        party: party(asked),
        wxappid: text("wxappid")?,
        mch_billno: text("mch_billno")?,
        send_listid: String::new(),
        re_openid: text("re_openid")?,
        total_amount,
        wishing: text("wishing")?,
        act_name: text("act_name")?,
        remark: text("remark")?,
        status: RedpackStatus::Sent,
        sent: asked.at,
        ended: None,
        content: Content::of(asked),
    })
}

/// What came of one (查询红包记录).
pub(super) fn query(ledger: &mut Ledger, asked: &Asked) -> Result<Done, Refusal> {
    let key = party(asked).key(required(asked, "mch_billno")?);
    let found = ledger
        .redpacks
        .get(&key)
        .ok_or_else(|| refuse("NOT_FOUND", "指定单号数据不存在"))?;
    Ok(known(found).answer())
}

/// The user takes the one of this `send_listid` or `mch_billno`.
pub(crate) fn open(ledger: &mut Ledger, number: &str, at: i64) -> Result<(), Refusal> {
    let mut all = ledger.redpacks.values_mut();
    let redpack = all.find(|redpack| redpack.send_listid == number || redpack.mch_billno == number);
    match redpack {
        Some(redpack) if redpack.status == RedpackStatus::Sent => {
            redpack.status = RedpackStatus::Received;
            redpack.ended = Some(at);
            Ok(())
        }
        Some(redpack) => Err(refuse(
            "SEND_FAILED",
            format!("红包状态是{}", redpack.status.as_str()),
        )),
        None => Err(refuse("NOT_FOUND", "指定单号数据不存在")),
    }
}

/// Nobody took it.
pub(crate) fn come_back(ledger: &mut Ledger, key: &str, at: i64) {
    let redpack = ledger.redpacks.get_mut(key);
    if let Some(redpack) = redpack.filter(|redpack| redpack.status == RedpackStatus::Sent) {
        redpack.status = RedpackStatus::Refund;
        redpack.ended = Some(at);
    }
}

fn head() -> Fields {
    Fields::new()
        .with("return_code", "SUCCESS")
        .with("return_msg", "OK")
        .with("result_code", "SUCCESS")
}

fn sent(redpack: &Redpack) -> Fields {
    head()
        .with("mch_billno", redpack.mch_billno.as_str())
        .with("mch_id", redpack.party.mchid.as_str())
        .with("wxappid", redpack.wxappid.as_str())
        .with("re_openid", redpack.re_openid.as_str())
        .with("total_amount", redpack.total_amount)
        .with("send_listid", redpack.send_listid.as_str())
}

fn known(redpack: &Redpack) -> Fields {
    let ended = redpack.ended.map(beijing::spaced);
    let told = head()
        .with("mch_billno", redpack.mch_billno.as_str())
        .with("mch_id", redpack.party.mchid.as_str())
        .with("detail_id", redpack.send_listid.as_str())
        .with("status", redpack.status.as_str())
        .with("send_type", "API")
        .with("hb_type", "NORMAL")
        .with("total_num", 1)
        .with("total_amount", redpack.total_amount)
        .with("send_time", beijing::spaced(redpack.sent))
        .with("wishing", redpack.wishing.as_str())
        .with("remark", redpack.remark.as_str())
        .with("act_name", redpack.act_name.as_str());
    match redpack.status {
        RedpackStatus::Sent => told,
        RedpackStatus::Refund => told
            .with_some("refund_time", ended)
            .with("refund_amount", redpack.total_amount),
        RedpackStatus::Received => told.with("hblist", taken(redpack, ended)),
    }
}

fn taken(redpack: &Redpack, at: Option<String>) -> Fields {
    let taken = Fields::new()
        .with("openid", redpack.re_openid.as_str())
        .with("amount", redpack.total_amount)
        .with_some("rcv_time", at);
    Fields::new().with("hbinfo", vec![Value::from(taken)])
}
