//! The pictures of a message, and those that wait to be sent.

use std::sync::Arc;

use leptos::ev;
use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::SplitLoaderError;
use send_wrapper::SendWrapper;
use web_sys::{ClipboardEvent, DragEvent, File};

use crate::browser::page;
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

/// Adds the pictures that were pasted; text is left to the browser, also where a picture of it comes along, as it does from
/// tables and documents.
pub fn add_pasted(stores: Stores, event: &ClipboardEvent, pictures: RwSignal<Vec<Picture>>) {
    let clipboard = event.clipboard_data();
    let text = clipboard.as_ref().and_then(|clipboard| clipboard.get_data("text/plain").ok()).unwrap_or_default();
    let files = picture::files_of(clipboard);
    if !files.is_empty() && text.trim().is_empty() {
        event.prevent_default();
        attach_files(stores, files, pictures);
    }
}

/// Takes the pictures that are dropped anywhere on the page, for the life of the component that calls this: a file that
/// nobody takes would be opened in its place. Whether files are being dragged over the page.
pub fn take_dropped(stores: Stores, pictures: RwSignal<Vec<Picture>>) -> RwSignal<bool> {
    let is_over = RwSignal::new(false);
    Effect::new(move || {
        let over = window_event_listener(ev::dragover, move |event| {
            if picture::has_files(&event) {
                event.prevent_default();
                is_over.set(true);
            }
        });
        let leave = window_event_listener(ev::dragleave, move |event| {
            if event.related_target().is_none() {
                is_over.set(false);
            }
        });
        let drop = window_event_listener(ev::drop, move |event| {
            is_over.set(false);
            if event.default_prevented() || !picture::has_files(&event) {
                return;
            }
            event.prevent_default();
            if !page::has_blocking_dialog() {
                add_dropped(stores, &event, pictures);
            }
        });
        let listeners = SendWrapper::new([over, leave, drop]);
        on_cleanup(move || listeners.take().into_iter().for_each(WindowListenerHandle::remove));
    });
    is_over
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
        let mut refused = Vec::new();
        for file in files {
            let words = stores.preferences.language.get_untracked().words().chat();
            match picture::read(&file, &PICTURE_TYPES).await {
                Ok((name, url, size)) => {
                    let picture = Picture { name, url, size: Some(size) };
                    pictures.try_update(|pictures| pictures.push(picture));
                }
                Err(PictureFault::Kind(name)) => refused.push(fill(words.picture_type, &[("name", &name)])),
                Err(PictureFault::Unreadable(name)) => refused.push(fill(words.picture_broken, &[("name", &name)])),
            }
        }
        // All in one notice: the next one would take the place of the first.
        if !refused.is_empty() {
            stores.notices.show(refused.join(" "), None);
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
