//! How much the browser stores for this page, and whether it may throw it away.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// How much is stored and how much could be, in bytes; an estimate of the browser's, who adds some noise.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    pub used: f64,
    pub most: f64,
}

/// What the browser estimates; `None` where it does not tell, as on a page that came over http.
pub async fn estimate() -> Option<Estimate> {
    let estimate = ask("estimate").await?;
    let number = |name: &str| Reflect::get(&estimate, &name.into()).ok()?.as_f64();
    Some(Estimate { used: number("usage")?, most: number("quota")? })
}

/// Whether the browser keeps what is stored when it runs out of room; `None` where it does not tell.
pub async fn is_persistent() -> Option<bool> {
    ask("persisted").await?.as_bool()
}

/// Asks the browser to keep what is stored. It may ask the person, or decide by itself.
pub async fn persist() -> Option<bool> {
    ask("persist").await?.as_bool()
}

async fn ask(question: &str) -> Option<JsValue> {
    let ask = || -> Option<Promise> {
        let storage = Reflect::get(&leptos::prelude::window().navigator(), &"storage".into()).ok()?;
        let question: Function = Reflect::get(&storage, &question.into()).ok()?.dyn_into().ok()?;
        question.call0(&storage).ok()?.dyn_into().ok()
    };
    JsFuture::from(ask()?).await.ok()
}
