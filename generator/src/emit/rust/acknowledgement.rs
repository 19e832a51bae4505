//! What a notification that asks for something is answered with.

use quote::quote;

use crate::emit::layout;
use crate::emit::style::Style;
use crate::ir::Notification;

/// A paragraph of the module's documentation.
pub(super) fn doc(notification: &Notification) -> Vec<String> {
    if !notification.wants_data() {
        return Vec::new();
    }
    let signed = match notification.is_ack_signed {
        true => ", signed with the merchant's key",
        false => "",
    };
    let text = format!("Answered with an [`Acknowledgement`]{signed}: `raw.reply(asked, &acknowledgement)`.");
    vec![String::new(), text]
}

/// The data by which the runtime answers it.
pub(super) fn block(notification: &Notification, style: Style) -> Option<String> {
    if !notification.wants_data() || style != Style::Tables {
        return None;
    }
    let (event_types, is_signed) = (&notification.event_types, notification.is_ack_signed);
    Some(layout::item(quote! {
        impl Acknowledged for Notification {
            type Acknowledgement = Acknowledgement;
            const EVENT_TYPES: &'static [&'static str] = &[#(#event_types),*];
            const IS_SIGNED: bool = #is_signed;
        }
    }))
}
