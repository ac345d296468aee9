//! What a backup would change, and what of it may.

use leptos::prelude::*;

use crate::browser::{clock, page};
use crate::chat::backup::{Item, Kind, Reason, Rejected, State};
use crate::provider::exchange::{Difference, ImportItem};
use crate::store::Stores;
use crate::store::backup::{Choices, Found};
use crate::store::preferences::Theme;
use crate::store::templates::PromptTemplate;
use crate::text::words::{DataWords, Words};
use crate::text::{Explain, Language, fill};
use crate::ui::say::{say, text};

/// Rows of a list that are shown; the others are counted.
const MOST_ROWS: usize = 50;
const HEADING: &str = "difference";

/// A kind of thing that is in a backup.
#[derive(Clone, Copy)]
enum Group {
    Conversations,
    Bots,
    Providers,
    Keys,
    Preferences,
}

/// What is in a group.
#[derive(Clone, Default)]
struct Contents {
    new: usize,
    changed: usize,
    same: usize,
    /// The new and the changed ones, each with what is to be said of it.
    rows: Vec<(String, String)>,
}

#[component]
pub(super) fn Differences(
    found: StoredValue<Option<Found>>,
    restore: Callback<Choices>,
    cancel: Callback<()>,
) -> impl IntoView {
    let stores = Stores::use_context();
    let language = stores.preferences.language.get_untracked();
    let words = language.words().data();
    let choices = RwSignal::new(Choices::default());
    Effect::new(|| page::focus(HEADING));
    let summary = found.with_value(|found| found.as_ref().map(|found| summarize(found, language)));
    let Some(Summary { created, groups, spent, rejected }) = summary else { return ().into_any() };
    let new = groups.iter().map(|(_, contents)| contents.new).sum::<usize>() + spent;
    let changed = groups.clone();
    let count = Memo::new(move |_| {
        let choices = choices.get();
        let taken = changed.iter().filter(|(group, _)| *chosen(*group, &mut choices.clone()));
        new + taken.map(|(_, contents)| contents.changed).sum::<usize>()
    });
    let can_change = groups.iter().any(|(_, contents)| contents.changed > 0);
    let shown = groups.into_iter().filter(|(_, contents)| contents.new + contents.changed + contents.same > 0);
    let shown = shown.map(|(group, contents)| show_group(group, contents, choices, language.words())).collect_view();
    let label = text(move || fill(words.take_over, &[("n", &count.get().to_string())]));
    view! {
        <div class="difference" role="group" aria-labelledby=HEADING>
            <h5 id=HEADING tabindex="-1">{words.difference}</h5>
            {created.map(|created| view! { <p class="meta">{created}</p> })}
            {shown}
            {show_spent(spent, words)}
            {can_change.then(|| view! { <p class="hint">{words.take_theirs_hint}</p> })}
            {show_rejected(rejected, words)}
            {(new == 0 && !can_change).then(|| view! { <p>{words.nothing_to_take}</p> })}
            <div class="buttons">
                {(new > 0 || can_change).then(|| view! {
                    <button
                        type="button"
                        class="button primary"
                        aria-disabled=text(move || (count.get() == 0).to_string())
                        on:click=move |_| {
                            if count.get_untracked() > 0 {
                                restore.run(choices.get_untracked());
                            }
                        }
                    >
                        {label}
                    </button>
                })}
                <button type="button" class="button ghost" on:click=move |_| cancel.run(())>
                    {say(|words| words.settings().cancel)}
                </button>
            </div>
        </div>
    }
    .into_any()
}

struct Summary {
    created: Option<String>,
    groups: Vec<(Group, Contents)>,
    /// Replies of which nothing is left but what they used.
    spent: usize,
    rejected: Vec<(String, String)>,
}

fn summarize(found: &Found, language: Language) -> Summary {
    let words = language.words().data();
    let records = &found.records;
    let rejected = records.rejected.iter().map(|rejected| reject(rejected, words));
    let providers = found.providers.iter().filter_map(|item| match &item.difference {
        Difference::Unreadable { .. } => Some((item.label.clone(), item.difference.explain(language))),
        _ => None,
    });
    Summary {
        created: found.created.map(|created| fill(words.made, &[("date", &clock::minute(created))])),
        groups: vec![
            (Group::Conversations, items(&records.conversations, words)),
            (Group::Bots, items(&records.bots, words)),
            (Group::Providers, imported(&found.providers, language)),
            (Group::Keys, keys(found)),
            (Group::Preferences, preferences(found, language.words())),
        ],
        spent: records.spent.len(),
        rejected: rejected.chain(providers).collect(),
    }
}

fn items(items: &[Item], words: &DataWords) -> Contents {
    let mut contents = Contents::default();
    for item in items {
        let theirs = clock::minute(item.theirs);
        let said = match item.state {
            State::Same => {
                contents.same += 1;
                continue;
            }
            State::New => {
                contents.new += 1;
                fill(words.item_new, &[("theirs", &theirs)])
            }
            State::Changed => {
                contents.changed += 1;
                let mine = item.mine.map(clock::minute).unwrap_or_default();
                let dates = fill(words.item_changed, &[("mine", &mine), ("theirs", &theirs)]);
                let only_mine = item.only_mine.len();
                let more = (only_mine > 0).then(|| fill(words.item_only_mine, &[("n", &only_mine.to_string())]));
                [Some(dates), more].into_iter().flatten().collect::<Vec<_>>().join(" · ")
            }
        };
        let label = if item.label.trim().is_empty() { words.no_name.to_owned() } else { item.label.clone() };
        contents.rows.push((label, said));
    }
    contents
}

fn imported(items: &[ImportItem], language: Language) -> Contents {
    let mut contents = Contents::default();
    for item in items {
        match &item.difference {
            Difference::Added { .. } => contents.new += 1,
            Difference::Changed { .. } => contents.changed += 1,
            Difference::Same => {
                contents.same += 1;
                continue;
            }
            Difference::Unreadable { .. } => continue,
        }
        contents.rows.push((item.label.clone(), item.difference.explain(language)));
    }
    contents
}

/// Keys by the names under which they are kept: the provider, or the bot and its provider.
fn keys(found: &Found) -> Contents {
    let rows: Vec<_> = found.keys.iter().map(|(owner, _)| (owner.clone(), String::new())).collect();
    Contents { changed: rows.len(), rows, ..Contents::default() }
}

fn preferences(found: &Found, words: &Words) -> Contents {
    let theme = found.theme.map(|theme| match theme {
        Theme::System => words.settings().theme_system,
        Theme::Light => words.settings().theme_light,
        Theme::Dark => words.settings().theme_dark,
    });
    let language = found.language.map(|language| fill(words.data().language_differs, &[("name", language.own_name())]));
    let theme = theme.map(|theme| fill(words.data().theme_differs, &[("name", theme)]));
    let keyboard = found.keyboard.is_some().then(|| words.settings().keyboard.to_owned());
    let template = |template: &PromptTemplate| fill(words.data().template_differs, &[("name", &template.name)]);
    let changed: Vec<_> =
        language.into_iter().chain(theme).chain(keyboard).chain(found.changed_templates.iter().map(template)).collect();
    let new: Vec<_> = found.new_templates.iter().map(template).collect();
    let (changed_count, new_count) = (changed.len(), new.len());
    let rows = changed.into_iter().chain(new).map(|row| (row, String::new())).collect();
    Contents { changed: changed_count, new: new_count, rows, ..Contents::default() }
}

fn reject(rejected: &Rejected, words: &DataWords) -> (String, String) {
    let kind = match rejected.kind {
        Kind::Conversation => words.kind_conversation,
        Kind::Message => words.kind_message,
        Kind::Bot => words.kind_bot,
    };
    let reason = match rejected.reason {
        Reason::Fields => words.reason_fields,
        Reason::Id => words.reason_id,
        Reason::Twice => words.reason_twice,
        Reason::NoConversation => words.reason_no_conversation,
        Reason::Elsewhere => words.reason_elsewhere,
    };
    (format!("{kind}: {}", rejected.label), reason.to_owned())
}

/// Whether the changed ones of a group are taken from the file.
fn chosen(group: Group, choices: &mut Choices) -> &mut bool {
    match group {
        Group::Conversations => &mut choices.conversations,
        Group::Bots => &mut choices.bots,
        Group::Providers => &mut choices.providers,
        Group::Keys => &mut choices.keys,
        Group::Preferences => &mut choices.preferences,
    }
}

fn show_group(group: Group, contents: Contents, choices: RwSignal<Choices>, words: &'static Words) -> AnyView {
    let words = words.data();
    let name = match group {
        Group::Conversations => words.conversations,
        Group::Bots => words.bots,
        Group::Providers => words.providers,
        Group::Keys => words.keys,
        Group::Preferences => words.preferences,
    };
    let counts = [
        ("new", &*contents.new.to_string()),
        ("changed", &contents.changed.to_string()),
        ("same", &contents.same.to_string()),
    ];
    let counts = fill(words.counts, &counts);
    let choose = move |value: String| choices.update(|choices| *chosen(group, choices) = value == "theirs");
    let choice = (contents.changed > 0).then(|| {
        let label = fill(words.changed_ones, &[("group", name)]);
        view! {
            <select aria-label=label on:change:target=move |event| choose(event.target().value())>
                <option value="mine" selected=true>{words.keep_mine}</option>
                <option value="theirs">{words.take_theirs}</option>
            </select>
        }
    });
    view! {
        <div class="difference-group">
            <p><strong>{name}</strong> " " <span class="meta">{counts}</span></p>
            {choice}
            {list(contents.rows, words)}
        </div>
    }
    .into_any()
}

/// They are new or known, and none of them can be looked at.
fn show_spent(spent: usize, words: &'static DataWords) -> AnyView {
    if spent == 0 {
        return ().into_any();
    }
    let count = fill(words.spent_new, &[("n", &spent.to_string())]);
    view! {
        <div class="difference-group">
            <p><strong>{words.spent}</strong> " " <span class="meta">{count}</span></p>
        </div>
    }
    .into_any()
}

fn show_rejected(rejected: Vec<(String, String)>, words: &'static DataWords) -> AnyView {
    if rejected.is_empty() {
        return ().into_any();
    }
    let heading = fill(words.rejected, &[("n", &rejected.len().to_string())]);
    view! { <div class="difference-group"><p><strong>{heading}</strong></p> {list(rejected, words)}</div> }.into_any()
}

fn list(rows: Vec<(String, String)>, words: &'static DataWords) -> AnyView {
    let more = rows.len().saturating_sub(MOST_ROWS);
    let more = (more > 0).then(|| fill(words.and_more, &[("n", &more.to_string())]));
    let rows = rows.into_iter().take(MOST_ROWS);
    let rows =
        rows.map(|(label, said)| view! { <li><span dir="auto">{label}</span> <span class="meta">{said}</span></li> });
    view! { <ul>{rows.collect_view()} {more.map(|more| view! { <li class="meta">{more}</li> })}</ul> }.into_any()
}
