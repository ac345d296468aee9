//! What a file of providers would change, value by value, and which of it may.

use std::sync::Arc;

use leptos::prelude::*;

use crate::browser::page;
use crate::provider::exchange::{Change, Difference, ImportItem, Moved, Shown};
use crate::store::Stores;
use crate::text::words::{SettingsWords, Words};
use crate::text::{Explain, fill};
use crate::ui::dynamic::memo;
use crate::ui::icon::{Icon, icon};
use crate::ui::say::text;

const HEADING: &str = "import-heading";
/// Values of one provider that are shown; the others are counted.
const MOST_CHANGES: usize = 40;
/// The longest value that is shown whole, in characters.
const MOST_CHARACTERS: usize = 160;

/// What the person has ticked of one item.
#[derive(Clone, Copy)]
struct Ticks {
    takes: RwSignal<bool>,
    keeps_secrets: RwSignal<bool>,
}

#[component]
pub(super) fn ImportList(
    items: Vec<ImportItem>,
    /// Leaves the list.
    close: Callback<()>,
) -> impl IntoView {
    let stores = Stores::use_context();
    let words = stores.preferences.words().settings();
    Effect::new(|| page::focus(HEADING));
    let with_ticks = items.into_iter().map(|item| {
        let ticks = Ticks { takes: RwSignal::new(true), keeps_secrets: RwSignal::new(false) };
        (item, ticks)
    });
    let items: Vec<_> = with_ticks.collect();
    let rows = items.iter().map(|(item, ticks)| row(stores, item, *ticks)).collect_view();
    let can_take = items.iter().any(|(item, _)| item.difference.is_change());
    let items = StoredValue::new(items);
    let count = memo(move || {
        items.with_value(|items| {
            items.iter().filter(|(item, ticks)| item.difference.is_change() && ticks.takes.get()).count()
        })
    });
    let take = move |_| {
        if count.get_untracked() > 0 {
            items.with_value(|items| take_over(stores, items));
            close.run(());
        }
    };
    let label = text(move || fill(words.take_over, &[("n", &count.get().to_string())]));
    view! {
        <div class="set-aside import-list" role="group" aria-labelledby=HEADING>
            <h4 id=HEADING tabindex="-1">{words.import_heading}</h4>
            <ul>{rows}</ul>
            <div class="buttons">
                {can_take.then(|| view! {
                    <button
                        type="button"
                        class="button primary"
                        aria-disabled=text(move || (count.get() == 0).to_string())
                        on:click=take
                    >
                        {label}
                    </button>
                })}
                <button type="button" class="button ghost" on:click=move |_| close.run(())>{words.cancel}</button>
            </div>
        </div>
    }
    .into_any()
}

/// Takes over what is ticked; a notice says so, with Undo.
fn take_over(stores: Stores, items: &[(ImportItem, Ticks)]) {
    let ticked = items.iter().filter(|(_, ticks)| ticks.takes.get_untracked());
    let taken = ticked.filter_map(|(item, ticks)| item.difference.taken(ticks.keeps_secrets.get_untracked()));
    let overwritten: Vec<_> = taken.map(|taken| stores.take_over(taken)).collect();
    let words = stores.preferences.language.get_untracked().words().settings();
    let phrase = if overwritten.len() == 1 { words.imported_one } else { words.imported };
    let message = fill(phrase, &[("n", &overwritten.len().to_string())]);
    let undo = Arc::new(move || overwritten.iter().rev().cloned().for_each(|before| stores.put_back(before)));
    stores.notices.show(message, Some(undo));
}

fn row(stores: Stores, item: &ImportItem, ticks: Ticks) -> AnyView {
    let language = stores.preferences.language.get();
    let words = language.words().settings();
    let label = item.label.clone();
    let name = view! { <span class="code" dir="auto">{label.clone()}</span> };
    let heading = if item.difference.is_change() {
        let tick_name = fill(words.take_item, &[("name", &label)]);
        view! {
            <label class="check">
                <input
                    type="checkbox"
                    aria-label=tick_name
                    prop:checked=ticks.takes
                    on:change:target=move |event| ticks.takes.set(event.target().checked())
                />
                {name}
            </label>
        }
        .into_any()
    } else {
        name.into_any()
    };
    let contents = match &item.difference {
        Difference::Added { provider, .. } => {
            let said = item.difference.explain(language);
            let endpoint = provider.endpoint.as_str().to_owned();
            view! { <span class="meta">{said}</span> <span class="code meta">{endpoint}</span> }.into_any()
        }
        Difference::Changed { provider, key, changes, moved } => {
            let moved = moved.as_ref().map(|moved| {
                let id = provider.id.as_str();
                let has_keys = stores.key_owners(id).into_iter().any(|owner| {
                    let is_replaced = owner == id && key.is_some();
                    !is_replaced && stores.registry.keys.with_untracked(|keys| keys.contains_key(&owner))
                });
                origin_change(words, moved, (has_keys || moved.bare != *provider).then_some(ticks.keeps_secrets))
            });
            view! { <span class="meta">{words.replaces}</span> {moved} {differences(language.words(), changes)} }
                .into_any()
        }
        Difference::Same | Difference::Unreadable { .. } => {
            view! { <span class="meta">{item.difference.explain(language)}</span> }.into_any()
        }
    };
    view! { <li>{heading} {contents}</li> }.into_any()
}

/// Says where requests would go, and asks whether what is secret here may go there too, where there is anything.
fn origin_change(words: &'static SettingsWords, moved: &Moved, keeps_secrets: Option<RwSignal<bool>>) -> AnyView {
    let said = fill(words.origin_changes, &[("from", &moved.from), ("to", &moved.to)]);
    let ask = keeps_secrets.map(|keeps_secrets| {
        let ask = fill(words.send_secrets, &[("to", &moved.to)]);
        view! {
            <p>{words.secrets_left_out}</p>
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=keeps_secrets
                    on:change:target=move |event| keeps_secrets.set(event.target().checked())
                />
                <span>{ask}</span>
            </label>
        }
    });
    view! { <div class="banner warn">{icon(Icon::Warning)} <p>{said}</p> {ask}</div> }.into_any()
}

/// Both values of each field that differs.
fn differences(words: &'static Words, changes: &[Change]) -> AnyView {
    let (and_more, words) = (words.data().and_more, words.settings());
    let value = |side: &Shown| match side {
        Shown::Nothing => view! { <em>{words.no_value}</em> }.into_any(),
        Shown::Secret => view! { <em>{words.secret_value}</em> }.into_any(),
        Shown::Value(value) => view! { <span class="code" dir="auto">{cut(value)}</span> }.into_any(),
    };
    let rows = changes.iter().take(MOST_CHANGES).map(|change| {
        view! {
            <dt class="code">{change.field.clone()}</dt>
            <dd><span class="meta">{words.value_here}</span> " " {value(&change.mine)}</dd>
            <dd><span class="meta">{words.value_in_file}</span> " " {value(&change.theirs)}</dd>
        }
    });
    let rows = rows.collect_view();
    let more = changes.len().saturating_sub(MOST_CHANGES);
    let more = (more > 0).then(|| fill(and_more, &[("n", &more.to_string())]));
    view! { <dl class="changes">{rows}</dl> {more.map(|more| view! { <span class="meta">{more}</span> })} }.into_any()
}

fn cut(value: &str) -> String {
    match value.char_indices().nth(MOST_CHARACTERS) {
        Some((end, _)) => format!("{}…", &value[..end]),
        None => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_values_are_cut_between_characters() {
        let long = "값".repeat(MOST_CHARACTERS + 1);
        assert_eq!(cut(&long), format!("{}…", "값".repeat(MOST_CHARACTERS)));
        let short = "값".repeat(MOST_CHARACTERS);
        assert_eq!(cut(&short), short);
    }
}
