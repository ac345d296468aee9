//! Where messages are written.

use std::sync::{Arc, Mutex};

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;

use super::bot_choice::open_bot_choice;
use super::draft::{keep_pictures, keep_text, save_pictures};
use super::message_field::MessageField;
use super::pictures::{AttachButton, open_attached, take_dropped};
use super::status_line::StatusLine;
use crate::bot::{Bot, Parameter, Setting};
use crate::browser::page;
use crate::chat::Picture;
use crate::provider::Provider;
use crate::store::Stores;
use crate::store::chatting::Outgoing;
use crate::store::drafts::draft_key;
use crate::text::fill;
use crate::ui::dynamic::{dynamic, memo, truth, when};
use crate::ui::icon::{Icon, icon};
use crate::ui::layout::Layout;
use crate::ui::part::show_part;
use crate::ui::say::text as text_of;

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

#[component]
pub fn Composer(conversation: Memo<Option<String>>, bot: Signal<Option<Bot>>) -> impl IntoView {
    let stores = Stores::use_context();
    let layout = Layout::use_context();
    let words = move || stores.preferences.words().chat();
    let navigate = use_navigate();
    let text = RwSignal::new(use_context::<TypedEarly>().and_then(|typed| typed.take()).unwrap_or_default());
    keep_text(stores, conversation, text);
    let pictures = RwSignal::new(Vec::<Picture>::new());
    keep_pictures(stores, conversation, pictures);
    let is_over = take_dropped(stores, pictures);
    let has_pictures = memo(move || pictures.with(|pictures| !pictures.is_empty()));

    let provider = memo(move || {
        let id = bot.with(|bot| bot.as_ref().map(|bot| bot.provider.clone()))?;
        stores.registry.registry.with(|registry| registry.get(&id).cloned())
    });
    let provider_name =
        Signal::derive(move || provider.with(|provider| provider.as_ref().map(|p| p.name.clone())).unwrap_or_default());
    let live = memo(move || conversation.with(|id| stores.replies.message_of(id.as_deref()?)));
    let is_live = memo(move || live.with(Option::is_some));
    let obstacle = move || obstacle(bot.get(), provider.get(), stores.loaded.get(), stores.preferences.language.get());
    let can_send = move || {
        (has_pictures.get() || text.with(|text| !text.trim().is_empty()))
            && obstacle().is_none()
            && bot.with(Option::is_some)
    };

    let is_sending = StoredValue::new(false);
    let send = Callback::new(move |()| {
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
            // What was written meanwhile stays, unless another draft is on the screen by now, or none.
            let is_here = !text.is_disposed() && conversation.get_untracked() == id;
            let key = draft_key(id.as_deref());
            if is_here {
                text.update(|text| *text = text.strip_prefix(&message).unwrap_or_default().to_owned());
                pictures.update(|pictures| drop(pictures.drain(..attached.min(pictures.len()))));
                stores.drafts.keep(&key, &text.get_untracked());
                save_pictures(stores, key, pictures.get_untracked());
            } else {
                stores.drafts.keep(&key, "");
                save_pictures(stores, key, Vec::new());
            }
            if is_here && id.is_none() {
                navigate(&format!("/chat/{sent}"), Default::default());
            }
        });
    });
    let press = move |_| match conversation.get_untracked().filter(|_| is_live.get_untracked()) {
        Some(id) => stores.replies.stop(&id),
        None => send.run(()),
    };
    // The bot may be gone, and another one is asked for.
    let is_orphan = move || stores.loaded.get() && bot.with(Option::is_none);
    let model = text_of(move || bot.with(|bot| bot.as_ref().map(|bot| bot.model.clone())).unwrap_or_default());
    let switch_name =
        text_of(move || fill(words().switch_model, &[("model", &model.get()), ("provider", &provider_name.get())]));
    let effort = text_of(move || {
        let level = bot.with(|bot| effort(bot.as_ref()?, provider.get().as_ref()));
        let level = level.as_deref().unwrap_or(words().effort_default);
        fill(words().reasoning_level, &[("level", level)])
    });
    view! {
        <div class="composer-frame">
            <div class="column">
                {when(is_orphan, || show_part(open_bot_choice, MESSAGE))}
                {dynamic(move || match obstacle() {
                    None => ().into_any(),
                    Some(sentence) => view! {
                        <div class="banner warn">
                            {icon(Icon::Warning)} <p>{sentence}</p>
                            <button type="button" class="button secondary" on:click=move |_| layout.edit_field("bot-provider")>
                                {words().choose_provider}
                            </button>
                        </div>
                    }
                        .into_any(),
                })}
                <div class="composer" class:dropping=is_over>
                    {when(move || has_pictures.get(), move || show_part(open_attached, pictures))}
                    <MessageField
                        id=MESSAGE
                        name=|words| words.chat().message
                        placeholder=|words| words.chat().placeholder
                        rows="1"
                        text
                        pictures
                        send
                    />
                    <div class="composer-row">
                        <AttachButton pictures />
                        <button
                            type="button"
                            class="button ghost switch"
                            aria-label=switch_name
                            on:click=move |_| layout.edit_field("bot-model")
                        >
                            <span class="label">{model}</span> <span class="provider">{provider_name}</span>
                        </button>
                        <button
                            type="button"
                            class="button ghost switch effort"
                            aria-label=effort
                            on:click=move |_| layout.edit_field("bot-effort")
                        >
                            {icon(Icon::Bolt)} <span class="label">{effort}</span>
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

/// How much the model is asked to reason; `None` where that is left to it.
fn effort(bot: &Bot, provider: Option<&Provider>) -> Option<String> {
    let inherited = || provider?.parameters.get(Parameter::ReasoningEffort.wire_name());
    match bot.parameters.get(Parameter::ReasoningEffort) {
        Setting::Send(effort) => Some(effort),
        Setting::Inherit => inherited(),
        Setting::DontSend => None,
    }?
    .as_str()
    .map(str::to_owned)
}
