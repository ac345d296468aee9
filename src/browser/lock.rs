//! Web Locks: one tab at a time.

use js_sys::{Function, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// Runs `work` while this page holds the lock of that name; at once where the browser has no locks.
pub fn with_lock(name: &str, work: impl FnOnce() + 'static) {
    let Some((locks, request)) = lock_manager() else { return work() };
    let work = Closure::once_into_js(move |_lock: JsValue| work());
    // A rejected request (the page is going away) leaves nothing to do.
    drop(request.call2(&locks, &name.into(), &work));
}

fn lock_manager() -> Option<(JsValue, Function)> {
    let locks = Reflect::get(&leptos::prelude::window().navigator(), &"locks".into()).ok()?;
    let request = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
    Some((locks, request))
}
