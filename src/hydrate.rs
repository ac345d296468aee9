//! Where the page comes alive in the browser.

use leptos::prelude::*;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::app::App;
use crate::browser::page;
use crate::store::preferences::Preferences;
use crate::ui::conversation::TypedEarly;

/// Takes over the HTML that the server sent. Called by the script that cargo-leptos makes.
#[wasm_bindgen]
pub fn hydrate() {
    let preferences = Preferences::from_page();
    // After a panic nothing reacts any more: the page must say so itself.
    std::panic::set_hook(Box::new(move |panic| {
        console_error_panic_hook::hook(panic);
        let words = preferences.language.words().shell();
        page::show_crash(words.crashed, words.reload);
    }));
    let typed = TypedEarly::read();
    leptos::mount::hydrate_body(move || {
        provide_context(preferences);
        if let Some(typed) = typed {
            provide_context(typed);
        }
        view! { <App /> }
    });
}
