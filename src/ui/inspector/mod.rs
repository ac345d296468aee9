//! The request details of one reply: a panel in the bot editor's place, a drawer where there is no room (design §3).

mod amount;
mod body;
mod button;
mod raw_stream;
mod report;
mod request;
mod seen;
mod timing;
mod virtual_list;

use leptos::prelude::*;
use leptos_router::hooks::use_location;

pub use self::button::InspectButton;

use self::raw_stream::RawStreamView;
use self::report::report;
use self::request::RequestView;
use self::seen::Seen;
use self::timing::TimingView;
use super::copy_button::CopyButton;
use super::dynamic::{dynamic, memo, when};
use super::icon::{Icon, icon};
use super::layout::Layout;
use super::part::Part;
use super::say::{say, text};
use super::shell::Drawer;
use crate::browser::{clock, page};
use crate::store::Stores;

/// The reply whose request details are open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspected {
    pub conversation: String,
    /// Id of the message.
    pub message: String,
}

/// The id of the button that opens the details of a message: the focus goes back there.
fn opener(message: &str) -> String {
    format!("inspect-{message}")
}

const TITLE: &str = "inspector-title";

#[leptos::wasm_split::wasm_split(settings, wasm_split_path = leptos::wasm_split, fallible, preload(preload_inspector))]
pub fn open_inspector() -> Part<Inspected> {
    Ok(inspector)
}

fn inspector(target: Inspected) -> AnyView {
    let layout = Layout::use_context();
    let back = StoredValue::new(opener(&target.message));
    let close = Callback::new(move |()| {
        let back = back.get_value();
        layout.inspected.set(None);
        // Once the panel is gone, and with it what had the focus.
        request_animation_frame(move || page::focus(&back));
    });
    let path = use_location().pathname;
    let opened_at = path.get_untracked();
    Effect::new(move || {
        if path.with(|path| *path != opened_at) {
            layout.inspected.set(None);
        }
    });
    request_animation_frame(|| page::focus(TITLE));
    let target = StoredValue::new(target);
    dynamic(move || {
        let contents = move || view! { <Contents target=target.get_value() close /> };
        let label = say(|words| words.inspector().title);
        if layout.editor.docks.get() {
            view! {
                <div class="panel inspector"><aside aria-label=label>{contents()}</aside></div>
            }
            .into_any()
        } else {
            view! {
                <Drawer class="inspector" label on_close=close><div class="inspector-frame">{contents()}</div></Drawer>
            }
            .into_any()
        }
    })
}

#[component]
fn Contents(target: Inspected, close: Callback<()>) -> impl IntoView {
    let stores = Stores::use_context();
    let layout = Layout::use_context();
    let words = move || stores.preferences.words().inspector();
    let seen = Seen::new(stores, target);
    // Regenerate takes the reply away: its details go on with the one in its place.
    Effect::new(move || {
        if !seen.is_there.get() {
            layout.inspected.set(seen.successor());
        }
    });
    let time = text(move || {
        let sent = seen.exchange.with(|exchange| exchange.as_ref().map(|exchange| clock::time_of_day(exchange.sent)));
        let provider = seen.details.get().map(|details| details.provider_name);
        sent.into_iter().chain(provider).collect::<Vec<_>>().join(" · ")
    });
    let status = memo(move || seen.exchange.with(|exchange| exchange.as_ref().map(|exchange| exchange.status)));
    let chip = move || {
        let (class, shown) = match status.get()? {
            Some(status @ 200..300) => ("status-chip ok", status.to_string()),
            Some(status) => ("status-chip bad", status.to_string()),
            None if seen.is_live.get() => ("status-chip", words().arriving.to_owned()),
            None => ("status-chip bad", words().no_answer.to_owned()),
        };
        Some(view! { <span class=class>{shown}</span> }.into_any())
    };
    let nothing_sent = memo(move || seen.exchange.with(Option::is_none));
    let is_earlier = memo(move || !nothing_sent.get() && !seen.is_recorded.get());
    view! {
        <header class="inspector-header">
            <h2 id=TITLE tabindex="-1">{say(|words| words.inspector().title)}</h2>
            {dynamic(move || chip().unwrap_or_else(|| ().into_any()))}
            <span class="meta">{time}</span>
            <button
                type="button"
                class="icon-button"
                aria-label=say(|words| words.inspector().close)
                title=say(|words| words.inspector().close)
                on:click=move |_| close.run(())
            >
                {icon(Icon::Close)}
            </button>
        </header>
        <div class="inspector-body">
            {when(move || nothing_sent.get(), move || view! {
                <p class="hint">{say(|words| words.inspector().nothing_sent)}</p>
            }.into_any())}
            {when(move || is_earlier.get(), move || view! {
                <p class="hint">{say(|words| words.inspector().raw_not_kept)}</p>
            }.into_any())}
            {when(move || !nothing_sent.get(), move || view! {
                <TimingView seen />
                <RequestView seen />
            }.into_any())}
            {when(move || seen.is_recorded.get() && !nothing_sent.get(), move || view! { <RawStreamView seen /> }.into_any())}
        </div>
        <footer class="inspector-footer">
            <CopyButton
                label=say(|words| words.inspector().copy_report)
                copies=Callback::new(move |()| report(&seen, words()))
            />
            <span class="hint">{say(|words| words.inspector().report_hint)}</span>
        </footer>
    }
    .into_any()
}
