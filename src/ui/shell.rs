//! The frame of the page: sidebar, chat, bot editor, and what lies over them.

use leptos::prelude::*;
use leptos::{ev, html::Dialog};
use leptos_meta::Title;
use leptos_router::components::A;
use leptos_router::hooks::use_location;

use super::bot_editor::BotEditor;
use super::compare::open_compare;
use super::conversation::ChatPane;
use super::dynamic::{dynamic, memo, truth};
use super::inspector::open_inspector;
use super::layout::{Layout, Panel};
use super::notice::{LiveRegion, StorageBar, Toast};
use super::palette::Palette;
use super::part::{load_parts_on_first_use, show_part};
use super::settings::{Settings, SettingsSection};
use super::shortcut::{Actions, listen_to_keys};
use super::sidebar::Sidebar;
use crate::browser::page;
use crate::store::Stores;
use crate::ui::say::say;

/// The id of the conversation that the address names; `None` for a new one.
pub fn use_conversation_id() -> Memo<Option<String>> {
    let path = use_location().pathname;
    memo(move || path.with(|path| path.strip_prefix("/chat/").map(|id| id.trim_end_matches('/').to_owned())))
}

/// What stands at the address.
#[component]
pub fn Page() -> impl IntoView {
    let path = use_location().pathname;
    let is_known = memo(move || path.with(|path| is_known(path)));
    dynamic(move || if is_known.get() { view! { <Shell /> }.into_any() } else { view! { <NotFound /> }.into_any() })
}

/// Whether a path is one of the app's, as its routes have them.
fn is_known(path: &str) -> bool {
    let mut parts = path.split('/').filter(|part| !part.is_empty());
    match (parts.next(), parts.next(), parts.next()) {
        (None | Some("compare"), None, _) => true,
        (Some(first), Some(_), None) => first == "chat",
        _ => false,
    }
}

/// The app.
#[component]
fn Shell() -> impl IntoView {
    let stores = Stores::use_context();
    let layout = Layout::provide();
    let conversation = use_conversation_id();
    let path = use_location().pathname;
    let compares = memo(move || path.with(|path| path.trim_end_matches('/') == "/compare"));
    let bot = Signal::derive(move || conversation.with(|id| stores.bot_of(id.as_deref())));
    listen_to_keys(Actions::provide(layout, conversation));
    Effect::new(move || load_parts_on_first_use(layout.in_use));
    let follow_link = move || {
        if page::provider_link(false).is_some() {
            layout.settings.set(Some(SettingsSection::ApiKeys));
        }
    };
    Effect::new(move || {
        follow_link();
        // In a page that is open already only the fragment changes.
        window_event_listener_untyped("hashchange", move |_| follow_link());
    });
    // A drawer has done its work when another conversation is on the screen.
    Effect::new(move || {
        stores.replies.show(conversation.get());
        layout.sidebar.close_drawer();
    });
    // The router takes a click on a link of this page for its own.
    let skip = move |event: ev::MouseEvent| {
        event.prevent_default();
        page::focus("message");
    };
    view! {
        <a class="skip-link" href="#message" on:click=skip>{say(|words| words.shell().skip_to_message)}</a>
        <div class="frame" class:sidebar-open=truth(move || layout.sidebar.is_open()) class:editor-open=truth(move || layout.editor.is_open()) class:comparing=compares class:inspecting=truth(move || layout.inspected.with(Option::is_some))>
            <PanelFrame panel=layout.sidebar class="sidebar" label=say(|words| words.shell().conversations)>
                <nav aria-label=say(|words| words.shell().conversations)>
                    <Sidebar conversation />
                </nav>
            </PanelFrame>
            <main aria-label=say(|words| words.shell().chat)>
                <StorageBar />
                {dynamic(move || {
                    if compares.get() {
                        show_part(open_compare, ())
                    } else {
                        view! { <ChatPane conversation bot /> }.into_any()
                    }
                })}
            </main>
            <PanelFrame panel=layout.editor class="editor" label=say(|words| words.shell().bot)>
                <aside aria-label=say(|words| words.shell().bot)>
                    <BotEditor bot on_close=Callback::new(move |()| layout.editor.set_open(false)) />
                </aside>
            </PanelFrame>
            {dynamic(move || match layout.inspected.get() {
                Some(reply) => show_part(open_inspector, reply),
                None => ().into_any(),
            })}
        </div>
        <Settings open=layout.settings />
        <Palette open=layout.palette />
        <Toast here=move || !layout.has_dialog() />
        <LiveRegion />
    }
    .into_any()
}

/// A panel: beside the chat where there is room, else a modal drawer. Closed, it is not in the page.
#[component]
fn PanelFrame(panel: Panel, class: &'static str, label: Signal<&'static str>, children: ChildrenFn) -> impl IntoView {
    let children = StoredValue::new(children);
    dynamic(move || {
        let contents = move || children.with_value(|children| children());
        match (panel.is_open(), panel.docks.get()) {
            (false, _) => ().into_any(),
            (true, true) => view! { <div class=format!("panel {class}")>{contents()}</div> }.into_any(),
            (true, false) => {
                let on_close = Callback::new(move |()| panel.set_open(false));
                view! { <Drawer class label on_close>{contents()}</Drawer> }.into_any()
            }
        }
    })
}

/// A panel over the chat, as a modal dialog.
#[component]
pub fn Drawer(
    class: &'static str,
    label: Signal<&'static str>,
    on_close: Callback<()>,
    children: Children,
) -> impl IntoView {
    let layout = Layout::use_context();
    let dialog: NodeRef<Dialog> = NodeRef::new();
    Effect::new(move || {
        if let Some(dialog) = dialog.get()
            && !dialog.open()
        {
            // It throws only for a dialog that is open or not in the page.
            drop(dialog.show_modal());
        }
    });
    // A click on the dialog itself is one on its backdrop: the contents cover the rest.
    let close_on_backdrop = move |event: ev::MouseEvent| {
        if dialog.get_untracked().is_some_and(|dialog| event.target().as_ref() == Some(dialog.as_ref())) {
            on_close.run(());
        }
    };
    view! {
        <dialog
            node_ref=dialog
            class=format!("drawer {class}")
            aria-label=move || label.get()
            on:close=move |_| on_close.run(())
            on:click=close_on_backdrop
        >
            {children()}
            <Toast here=move || layout.settings.with(Option::is_none) />
        </dialog>
    }
    .into_any()
}

/// What stands at an address that the app does not have.
#[component]
fn NotFound() -> impl IntoView {
    view! {
        <main class="not-found">
            <Title text="404 · AISCouncil" />
            <h1>"404"</h1>
            <p>{say(|words| words.shell().not_found)}</p>
            <A href="/">{say(|words| words.shell().new_chat)}</A>
        </main>
    }
}
