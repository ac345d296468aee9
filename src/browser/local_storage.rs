//! Small synchronous values: providers and keys (spec §3).

use gloo_storage::{LocalStorage, Storage as _};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DomException, Storage};

/// Why a value could not be read or written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StorageFault {
    /// The browser, or its owner's settings, give this page no storage.
    Blocked,
    /// There is no room left.
    Full,
}

impl From<JsValue> for StorageFault {
    fn from(error: JsValue) -> Self {
        let full = error.dyn_ref::<DomException>().is_some_and(|exception| exception.name() == "QuotaExceededError");
        if full { StorageFault::Full } else { StorageFault::Blocked }
    }
}

/// gloo-storage panics where storage is blocked, so the window is asked first.
fn storage() -> Result<Storage, StorageFault> {
    match leptos::prelude::window().local_storage() {
        Ok(Some(_)) => Ok(LocalStorage::raw()),
        _ => Err(StorageFault::Blocked),
    }
}

/// The text under a key; `None` when there is none.
pub fn read(key: &str) -> Result<Option<String>, StorageFault> {
    Ok(storage()?.get_item(key)?)
}

/// Stores a text under a key.
pub fn write(key: &str, value: &str) -> Result<(), StorageFault> {
    Ok(storage()?.set_item(key, value)?)
}

/// Removes a key, whether or not it is there.
pub fn remove(key: &str) -> Result<(), StorageFault> {
    Ok(storage()?.remove_item(key)?)
}

/// All keys that begin so, with their texts.
pub fn read_all(prefix: &str) -> Result<Vec<(String, String)>, StorageFault> {
    let storage = storage()?;
    let mut found = Vec::new();
    for index in 0..storage.length()? {
        if let Some(key) = storage.key(index)?.filter(|key| key.starts_with(prefix))
            && let Some(value) = storage.get_item(&key)?
        {
            found.push((key, value));
        }
    }
    Ok(found)
}
