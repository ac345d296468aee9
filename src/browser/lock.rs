//! Web Locks: one tab at a time.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// Runs `work` while this page holds the lock of that name; at once where the browser has no locks.
pub fn with_lock(name: &str, work: impl FnOnce() + 'static) {
    let Some((locks, request)) = lock_manager() else { return work() };
    let work = Closure::once_into_js(move |_lock: JsValue| work());
    // A rejected request (the page is going away) leaves nothing to do.
    drop(request.call2(&locks, &name.into(), &work));
}

/// A lock that this page holds, or waits for, until this is dropped or the page goes away.
#[derive(Debug)]
pub struct Held(Option<Function>);

/// Takes the lock of that name. Where the browser has no locks, nothing is held.
pub fn hold(name: &str) -> Held {
    let Some((locks, request)) = lock_manager() else { return Held(None) };
    let mut release = None;
    let released = Promise::new(&mut |resolve, _| release = Some(resolve));
    let work = Closure::once_into_js(move |_lock: JsValue| JsValue::from(released));
    drop(request.call2(&locks, &name.into(), &work));
    Held(release)
}

impl Drop for Held {
    fn drop(&mut self) {
        if let Some(release) = &self.0 {
            drop(release.call0(&JsValue::UNDEFINED));
        }
    }
}

fn lock_manager() -> Option<(JsValue, Function)> {
    let locks = Reflect::get(&leptos::prelude::window().navigator(), &"locks".into()).ok()?;
    let request = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
    Some((locks, request))
}
