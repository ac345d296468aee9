//! Pictures. One from elsewhere would tell its server who reads, so the reader is asked first (spec §5).

use std::sync::Arc;

use leptos::html::Img;
use leptos::prelude::*;

use super::inline::anchor;
use super::page::Page;
use crate::markdown::Address;
use crate::store::Stores;
use crate::text::fill;
use crate::ui::dynamic::dynamic;

/// An image, which may be in a link. What stands for it until it is loaded is not: there the description is the link.
pub fn image(page: Page, address: &Address, alt: &str, link: Option<&Address>) -> AnyView {
    let source: Arc<str> = address.as_str().into();
    let alt: Arc<str> = alt.into();
    let link = link.cloned();
    if address.is_data() {
        let image = view! { <img src=source.to_string() alt=alt.to_string() loading="lazy" decoding="async" /> };
        return linked(link.as_ref(), image.into_any());
    }
    let stores = Stores::use_context();
    let host: Arc<str> = address.host().into();
    let say = move |phrase: fn(&crate::text::words::ChatWords) -> &'static str| {
        let host = host.clone();
        move || fill(phrase(stores.preferences.words().chat()), &[("host", &host)])
    };
    let failed = RwSignal::new(false);
    let asked = StoredValue::new(false);
    dynamic(move || {
        let source = source.clone();
        if page.is_loaded(&source) && !failed.get() {
            let picture: NodeRef<Img> = NodeRef::new();
            if asked.get_value() {
                // The button that had the focus is gone.
                picture.on_load(|picture| drop(picture.focus()));
            }
            let image = view! {
                <img
                    node_ref=picture
                    src=source.to_string()
                    alt=alt.to_string()
                    tabindex="-1"
                    decoding="async"
                    referrerpolicy="no-referrer"
                    on:error=move |_| failed.set(true)
                />
            };
            return linked(link.as_ref(), image.into_any());
        }
        let load = move |_| {
            asked.set_value(true);
            failed.set(false);
            page.load(source.clone());
        };
        // A link without words would be none for the keyboard and for the ear.
        let name = match &link {
            Some(link) if alt.is_empty() => Some(link.as_str().to_owned()),
            _ => Some(alt.to_string()).filter(|alt| !alt.is_empty()),
        };
        let name = name.map(|name| view! { <span>{linked(link.as_ref(), name.into_any())}</span> });
        let hint: Box<dyn Fn() -> String + Send> = if failed.get() {
            Box::new(say(|words| words.image_failed))
        } else {
            Box::new(say(|words| words.image_tells))
        };
        view! {
            <span class="image-placeholder">
                {name}
                <button type="button" class="button link" data-action="show" on:click=load>{say(|words| words.load_image)}</button>
                <span class="hint">{hint}</span>
            </span>
        }
        .into_any()
    })
}

fn linked(link: Option<&Address>, view: AnyView) -> AnyView {
    match link {
        Some(link) => anchor(link, view),
        None => view,
    }
}
