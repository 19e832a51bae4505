//! What clients share when they share connections.

use std::sync::Arc;
#[cfg(feature = "blocking")]
use std::sync::atomic::{AtomicU32, Ordering};
#[cfg(feature = "blocking")]
use std::sync::{Mutex, PoisonError};

use super::Shared;
#[cfg(feature = "blocking")]
use super::blocking::{CannotBlock, Runner};
use crate::error::BoxError;

/// A transport, and the thread that drives calls for callers without a runtime.
pub(crate) struct Engine {
    transport: Shared,
    #[cfg(feature = "blocking")]
    blocking: Blocking,
}

/// A thread for blocking calls, and the transport to use on it.
#[cfg(feature = "blocking")]
pub(crate) type Driver = (Arc<Runner>, Shared);

/// What the first blocking call starts.
#[cfg(feature = "blocking")]
#[derive(Default)]
struct Blocking {
    /// The process that began to start it, 0 if none did. Looked at before the lock, which a fork may have left locked.
    process: AtomicU32,
    started: Mutex<Option<Driver>>,
}

impl Engine {
    pub(crate) fn new(transport: Shared) -> Self {
        Self {
            transport,
            #[cfg(feature = "blocking")]
            blocking: Blocking::default(),
        }
    }

    /// The default transport, through a proxy if one is given.
    pub(crate) fn standard(proxy: Option<String>) -> Result<Arc<Self>, BoxError> {
        Ok(Arc::new(Self::new(standard_transport(proxy)?)))
    }

    pub(crate) fn transport(&self) -> Shared {
        self.transport.clone()
    }

    #[cfg(feature = "blocking")]
    pub(crate) fn driver(&self) -> Result<Driver, CannotBlock> {
        if Runner::is_here() {
            return Err(CannotBlock::Inside);
        }
        let own = std::process::id();
        let first = self
            .blocking
            .process
            .compare_exchange(0, own, Ordering::SeqCst, Ordering::SeqCst);
        if first.is_err_and(|known| known != own) {
            return Err(CannotBlock::Forked);
        }
        let mut started = self
            .blocking
            .started
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(driver) = &*started {
            return Ok(driver.clone());
        }
        let transport = match self.transport.afresh() {
            Some(made) => made.map_err(CannotBlock::NotStarted)?,
            None => self.transport.clone(),
        };
        let runner = Runner::start().map_err(|error| CannotBlock::NotStarted(error.into()))?;
        Ok(started.insert((Arc::new(runner), transport)).clone())
    }
}

#[cfg(feature = "reqwest")]
fn standard_transport(proxy: Option<String>) -> Result<Shared, BoxError> {
    let Some(url) = proxy else {
        return Ok(Arc::new(super::ReqwestTransport::new()?));
    };
    // Its text must not be repeated: it may hold a password.
    let proxy = ::reqwest::Proxy::all(url)
        .map_err(|_| "the proxy is no URL: give it as http://user:password@host:port")?;
    let settings = move |builder: ::reqwest::ClientBuilder| builder.proxy(proxy.clone());
    Ok(Arc::new(super::ReqwestTransport::configured(settings)?))
}

/// Without the feature there is none, which matters to those only who send.
#[cfg(not(feature = "reqwest"))]
#[allow(clippy::unnecessary_wraps)] // reqwest's may fail
fn standard_transport(_: Option<String>) -> Result<Shared, BoxError> {
    Ok(Arc::new(super::absent::Absent))
}
