//! Parts of the renderer that come in files of their own, when the first code block or formula is shown. Until then
//! code is without colours and a formula is its source.

use std::cell::Cell;

use leptos::prelude::*;
use leptos::wasm_split::SplitLoaderError;

use crate::markdown::highlight::{Language, State, Token, highlight};
use crate::markdown::latex::{Node, mathml};

/// What is what in a text in the language of this name, which begins in this state. `None`: the language is not known.
pub type Paint = fn(&str, State, &str) -> Option<(Vec<Token>, State)>;
/// A formula, and whether it stands on a line of its own. `None`: it cannot be read.
pub type Typeset = fn(&str, bool) -> Option<Node>;

#[leptos::wasm_split::wasm_split(conversation, wasm_split_path = leptos::wasm_split, fallible, preload(preload_highlight))]
pub fn load_highlight() -> Result<Paint, SplitLoaderError> {
    Ok(|language, state, text| Some(highlight(Language::named(language)?, state, text)))
}

#[leptos::wasm_split::wasm_split(conversation, wasm_split_path = leptos::wasm_split, fallible, preload(preload_formula))]
pub fn load_formula() -> Result<Typeset, SplitLoaderError> {
    Ok(mathml)
}

thread_local! {
    static PAINT: Late<Paint> = Late::new();
    static TYPESET: Late<Typeset> = Late::new();
}

/// The highlighter; tracks its coming, and asks for it.
pub fn paint() -> Option<Paint> {
    PAINT.with(|late| late.get(load_highlight))
}

/// What makes formulas; tracks its coming, and asks for it.
pub fn typeset() -> Option<Typeset> {
    TYPESET.with(|late| late.get(load_formula))
}

struct Late<T: Send + Sync + 'static> {
    code: ArcRwSignal<Option<T>>,
    asked: Cell<bool>,
}

impl<T: Copy + Send + Sync> Late<T> {
    fn new() -> Self {
        Late { code: ArcRwSignal::new(None), asked: Cell::new(false) }
    }

    fn get<Loading>(&self, load: fn() -> Loading) -> Option<T>
    where
        Loading: Future<Output = Result<T, SplitLoaderError>> + 'static,
    {
        if !self.asked.replace(true) {
            let code = self.code.clone();
            leptos::task::spawn_local(async move {
                // A file that did not come leaves the page as it is: it can be read without.
                if let Ok(loaded) = load().await {
                    code.set(Some(loaded));
                }
            });
        }
        self.code.get()
    }
}
