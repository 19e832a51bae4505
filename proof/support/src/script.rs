//! A transport that answers by a script, and a timer that does not wait.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use wechatpay_openapi_runtime::{
    BoxFuture, Bytes, Client, ClientBuilder, Outgoing, Timer, Transport, TransportError, http,
};

use super::platform::{self, answer, signature_headers, signed};

/// What happens to one attempt.
#[derive(Debug, Clone, Copy)]
pub enum Step {
    Refused,
    TimedOut,
    Broken,
    /// A signed answer with a result.
    Good,
    /// A signed answer with this status and body.
    Signed(u16, &'static str),
    /// An answer with this status and the signature of another body.
    Forged(u16),
    /// An unsigned answer with this status, header and body.
    Plain(u16, (&'static str, &'static str), &'static str),
}

use Step::{Broken, Forged, Good, Plain, Refused, Signed, TimedOut};

impl Step {
    fn outcome(self) -> Result<http::Response<Bytes>, TransportError> {
        Ok(match self {
            Refused => return Err(TransportError::not_sent("no route")),
            TimedOut => return Err(TransportError::timeout("too slow")),
            Broken => return Err(TransportError::interrupted("reset")),
            Good => signed(200, r#"{"ok":true}"#),
            Signed(status, body) => signed(status, body),
            Forged(status) => answer(status, &signature_headers(b"{}"), "{} "),
            Plain(status, (name, value), body) => answer(status, &[(name, value.to_owned())], body),
        })
    }
}

/// One request as the transport was given it.
#[derive(Debug, Clone)]
pub struct Sent {
    pub host: String,
    pub authorization: String,
    pub target: String,
    pub body: Bytes,
    pub timeout: Duration,
    pub piece_timeout: Duration,
}

/// Shared by the test, the transport and the timer.
#[derive(Clone, Default)]
pub struct Stage(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    steps: Vec<Step>,
    sent: Vec<Sent>,
    slept: Vec<Duration>,
    now: Duration,
    /// Whose requests are refused.
    down: Vec<&'static str>,
    /// How long a request takes.
    takes: Duration,
}

impl Stage {
    /// Each attempt takes the next step; when none is left, all is good.
    pub fn new(steps: &[Step]) -> Self {
        let stage = Self::default();
        stage.0.lock().unwrap().steps = steps.to_vec();
        stage
    }

    /// The steps from now on.
    pub fn again(&self, steps: &[Step]) {
        self.0.lock().unwrap().steps = steps.to_vec();
    }

    /// Lets time go by.
    pub fn pass(&self, time: Duration) {
        self.0.lock().unwrap().now += time;
    }

    pub fn down(&self, hosts: &[&'static str]) {
        self.0.lock().unwrap().down = hosts.to_vec();
    }

    pub fn takes(&self, time: Duration) {
        self.0.lock().unwrap().takes = time;
    }

    pub fn sent(&self) -> Vec<Sent> {
        std::mem::take(&mut self.0.lock().unwrap().sent)
    }

    pub fn hosts(&self) -> Vec<String> {
        self.sent().into_iter().map(|sent| sent.host).collect()
    }

    pub fn slept(&self) -> Vec<Duration> {
        std::mem::take(&mut self.0.lock().unwrap().slept)
    }

    pub fn builder(&self) -> ClientBuilder<Client> {
        platform::builder().transport(self.clone()).timer(self.clone())
    }

    pub fn client(&self) -> Client {
        self.builder().build().unwrap()
    }
}

impl Transport for Stage {
    fn send(&self, outgoing: Outgoing) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        let (head, body) = outgoing.request.into_parts();
        let host = head.uri.authority().unwrap().to_string();
        let authorization = head.headers.get("authorization");
        let mut state = self.0.lock().unwrap();
        let takes = state.takes;
        state.now += takes;
        state.sent.push(Sent {
            authorization: authorization
                .map_or("", |value| value.to_str().unwrap())
                .to_owned(),
            target: head.uri.path_and_query().unwrap().to_string(),
            host: host.clone(),
            body,
            timeout: outgoing.timeout,
            piece_timeout: outgoing.piece_timeout,
        });
        let step = if state.down.contains(&&*host) {
            Refused
        } else if state.steps.is_empty() {
            Good
        } else {
            state.steps.remove(0)
        };
        Box::pin(async move { step.outcome() })
    }
}

impl Timer for Stage {
    fn now(&self) -> Duration {
        self.0.lock().unwrap().now
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
        Box::pin(async move {
            let mut state = self.0.lock().unwrap();
            state.slept.push(time);
            state.now += time;
        })
    }
}
