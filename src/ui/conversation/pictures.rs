//! The pictures of a message, and those that wait to be sent.

use std::sync::Arc;

use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::SplitLoaderError;
use web_sys::{ClipboardEvent, DragEvent, File};

use crate::browser::picture::{self, PictureFault};
use crate::chat::{PICTURE_TYPES, Picture};
use crate::store::Stores;
use crate::text::fill;
use crate::ui::dynamic::dynamic;
use crate::ui::icon::{Icon, icon};
use crate::ui::part::Part;
use crate::ui::say::say;

/// The largest that a picture is shown, as in its style. Pixels.
const WIDEST: u32 = 320;
const HIGHEST: u32 = 240;

/// The pictures of a message.
#[component]
pub fn Pictures(pictures: Arc<[Picture]>) -> impl IntoView {
    if pictures.is_empty() {
        return ().into_any();
    }
    let shown = pictures.iter().map(|picture| match picture.source() {
        Some(url) => {
            // Its place is kept while it loads.
            let (width, height) = picture.fitted(WIDEST, HIGHEST).unzip();
            view! { <img class="picture" src=url.to_owned() alt=picture.name.clone() width=width height=height /> }
                .into_any()
        }
        None => view! { <p class="note">{say(|words| words.chat().picture_unreadable)}</p> }.into_any(),
    });
    view! { <div class="pictures">{shown.collect_view()}</div> }.into_any()
}

/// Adds the pictures that were pasted; text is left to the browser.
pub fn add_pasted(stores: Stores, event: &ClipboardEvent, pictures: RwSignal<Vec<Picture>>) {
    let files = picture::files_of(event.clipboard_data());
    if !files.is_empty() {
        event.prevent_default();
        attach_files(stores, files, pictures);
    }
}

/// Adds the pictures that were dropped; what is dropped beside text boxes would else leave the page.
pub fn add_dropped(stores: Stores, event: &DragEvent, pictures: RwSignal<Vec<Picture>>) {
    let files = picture::files_of(event.data_transfer());
    if !files.is_empty() {
        event.prevent_default();
        attach_files(stores, files, pictures);
    }
}

/// Adds the pictures among these files to those that wait to be sent, once the code for that is here.
fn attach_files(stores: Stores, files: Vec<File>, pictures: RwSignal<Vec<Picture>>) {
    spawn_local(async move {
        match load_attach().await {
            Ok(attach) => attach(stores, files, pictures),
            Err(_) => stores
                .notices
                .show(stores.preferences.language.get_untracked().words().shell().part_not_loaded.to_owned(), None),
        }
    });
}

/// Has the visitor choose pictures.
#[component]
pub fn AttachButton(pictures: RwSignal<Vec<Picture>>) -> impl IntoView {
    let stores = Stores::use_context();
    let chooser: NodeRef<Input> = NodeRef::new();
    view! {
        <input
            node_ref=chooser
            type="file"
            hidden=true
            accept=PICTURE_TYPES.join(",")
            multiple
            on:change:target=move |event| {
                let files = event.target().files().map(|files| picture::list(&files)).unwrap_or_default();
                attach_files(stores, files, pictures);
                event.target().set_value("");
            }
        />
        <button
            type="button"
            class="icon-button"
            aria-label=say(|words| words.chat().attach_image)
            title=say(|words| words.chat().attach_image)
            on:click=move |_| {
                if let Some(chooser) = chooser.get_untracked() {
                    chooser.click();
                }
            }
        >
            {icon(Icon::Image)}
        </button>
    }
    .into_any()
}

type Attach = fn(Stores, Vec<File>, RwSignal<Vec<Picture>>);

/// Loads what reads pictures.
#[leptos::wasm_split::wasm_split(conversation, wasm_split_path = leptos::wasm_split, fallible)]
fn load_attach() -> Result<Attach, SplitLoaderError> {
    Ok(attach)
}

/// Adds the pictures among these files to those that wait to be sent, and says which files are none.
fn attach(stores: Stores, files: Vec<File>, pictures: RwSignal<Vec<Picture>>) {
    spawn_local(async move {
        for file in files {
            let words = stores.preferences.language.get_untracked().words().chat();
            match picture::read(&file, &PICTURE_TYPES).await {
                Ok((name, url, size)) => {
                    let picture = Picture { name, url, size: Some(size) };
                    pictures.try_update(|pictures| pictures.push(picture));
                }
                Err(PictureFault::Kind(name)) => {
                    stores.notices.show(fill(words.picture_type, &[("name", &name)]), None);
                }
                Err(PictureFault::Unreadable(name)) => {
                    stores.notices.show(fill(words.picture_broken, &[("name", &name)]), None);
                }
            }
        }
    });
}

#[leptos::wasm_split::wasm_split(conversation, wasm_split_path = leptos::wasm_split, fallible)]
pub fn open_attached() -> Part<RwSignal<Vec<Picture>>> {
    Ok(attached)
}

/// Pictures that wait to be sent, each with a button that takes it back.
pub(super) fn attached(pictures: RwSignal<Vec<Picture>>) -> AnyView {
    let stores = Stores::use_context();
    dynamic(move || {
        let words = stores.preferences.words().chat();
        let row = |(index, picture): (usize, Picture)| {
            let remove = move |_| {
                pictures.update(|pictures| {
                    if index < pictures.len() {
                        pictures.remove(index);
                    }
                });
            };
            let label = fill(words.drop_picture, &[("name", &picture.name)]);
            view! {
                <li>
                    <img class="picture" src=picture.url alt=picture.name title=label.clone() />
                    <button type="button" class="icon-button" aria-label=label.clone() title=label on:click=remove>
                        {icon(Icon::Close)}
                    </button>
                </li>
            }
        };
        let rows = pictures.get().into_iter().enumerate().map(row).collect_view();
        view! { <ul class="pictures attached">{rows}</ul> }.into_any()
    })
}
