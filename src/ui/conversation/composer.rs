//! Where messages are written.

use std::sync::{Arc, Mutex};

use std::collections::HashMap;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;

use super::enter::sends;
use super::pictures::{AttachButton, attach_files, open_attached};
use super::status_line::StatusLine;
use crate::bot::Bot;
use crate::browser::{local_storage, page, picture};
use crate::chat::Picture;
use crate::provider::Provider;
use crate::store::Stores;
use crate::store::chatting::Outgoing;
use crate::text::fill;
use crate::ui::dynamic::{dynamic, truth, when};
use crate::ui::icon::{Icon, icon};
use crate::ui::layout::Layout;
use crate::ui::part::show_part;
use crate::ui::say::{say, text as text_of};

/// The id of the text box: the skip link leads there.
const MESSAGE: &str = "message";

/// What was typed before the app came alive. In the context of the app where there was anything.
#[derive(Clone)]
pub struct TypedEarly(Arc<Mutex<Option<String>>>);

impl TypedEarly {
    /// Reads the text box that the server rendered.
    pub fn read() -> Option<Self> {
        page::typed_into(MESSAGE).map(|text| TypedEarly(Arc::new(Mutex::new(Some(text)))))
    }

    /// Gives the text, once: the text box may be made anew later.
    fn take(&self) -> Option<String> {
        self.0.lock().ok()?.take()
    }
}

/// Drafts, one for each conversation and one for the next one.
const DRAFT_PREFIX: &str = "ais-draft-";

#[component]
pub fn Composer(conversation: Memo<Option<String>>, bot: Signal<Option<Bot>>) -> impl IntoView {
    let stores = Stores::use_context();
    let layout = Layout::use_context();
    let words = move || stores.preferences.words().chat();
    let navigate = use_navigate();
    let text = RwSignal::new(use_context::<TypedEarly>().and_then(|typed| typed.take()).unwrap_or_default());
    keep_drafts(conversation, text);
    let pictures = RwSignal::new(Vec::<Picture>::new());
    keep_pictures(conversation, pictures);
    let has_pictures = Memo::new(move |_| pictures.with(|pictures| !pictures.is_empty()));

    let provider = Memo::new(move |_| {
        let id = bot.with(|bot| bot.as_ref().map(|bot| bot.provider.clone()))?;
        stores.registry.registry.with(|registry| registry.get(&id).cloned())
    });
    let provider_name =
        Signal::derive(move || provider.with(|provider| provider.as_ref().map(|p| p.name.clone())).unwrap_or_default());
    let live = Memo::new(move |_| conversation.with(|id| stores.replies.message_of(id.as_deref()?)));
    let is_live = Memo::new(move |_| live.with(Option::is_some));
    let obstacle = move || obstacle(bot.get(), provider.get(), stores.loaded.get(), stores.preferences.language.get());
    let can_send = move || {
        (has_pictures.get() || text.with(|text| !text.trim().is_empty()))
            && obstacle().is_none()
            && bot.with(Option::is_some)
    };

    let is_sending = StoredValue::new(false);
    let send = move || {
        if is_live.get_untracked() || !untrack(can_send) {
            return;
        }
        // The client may still be loading at the second Enter of two.
        if is_sending.get_value() {
            return;
        }
        is_sending.set_value(true);
        let navigate = navigate.clone();
        spawn_local(async move {
            let (id, message) = (conversation.get_untracked(), text.get_untracked());
            let outgoing = Outgoing { text: message.clone(), pictures: pictures.get_untracked() };
            let attached = outgoing.pictures.len();
            let sent = stores.send(id.clone(), outgoing).await;
            is_sending.set_value(false);
            let Some(sent) = sent else { return };
            text.update(|text| *text = text.strip_prefix(&message).unwrap_or_default().to_owned());
            pictures.update(|pictures| drop(pictures.drain(..attached.min(pictures.len()))));
            forget_draft(id.as_deref());
            if id.is_none() {
                navigate(&format!("/chat/{sent}"), Default::default());
            }
        });
    };
    let send = StoredValue::new(send);
    let press = move |_| match conversation.get_untracked().filter(|_| is_live.get_untracked()) {
        Some(id) => stores.replies.stop(&id),
        None => send.with_value(|send| send()),
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        if sends(stores.preferences, &event) {
            event.prevent_default();
            send.with_value(|send| send());
        }
    };
    let model = text_of(move || bot.with(|bot| bot.as_ref().map(|bot| bot.model.clone())).unwrap_or_default());
    let switch_name =
        text_of(move || fill(words().switch_model, &[("model", &model.get()), ("provider", &provider_name.get())]));
    view! {
        <div class="composer-frame">
            <div class="column">
                {dynamic(move || match obstacle() {
                    None => ().into_any(),
                    Some(sentence) => view! {
                        <div class="banner warn">
                            {icon(Icon::Warning)} <p>{sentence}</p>
                            <button type="button" class="button secondary" on:click=move |_| layout.editor.set_open(true)>
                                {words().choose_provider}
                            </button>
                        </div>
                    }
                        .into_any(),
                })}
                <div
                    class="composer"
                    on:dragover=|event| event.prevent_default()
                    on:drop=move |event| {
                        event.prevent_default();
                        attach_files(stores, picture::files_of(event.data_transfer()), pictures);
                    }
                >
                    {when(move || has_pictures.get(), move || show_part(open_attached, pictures))}
                    <textarea
                        id=MESSAGE
                        aria-label=say(|words| words.chat().message)
                        placeholder=say(|words| words.chat().placeholder)
                        rows="1"
                        dir="auto"
                        prop:value=text
                        on:input:target=move |event| text.set(event.target().value())
                        on:keydown=on_key
                        on:paste=move |event| {
                            let files = picture::files_of(event.clipboard_data());
                            if !files.is_empty() {
                                event.prevent_default();
                                attach_files(stores, files, pictures);
                            }
                        }
                    ></textarea>
                    <div class="composer-row">
                        <AttachButton pictures />
                        <button
                            type="button"
                            class="button ghost switch"
                            aria-label=switch_name
                            on:click=move |_| layout.editor.set_open(true)
                        >
                            <span class="label">{model}</span> <span class="provider">{provider_name}</span>
                        </button>
                        <button
                            type="button"
                            class="button send"
                            class:primary=truth(move || !is_live.get() && can_send())
                            class:secondary=is_live
                            aria-disabled=text_of(move || (!is_live.get() && !can_send()).to_string())
                            on:click=press
                        >
                            {dynamic(move || icon(if is_live.get() { Icon::Stop } else { Icon::Send }).into_any())}
                            <span>{text_of(move || if is_live.get() { words().stop } else { words().send }.to_owned())}</span>
                        </button>
                    </div>
                </div>
                <StatusLine conversation provider=provider_name />
            </div>
        </div>
    }
    .into_any()
}

/// Why nothing can be sent now, where the bot's provider is the reason.
fn obstacle(
    bot: Option<Bot>,
    provider: Option<Provider>,
    loaded: bool,
    language: crate::text::Language,
) -> Option<String> {
    let bot = bot.filter(|_| loaded)?;
    let words = language.words().chat();
    match provider {
        None => Some(fill(words.provider_missing, &[("id", &bot.provider)])),
        Some(provider) if provider.disabled => Some(fill(words.provider_disabled, &[("name", &provider.name)])),
        Some(_) => None,
    }
}

/// Keeps what was typed: before the app came alive, while another conversation is on the screen, and over a reload.
fn keep_drafts(conversation: Memo<Option<String>>, text: RwSignal<String>) {
    Effect::new(move |previous: Option<Option<String>>| {
        let id = conversation.get();
        let was_typed_early = previous.is_none() && text.with_untracked(|text| !text.is_empty());
        if previous.as_ref() != Some(&id) && !was_typed_early {
            text.set(local_storage::read(&draft_key(id.as_deref())).ok().flatten().unwrap_or_default());
        }
        id
    });
    Effect::new(move |previous: Option<()>| {
        let text = text.get();
        // The first run sees the empty text of the first render.
        if previous.is_some() {
            let id = conversation.get_untracked();
            if text.is_empty() {
                forget_draft(id.as_deref());
            } else {
                // Without storage the draft lives as long as the page.
                let _ = local_storage::write(&draft_key(id.as_deref()), &text);
            }
        }
    });
}

/// Keeps the pictures that wait to be sent apart, those of each conversation, as long as the page lives.
fn keep_pictures(conversation: Memo<Option<String>>, pictures: RwSignal<Vec<Picture>>) {
    let kept = StoredValue::new(HashMap::<Option<String>, Vec<Picture>>::new());
    Effect::new(move |previous: Option<Option<String>>| {
        let id = conversation.get();
        if let Some(previous) = previous.filter(|previous| *previous != id) {
            let waiting = pictures.try_update(std::mem::take).unwrap_or_default();
            kept.update_value(|kept| drop(kept.insert(previous, waiting)));
            if let Some(Some(waiting)) = kept.try_update_value(|kept| kept.remove(&id)) {
                pictures.set(waiting);
            }
        }
        id
    });
}

fn draft_key(conversation: Option<&str>) -> String {
    format!("{DRAFT_PREFIX}{}", conversation.unwrap_or("new"))
}

fn forget_draft(conversation: Option<&str>) {
    let _ = local_storage::remove(&draft_key(conversation));
}
