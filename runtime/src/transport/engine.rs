//! What clients share when they share connections.

use std::sync::Arc;

use super::Transport;
use crate::record::BoxError;

/// A transport that several tasks use.
pub(crate) type Shared = Arc<dyn Transport>;

/// A transport, and the thread that drives calls for callers without a runtime.
pub(crate) struct Engine {
    transport: Shared,
    #[cfg(feature = "blocking")]
    blocking: BlockingSide,
}

/// Started by the first blocking call.
#[cfg(feature = "blocking")]
struct BlockingSide {
    /// Makes the transport of blocking calls: a pool of connections belongs to the
    /// runtime that opened them, so that the default one is made anew for them.
    transport: fn(&Shared) -> Result<Shared, BoxError>,
    started: std::sync::Mutex<Option<Driver>>,
}

/// A thread for blocking calls, and the transport to use on it.
#[cfg(feature = "blocking")]
pub(crate) type Driver = (Arc<super::blocking::Runner>, Shared);

impl Engine {
    pub(crate) fn new(transport: Shared) -> Self {
        Self {
            transport,
            #[cfg(feature = "blocking")]
            blocking: BlockingSide {
                transport: |transport| Ok(transport.clone()),
                started: std::sync::Mutex::default(),
            },
        }
    }

    /// The default transport.
    pub(crate) fn standard() -> Result<Arc<Self>, BoxError> {
        #[cfg_attr(not(feature = "blocking"), allow(unused_mut))]
        let mut engine = Self::new(standard_transport()?);
        #[cfg(feature = "blocking")]
        {
            engine.blocking.transport = |_| standard_transport();
        }
        Ok(Arc::new(engine))
    }

    pub(crate) fn transport(&self) -> Shared {
        self.transport.clone()
    }

    #[cfg(feature = "blocking")]
    pub(crate) fn driver(&self) -> Result<Driver, BoxError> {
        let mut started = self
            .blocking
            .started
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(driver) = &*started {
            return Ok(driver.clone());
        }
        let transport = (self.blocking.transport)(&self.transport)?;
        let runner = Arc::new(super::blocking::Runner::start()?);
        Ok(started.insert((runner, transport)).clone())
    }
}

#[cfg(feature = "reqwest")]
fn standard_transport() -> Result<Shared, BoxError> {
    Ok(Arc::new(super::ReqwestTransport::new()?))
}

/// Without the feature there is none, which matters to those only who send.
#[cfg(not(feature = "reqwest"))]
#[allow(clippy::unnecessary_wraps)] // reqwest's may fail
fn standard_transport() -> Result<Shared, BoxError> {
    Ok(Arc::new(super::absent::Absent))
}
