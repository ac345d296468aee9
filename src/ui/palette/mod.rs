//! The command palette: commands, bots, models, providers and everything that was said, in one list.

mod commands;
mod contents;
mod row;
mod rows;

use leptos::prelude::*;

use self::contents::contents;
use super::dynamic::when;
use super::part::{Part, show_part};

/// The place of the palette. Closed, nothing is there.
#[component]
pub fn Palette(open: RwSignal<bool>) -> impl IntoView {
    when(move || open.get(), move || show_part(open_palette, open))
}

/// In the part of settings, whose words it says: each part more makes more files of what parts share.
#[leptos::wasm_split::wasm_split(settings, wasm_split_path = leptos::wasm_split, fallible)]
pub fn open_palette() -> Part<RwSignal<bool>> {
    Ok(contents)
}
