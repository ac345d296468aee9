//! What the browser says of a permission, without asking the person for it.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::doctor::{AddressSpace, Permission};

/// The state of the permission to call that space, under the first of its names that the browser knows.
pub async fn to_call(space: AddressSpace) -> Permission {
    for name in space.permission_names() {
        match state(name).await.as_deref() {
            Some("granted") => return Permission::Granted,
            Some("prompt") => return Permission::Prompt,
            Some("denied") => return Permission::Denied,
            _ => {}
        }
    }
    Permission::Unknown
}

/// The state of the permission of that name: `granted`, `prompt` or `denied`; `None` in a browser that does not know it.
async fn state(name: &str) -> Option<String> {
    let query = || -> Result<Promise, JsValue> {
        let permissions = Reflect::get(&leptos::prelude::window().navigator(), &"permissions".into())?;
        let descriptor = Object::new();
        Reflect::set(&descriptor, &"name".into(), &name.into())?;
        let query: Function = Reflect::get(&permissions, &"query".into())?.dyn_into()?;
        query.call1(&permissions, &descriptor)?.dyn_into()
    };
    let status = JsFuture::from(query().ok()?).await.ok()?;
    Reflect::get(&status, &"state".into()).ok()?.as_string()
}
