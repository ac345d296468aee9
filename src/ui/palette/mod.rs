//! The command palette: commands, bots, models, providers and everything that was said, in one list.

mod commands;
mod contents;
mod row;
mod rows;

use leptos::ev::MouseEvent;
use leptos::html::Dialog;
use leptos::prelude::*;

use self::contents::contents;
use super::dynamic::when;
use super::part::{Part, show_part};
use super::say::say;

/// The dialog. Closed, it is empty.
#[component]
pub fn Palette(open: RwSignal<bool>) -> impl IntoView {
    let dialog: NodeRef<Dialog> = NodeRef::new();
    let has_contents = RwSignal::new(false);
    Effect::new(move || {
        let is_open = open.get();
        if !is_open && let Some(dialog) = dialog.get_untracked() {
            // The element itself gives the focus back to where it was.
            dialog.close();
        }
        has_contents.set(is_open);
    });
    let close_on_backdrop = move |event: MouseEvent| {
        if dialog.get_untracked().is_some_and(|dialog| event.target().as_ref() == Some(dialog.as_ref())) {
            open.set(false);
        }
    };
    view! {
        <dialog
            node_ref=dialog
            class="palette"
            aria-label=say(|words| words.shell().palette)
            on:close=move |_| open.set(false)
            on:mousedown=close_on_backdrop
        >
            {when(move || has_contents.get(), move || show_part(open_palette, Opened { open, dialog }))}
        </dialog>
    }
    .into_any()
}

/// What the contents of the dialog share with it.
#[derive(Clone, Copy)]
pub struct Opened {
    open: RwSignal<bool>,
    dialog: NodeRef<Dialog>,
}

#[leptos::wasm_split::wasm_split(search, wasm_split_path = leptos::wasm_split, fallible, preload(preload_palette))]
pub fn open_palette() -> Part<Opened> {
    Ok(contents)
}
