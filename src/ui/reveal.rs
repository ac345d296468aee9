//! The button that shows a masked key and hides it again.

use leptos::prelude::*;

use super::dynamic::dynamic;
use super::icon::{Icon, icon};

/// The type of an input whose text is masked until it is shown.
pub fn masked(shown: RwSignal<bool>) -> Signal<&'static str> {
    Signal::derive(move || if shown.get() { "text" } else { "password" })
}

#[component]
pub fn Reveal(
    shown: RwSignal<bool>,
    #[prop(into)] name: Signal<String>,
    /// The name stays as it is, so that the button itself has to tell whether it is pressed.
    #[prop(optional)]
    has_one_name: bool,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="icon-button"
            aria-label=name
            title=name
            aria-pressed=move || has_one_name.then(|| shown.get().to_string())
            on:click=move |_| shown.update(|shown| *shown = !*shown)
        >
            {dynamic(move || icon(if shown.get() { Icon::EyeOff } else { Icon::Eye }))}
        </button>
    }
    .into_any()
}
