//! Where a value goes, once the format has said that there is one.

use serde_core::de::Error;

use super::super::table::Kind;
use super::super::view::{ListMut, SlotMut, ValueMut, ViewMut};
use super::seen::Seen;

/// A field, an item of a list or a member of a numbered family, not there yet.
pub(super) trait ValuePlace<'a>: Sized {
    /// What can be put there.
    fn kind(&self) -> Kind;
    /// Makes an empty value there.
    fn put(self) -> ValueMut<'a>;
    /// `null` came, or what stands for it: there is nothing.
    fn nothing<E: Error>(self) -> Result<(), E> {
        Ok(())
    }
    /// The same place for a shorter time.
    type Short<'s>: ValuePlace<'s>
    where
        Self: 's;
    /// The same place for a shorter time.
    fn short(&mut self) -> Self::Short<'_>;
    /// Makes nothing of what was put there.
    fn take_back(self);
}

impl<'a> ValuePlace<'a> for SlotMut<'a> {
    type Short<'s>
        = SlotMut<'s>
    where
        Self: 's;

    fn short(&mut self) -> SlotMut<'_> {
        self.short()
    }

    fn take_back(self) {
        self.clear();
    }

    #[inline]
    fn kind(&self) -> Kind {
        self.slot.kind
    }

    #[inline]
    fn put(self) -> ValueMut<'a> {
        self.insert()
    }
}

/// The member of a numbered family.
pub(super) struct Member<'a>(pub(super) SlotMut<'a>, pub(super) Vec<u32>);

impl<'a> ValuePlace<'a> for Member<'a> {
    type Short<'s>
        = Member<'s>
    where
        Self: 's;

    fn short(&mut self) -> Member<'_> {
        Member(self.0.short(), self.1.clone())
    }

    fn take_back(self) {
        blank(self.put());
    }

    fn kind(&self) -> Kind {
        match self.0.slot.kind {
            Kind::Numbered(ops) => ops.item(),
            other => other,
        }
    }

    fn put(self) -> ValueMut<'a> {
        self.0.insert_member(&self.1)
    }
}

/// The next item of a list.
pub(super) struct Item<'a, 'l>(pub(super) &'a mut ListMut<'l>);

impl<'a, 'l> ValuePlace<'a> for Item<'a, 'l> {
    type Short<'s>
        = Item<'s, 'l>
    where
        Self: 's;

    fn short(&mut self) -> Item<'_, 'l> {
        Item(self.0)
    }

    /// Its place in the list is kept.
    fn take_back(self) {
        if let Some(last) = self.0.last() {
            blank(last);
        }
    }

    fn kind(&self) -> Kind {
        self.0.ops.item()
    }

    fn put(self) -> ValueMut<'a> {
        self.0.push()
    }

    /// Its place in the list is kept, so that the others keep theirs; a number would be guessed.
    fn nothing<E: Error>(self) -> Result<(), E> {
        if matches!(self.kind(), Kind::Bool | Kind::Integer | Kind::Float) {
            return Err(Seen::Null.instead_of(self.kind().noun()));
        }
        self.put();
        Ok(())
    }
}

/// Makes a value an empty one.
fn blank(value: ValueMut<'_>) {
    match value.view() {
        ViewMut::Record(mut record) => {
            for field in record.table.fields {
                record.slot(field).clear();
            }
        }
        ViewMut::JsonString(mut wrap) | ViewMut::UrlEncoded(mut wrap) => wrap.clear(),
        other => {
            // What takes no text is a number, which is not left out.
            let _ = other.set_text("");
        }
    }
}
