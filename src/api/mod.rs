//! `window.AIS`: the registry and the client for scripts (spec §2 and §6).

mod chat;
mod convert;
mod providers;

use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;
use web_sys::CustomEvent;

use crate::store::Stores;

/// Puts `AIS` on the window and then fires `ais:ready`. The registry has been read before.
pub fn install(stores: Stores) {
    let install = || -> Result<(), JsValue> {
        let window = leptos::prelude::window();
        let ais = Object::new();
        Reflect::set(&ais, &"Providers".into(), &providers::object(stores)?)?;
        Reflect::set(&window, &"AIS".into(), &ais)?;
        window.dispatch_event(CustomEvent::new("ais:ready")?.as_ref())?;
        Ok(())
    };
    // It fails only where a script has sealed the window against it; the app works without.
    drop(install());
}
