//! The document around the app: its language and theme, cookies, focus.

use leptos::prelude::{WindowListenerHandle, document};
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDocument, HtmlElement, Node, ScrollIntoViewOptions, ScrollLogicalPosition};

use super::{clock, focus};

/// Seconds that a preference is remembered: a year, the most that browsers allow is a little more.
const COOKIE_AGE: u32 = 31_536_000;
/// Frames to wait for an element that is to have the focus.
const PATIENCE: u32 = 120;

/// An attribute of `<html>`.
pub fn root_attribute(name: &str) -> Option<String> {
    document().document_element()?.get_attribute(name)
}

/// Sets or removes an attribute of `<html>`.
pub fn set_root_attribute(name: &str, value: Option<&str>) {
    let Some(root) = document().document_element() else { return };
    // Both fail for names that are none only; ours are.
    drop(match value {
        Some(value) => root.set_attribute(name, value),
        None => root.remove_attribute(name),
    });
}

/// Remembers a preference that the server needs for the first HTML. Blocked cookies are no fault: the choice holds
/// for this page then.
pub fn set_cookie(name: &str, value: &str) {
    if let Ok(document) = document().dyn_into::<HtmlDocument>() {
        drop(document.set_cookie(&format!("{name}={value}; Path=/; Max-Age={COOKIE_AGE}; SameSite=Lax")));
    }
}

/// Forgets a preference.
pub fn forget_cookie(name: &str) {
    if let Ok(document) = document().dyn_into::<HtmlDocument>() {
        drop(document.set_cookie(&format!("{name}=; Path=/; Max-Age=0; SameSite=Lax")));
    }
}

/// Puts the keyboard's focus on the element with this id, if it is there.
pub fn focus(id: &str) {
    if let Some(element) = document().get_element_by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        drop(element.focus());
    }
}

/// The same as soon as it is there: its part of the page may still be made, or loaded.
pub fn focus_soon(id: String) {
    spawn_local(async move {
        for _ in 0..PATIENCE {
            clock::frame().await;
            focus(&id);
            if is_focused(&id) {
                return;
            }
        }
    });
}

/// Scrolls the element with this id to the top of what can be seen, if it is there.
pub fn show(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        element.scroll_into_view();
    }
}

/// Takes the keyboard's focus off a part of the page that is about to go, so that its last field is left while it is
/// still there.
pub fn blur_within(part: &Node) {
    let focused = document().active_element().filter(|focused| part.contains(Some(focused)));
    if let Some(focused) = focused.and_then(|focused| focused.dyn_into::<HtmlElement>().ok()) {
        drop(focused.blur());
    }
}

/// The query or fragment of the address where it names a provider, as a link to one does. It is taken out of the address
/// when `take` says so, so that a reload does not bring it again.
pub fn provider_link(take: bool) -> Option<String> {
    let window = web_sys::window()?;
    let location = window.location();
    let parts = [location.hash().ok()?, location.search().ok()?];
    let link = parts.into_iter().find(|part| part.trim_start_matches(['?', '#']).starts_with("provider="))?;
    if take {
        let path = location.pathname().ok()?;
        let _ = window.history().ok()?.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&path));
    }
    Some(link)
}

/// What is done when the page is hidden or left, until this is dropped. Nothing tells a page that it will be ended: being
/// hidden is the last that it hears.
pub struct Leaving(Vec<WindowListenerHandle>);

/// Does `save` when the page is hidden or left.
pub fn on_leaving(save: impl Fn() + Clone + 'static) -> Leaving {
    let listen = |event: &'static str| {
        let save = save.clone();
        leptos::prelude::window_event_listener_untyped(event, move |_| save())
    };
    Leaving(["visibilitychange", "pagehide"].map(listen).into())
}

impl Drop for Leaving {
    fn drop(&mut self) {
        self.0.drain(..).for_each(WindowListenerHandle::remove);
    }
}

/// Loads the page anew.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        // It throws only in a document that is not the window's own.
        let _ = window.location().reload();
    }
}

/// Goes to the beginning, as on the first visit.
pub fn start_again() {
    // It throws for addresses that are none only.
    let _ = leptos::prelude::window().location().set_href("/");
}

/// Shows a bar with a button that reloads the page. It needs nothing of the app, since it appears when that has ended.
pub fn show_crash(message: &str, reload: &str) {
    let show = || -> Result<(), wasm_bindgen::JsValue> {
        let document = document();
        let bar = document.create_element("div")?;
        bar.set_attribute("role", "alert")?;
        bar.set_class_name("crash");
        let text = document.create_element("p")?;
        text.set_text_content(Some(message));
        let link = document.create_element("a")?;
        link.set_attribute("href", "")?;
        link.set_text_content(Some(reload));
        bar.append_child(&text)?;
        bar.append_child(&link)?;
        if let Some(body) = document.body() {
            body.append_child(&bar)?;
        }
        Ok(())
    };
    // Nothing is left to do where even this fails.
    drop(show());
}

/// Whether a media query holds now.
pub fn matches_media(query: &str) -> bool {
    leptos::prelude::window().match_media(query).ok().flatten().is_some_and(|list| list.matches())
}

/// Whether a dialog is open that Escape closes.
pub fn has_open_dialog() -> bool {
    document().query_selector("dialog[open]").is_ok_and(|dialog| dialog.is_some())
}

/// Whether a dialog lies over the page that is no panel of it.
pub fn has_blocking_dialog() -> bool {
    document().query_selector("dialog[open]:not(.drawer)").is_ok_and(|dialog| dialog.is_some())
}

/// Whether the element with this id has the keyboard's focus.
pub fn is_focused(id: &str) -> bool {
    document().active_element().is_some_and(|element| element.id() == id)
}

/// Presses a button of the last element that a selector finds, where it has one.
pub fn press_in_last(part: &str, button: &str) {
    let Ok(parts) = document().query_selector_all(part) else { return };
    let last = parts.length().checked_sub(1).and_then(|index| parts.item(index));
    let button = last.and_then(|last| last.dyn_into::<Element>().ok()?.query_selector(button).ok()?);
    if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
        button.click();
    }
}

/// Puts the keyboard's focus on the first element that a selector finds.
pub fn focus_first(selector: &str) {
    let element = document().query_selector(selector).ok().flatten();
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        drop(element.focus());
    }
}

/// The element of a kind around the element with this id.
pub fn around(id: &str, kind: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.closest(kind).ok()??.dyn_into().ok()
}

/// Milliseconds for which something that was looked for is marked.
const MARKED: std::time::Duration = std::time::Duration::from_millis(2400);

/// Gives something that was looked for the focus, opens its first `<details>` where that is meant, and marks it for a
/// moment. It does not scroll.
pub fn reveal(element: &HtmlElement, open_details: bool) {
    if open_details && let Ok(Some(details)) = element.query_selector("details") {
        // Names of attributes that are none fail, here and below.
        drop(details.set_attribute("open", ""));
    }
    focus::quietly(element);
    mark(element.clone());
}

/// Goes to what a selector finds in the part of the page around an element: it gets the focus, which scrolls to it, and is
/// marked for a moment.
pub fn focus_beside(element: &Element, part: &str, selector: &str) {
    let part = element.closest(part).ok().flatten();
    let found = part.and_then(|part| part.query_selector(selector).ok().flatten());
    if let Some(found) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
        drop(found.focus());
        mark(found);
    }
}

fn mark(element: HtmlElement) {
    drop(element.set_attribute("data-found", ""));
    leptos::prelude::set_timeout(move || drop(element.remove_attribute("data-found")), MARKED);
}

/// Scrolls the element with this id into view by as little as needed.
pub fn keep_in_view(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Whether this is a Mac, iPhone or iPad, whose keyboards have ⌘ in the place of Ctrl.
pub fn is_mac() -> bool {
    let platform = leptos::prelude::window().navigator().platform().unwrap_or_default();
    platform.starts_with("Mac") || platform.starts_with("iP")
}

/// What was typed into a field before the app came alive.
pub fn typed_into(id: &str) -> Option<String> {
    let field = document().get_element_by_id(id)?.dyn_into::<web_sys::HtmlTextAreaElement>().ok()?;
    Some(field.value()).filter(|text| !text.is_empty())
}

/// Where the page came from, such as `http://127.0.0.1:3000`.
pub fn origin() -> String {
    leptos::prelude::window().location().origin().unwrap_or_default()
}
