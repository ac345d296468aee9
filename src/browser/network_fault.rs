//! Why a request got no answer that the page can read.
//!
//! Browsers say "Failed to fetch" for every cause (dialects section 0). What a page can find out by itself is found
//! out here; nothing is guessed.

use reqwasm::http::Request;
use web_sys::{ReferrerPolicy, RequestCache, RequestCredentials, RequestMode, Url};

use super::clock::within;
use super::permission;
use crate::doctor::{AddressSpace, Permission};
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
    let space_of =
        |url: &str| Endpoint::parse(url).map_or(AddressSpace::Public, |endpoint| AddressSpace::of(&endpoint));
    let space = space_of(&target.href());
    let is_loopback = space == AddressSpace::Loopback;
    if page.protocol() == "https:" && target.protocol() == "http:" && !is_loopback {
        return NetworkFault::MixedContent;
    }
    if space.is_guarded_from(space_of(&page.origin())) && permission::to_call(space).await == Permission::Denied {
        return NetworkFault::PermissionDenied;
    }
    if !is_loopback && !window.navigator().on_line() {
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
