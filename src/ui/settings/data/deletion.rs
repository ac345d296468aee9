//! Deletes conversations or everything, asked twice.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::super::question::on_escape;
use crate::browser::page;
use crate::store::Stores;
use crate::text::fill;
use crate::text::words::DataWords;
use crate::ui::dynamic::{dynamic, memo};
use crate::ui::icon::{Icon, icon};
use crate::ui::say::{say, text};

const CONFIRM: &str = "confirm-deletion";
const KEEP: &str = "keep-data";

#[derive(Clone, Copy, PartialEq)]
enum What {
    Conversations,
    Everything,
}

impl What {
    /// The id of the button that deletes this.
    fn id(self) -> &'static str {
        match self {
            What::Conversations => "delete-conversations",
            What::Everything => "delete-everything",
        }
    }

    fn label(self, words: &DataWords) -> &'static str {
        match self {
            What::Conversations => words.delete_conversations,
            What::Everything => words.delete_everything,
        }
    }

    /// What has to be typed.
    fn exact_words(self, words: &DataWords) -> &'static str {
        match self {
            What::Conversations => words.words_conversations,
            What::Everything => words.words_everything,
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Step {
    Idle,
    Asked(What),
    /// Asked again: the words are to be typed.
    Typing(What),
}

#[component]
pub(super) fn Deletion() -> impl IntoView {
    let stores = Stores::use_context();
    let step = RwSignal::new(Step::Idle);
    let said = RwSignal::new(false);
    let ask = move |what| {
        said.set(false);
        step.set(Step::Asked(what));
        focus_later(KEEP);
    };
    let leave = move |what: What| {
        step.set(Step::Idle);
        focus_later(what.id());
    };
    let delete = move |what: What| {
        spawn_local(async move {
            match what {
                What::Conversations => {
                    stores.delete_conversations().await;
                    step.try_set(Step::Idle);
                    said.try_set(true);
                    page::focus(what.id());
                }
                What::Everything => stores.delete_everything().await,
            }
        });
    };
    view! {
        <section class="settings-group">
            <h4>{say(|words| words.data().deletion)}</h4>
            {dynamic(move || {
                let words = stores.preferences.words().data();
                match step.get() {
                    Step::Idle => view! {
                        <div class="buttons">
                            {[What::Conversations, What::Everything].map(|what| view! {
                                <button type="button" class="button secondary destructive" id=what.id() on:click=move |_| ask(what)>
                                    {what.label(words)}
                                </button>
                            }).into_iter().collect_view()}
                        </div>
                    }
                    .into_any(),
                    Step::Asked(what) => question(stores, what, step, Callback::new(leave)),
                    Step::Typing(what) => typing(what, words, Callback::new(leave), Callback::new(delete)),
                }
            })}
            <p role="status">
                {text(move || if said.get() { stores.preferences.words().data().conversations_deleted } else { "" }.to_owned())}
            </p>
        </section>
    }
    .into_any()
}

fn question(stores: Stores, what: What, step: RwSignal<Step>, leave: Callback<What>) -> AnyView {
    let words = stores.preferences.words().data();
    let count = stores.conversations.list.with(Vec::len);
    let phrase = match what {
        What::Conversations => words.ask_conversations,
        What::Everything => words.ask_everything,
    };
    let sentence = fill(phrase, &[("n", &count.to_string())]);
    let go_on = move |_| {
        step.set(Step::Typing(what));
        focus_later(CONFIRM);
    };
    view! {
        <div class="banner warn" role="alert" on:keydown=on_escape(move || leave.run(what))>
            {icon(Icon::Warning)}
            <p>{sentence}</p>
            <button type="button" class="button ghost" id=KEEP on:click=move |_| leave.run(what)>{words.keep}</button>
            <button type="button" class="button secondary destructive" on:click=go_on>{words.go_on}</button>
        </div>
    }
    .into_any()
}

fn typing(what: What, words: &'static DataWords, leave: Callback<What>, delete: Callback<What>) -> AnyView {
    let typed = RwSignal::new(String::new());
    let is_exact = memo(move || typed.with(|typed| typed.trim() == what.exact_words(words)));
    let label = fill(words.type_words, &[("words", what.exact_words(words))]);
    view! {
        <div class="banner danger confirm" on:keydown=on_escape(move || leave.run(what))>
            <div class="field">
                <label for=CONFIRM>{label}</label>
                <input
                    id=CONFIRM
                    type="text"
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=typed
                    on:input:target=move |event| typed.set(event.target().value())
                />
            </div>
            <button type="button" class="button ghost" on:click=move |_| leave.run(what)>{words.keep}</button>
            <button
                type="button"
                class="button secondary destructive"
                aria-disabled=text(move || (!is_exact.get()).to_string())
                on:click=move |_| {
                    if is_exact.get_untracked() {
                        delete.run(what);
                    }
                }
            >
                {what.label(words)}
            </button>
        </div>
    }
    .into_any()
}

/// The control is there once the view has changed.
fn focus_later(id: &'static str) {
    spawn_local(async move { page::focus(id) });
}
