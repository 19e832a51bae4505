//! A call as a command for a shell, by curl.

use std::path::absolute;

use http::Uri;
use wechatpay_openapi_runtime::Operation;

use super::ready::Ready;
use crate::keys::{AUTHORITY, MERCHANT_CERTIFICATE, MERCHANT_KEY};
use crate::shell::quoted;
use crate::world::World;

/// One option a line; a file is made before.
pub(super) fn curl(ready: &Ready, url: &Uri, tls: Vec<String>) -> String {
    let mut lines = vec![format!(
        "curl -sS -X {} {}",
        ready.method,
        quoted(&url.to_string())
    )];
    lines.extend(tls);
    let headers = ready.headers.iter();
    lines.extend(headers.map(|(name, value)| format!("-H {}", quoted(&format!("{name}: {value}")))));
    let body = ready.body.iter();
    lines.extend(body.map(|body| format!("--data-binary {}", quoted(body))));
    let mut files = String::new();
    for part in ready.form.iter().flatten() {
        let sent = match part.filename {
            Some(filename) => {
                files += &format!("printf '%s' {} > {filename}\n", quoted(&part.text));
                format!("{}=@{filename}", part.name)
            }
            None => format!("{}={};type=application/json", part.name, part.text),
        };
        lines.push(format!("-F {}", quoted(&sent)));
    }
    files + &lines.join(" \\\n  ")
}

/// Over TLS: whom to trust, and who shows a certificate where one is wanted.
pub(super) fn tls(world: &World, operation: &Operation) -> Vec<String> {
    let is_tls = world.base_url.starts_with("https:");
    let folder = world.folder.as_ref().filter(|_| is_tls);
    let Some(folder) = folder.and_then(|folder| absolute(folder).ok()) else {
        return Vec::new();
    };
    let file = |name: &str| quoted(&folder.join(name).display().to_string());
    let mut options = vec![format!("--cacert {}", file(AUTHORITY))];
    if operation.client_certificate {
        let (certificate, key) = (file(MERCHANT_CERTIFICATE), file(MERCHANT_KEY));
        options.push(format!("--cert {certificate} --key {key}"));
    }
    options
}
