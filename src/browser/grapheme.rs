//! Letters as people count them: an emoji of several characters is one.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// The most characters that one letter is taken to have; text can pile up marks without end.
const MOST: usize = 16;

/// The first letter of a text.
pub fn first(text: &str) -> String {
    let letter = segment(text).unwrap_or_else(|| text.chars().take(1).collect());
    letter.chars().take(MOST).collect()
}

fn segment(text: &str) -> Option<String> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let segmenter: Function = Reflect::get(&intl, &"Segmenter".into()).ok()?.dyn_into().ok()?;
    let segmenter = Reflect::construct(&segmenter, &Array::new()).ok()?;
    let segment: Function = Reflect::get(&segmenter, &"segment".into()).ok()?.dyn_into().ok()?;
    let segments: JsValue = segment.call1(&segmenter, &text.into()).ok()?;
    let first = js_sys::try_iter(&segments).ok()??.next()?.ok()?;
    Reflect::get(&first, &"segment".into()).ok()?.as_string()
}
