//! Files that the person saves and chooses.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, HtmlInputElement, Url};

/// Has the browser save a text as a file.
pub fn save(name: &str, kind: &str, text: &str) {
    save_pieces(name, kind, [text.to_owned()]);
}

/// Has the browser save a text, given in pieces, as a file.
pub fn save_pieces(name: &str, kind: &str, pieces: impl IntoIterator<Item = String>) {
    let pieces: Array = pieces.into_iter().map(|piece| JsValue::from_str(&piece)).collect();
    let save = || -> Result<(), JsValue> {
        let options = BlobPropertyBag::new();
        options.set_type(kind);
        let blob = Blob::new_with_str_sequence_and_options(&pieces, &options)?;
        let address = Url::create_object_url_with_blob(&blob)?;
        let link: HtmlAnchorElement = leptos::prelude::document().create_element("a")?.unchecked_into();
        link.set_href(&address);
        link.set_download(name);
        link.click();
        Url::revoke_object_url(&address)
    };
    // A browser without downloads does nothing, as with any link.
    drop(save());
}

/// The size of the file that was chosen, in bytes, for those who look before they read.
pub fn chosen_size(input: &HtmlInputElement) -> Option<f64> {
    Some(input.files()?.get(0)?.size())
}

/// The text of the file that was chosen, which may then be chosen again; `None` when there is none or it cannot be read.
pub async fn chosen(input: &HtmlInputElement) -> Option<String> {
    let file = input.files()?.get(0)?;
    let text = JsFuture::from(file.text()).await;
    input.set_value("");
    text.ok()?.as_string()
}
