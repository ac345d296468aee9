//! Words and links.

use leptos::prelude::*;

use super::formula::formula;
use super::image::image;
use super::page::Page;
use crate::markdown::Inline;

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
        Inline::Image { address, alt } => image(page, address, alt),
        Inline::Math { source, display } => formula(source, *display),
        Inline::Break => view! { <br /> }.into_any(),
        Inline::Footnote(label) => view! { <sup>{label.clone()}</sup> }.into_any(),
    }
}
