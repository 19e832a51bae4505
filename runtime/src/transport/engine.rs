//! What clients share when they share connections.

use std::sync::Arc;

use super::Transport;
use crate::record::BoxError;

/// A transport that several tasks use.
pub(crate) type Shared = Arc<dyn Transport>;

/// A transport, and the thread that drives calls for callers without a runtime.
pub(crate) struct Engine {
    transport: Shared,
    /// Started by the first blocking call.
    #[cfg(feature = "blocking")]
    blocking: std::sync::Mutex<Option<Driver>>,
}

/// A thread for blocking calls, and the transport to use on it.
#[cfg(feature = "blocking")]
pub(crate) type Driver = (Arc<super::blocking::Runner>, Shared);

impl Engine {
    pub(crate) fn new(transport: Shared) -> Self {
        Self {
            transport,
            #[cfg(feature = "blocking")]
            blocking: std::sync::Mutex::default(),
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
    pub(crate) fn driver(&self) -> Result<Driver, BoxError> {
        let mut started = self
            .blocking
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(driver) = &*started {
            return Ok(driver.clone());
        }
        let transport = match self.transport.afresh() {
            Some(made) => made?,
            None => self.transport.clone(),
        };
        let runner = Arc::new(super::blocking::Runner::start()?);
        Ok(started.insert((runner, transport)).clone())
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
