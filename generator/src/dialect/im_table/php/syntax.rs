//! What is asked of PHP's syntax tree in several places.

use mago_syntax::ast::{Argument, ArgumentList, ClassLikeMemberSelector, Expression};

/// The name behind an arrow.
pub(super) fn member(selector: &ClassLikeMemberSelector<'_>) -> String {
    match selector {
        ClassLikeMemberSelector::Identifier(name) => String::from_utf8_lossy(name.value).into_owned(),
        _ => String::new(),
    }
}

/// Values of positional and named arguments.
pub(super) fn arguments<'a>(list: &'a ArgumentList<'a>) -> Vec<&'a Expression<'a>> {
    let value = |argument: &'a Argument<'a>| match argument {
        Argument::Positional(argument) => argument.value,
        Argument::Named(argument) => argument.value,
    };
    list.arguments.iter().map(value).collect()
}
