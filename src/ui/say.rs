//! Words in views.

use leptos::prelude::*;

use crate::store::Stores;
use crate::text::Words;

/// Where a phrase stands among the words.
pub type Phrase = fn(&'static Words) -> &'static str;

/// A phrase in the current language.
///
/// All phrases have this one type. Each closure in a view is compiled by itself, which would make the page a third
/// larger.
pub fn say(phrase: Phrase) -> Signal<&'static str> {
    let preferences = Stores::use_context().preferences;
    Signal::derive(move || phrase(preferences.words()))
}

/// A text that is made of words and values; of one type, as [`say`].
pub fn text(text: impl Fn() -> String + Send + Sync + 'static) -> Signal<String> {
    Signal::derive(text)
}
