//! Lists, strings with a value inside, and numbered families, of any item type.

use super::super::table::{Kind, ListOps, NumberedOps, Value, Visit, WrapOps};
use super::super::view::{ListMut, ListRef, NumberedMut, NumberedRef, ValueMut, ValueRef, WrapMut, WrapRef};
use crate::value::Numbered;

impl ListOps {
    /// The kind of an item.
    pub(crate) const fn item(&self) -> Kind {
        self.kind
    }

    pub(crate) const fn of<T: Value>() -> Self {
        unsafe fn len<T>(at: *const u8) -> usize {
            unsafe { (*at.cast::<Vec<T>>()).len() }
        }
        unsafe fn get<T>(at: *const u8, index: usize) -> *const u8 {
            std::ptr::from_ref(&unsafe { &*at.cast::<Vec<T>>() }[index]).cast()
        }
        unsafe fn get_mut<T>(at: *mut u8, index: usize) -> *mut u8 {
            std::ptr::from_mut(&mut unsafe { &mut *at.cast::<Vec<T>>() }[index]).cast()
        }
        unsafe fn push<T: Value>(at: *mut u8) -> *mut u8 {
            let list = unsafe { &mut *at.cast::<Vec<T>>() };
            list.push(T::empty());
            let last = list.len() - 1;
            std::ptr::from_mut(&mut list[last]).cast()
        }
        Self {
            kind: T::KIND,
            len: len::<T>,
            get: get::<T>,
            get_mut: get_mut::<T>,
            push: push::<T>,
        }
    }
}

impl<'a> ListRef<'a> {
    pub(crate) fn len(self) -> usize {
        // SAFETY: `ops` are those of the `Vec<T>` at `at`; so in all of these.
        unsafe { (self.ops.len)(self.at) }
    }

    pub(crate) fn iter(self) -> impl Iterator<Item = ValueRef<'a>> {
        (0..self.len())
            .map(move |index| ValueRef::of(unsafe { (self.ops.get)(self.at, index) }, self.ops.kind))
    }
}

impl ListMut<'_> {
    pub(crate) fn push(&mut self) -> ValueMut<'_> {
        ValueMut::of(unsafe { (self.ops.push)(self.at) }, self.ops.kind)
    }

    /// The last item.
    pub(crate) fn last(&mut self) -> Option<ValueMut<'_>> {
        let last = unsafe { (self.ops.len)(self.at) }.checked_sub(1)?;
        Some(ValueMut::of(
            unsafe { (self.ops.get_mut)(self.at, last) },
            self.ops.kind,
        ))
    }

    pub(crate) fn for_each<E>(
        &mut self,
        mut visit: impl FnMut(usize, ValueMut<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        for index in 0..unsafe { (self.ops.len)(self.at) } {
            let item = unsafe { (self.ops.get_mut)(self.at, index) };
            visit(index, ValueMut::of(item, self.ops.kind))?;
        }
        Ok(())
    }
}

// ---- values inside strings --------------------------------------------------

/// A wrapper type that [`WrapOps`] can handle.
pub(crate) trait Wrap {
    /// The type inside the string.
    type Inner: Value;
    fn value(&self) -> &Self::Inner;
    fn value_mut(&mut self) -> &mut Self::Inner;
    /// The string itself, where it could not be understood.
    fn text(&self) -> &Option<Box<str>>;
    fn text_mut(&mut self) -> &mut Option<Box<str>>;
}

impl WrapOps {
    /// The kind of the value inside.
    pub(crate) const fn inner(&self) -> Kind {
        self.kind
    }

    pub(crate) const fn of<W: Wrap>() -> Self {
        unsafe fn value<W: Wrap>(at: *const u8) -> *const u8 {
            std::ptr::from_ref(unsafe { &*at.cast::<W>() }.value()).cast()
        }
        unsafe fn value_mut<W: Wrap>(at: *mut u8) -> *mut u8 {
            std::ptr::from_mut(unsafe { &mut *at.cast::<W>() }.value_mut()).cast()
        }
        unsafe fn text<W: Wrap>(at: *const u8) -> *const Option<Box<str>> {
            unsafe { &*at.cast::<W>() }.text()
        }
        unsafe fn text_mut<W: Wrap>(at: *mut u8) -> *mut Option<Box<str>> {
            unsafe { &mut *at.cast::<W>() }.text_mut()
        }
        unsafe fn clear<W: Wrap>(at: *mut u8) {
            *unsafe { &mut *at.cast::<W>() }.value_mut() = W::Inner::empty();
        }
        Self {
            kind: W::Inner::KIND,
            value: value::<W>,
            value_mut: value_mut::<W>,
            text: text::<W>,
            text_mut: text_mut::<W>,
            clear: clear::<W>,
        }
    }
}

impl<'a> WrapRef<'a> {
    /// The value inside the string.
    pub(crate) fn value(self) -> ValueRef<'a> {
        // SAFETY: `ops` are those of the wrapper at `at`; so in all of these.
        ValueRef::of(unsafe { (self.ops.value)(self.at) }, self.ops.kind)
    }

    /// The string itself, where it could not be understood.
    pub(crate) fn text(self) -> Option<&'a str> {
        unsafe { (*(self.ops.text)(self.at)).as_deref() }
    }
}

impl WrapMut<'_> {
    pub(crate) fn value(&mut self) -> ValueMut<'_> {
        ValueMut::of(unsafe { (self.ops.value_mut)(self.at) }, self.ops.kind)
    }

    /// Forgets what was read.
    pub(crate) fn clear(&mut self) {
        unsafe { (self.ops.clear)(self.at) }
    }

    /// Keeps the string, which could not be understood, and nothing of what was half read.
    pub(crate) fn keep(&mut self, text: &str) {
        self.clear();
        unsafe {
            *(self.ops.text_mut)(self.at) = Some(text.into());
        }
    }
}

// ---- numbered families ------------------------------------------------------

impl NumberedOps {
    /// The kind of a member.
    pub(crate) const fn item(&self) -> Kind {
        self.kind
    }

    pub(crate) const fn of<T: Value>() -> Self {
        unsafe fn each<T: Value>(at: *const u8, visit: Visit<'_>) {
            for (number, value) in unsafe { &*at.cast::<Numbered<T>>() }.iter() {
                visit(number, std::ptr::from_ref(value).cast());
            }
        }
        unsafe fn insert<T: Value>(at: *mut u8, number: &[u32]) -> *mut u8 {
            std::ptr::from_mut(unsafe { &mut *at.cast::<Numbered<T>>() }.insert(number, T::empty())).cast()
        }
        Self {
            kind: T::KIND,
            each: each::<T>,
            insert: insert::<T>,
        }
    }
}

impl<'a> NumberedRef<'a> {
    pub(crate) fn for_each(self, mut visit: impl FnMut(&[u32], ValueRef<'a>)) {
        // SAFETY: `ops` are those of the family at `at`; so in both.
        unsafe {
            (self.ops.each)(self.at, &mut |number, at| {
                visit(number, ValueRef::of(at, self.ops.kind))
            })
        }
    }
}

impl<'a> NumberedMut<'a> {
    pub(crate) fn insert(self, number: &[u32]) -> ValueMut<'a> {
        ValueMut::of(unsafe { (self.ops.insert)(self.at, number) }, self.ops.kind)
    }
}
