//! Where two texts differ, byte by byte.

use serde::Serialize;
use similar::{Algorithm, ChangeTag, TextDiff};

/// What is shown around the first difference: long bodies are not compared further.
const SHOWN_BYTES: usize = 2048;

/// Where what is checked and what was signed part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The first byte that differs, from 0.
    pub offset: usize,
    /// Its line, from 1.
    pub line: usize,
    /// The byte that the gateway has there; `None` at the end.
    pub checked_byte: Option<u8>,
    /// The byte that was signed; `None` at the end.
    pub signed_byte: Option<u8>,
    /// How many bytes the gateway has.
    pub checked_length: usize,
    /// How many were signed.
    pub signed_length: usize,
    /// Both texts in pieces, from a little before the first difference on.
    pub pieces: Vec<Piece>,
}

/// A part of both texts or of one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// Whose it is.
    pub kind: PieceKind,
    /// What it says; bytes that are no UTF-8 are `�`.
    pub text: String,
}

/// Who has a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PieceKind {
    /// Both.
    Both,
    /// Only the gateway.
    Checked,
    /// Only the client that signed.
    Signed,
}

impl Difference {
    /// Compares what the gateway checks with what was signed; `None` if they are the same.
    #[must_use]
    pub fn between(checked: &[u8], signed: &[u8]) -> Option<Self> {
        let common = checked.iter().zip(signed).take_while(|(a, b)| a == b).count();
        if common == checked.len() && common == signed.len() {
            return None;
        }
        Some(Self {
            offset: common,
            line: 1 + checked[..common].iter().filter(|byte| **byte == b'\n').count(),
            checked_byte: checked.get(common).copied(),
            signed_byte: signed.get(common).copied(),
            checked_length: checked.len(),
            signed_length: signed.len(),
            pieces: pieces(&window(checked, common), &window(signed, common)),
        })
    }
}

/// The text from the start of the line before the difference.
fn window(bytes: &[u8], difference: usize) -> String {
    let near = difference.saturating_sub(SHOWN_BYTES / 8);
    let start = match near {
        0 => 0,
        _ => bytes[near..difference]
            .iter()
            .position(|byte| *byte == b'\n')
            .map_or(near, |line_end| near + line_end + 1),
    };
    let end = bytes.len().min(start + SHOWN_BYTES);
    String::from_utf8_lossy(&bytes[start..end]).into_owned()
}

fn pieces(checked: &str, signed: &str) -> Vec<Piece> {
    let compared = TextDiff::configure()
        .algorithm(Algorithm::Myers)
        .diff_chars(checked, signed);
    let mut pieces: Vec<Piece> = Vec::new();
    for change in compared.iter_all_changes() {
        let kind = match change.tag() {
            ChangeTag::Equal => PieceKind::Both,
            ChangeTag::Delete => PieceKind::Checked,
            ChangeTag::Insert => PieceKind::Signed,
        };
        match pieces.last_mut() {
            Some(last) if last.kind == kind => last.text.push_str(change.value()),
            _ => pieces.push(Piece {
                kind,
                text: change.value().to_owned(),
            }),
        }
    }
    pieces
}
