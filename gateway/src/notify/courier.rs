//! Sends what is due, several at a time, and notes what came of it.

use anyhow::anyhow;
use bytes::Bytes;
use http::HeaderMap;
use tokio::task::JoinSet;
use tokio::time::Instant;
use wechatpay_openapi_runtime::testing::TestPlatform;

use super::delivery::{Attempt, Delivery, Wire};
use super::form::NoticeForm;
use super::outbox::Outbox;
use super::schedule::Schedule;
use super::seal::sealed;
use super::verdict::{Reply, ReplyVerdict};
use super::wanted::Wanted;
use crate::caught::caught;
use crate::fault::Chosen;
use crate::message::shown_headers;
use crate::text::Text;

/// So many at a time; the others wait.
const AT_ONCE: usize = 64;
/// Of a reply so many characters are kept.
const REPLY_CHARS: usize = 1_000;

impl Outbox {
    /// Sends whatever is due, for ever. One task does so at a time; when it is dropped what is under way breaks off, and is due
    /// again for the next one.
    pub async fn deliver(self) {
        self.shelf().reopen();
        let mut under_way = JoinSet::new();
        loop {
            while under_way.try_join_next().is_some() {}
            let now = self.clock().now_millis();
            let due = self.shelf().take_due(now, AT_ONCE - under_way.len());
            for delivery in due {
                under_way.spawn(attempt(self.clone(), delivery));
            }
            let next = match under_way.len() {
                AT_ONCE => None,
                _ => self.shelf().next_at(),
            };
            tokio::select! {
                () = self.changed() => {}
                () = self.clock().sleep_until_millis(next.unwrap_or_default()), if next.is_some() => {}
                Some(_) = under_way.join_next() => {}
            }
        }
    }
}

async fn attempt(outbox: Outbox, delivery: Delivery) {
    let chosen = outbox.faults(&delivery);
    tokio::time::sleep(chosen.delay()).await;
    let sent = send(&outbox, &delivery, &chosen);
    settled(&outbox, &delivery, sent).await;
}

/// Notes what comes of an attempt, and that nothing can where it panics: else it would be under way for good.
async fn settled(outbox: &Outbox, delivery: &Delivery, sent: impl Future<Output = anyhow::Result<Attempt>>) {
    let factor = outbox.pace().factor;
    let sent = caught(sent).await;
    match sent.unwrap_or_else(|| Err(anyhow!("the gateway broke over it, please report it"))) {
        Ok(attempt) => {
            tracing::info!(
                id = delivery.id,
                event = delivery.notice.event,
                url = delivery.notice.notify_url,
                received = attempt.verdict.is_received,
                "{}",
                attempt.verdict.reason.en
            );
            outbox.record(delivery, attempt, factor);
        }
        Err(error) => {
            let reason = Text::new(
                format!("无法发送：{error:#}"),
                format!("it cannot be sent: {error:#}"),
            );
            tracing::warn!(id = delivery.id, event = delivery.notice.event, "{}", reason.en);
            outbox.give_up(delivery, reason);
        }
    }
}

async fn send(outbox: &Outbox, delivery: &Delivery, chosen: &Chosen) -> anyhow::Result<Attempt> {
    let form = NoticeForm::of(&delivery.notice);
    let signing = chosen.signing();
    let platform = outbox.signer(delivery, signing.is_rotated).await?;
    let seed = outbox.shelf().seed();
    let (mut headers, mut body) = sealed(&platform, &form, delivery, (seed, signing.shift_secs))?;
    chosen.spoil(&mut headers, &mut body);
    let serial = headers
        .get("wechatpay-serial")
        .and_then(|serial| serial.to_str().ok());
    let serial = serial.unwrap_or_default().to_owned();
    let at = outbox.clock().now_millis();
    let sent = Some(sent(&headers, &body));
    let (start, patience) = (Instant::now(), Schedule::of(&delivery.notice.event).patience());
    let reply = outbox
        .post()
        .send(&delivery.notice.notify_url, (headers, body), patience)
        .await;
    let spoilt = chosen.spoils(form.version);
    Ok(Attempt {
        at,
        took: u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX),
        serial,
        status: reply.as_ref().ok().map(|reply| reply.status().as_u16()),
        reply: reply
            .as_ref()
            .map_or_else(|_| String::new(), |reply| shown(reply.body())),
        verdict: match reply {
            Ok(reply) => judge(delivery, &form, &reply, &platform, spoilt.as_ref()),
            Err(reason) => ReplyVerdict::missed(reason),
        },
        spoilt,
        sent,
    })
}

/// What goes on the wire, for whoever looks why it was refused.
fn sent(headers: &HeaderMap, body: &[u8]) -> Wire {
    let header = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let body = String::from_utf8_lossy(body);
    let lines = header("wechatpay-timestamp").zip(header("wechatpay-nonce"));
    Wire {
        headers: shown_headers(headers),
        checked: lines.map(|(timestamp, nonce)| format!("{timestamp}\n{nonce}\n{body}\n")),
        body: body.into_owned(),
    }
}

fn judge(
    delivery: &Delivery,
    form: &NoticeForm,
    response: &http::Response<Bytes>,
    platform: &TestPlatform,
    spoilt: Option<&Text>,
) -> ReplyVerdict {
    let reply = Reply {
        status: response.status().as_u16(),
        body: response.body(),
    };
    if let Some(how) = spoilt {
        return ReplyVerdict::of_spoilt(form.version, &reply, how);
    }
    let verdict = ReplyVerdict::of(form.version, &reply);
    let wanted = Wanted::by(&delivery.notice.event).filter(|_| verdict.is_received);
    wanted.map_or(verdict, |wanted| wanted.judge(platform, response))
}

fn shown(body: &[u8]) -> String {
    String::from_utf8_lossy(body).chars().take(REPLY_CHARS).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::settled;
    use crate::clock::Clock;
    use crate::fault::Faults;
    use crate::keys::{KeySettings, Keys};
    use crate::message::Notice;
    use crate::notify::{Ordered, Outbox, Pace, State};

    #[tokio::test]
    async fn what_the_gateway_broke_over_is_given_up() {
        let clock = Clock::standing(1_800_000_000);
        let keys = Keys::new(&KeySettings::default(), &clock).expect("keys");
        let faults = Arc::new(Mutex::new(Faults::new(1)));
        let outbox = Outbox::new(&keys, &clock, &faults, Pace::default()).expect("an outbox");
        let notice = Notice {
            event: "refund_success".to_owned(),
            event_type: "REFUND.SUCCESS".to_owned(),
            payload: serde_json::Map::new(),
            notify_url: "http://127.0.0.1:1/".to_owned(),
            after_secs: 0,
        };
        outbox.order(Ordered::plain(notice));
        let taken = outbox.shelf().take_due(clock.now_millis(), 1);
        settled(&outbox, &taken[0], async {
            panic!("as a fault of its own would")
        })
        .await;
        let state = outbox.get(1).expect("it is known").state;
        let is_told = matches!(&state, State::GivenUp { reason } if reason.en.contains("please report it"));
        assert!(is_told, "{state:?}");
    }
}
