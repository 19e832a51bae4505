//! The five lines that are signed, and how else they may be put together.

use bytes::Bytes;

use super::header::Header;
use crate::diagnosis::Rule;
use crate::diagnosis::search::{Change, Composed};
use crate::message::Received;

/// What is signed of a request.
#[derive(Debug, Clone)]
pub(super) struct Lines {
    pub(super) method: String,
    pub(super) target: String,
    pub(super) timestamp: String,
    pub(super) nonce: String,
    pub(super) body: Bytes,
    frame: Frame,
}

/// A part of it in another form.
#[derive(Debug, Clone)]
pub(super) enum Part {
    Method(String),
    Target(String),
    Timestamp(String),
    Nonce(String),
    Body(Bytes),
    Frame(Frame),
}

/// How the values become a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    order: &'static [Line],
    between: &'static str,
    end: &'static str,
}

#[derive(Debug, Clone, Copy)]
enum Line {
    Method,
    Target,
    Timestamp,
    Nonce,
    Body,
}

use Line::{Body, Method, Nonce, Target, Timestamp};

const ORDER: &[Line] = &[Method, Target, Timestamp, Nonce, Body];
const DOCUMENTED: Frame = frame(ORDER, "\n", "\n");

const fn frame(order: &'static [Line], between: &'static str, end: &'static str) -> Frame {
    Frame { order, between, end }
}

/// Other frames than the documented one.
const FRAMES: &[(Rule, Frame)] = &[
    (Rule::LastLfMissing, frame(ORDER, "\n", "")),
    (Rule::LfTooMany, frame(ORDER, "\n", "\n\n")),
    (Rule::LineEndsCrlf, frame(ORDER, "\r\n", "\r\n")),
    (Rule::LineEndsCrlf, frame(ORDER, "\r\n", "")),
    (Rule::LineEndsEscaped, frame(ORDER, "\\n", "\\n")),
    (Rule::LineEndsEscaped, frame(ORDER, "\\n", "")),
    (Rule::LineEndsNone, frame(ORDER, "", "")),
    (Rule::LineEndsNone, frame(ORDER, " ", "")),
    (
        Rule::BodyLineMissing,
        frame(&[Method, Target, Timestamp, Nonce], "\n", "\n"),
    ),
    (
        Rule::BodyLineMissing,
        frame(&[Method, Target, Timestamp, Nonce], "\n", ""),
    ),
    (
        Rule::LinesSwapped,
        frame(&[Method, Target, Nonce, Timestamp, Body], "\n", "\n"),
    ),
    (
        Rule::LinesSwapped,
        frame(&[Target, Method, Timestamp, Nonce, Body], "\n", "\n"),
    ),
    (
        Rule::LinesSwapped,
        frame(&[Method, Target, Body, Timestamp, Nonce], "\n", "\n"),
    ),
    (
        Rule::LinesSwapped,
        frame(&[Method, Target, Timestamp, Body, Nonce], "\n", "\n"),
    ),
    (
        Rule::LinesSwapped,
        frame(&[Timestamp, Nonce, Method, Target, Body], "\n", "\n"),
    ),
    (Rule::LinesOfAnswer, frame(&[Timestamp, Nonce, Body], "\n", "\n")),
    (Rule::LinesJoinedByAmpersand, frame(ORDER, "&", "")),
];

impl Lines {
    /// As the gateway has them.
    pub(super) fn new(received: &Received, header: &Header, body: Bytes) -> Self {
        Self {
            method: received.method.as_str().to_owned(),
            target: received.target.clone(),
            timestamp: header.timestamp.clone(),
            nonce: header.nonce_str.clone(),
            body,
            frame: DOCUMENTED,
        }
    }

    fn line(&self, line: Line) -> &[u8] {
        match line {
            Method => self.method.as_bytes(),
            Target => self.target.as_bytes(),
            Timestamp => self.timestamp.as_bytes(),
            Nonce => self.nonce.as_bytes(),
            Body => &self.body,
        }
    }
}

impl Composed for Lines {
    type Part = Part;

    fn with(&self, part: &Part) -> Self {
        let mut lines = self.clone();
        match part.clone() {
            Part::Method(method) => lines.method = method,
            Part::Target(target) => lines.target = target,
            Part::Timestamp(timestamp) => lines.timestamp = timestamp,
            Part::Nonce(nonce) => lines.nonce = nonce,
            Part::Body(body) => lines.body = body,
            Part::Frame(frame) => lines.frame = frame,
        }
        lines
    }

    fn is_same(one: &Part, other: &Part) -> bool {
        std::mem::discriminant(one) == std::mem::discriminant(other)
    }

    fn bytes(&self) -> Vec<u8> {
        let Frame { order, between, end } = self.frame;
        let lines: Vec<&[u8]> = order.iter().map(|line| self.line(*line)).collect();
        let mut text = lines.join(between.as_bytes());
        text.extend_from_slice(end.as_bytes());
        text
    }
}

/// The same values in another frame. Without a body its line is missing rather than its LF.
pub(super) fn frames(sent: &Lines) -> Vec<Change<Part>> {
    let is_told = |(rule, _): &&(Rule, Frame)| *rule != Rule::LastLfMissing || !sent.body.is_empty();
    let change = |(rule, frame): &(Rule, Frame)| Change::new(*rule, Part::Frame(*frame));
    FRAMES.iter().filter(is_told).map(change).collect()
}

/// Other methods.
pub(super) fn methods(sent: &Lines) -> Vec<Change<Part>> {
    let lower = sent.method.to_ascii_lowercase();
    let others = ["GET", "POST", "PUT", "PATCH", "DELETE"]
        .into_iter()
        .filter(|other| *other != sent.method);
    let mut changes: Vec<_> = others
        .map(|other| Change::new(Rule::MethodOther, Part::Method(other.to_owned())))
        .collect();
    changes.insert(0, Change::new(Rule::MethodLowerCase, Part::Method(lower)));
    changes
}

/// How far a second look at the clock may be from the first, in seconds.
const SECOND_LOOK: i64 = 10;

/// Other times and nonces.
pub(super) fn times(sent: &Lines) -> Vec<Change<Part>> {
    let timestamp = |rule, text: String| Change::new(rule, Part::Timestamp(text));
    let mut changes = vec![timestamp(Rule::TimestampMillis, format!("{}000", sent.timestamp))];
    if let Ok(seconds) = sent.timestamp.parse::<i64>() {
        let near = (1..=SECOND_LOOK).flat_map(|by| [seconds.saturating_sub(by), seconds.saturating_add(by)]);
        changes.extend(
            near.chain([seconds / 1000])
                .map(|other| timestamp(Rule::TimestampOther, other.to_string())),
        );
    }
    let nonces = [
        sent.nonce.to_ascii_uppercase(),
        sent.nonce.to_ascii_lowercase(),
        sent.nonce.trim().to_owned(),
        sent.nonce.replace('-', ""),
        String::new(),
    ];
    let others = nonces.into_iter().filter(|nonce| *nonce != sent.nonce);
    changes.extend(others.map(|nonce| Change::new(Rule::NonceOther, Part::Nonce(nonce))));
    changes
}
