//! Steps of the chain whose feature is off: methods that are there to say which one it is.
//!
//! Without them the compiler says "no method named `marketing`", and nothing of features. (Of a module that is switched off it
//! names the feature by itself.)

use quote::{format_ident, quote};

use crate::emit::layout;
use crate::plan::Node;

/// `impl Url { … }` with a method for each child behind a feature, or nothing.
pub(super) fn steps(node: &Node<'_>) -> Option<String> {
    let steps: Vec<_> = node
        .children
        .iter()
        .filter_map(|child| {
            let feature = child.feature.as_ref()?;
            let name = format_ident!("{}", child.name);
            let note = format!("the feature `{feature}` of `wechatpay-openapi` is off");
            Some(quote! {
                #[cfg(not(feature = #feature))]
                #[doc(hidden)]
                #[deprecated(note = #note)]
                pub fn #name(self) -> FeatureIsOff { FeatureIsOff }
            })
        })
        .collect();
    let item = layout::item(quote! { impl Url { #(#steps)* } });
    (!steps.is_empty()).then(|| format!("// What says that a step is switched off.\n{item}"))
}
