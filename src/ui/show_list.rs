//! The button that brings the list of conversations back where it is closed.

use leptos::prelude::*;

use super::icon::{Icon, icon};
use super::layout::Layout;
use super::say::say;
use super::shortcut::{Action, hint};

#[component]
pub fn ShowList() -> impl IntoView {
    let layout = Layout::use_context();
    view! {
        <button
            type="button"
            class="icon-button show-list"
            class:docked-open=move || layout.sidebar.is_open()
            aria-label=say(|words| words.shell().show_list)
            title=hint(|words| words.shell().show_list, Action::List)
            on:click=move |_| layout.sidebar.set_open(true)
        >
            {icon(Icon::List)}
        </button>
    }
    .into_any()
}
