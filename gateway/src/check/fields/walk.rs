//! Through a value and its table at once.

use serde_json::{Map, Value};
use wechatpay_openapi::catalogue::Fact;
use wechatpay_openapi::testing::{FieldView, Place, TableView, ValueKind};
use wechatpay_openapi_runtime::Version;

use super::place::At;
use super::{charset, example, kind, limits, notify_url};
use crate::check::judge::{Judge, Judged};
use crate::check::mode::Check;
use crate::check::v2::lacking;
use crate::keys::Keys;
use crate::message::{Location, Refusal};

pub(super) struct Walk<'w, 'j> {
    pub(super) judge: &'w mut Judge<'j>,
    pub(super) keys: &'w Keys,
    /// `Wechatpay-Serial` of the request.
    pub(super) serial: Option<String>,
    pub(super) facts: &'static [Fact],
    pub(super) examples: &'static str,
    pub(super) version: Version,
}

impl Walk<'_, '_> {
    /// A parameter is wrong.
    pub(super) fn find(&mut self, check: Check, at: &At, value: &Value, issue: &str) -> Judged {
        let detail = at.detail(value, issue);
        let refusal = match self.version {
            Version::V3 => Refusal::parameter(detail),
            Version::V2 => Refusal {
                status: 200,
                message: format!("参数错误：{} {issue}", detail.field.trim_start_matches('/')),
                ..Refusal::parameter(detail)
            },
        };
        self.judge.find(check, refusal)
    }

    /// A value against what it must be. `is_text`: it travelled as text, and becomes what it is.
    pub(super) fn value(&mut self, kind: ValueKind, value: &mut Value, at: &At, is_text: bool) -> Judged {
        let is_text = is_text || self.version == Version::V2;
        match kind {
            ValueKind::Json => Ok(()),
            ValueKind::Record(table) => match kind::object(value, is_text) {
                Some(members) => self.object(table, members, at),
                None => self.find(Check::Type, at, value, "is not an object"),
            },
            ValueKind::List(item) => self.list(&item, value, at, is_text),
            ValueKind::Numbered(item) => self.value(*item, value, at, is_text),
            ValueKind::JsonString(inner) => self.inside(*inner, value, at, &kind::json_in),
            ValueKind::UrlEncoded(inner) => self.inside(*inner, value, at, &kind::pairs_in),
            ValueKind::Sensitive => self.sensitive(value, at),
            kind => self.plain(&kind, value, at, is_text),
        }
    }

    fn list(&mut self, item: &ValueKind, value: &mut Value, at: &At, is_text: bool) -> Judged {
        // A list of one, in a query or in XML.
        if is_text && !value.is_array() {
            self.value(item.clone(), value, &at.item(0), is_text)?;
            if self.version == Version::V3 {
                *value = Value::Array(vec![value.take()]);
            }
            return Ok(());
        }
        let Some(items) = value.as_array_mut() else {
            return self.find(Check::Type, at, value, "is not an array");
        };
        let mut items = items.iter_mut().enumerate();
        items.try_for_each(|(index, value)| self.value(item.clone(), value, &at.item(index), is_text))
    }

    /// What a text holds. It stays as it is.
    fn inside(
        &mut self,
        inner: ValueKind,
        value: &Value,
        at: &At,
        read: &dyn Fn(&str) -> Option<Value>,
    ) -> Judged {
        // In an upload it is an object already.
        let read = match value {
            Value::Object(_) => Some(value.clone()),
            _ => value.as_str().and_then(read),
        };
        self.length(value, at)?;
        match read {
            Some(mut read) => self.value(inner, &mut read, at, false),
            None => self.find(Check::Type, at, value, "does not hold what it should"),
        }
    }

    fn plain(&mut self, kind: &ValueKind, value: &mut Value, at: &At, is_text: bool) -> Judged {
        let Some(typed) = kind::typed(kind, value, is_text) else {
            return self.find(Check::Type, at, value, kind::expected(kind));
        };
        if let (ValueKind::Enum(values), Some(text)) = (kind, typed.as_str())
            && !values.contains(&text)
            // An empty field of v2 is none.
            && !(text.is_empty() && self.version == Version::V2)
        {
            let issue = format!("is none of {}", values.join(", "));
            self.find(Check::Enumeration, at, &typed, &issue)?;
        }
        if self.version == Version::V3 {
            *value = typed;
        }
        self.length(value, at)?;
        let address = value.as_str().filter(|_| at.name() == "notify_url");
        match address.and_then(|address| notify_url::fault(address, self.version)) {
            Some(issue) => self.find(Check::NotifyUrl, at, value, issue),
            None => Ok(()),
        }
    }

    fn length(&mut self, value: &Value, at: &At) -> Judged {
        self.text(self.facts, value, at)
    }

    /// The length of a text, by these facts, and its characters.
    pub(super) fn text(&mut self, facts: &[Fact], value: &Value, at: &At) -> Judged {
        let wrong = limits::fault(facts, value, at, self.version).filter(|_| !self.may_be_empty(value, at));
        if let Some(issue) = wrong {
            self.find(Check::Length, at, value, &issue)?;
        }
        let issue = value
            .as_str()
            .and_then(|text| charset::fault(at.documented(), text));
        match issue {
            Some(issue) => self.find(Check::Characters, at, value, &issue),
            None => Ok(()),
        }
    }

    /// Decrypts it in its place.
    fn sensitive(&mut self, value: &mut Value, at: &At) -> Judged {
        let Some(sealed) = value.as_str() else {
            return self.find(Check::Type, at, value, "is not a string");
        };
        let id = self.keys.public_key_id();
        let serial = match (self.version, &self.serial) {
            (Version::V3, None) => {
                let text = "HTTP header缺少微信支付平台证书序列号(Wechatpay-Serial)";
                return self
                    .judge
                    .find(Check::WechatpaySerial, Refusal::new(400, "PARAM_ERROR", text));
            }
            (Version::V3, Some(serial)) => serial,
            // The key that `getpublickey` gives.
            (Version::V2, _) => &id,
        };
        match self.keys.decrypt(serial, sealed) {
            Ok(plain) => {
                *value = plain.into();
                self.length(value, at)
            }
            Err(_) => {
                let text = "平台私钥解密失败";
                let detail = at.detail(
                    value,
                    "cannot be decrypted with the key that Wechatpay-Serial names",
                );
                let refusal = match self.version {
                    Version::V3 => Refusal {
                        message: text.to_owned(),
                        ..Refusal::parameter(detail)
                    },
                    Version::V2 => Refusal {
                        status: 200,
                        message: text.to_owned(),
                        ..Refusal::parameter(detail)
                    },
                };
                self.judge.find(Check::Encryption, refusal)
            }
        }
    }

    fn object(&mut self, table: TableView, members: &mut Map<String, Value>, at: &At) -> Judged {
        for (name, value) in members.iter_mut() {
            let at = at.child(name);
            match table.field(name) {
                Some(field) => self.value(field.kind(), value, &at, false)?,
                None => self.find(Check::Unknown, &at, value, "is not a documented parameter")?,
            }
        }
        self.missing(table, members, at)
    }

    /// What is known to be required, and groups of which one must be there.
    pub(super) fn missing(&mut self, table: TableView, members: &Map<String, Value>, at: &At) -> Judged {
        // An empty field is none: no signature of v2 covers it, and nothing is meant by it in v3.
        let is_there = |name: &str| match members.get(name) {
            Some(Value::String(text)) => !text.is_empty(),
            found => found.is_some(),
        };
        let here = |field: &FieldView| match field.place() {
            Place::Query => at.clone().within(Location::Query).child(field.name()),
            _ => at.child(field.name()),
        };
        let required = table
            .fields()
            .filter(|field| field.is_required() && !is_there(field.name()));
        let value = |name: &str| members.get(name).cloned().unwrap_or_default();
        let missing: Vec<(At, Value)> = required
            .map(|field| (here(&field), value(field.name())))
            .collect();
        let mut groups: Vec<u8> = table.fields().filter_map(|field| field.group()).collect();
        groups.sort_unstable();
        groups.dedup();
        let of = |group: u8| table.fields().filter(move |field| field.group() == Some(group));
        groups.retain(|group| !of(*group).any(|field| is_there(field.name())));
        for (at, value) in missing {
            self.lacks(Check::Required, &at, &value, "is required")?;
        }
        for group in groups {
            let names: Vec<&str> = of(group).map(|field| field.name()).collect();
            if let Some(first) = of(group).next() {
                self.lacks(
                    Check::Group,
                    &here(&first),
                    &value(first.name()),
                    &format!("one of {} is required", names.join(", ")),
                )?;
            }
        }
        Ok(())
    }

    /// Whether it is empty, and a documented example of it as well.
    fn may_be_empty(&self, value: &Value, at: &At) -> bool {
        value == "" && example::leaves_empty(self.examples, at.documented())
    }

    fn lacks(&mut self, check: Check, at: &At, value: &Value, issue: &str) -> Judged {
        match self.version {
            Version::V3 if self.may_be_empty(value, at) => Ok(()),
            Version::V3 => self.find(check, at, value, issue),
            Version::V2 => self.judge.find(check, lacking(at.name())),
        }
    }
}
