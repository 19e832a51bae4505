//! An owned record whose type is forgotten.

use std::any::Any;

use super::table::{Record, Table};
use super::view::{RecordMut, RecordRef};

/// Any record. What a call holds, so that sending is compiled once and not for every request type.
pub struct AnyRecord(Box<dyn Erased>);

trait Erased: Send + Sync {
    fn record(&self) -> RecordRef<'_>;
    fn record_mut(&mut self) -> RecordMut<'_>;
    fn any(&self) -> &dyn Any;
    fn table(&self) -> &'static Table;
    fn duplicate(&self) -> Box<dyn Erased>;
}

impl<R: Record> Erased for R {
    fn record(&self) -> RecordRef<'_> {
        RecordRef::new(self)
    }
    fn record_mut(&mut self) -> RecordMut<'_> {
        RecordMut::new(self)
    }
    fn any(&self) -> &dyn Any {
        self
    }
    fn table(&self) -> &'static Table {
        R::TABLE
    }
    fn duplicate(&self) -> Box<dyn Erased> {
        Box::new(self.clone())
    }
}

impl AnyRecord {
    /// Forgets the type.
    #[must_use]
    pub fn new<R: Record>(record: R) -> Self {
        Self(Box::new(record))
    }

    /// The fields.
    #[must_use]
    pub fn as_ref(&self) -> RecordRef<'_> {
        self.0.record()
    }

    /// The fields, to be changed.
    pub(crate) fn as_mut(&mut self) -> RecordMut<'_> {
        self.0.record_mut()
    }

    /// The table of the type that it is.
    #[must_use]
    pub fn table(&self) -> &'static Table {
        self.0.table()
    }

    /// The record itself, if it is an `R`.
    #[must_use]
    pub fn downcast_ref<R: Record>(&self) -> Option<&R> {
        self.0.any().downcast_ref()
    }
}

impl Clone for AnyRecord {
    fn clone(&self) -> Self {
        Self(self.0.duplicate())
    }
}

impl std::fmt::Debug for AnyRecord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        super::debug::fmt(self.as_ref(), f)
    }
}
