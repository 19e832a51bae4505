//! A subscriber that keeps the spans and events of this crate.

use std::collections::BTreeMap;
use std::fmt::{Debug, Write as _};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// Fields of a span or an event.
pub type Fields = BTreeMap<String, String>;

/// A span: its name, its parent's number, its fields.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    pub name: &'static str,
    pub parent: Option<u64>,
    pub fields: Fields,
}

/// Keeps everything that it is told.
#[derive(Clone, Default)]
pub struct Capture {
    pub spans: Arc<Mutex<BTreeMap<u64, Seen>>>,
    pub events: Arc<Mutex<Vec<Fields>>>,
    count: Arc<AtomicU64>,
}

struct Reader<'a>(&'a mut Fields);

impl Visit for Reader<'_> {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name().to_owned(), value.to_owned());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name().to_owned(), format!("{value:?}"));
    }
}

impl Subscriber for Capture {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "wechatpay"
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let id = self.count.fetch_add(1, Ordering::SeqCst) + 1;
        let mut seen = Seen {
            name: span.metadata().name(),
            parent: span.parent().map(Id::into_u64),
            fields: Fields::new(),
        };
        span.record(&mut Reader(&mut seen.fields));
        self.spans.lock().unwrap().insert(id, seen);
        Id::from_u64(id)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        let mut spans = self.spans.lock().unwrap();
        values.record(&mut Reader(&mut spans.get_mut(&span.into_u64()).unwrap().fields));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields::new();
        event.record(&mut Reader(&mut fields));
        self.events.lock().unwrap().push(fields);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

impl Capture {
    pub fn named(&self, name: &str) -> Vec<Seen> {
        let spans = self.spans.lock().unwrap();
        spans.values().filter(|span| span.name == name).cloned().collect()
    }

    pub fn text(&self) -> String {
        let mut text = String::new();
        let _ = write!(
            text,
            "{:?} {:?}",
            self.spans.lock().unwrap(),
            self.events.lock().unwrap()
        );
        text
    }
}

/// Runs this with a subscriber of their own.
pub fn captured(run: impl AsyncFnOnce()) -> Capture {
    let capture = Capture::default();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    tracing::subscriber::with_default(capture.clone(), || runtime.block_on(run()));
    capture
}
