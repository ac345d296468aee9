//! Says that the end of a text is left out, and brings more of it.

use leptos::prelude::*;

use crate::ui::dynamic::when;
use crate::ui::say::{Phrase, say};

#[component]
pub fn LeftOut(
    #[prop(into)] is_cut: Signal<bool>,
    phrase: Phrase,
    class: &'static str,
    show_more: Callback<()>,
) -> impl IntoView {
    when(
        move || is_cut.get(),
        move || {
            view! {
                <p class=class>
                    {say(phrase)}
                    " "
                    <button type="button" class="button link" data-action="show" on:click=move |_| show_more.run(())>
                        {say(|words| words.chat().show_more)}
                    </button>
                </p>
            }
            .into_any()
        },
    )
}
