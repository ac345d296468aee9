//! How a reply ended, where it did not simply end: the cut-off bar, the error card, the notes.

use leptos::prelude::*;

use super::export::ExportButton;
use super::tool_call::{RefusalView, ToolCallView};
use crate::chat::{Ending, ReplyDetails};
use crate::openai::{CompletionError, Interruption, NetworkFault, Quirk};
use crate::store::Stores;
use crate::store::message_handle::MessageHandle;
use crate::text::{About, Action, completion_error, fill};
use crate::ui::dynamic::when;
use crate::ui::icon::{Icon, icon};
use crate::ui::layout::Layout;
use crate::ui::settings::SettingsSection;

/// What stands under the text of a reply that has ended.
#[component]
pub fn Ended(conversation: String, handle: MessageHandle, is_live: Memo<bool>) -> impl IntoView {
    let stores = Stores::use_context();
    let details = handle.details.clone();
    let content = handle.content.clone();
    let conversation = StoredValue::new(conversation);
    let id = StoredValue::new(handle.id);
    let has_text = Memo::new(move |_| content.with(|text| !text.is_empty()));
    move || {
        if is_live.get() {
            return ().into_any();
        }
        let Some(reply) = details.get() else { return ().into_any() };
        let words = stores.preferences.words().chat();
        match &reply.ending {
            Ending::Unfinished => {
                view! { <p class="note">{stores.preferences.words().records().arriving_elsewhere}</p> }.into_any()
            }
            Ending::Stopped => view! { <p class="note">{words.stopped_here}</p> }.into_any(),
            Ending::Complete => notes(&reply, has_text.get(), words).into_any(),
            Ending::Failed(CompletionError::Interrupted(interruption)) if has_text.get() => {
                let sentence = cut_off(&reply, interruption, words);
                let go_on = move |_| stores.go_on(&conversation.get_value(), &id.get_value());
                view! {
                    <div class="banner warn cut-off">
                        {icon(Icon::Warning)} <p>{sentence}</p>
                        <button type="button" class="button secondary" on:click=go_on>
                            {icon(Icon::Play)} <span>{words.continue_reply}</span>
                        </button>
                    </div>
                }
                .into_any()
            }
            Ending::Failed(error) => {
                view! { <ErrorCard error=error.clone() reply=reply.clone() conversation message=id /> }.into_any()
            }
        }
    }
}

fn cut_off(reply: &ReplyDetails, interruption: &Interruption, words: &crate::text::words::ChatWords) -> String {
    match interruption {
        Interruption::IdleLimit { seconds } => fill(words.cut_off_idle, &[("s", &seconds.to_string())]),
        Interruption::Closed | Interruption::Broken => {
            let tokens = reply.usage.as_ref().and_then(|usage| usage.completion_tokens);
            let tokens = tokens.map_or_else(|| reply.pieces.to_string(), |tokens| tokens.to_string());
            fill(words.cut_off, &[("n", &tokens)])
        }
    }
}

/// What is worth knowing of a reply that ended as its server wanted.
fn notes(reply: &ReplyDetails, has_text: bool, words: &crate::text::words::ChatWords) -> impl IntoView + use<> {
    let mut notes: Vec<String> = Vec::new();
    let refusal = reply.refusal.clone().map(|refusal| view! { <RefusalView refusal /> });
    let calls: Vec<_> = reply.tool_calls.iter().map(|call| view! { <ToolCallView call=call.clone() /> }).collect();
    match reply.finish_reason.as_deref() {
        Some("length" | "model_length" | "max_tokens") => notes.push(words.length_reached.to_owned()),
        Some("content_filter") => notes.push(words.filtered.to_owned()),
        _ if !has_text && refusal.is_none() && calls.is_empty() => notes.push(words.no_text.to_owned()),
        _ => {}
    }
    let notes = notes.into_iter().map(|note| view! { <p class="note" dir="auto">{note}</p> }).collect_view();
    view! { {refusal} {calls} {notes} }
}

/// The card in the place of a reply: what happened, why (likely), what to do, and the server's own words.
#[component]
fn ErrorCard(
    error: CompletionError,
    reply: ReplyDetails,
    conversation: StoredValue<String>,
    message: StoredValue<String>,
) -> impl IntoView {
    let stores = Stores::use_context();
    let layout = Layout::use_context();
    let language = stores.preferences.language.get();
    let words = language.words().chat();
    let endpoint = stores.registry.provider(&reply.provider).map(|provider| provider.endpoint);
    let is_known = endpoint.is_some();
    let host = endpoint.map(|endpoint| endpoint.host().to_owned()).unwrap_or_default();
    let about = About { name: reply.provider_name.clone(), host, model: reply.model.clone() };
    let sentence = completion_error(language, &error, &about);
    let server_words = match &error {
        CompletionError::Api(refusal) if !refusal.message.is_empty() => {
            Some(format!("{} {}", refusal.status, refusal.message))
        }
        _ => None,
    };
    let has_words = server_words.is_some();
    let shows_words = RwSignal::new(false);
    let is_checkable =
        matches!(error, CompletionError::Api(_) | CompletionError::Protocol(_) | CompletionError::Network(_));
    let find_cause = (is_checkable && is_known).then(|| {
        let check = SettingsSection::Check {
            provider: reply.provider.clone(),
            model: reply.model.clone(),
            bot: reply.bot_id.clone(),
        };
        let open = move |_| layout.settings.set(Some(check.clone()));
        let is_first = sentence.action == Some(Action::FindCause);
        let class = if is_first { "button secondary" } else { "button soft" };
        let label = language.words().doctor().find_cause;
        view! { <button type="button" class=class on:click=open>{label}</button> }.into_any()
    });
    let sends_key = || {
        untrack(|| stores.bot_key(&reply.bot_id, &reply.provider)).is_some()
            || matches!(stores.registry.key(&reply.provider), Ok(Some(_)))
    };
    let may_hide_key = error == CompletionError::Network(NetworkFault::Cors) && sends_key();
    let again = move |_| stores.regenerate(&conversation.get_value(), &message.get_value());
    // A column has its own choice of a provider, and is no conversation that a file could hold.
    let is_compared = conversation.with_value(|id| untrack(|| stores.compare.bot(id)).is_some());
    // Where a provider is to be chosen, the first button does it.
    let switches = !is_compared && sentence.action != Some(Action::ChooseProvider);
    let action = sentence.action.and_then(|action| match action {
        Action::EditKey | Action::FetchList | Action::OpenSettings => {
            let label = match action {
                Action::EditKey => words.edit_key,
                Action::FetchList => words.fetch_list,
                _ => words.open_settings,
            };
            let provider = reply.provider.clone();
            let open = move |_| layout.settings.set(Some(SettingsSection::Provider(provider.clone())));
            Some(view! { <button type="button" class="button secondary" on:click=open>{label}</button> }.into_any())
        }
        Action::ChooseProvider if !is_compared => {
            let open = move |_| layout.edit_field("bot-provider");
            Some(
                view! { <button type="button" class="button secondary" on:click=open>{words.choose_provider}</button> }
                    .into_any(),
            )
        }
        // It stands on each card whose cause a check can find.
        Action::FindCause => None,
        Action::TryWithout { parameter } => {
            let quirk = Quirk::omit(&parameter)?;
            let endpoint = stores.registry.provider(&reply.provider)?.endpoint;
            let label = fill(words.try_without, &[("parameter", quirk.parameter())]);
            let model = reply.model.clone();
            let without = move |_| {
                stores.quirks.learn(endpoint.as_str(), &model, quirk.clone());
                stores.regenerate(&conversation.get_value(), &message.get_value());
            };
            Some(view! { <button type="button" class="button secondary" on:click=without>{label}</button> }.into_any())
        }
        // Try again stands on every card.
        _ => None,
    });
    view! {
        <div class="error-card" role="group">
            {icon(Icon::Error)}
            <div class="error-body">
                <p class="error-title">{sentence.title}</p>
                {sentence.why.map(|why| view! { <p>{why}</p> })}
                {may_hide_key.then(|| view! { <p>{language.words().doctor().key_may_hide}</p> })}
                <div class="buttons">
                    {action}
                    {find_cause}
                    <button type="button" class="button soft" on:click=again>
                        {icon(Icon::Again)} <span>{words.try_again}</span>
                    </button>
                    {switches
                        .then(|| {
                            view! {
                                <button type="button" class="button soft" on:click=move |_| layout.edit_field("bot-provider")>
                                    {language.words().records().switch_provider}
                                </button>
                            }
                        })}
                    {has_words
                        .then(|| {
                            view! {
                                <button
                                    type="button"
                                    class="button ghost"
                                    aria-expanded=move || shows_words.get().to_string()
                                    on:click=move |_| shows_words.update(|shows| *shows = !*shows)
                                >
                                    {words.details}
                                </button>
                            }
                        })}
                    {(!is_compared).then(|| view! { <ExportButton conversation=conversation.get_value() /> })}
                </div>
                {server_words
                    .map(|server_words| {
                        view! {
                            {when(move || shows_words.get(), move || view! {
                                <pre class="server-words" dir="auto" tabindex="0">{server_words.clone()}</pre>
                            }.into_any())}
                        }
                    })}
            </div>
        </div>
    }
    .into_any()
}
