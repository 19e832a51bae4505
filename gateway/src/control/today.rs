//! A documented example as this merchant would send it today: with its own number, in time, and told to this machine.

use serde_json::Value;

use super::own::own;
use super::sums::add_up;
use crate::ledger::beijing;
use crate::world::World;

const DAY: i64 = 86_400;

/// Where a merchant's program listens, unless the gateway was told another address. Those of examples are somebody's.
const NOTIFY_URL: &str = "http://127.0.0.1:8080/notify";

/// Who sends, and when.
pub(super) struct Today {
    mchid: String,
    notify_url: String,
    /// In seconds since 1970-01-01 UTC.
    now: i64,
}

impl Today {
    pub(super) fn of(world: &World) -> Self {
        let told = world.outbox.pace().notify_url;
        Self {
            mchid: world.keys.mchid(),
            notify_url: if told.is_empty() {
                NOTIFY_URL.to_owned()
            } else {
                told
            },
            now: world.clock.now(),
        }
    }

    /// A documented example of a request: `path`, `query`, `headers`, `body`.
    pub(super) fn request(&self, request: &mut Value) {
        for part in ["query", "body"] {
            if let Some(Value::Object(fields)) = request.get_mut(part) {
                *fields = own(&self.mchid, std::mem::take(fields));
                add_up(fields);
            }
        }
        self.value(request);
    }

    fn value(&self, value: &mut Value) {
        match value {
            Value::Object(members) => members.iter_mut().for_each(|(name, member)| {
                match member.as_str().and_then(|text| self.text(name, text)) {
                    Some(text) => *member = text.into(),
                    None => self.value(member),
                }
            }),
            Value::Array(items) => items.iter_mut().for_each(|item| self.value(item)),
            _ => {}
        }
    }

    /// What a field of this name is today, written as it was.
    ///
    /// An order can be paid until the end of tomorrow, so that the same example is the same order for a day; of the day before
    /// yesterday there is a bill at any hour.
    fn text(&self, name: &str, text: &str) -> Option<String> {
        let day = |days: i64| beijing::day(self.now.saturating_add(days * DAY));
        let is_compact = !text.contains('-');
        match name {
            "notify_url" => Some(self.notify_url.clone()),
            "time_expire" if is_compact => Some(format!("{}235959", day(1).replace('-', ""))),
            "time_expire" => Some(format!("{}T23:59:59+08:00", day(1))),
            "bill_date" if is_compact => Some(day(-2).replace('-', "")),
            "bill_date" => Some(day(-2)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Today;

    #[test]
    fn an_example_can_be_sent_today() {
        let today = Today {
            mchid: "1900000001".to_owned(),
            notify_url: "http://127.0.0.1:8080/notify".to_owned(),
            // 2026-11-29 12:00:00 in Beijing.
            now: 1_795_924_800,
        };
        for (example, expected) in [
            (
                json!({"body": {"mchid": "1230000109", "time_expire": "2018-06-08T10:34:56+08:00", "amount": {"total": 100}}}),
                json!({"body": {"mchid": "1900000001", "time_expire": "2026-11-30T23:59:59+08:00", "amount": {"total": 100}}}),
            ),
            (
                json!({"body": {"mch_id": "10000100", "time_start": "20091225091010", "time_expire": "20091227091010"}}),
                json!({"body": {"mch_id": "1900000001", "time_start": "20091225091010", "time_expire": "20261130235959"}}),
            ),
            (
                json!({"body": {"sub_orders": [{"mchid": "1900000109", "notify_url": "https://www.weixin.qq.com/pay"}]}}),
                json!({"body": {"sub_orders": [{"mchid": "1900000109", "notify_url": "http://127.0.0.1:8080/notify"}]}}),
            ),
            (
                json!({"query": {"bill_date": "2019-06-11"}, "path": {"id": "1"}}),
                json!({"query": {"bill_date": "2026-11-27"}, "path": {"id": "1"}}),
            ),
            (
                json!({"body": {"bill_date": "20140603"}}),
                json!({"body": {"bill_date": "20261127"}}),
            ),
        ] {
            let mut request = example.clone();
            today.request(&mut request);
            assert_eq!(request, expected, "{example}");
        }
    }
}
