//! Words and links.

use leptos::prelude::*;

use super::footnote;
use super::formula::formula;
use super::image::image;
use super::page::Page;
use crate::markdown::{Address, Inline};
use crate::text::Language;

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
        Inline::Link { address, children } if children.iter().any(holds_image) => {
            children.iter().map(|child| linked(page, child, address)).collect_view().into_any()
        }
        Inline::Link { address, children } => anchor(address, inlines(page, children).into_any()),
        Inline::Image { address, alt } => image(page, address, alt, None),
        Inline::Math { source, display } => formula(source, *display),
        Inline::Break => view! { <br /> }.into_any(),
        Inline::Footnote(label) => footnote::reference(page, label),
    }
}

pub fn anchor(address: &Address, children: AnyView) -> AnyView {
    view! { <a href=address.as_str().to_owned() target="_blank" rel="noopener noreferrer">{children}</a> }.into_any()
}

/// A piece of a link with an image. The button that loads one cannot stand in a link, so each piece is a link by itself.
fn linked(page: Page, inline: &Inline, link: &Address) -> AnyView {
    match inline {
        Inline::Image { address, alt } => image(page, address, alt, Some(link)),
        Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strikethrough(inner) if holds_image(inline) => {
            inner.iter().map(|child| linked(page, child, link)).collect_view().into_any()
        }
        _ => anchor(link, one(page, inline)),
    }
}

fn holds_image(inline: &Inline) -> bool {
    match inline {
        Inline::Image { .. } => true,
        Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strikethrough(inner) => inner.iter().any(holds_image),
        _ => false,
    }
}

/// The language of words, where it decides how they are laid out: lines of Korean break between words only.
pub fn language(list: &[Inline]) -> Option<&'static str> {
    let of = |inline: &Inline| match inline {
        Inline::Text(text) => Language::of_text(text).map(Language::tag),
        Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strikethrough(inner) => language(inner),
        Inline::Link { children, .. } => language(children),
        _ => None,
    };
    list.iter().find_map(of)
}
