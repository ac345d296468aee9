//! Words, links, images.

use std::sync::Arc;

use leptos::prelude::*;

use super::page::Page;
use crate::markdown::{Address, Inline};
use crate::store::Stores;
use crate::text::fill;

pub fn inlines(page: Page, list: &[Inline]) -> Vec<AnyView> {
    list.iter().map(|inline| one(page, inline)).collect()
}

fn one(page: Page, inline: &Inline) -> AnyView {
    match inline {
        Inline::Text(text) => text.clone().into_any(),
        Inline::Code(code) => view! { <code>{code.clone()}</code> }.into_any(),
        Inline::Emphasis(inner) => view! { <em>{inlines(page, inner)}</em> }.into_any(),
        Inline::Strong(inner) => view! { <strong>{inlines(page, inner)}</strong> }.into_any(),
        Inline::Strikethrough(inner) => view! { <del>{inlines(page, inner)}</del> }.into_any(),
        Inline::Link { address, children } => view! {
            <a href=address.as_str().to_owned() target="_blank" rel="noopener noreferrer">
                {inlines(page, children)}
            </a>
        }
        .into_any(),
        Inline::Image { address, alt } => image(page, address, alt.clone()).into_any(),
        Inline::Break => view! { <br /> }.into_any(),
        Inline::Footnote(label) => view! { <sup>{label.clone()}</sup> }.into_any(),
    }
}

/// A picture would tell its server who reads; so the reader is asked first (spec §5).
fn image(page: Page, address: &Address, alt: String) -> impl IntoView + use<> {
    let stores = Stores::use_context();
    let host = address.host().to_owned();
    let source: Arc<str> = address.as_str().into();
    let label = move || fill(stores.preferences.words().chat().load_image, &[("host", &host)]);
    move || {
        let source = source.clone();
        if page.is_loaded(&source) {
            return view! { <img src=source.to_string() alt=alt.clone() referrerpolicy="no-referrer" /> }.into_any();
        }
        let text = if alt.is_empty() { String::new() } else { format!("{alt} · ") };
        view! {
            <span class="image-placeholder">
                {text}
                <button type="button" class="button link" on:click=move |_| page.load(source.clone())>{label.clone()}</button>
            </span>
        }
        .into_any()
    }
}
