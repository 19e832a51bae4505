//! Samples that nest too deeply for a parser that calls itself.
//!
//! The PHP parser stops at 512 nested expressions, which need more stack than a
//! thread has, and does not count chains of calls and types at all.

use mago_database::file::FileId;
use mago_syntax::lexer::Lexer;
use mago_syntax::settings::LexerSettings;
use mago_syntax::token::TokenKind;
use mago_syntax_core::input::Input;

/// Levels that are read; the deepest sample of the site has 22.
const DEEPEST: usize = 200;
/// Levels that the stack of any thread has room for, some 70 kB each without optimisation.
const SHALLOW: usize = 16;
/// A stack for the deepest.
const STACK: usize = 64 << 20;

/// Runs what calls itself once for each level of a text, with stack enough.
pub(super) fn guarded<T: Send>(
    code: &str,
    read: impl FnOnce() -> Result<T, String> + Send,
) -> Result<T, String> {
    match levels(code) {
        few if few <= SHALLOW => read(),
        some if some <= DEEPEST => std::thread::scope(|scope| {
            let thread = std::thread::Builder::new().stack_size(STACK);
            let thread = thread
                .spawn_scoped(scope, read)
                .map_err(|error| error.to_string())?;
            thread
                .join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        }),
        many => Err(format!("it nests {many} levels deep; at most {DEEPEST} are read")),
    }
}

/// A bound of how deep the syntax tree is: each bracket and each operator or
/// keyword may be a level until its list goes on or ends.
fn levels(code: &str) -> usize {
    // The lexer calls itself for these.
    let inside_texts = code.matches("{$").count() + code.matches("${").count();
    if inside_texts > DEEPEST {
        return inside_texts;
    }
    let mut lexer = Lexer::new(
        Input::new(FileId::zero(), code.as_bytes()),
        LexerSettings::default(),
    );
    let (mut open, mut here, mut sum, mut deepest) = (Vec::new(), 0, 0, 0);
    // What does not even have tokens the parser refuses at once.
    while let Some(Ok(token)) = lexer.advance() {
        match token.kind {
            TokenKind::LeftBrace
            | TokenKind::LeftBracket
            | TokenKind::LeftParenthesis
            | TokenKind::HashLeftBracket
            | TokenKind::DollarLeftBrace => {
                open.push(here);
                here = 0;
                sum += 1;
            }
            TokenKind::RightBrace | TokenKind::RightBracket | TokenKind::RightParenthesis => {
                if let Some(outer) = open.pop() {
                    sum -= here + 1;
                    here = outer;
                }
            }
            TokenKind::Comma | TokenKind::Semicolon => {
                sum -= here;
                here = 0;
            }
            TokenKind::Variable
            | TokenKind::Identifier
            | TokenKind::QualifiedIdentifier
            | TokenKind::FullyQualifiedIdentifier
            | TokenKind::StringPart => {}
            kind if kind.is_trivia() || kind.is_literal() => {}
            _ => {
                here += 1;
                sum += 1;
            }
        }
        deepest = deepest.max(sum);
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_end_with_their_brackets_and_lists() {
        let cases = [
            ("", 1),
            ("$a;", 1),
            ("f([1, 2], [3, [4]]);", 4),
            ("$a = 1; $b = 2; $c = 3;", 2),
            ("$a->b()->c();", 4),
            ("!!!$a;", 4),
            ("// ((((\n'((((';", 1),
            ("]]))}}", 1),
        ];
        for (code, expected) in cases {
            assert_eq!(levels(&format!("<?php\n{code}")), expected, "{code}");
        }
    }

    #[test]
    fn what_is_too_deep_is_not_run() {
        let deep = |count: usize| guarded(&format!("<?php\n{}1;", "!".repeat(count)), || Ok(()));
        assert_eq!(deep(10), Ok(()));
        assert_eq!(deep(150), Ok(()));
        assert!(deep(10_000).is_err_and(|error| error.contains("10001 levels")));
    }
}
