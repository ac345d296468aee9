//! How a reply ended, where it did not simply end: the cut-off bar, the error card, the notes.

use leptos::prelude::*;

use super::again::{ask_again, go_on_button, restore_button};
use super::export::ExportButton;
use super::tool_call::{RefusalView, ToolCallView};
use crate::browser::page;
use crate::chat::{Ending, ReplyDetails};
use crate::openai::{self, CompletionError, Interruption, NetworkFault, Quirk};
use crate::provider::{Endpoint, Route};
use crate::store::Stores;
use crate::store::message_handle::MessageHandle;
use crate::text::words::ChatWords;
use crate::text::{About, Action, completion_error, fill};
use crate::ui::dynamic::{memo, when};
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
    let has_text = memo(move || content.with(|text| !text.is_empty()));
    let earlier = handle.earlier.clone();
    let has_earlier = memo(move || earlier.with(|earlier| !earlier.is_empty()));
    move || {
        if is_live.get() {
            return ().into_any();
        }
        let Some(reply) = details.get() else { return ().into_any() };
        let words = stores.preferences.words().chat();
        let goes_on = reply.is_cut() && has_text.get();
        let restores = has_earlier.get() && reply.ending != Ending::Unfinished;
        let go_on = (goes_on || restores).then(|| {
            let go_on = goes_on.then(|| go_on_button(conversation, id));
            let restore = restores.then(|| restore_button(conversation, id));
            view! { {go_on} {restore} }.into_any()
        });
        let said = said(&reply);
        let ending = match &reply.ending {
            Ending::Unfinished => {
                view! { <p class="note">{stores.preferences.words().records().arriving_elsewhere}</p> }.into_any()
            }
            Ending::Stopped => {
                view! { <p class="note">{words.stopped_here}</p> {go_on.map(|go_on| view! { <div class="buttons">{go_on}</div> })} }
                    .into_any()
            }
            Ending::Complete => {
                let note = note(&reply, has_text.get(), words);
                view! {
                    {note.map(|note| view! { <p class="note" dir="auto">{note}</p> })}
                    {go_on.map(|go_on| view! { <div class="buttons">{go_on}</div> })}
                }
                .into_any()
            }
            Ending::Failed(CompletionError::Interrupted(interruption)) if has_text.get() => {
                let sentence = cut_off(&reply, interruption, words);
                view! { <div class="banner warn cut-off">{icon(Icon::Warning)} <p>{sentence}</p> {go_on}</div> }.into_any()
            }
            Ending::Failed(error) => {
                view! { <ErrorCard error=error.clone() reply=reply.clone() conversation message=id go_on /> }.into_any()
            }
        };
        view! { {said} {ending} }.into_any()
    }
}

fn cut_off(reply: &ReplyDetails, interruption: &Interruption, words: &ChatWords) -> String {
    match interruption {
        Interruption::IdleLimit { seconds } => fill(words.cut_off_idle, &[("s", &seconds.to_string())]),
        Interruption::Closed | Interruption::Broken => {
            let tokens = reply.tokens().map_or_else(|| reply.pieces.into(), |tokens| tokens.output);
            fill(words.cut_off, &[("n", &tokens.to_string())])
        }
    }
}

/// What the model said besides its text, however the reply ended: that it refuses, and the tools that it calls.
fn said(reply: &ReplyDetails) -> AnyView {
    let refusal = reply.refusal.clone().map(|refusal| view! { <RefusalView refusal /> });
    let calls: Vec<_> = reply.tool_calls.iter().map(|call| view! { <ToolCallView call=call.clone() /> }).collect();
    view! { {refusal} {calls} }.into_any()
}

/// What is worth knowing of a reply that ended as its server wanted.
fn note(reply: &ReplyDetails, has_text: bool, words: &ChatWords) -> Option<&'static str> {
    match reply.finish_reason.as_deref().map(openai::Ending::of) {
        Some(openai::Ending::Cut) => Some(words.length_reached),
        Some(openai::Ending::Filtered) => Some(words.filtered),
        _ => (!has_text && reply.refusal.is_none() && reply.tool_calls.is_empty()).then_some(words.no_text),
    }
}

/// Whether it is the browser that keeps the page from a server.
fn is_relay_of_use(error: &CompletionError) -> bool {
    matches!(error, CompletionError::Network(NetworkFault::Cors | NetworkFault::PermissionDenied))
}

/// Has this app's own server make the requests of a provider from now on, and asks `again`. Only where it runs on the
/// same computer: one that others can call may not be allowed to, which the connection check finds out.
fn relay_button(stores: Stores, provider: &str, again: impl Fn() + 'static) -> Option<AnyView> {
    let mut provider = stores.registry.provider(provider)?;
    let is_here = Endpoint::parse(&page::origin()).is_ok_and(|origin| origin.is_loopback());
    if !is_here || provider.is_built_in() || provider.route == Route::Relay {
        return None;
    }
    provider.route = Route::Relay;
    let relay = move |_| {
        stores.registry.put(provider.clone());
        again();
    };
    let words = stores.preferences.words().doctor();
    Some(
        view! {
            <button type="button" class="button soft" title=words.relay_from_now on:click=relay>
                {words.use_relay}
            </button>
        }
        .into_any(),
    )
}

/// The card in the place of a reply: what happened, why (likely), what to do, and the server's own words.
#[component]
fn ErrorCard(
    error: CompletionError,
    reply: ReplyDetails,
    conversation: StoredValue<String>,
    message: StoredValue<String>,
    /// The buttons that continue the reply and bring back an earlier one, where there is one.
    go_on: Option<AnyView>,
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
    let server_words = error.server_words().map(|words| match error.status() {
        Some(status) => format!("{status} {words}"),
        None => words.to_owned(),
    });
    let has_words = server_words.is_some();
    let shows_words = RwSignal::new(false);
    let again = move || ask_again(stores, conversation, message);
    // Where nothing else helps more, it stands first.
    let leads = matches!(&sentence.action, None | Some(Action::RetryNow | Action::TryAgain | Action::Continue));
    let again_label = if sentence.action == Some(Action::RetryNow) { words.retry_now } else { words.try_again };
    let again_button = move || {
        let class = if leads { "button secondary" } else { "button soft" };
        view! {
            <button type="button" class=class on:click=move |_| again()>
                {icon(Icon::Again)} <span>{again_label}</span>
            </button>
        }
        .into_any()
    };
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
    let relay = is_relay_of_use(&error).then(|| relay_button(stores, &reply.provider, again)).flatten();
    let sends_key = || {
        untrack(|| stores.bot_key(&reply.bot_id, &reply.provider)).is_some()
            || matches!(stores.registry.key(&reply.provider), Ok(Some(_)))
    };
    let may_hide_key = error == CompletionError::Network(NetworkFault::Cors) && sends_key();
    // A column has its own choice of a provider, and is no conversation that a file could hold.
    let is_compared = conversation.with_value(|id| untrack(|| stores.compare.bot(id)).is_some());
    // Where a provider is to be chosen, the first button does it.
    let switches = !is_compared && sentence.action != Some(Action::ChooseProvider);
    let action = sentence.action.and_then(|action| match action {
        Action::EditKey | Action::AddKey | Action::FetchList | Action::OpenSettings => {
            let label = match action {
                Action::EditKey => words.edit_key,
                Action::AddKey => words.add_key,
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
                again();
            };
            Some(view! { <button type="button" class="button secondary" on:click=without>{label}</button> }.into_any())
        }
        // To ask again is possible on every card.
        Action::RetryNow | Action::TryAgain | Action::Continue | Action::ChooseProvider => None,
    });
    view! {
        <div class="error-card" role="group">
            {icon(Icon::Error)}
            <div class="error-body">
                <p class="error-title">{sentence.title}</p>
                {sentence.why.map(|why| view! { <p>{why}</p> })}
                {may_hide_key.then(|| view! { <p>{language.words().doctor().key_may_hide}</p> })}
                <div class="buttons">
                    {leads.then(again_button)}
                    {action}
                    {find_cause}
                    {relay}
                    {go_on}
                    {(!leads).then(again_button)}
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
