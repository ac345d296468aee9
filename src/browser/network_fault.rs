//! Why a request got no answer that the page can read.
//!
//! Browsers say "Failed to fetch" for every cause (dialects section 0). What a page can find out by itself is found
//! out here; nothing is guessed.

use reqwasm::http::Request;
use web_sys::{ReferrerPolicy, RequestCache, RequestCredentials, RequestMode, Url};

use super::clock::within;
use super::permission;
use crate::openai::NetworkFault;
use crate::provider::Endpoint;

/// Milliseconds that the probe may take; a server that is there answers a small request long before.
const PROBE_LIMIT: u32 = 3_000;

/// The most precise cause that the page can see for a request to `url` that was rejected.
pub async fn network_fault(url: &str) -> NetworkFault {
    let window = leptos::prelude::window();
    let Ok(page) = window.location().href() else { return NetworkFault::Unknown };
    let (Ok(page), Ok(target)) = (Url::new(&page), Url::new_with_base(url, &page)) else {
        return NetworkFault::Unknown;
    };
    if page.origin() == target.origin() {
        return NetworkFault::Unreachable;
    }
    let endpoint = Endpoint::parse(&target.href()).ok();
    let loopback = endpoint.as_ref().is_some_and(Endpoint::is_loopback);
    let private = endpoint.as_ref().is_some_and(Endpoint::is_private);
    if page.protocol() == "https:" && target.protocol() == "http:" && !loopback {
        return NetworkFault::MixedContent;
    }
    if (loopback || private) && permission_denied(if loopback { "loopback-network" } else { "local-network" }).await {
        return NetworkFault::PermissionDenied;
    }
    if !loopback && !window.navigator().on_line() {
        return NetworkFault::Offline;
    }
    match within(PROBE_LIMIT, answers(&target.origin())).await {
        Some(true) => NetworkFault::Cors,
        Some(false) => NetworkFault::Unreachable,
        None => NetworkFault::Unknown,
    }
}

/// Whether anything answers at an origin: a request whose answer the page may not read, but which is rejected only
/// when there is none.
async fn answers(origin: &str) -> bool {
    let probe = Request::get(&format!("{origin}/"))
        .mode(RequestMode::NoCors)
        .credentials(RequestCredentials::Omit)
        .referrer_policy(ReferrerPolicy::NoReferrer)
        .cache(RequestCache::NoStore);
    probe.send().await.is_ok()
}

/// Whether the person, or the browser, has refused this page the permission of that name. Browsers that do not know
/// the permission answer no.
async fn permission_denied(name: &str) -> bool {
    permission::state(name).await.as_deref() == Some("denied")
}
