//! `AIS.Providers`.

use js_sys::{Function, Object, Reflect};
use wasm_bindgen::closure::{Closure, IntoWasmClosure, WasmClosure};
use wasm_bindgen::{JsCast, JsValue};

use super::chat;
use super::convert::{error, from_json, to_json};
use crate::provider::{ApiKey, KeyError};
use crate::store::Stores;

/// The object with all its functions.
pub fn object(stores: Stores) -> Result<JsValue, JsValue> {
    let object = Object::new();
    let registry = stores.registry;
    add::<dyn Fn(JsValue, JsValue) -> Result<(), JsValue>>(
        &object,
        "registerCustom",
        move |id: JsValue, options: JsValue| {
            let id = text(&id, "id")?;
            let options = match to_json(&options) {
                None if !options.is_undefined() => return Err(error("options: must be an object that JSON can hold.")),
                options => options.unwrap_or_default(),
            };
            let provider = registry.parse(&id, &options).map_err(|fault| error(&fault.to_string()))?;
            registry.put(provider);
            Ok(())
        },
    )?;
    add::<dyn Fn() -> JsValue>(&object, "listCustom", move || from_json(&registry.custom_ids()))?;
    add::<dyn Fn(JsValue) -> bool>(&object, "removeCustom", move |id: JsValue| {
        id.as_string().and_then(|id| stores.remove_provider(&id)).is_some()
    })?;
    add::<dyn Fn() -> JsValue>(&object, "list", move || from_json(&registry.list()))?;
    add::<dyn Fn(JsValue, JsValue) -> Result<(), JsValue>>(&object, "setKey", move |id: JsValue, key: JsValue| {
        let id = text(&id, "id")?;
        if registry.provider(&id).is_none() {
            return Err(error(&format!(
                "id: no provider is called \"{id}\". AIS.Providers.list() tells those that there are."
            )));
        }
        let key = match key.as_string() {
            _ if key.is_null() => None,
            Some(key) => match ApiKey::parse(&key) {
                Ok(clean) => Some(clean.key),
                // An empty key is none (spec §1).
                Err(KeyError::Empty) => None,
                Err(fault) => return Err(error(&format!("key: {fault}"))),
            },
            None => return Err(error("key: must be a string, or null to forget it.")),
        };
        registry.set_key(&id, key);
        Ok(())
    })?;
    add::<dyn Fn(JsValue, JsValue, JsValue) -> JsValue>(&object, "chat", move |id, request, options| {
        chat::chat(stores, id, request, options)
    })?;
    Ok(object.into())
}

/// Adds a function to an object. It lives as long as the page, and may be called while it runs: by a getter of its arguments.
fn add<F: WasmClosure + ?Sized + 'static>(
    object: &Object,
    name: &str,
    function: impl IntoWasmClosure<F> + 'static,
) -> Result<(), JsValue> {
    let function: Function = Closure::<F>::new(function).into_js_value().unchecked_into();
    Reflect::set(object, &name.into(), &function)?;
    Ok(())
}

fn text(value: &JsValue, argument: &str) -> Result<String, JsValue> {
    value.as_string().ok_or_else(|| error(&format!("{argument}: must be a string.")))
}
