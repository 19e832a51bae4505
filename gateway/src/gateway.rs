//! A gateway that runs.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use anyhow::{Context as _, Result, ensure};
use http::Uri;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};
use wechatpay_openapi::{Client, ClientBuilder};
use wechatpay_openapi_runtime::ReqwestTransport;
use wechatpay_openapi_runtime::testing::TestPlatform;

use crate::check::Checks;
use crate::clock::Clock;
use crate::exchange::tick;
use crate::keys::{Keys, Published};
use crate::server;
use crate::settings::Settings;
use crate::snapshot;
use crate::tls;
use crate::world::World;

/// Where clients call it: as the settings say, or on this machine at this address.
///
/// # Errors
/// What the settings say is no such URL.
fn base_url(settings: &Settings, address: SocketAddr) -> Result<Uri> {
    let scheme = if settings.is_tls { "https" } else { "http" };
    let Some(said) = &settings.base_url else {
        // All addresses of this machine are none that can be called.
        let ip = match address.ip() {
            IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
            IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
            ip => ip,
        };
        return Ok(format!("{scheme}://{}", SocketAddr::new(ip, address.port())).parse()?);
    };
    let wanted = || format!("the base URL `{said}` is to be like {scheme}://gateway.test:4010");
    let url: Uri = said.parse().with_context(wanted)?;
    let is_bare = url.scheme_str() == Some(scheme)
        && matches!(url.path_and_query().map(|path| path.as_str()), Some("/") | None);
    ensure!(is_bare && url.host().is_some(), wanted());
    Ok(url)
}

/// A gateway that runs, until it is [shut down](Self::shutdown) or dropped.
#[derive(Debug)]
pub struct Gateway {
    world: Arc<World>,
    address: SocketAddr,
    stop: watch::Sender<bool>,
    server: JoinHandle<()>,
    /// What goes on beside requests; ends with the gateway.
    tasks: JoinSet<()>,
}

impl Gateway {
    /// Starts to listen. Needs tokio's runtime.
    ///
    /// # Errors
    /// The address is taken, or the keys cannot be made or read, nor the state that was kept.
    pub async fn start(settings: Settings) -> Result<Self> {
        let listen = settings.listen;
        let listener = TcpListener::bind(listen).await;
        let listener =
            listener.with_context(|| format!("cannot listen on {listen}: is something else there?"))?;
        let address = listener.local_addr()?;
        let base_url = base_url(&settings, address)?;
        // RSA keys take their time.
        let made = {
            let (keys, clock) = (settings.keys.clone(), settings.clock.clone());
            tokio::task::spawn_blocking(move || Keys::new(&keys, &clock))
        };
        let keys = made.await??;
        let host = base_url.host().unwrap_or_default();
        let tls = settings.is_tls.then(|| tls::acceptor(&keys, host)).transpose()?;
        let base_url = base_url.to_string().trim_end_matches('/').to_owned();
        if let Some(folder) = &settings.keys.folder {
            keys.publish(folder, &base_url)?;
        }
        let state = settings.state.clone();
        let world = Arc::new(World::new(settings, keys, base_url)?);
        state.map_or(Ok(()), |file| snapshot::load(&world, &file))?;
        let (stop, stopped) = watch::channel(false);
        let mut tasks = JoinSet::new();
        tasks.spawn(world.outbox.clone().deliver());
        tasks.spawn({
            let world = world.clone();
            async move { tick(&world).await }
        });
        let server = tokio::spawn(server::serve(
            listener,
            server::router(world.clone()),
            tls,
            stopped,
        ));
        Ok(Self {
            world,
            address,
            stop,
            server,
            tasks,
        })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where clients call instead of `https://api.mch.weixin.qq.com`: `http://127.0.0.1:4010`.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.world.base_url
    }

    /// What any SDK must be told.
    #[must_use]
    pub fn settings(&self) -> Published {
        self.world.keys.published(self.url())
    }

    /// The keys of both sides: rotated, changed, chosen while it runs.
    #[must_use]
    pub fn keys(&self) -> &Keys {
        &self.world.keys
    }

    /// What it goes by.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.world.clock
    }

    /// Signs and encrypts as WeChat Pay.
    #[must_use]
    pub fn platform(&self) -> TestPlatform {
        self.world.keys.platform()
    }

    /// A client of its merchant, to be built, with all keys and by its clock.
    #[must_use]
    pub fn client(&self) -> ClientBuilder<Client> {
        let keys = &self.world.keys;
        self.trusting(keys.configure(Client::builder(keys.mchid()), self.url()))
    }

    /// The same merchant by its key of SM2 (国密); `None` without the feature `sm`.
    #[must_use]
    pub fn sm2_client(&self) -> Option<ClientBuilder<Client>> {
        let keys = &self.world.keys;
        let builder = keys.configure_sm2(Client::builder(keys.mchid()), self.url());
        builder.map(|builder| self.trusting(builder))
    }

    /// The same of its brand, for the operations below `/brand/`.
    #[must_use]
    pub fn brand_client(&self) -> ClientBuilder<Client> {
        let keys = &self.world.keys;
        self.trusting(keys.configure_brand(Client::brand_builder(keys.brand_id()), self.url()))
    }

    /// Over TLS, trusting the gateway's authority alone.
    fn trusting(&self, builder: ClientBuilder<Client>) -> ClientBuilder<Client> {
        let is_tls = self.url().starts_with("https:");
        let authority =
            is_tls.then(|| reqwest::Certificate::from_pem(self.keys().authority().as_bytes()).ok());
        let Some(authority) = authority.flatten() else {
            return builder;
        };
        let transport =
            ReqwestTransport::configured(move |builder| builder.tls_certs_only([authority.clone()]));
        // Without it the builder makes its own, whose calls say what is missing.
        match transport {
            Ok(transport) => builder.transport(transport),
            Err(_) => builder,
        }
    }

    /// Everything that it knows: orders, journal, faults, notifications.
    #[must_use]
    pub fn world(&self) -> &Arc<World> {
        &self.world
    }

    /// Changes how strict the checks are.
    pub fn set_checks(&self, checks: Checks) {
        self.world.set_checks(checks);
    }

    /// Stops to listen, and waits for what is under way.
    pub async fn shutdown(self) {
        self.stop.send_replace(true);
        // A page that is open waits for what happens next.
        self.world.journal.close();
        drop(self.server.await);
        drop(self.tasks);
    }
}
