//! The field of the palette, its list, and the keys between them: a combobox, as WAI-ARIA describes it.

use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::html::{Dialog, Input};
use leptos::prelude::*;

use super::row::{Deed, Group, Row, row_view};
use super::rows::rows;
use crate::browser::{keyboard, page};
use crate::store::Stores;
use crate::store::search::{Progress, SearchStore};
use crate::ui::dynamic::{memo, when};
use crate::ui::icon::{Icon, icon};
use crate::ui::say::{say, text};
use crate::ui::search_status::status;
use crate::ui::shortcut::Actions;

/// The id of the list.
const LIST: &str = "palette-results";

pub fn contents(open: RwSignal<bool>) -> AnyView {
    let stores = Stores::use_context();
    let actions = Actions::use_context();
    let search = SearchStore::new(stores);
    let rows = memo(move || rows(actions, search));
    // The row that the keys or the pointer are on. It stays where it is while others come; without it, the first.
    let moved_to = RwSignal::new(None::<String>);
    let active = memo(move || {
        rows.with(|rows| {
            let moved_to = moved_to.get();
            let kept = rows.iter().find(|row| moved_to.as_ref() == Some(&row.id));
            kept.or(rows.first()).map(|row| row.id.clone())
        })
    });
    let dialog: NodeRef<Dialog> = NodeRef::new();
    let field: NodeRef<Input> = NodeRef::new();
    Effect::new(move || {
        if let (Some(dialog), Some(field)) = (dialog.get(), field.get()) {
            if !dialog.open() {
                // It throws only for a dialog that is open or not in the page.
                drop(dialog.show_modal());
            }
            drop(field.focus());
        }
    });
    // Closing the element gives the focus back to where it was, which taking it out of the page does not.
    on_cleanup(move || {
        if let Some(dialog) = dialog.try_get_untracked().flatten() {
            dialog.close();
        }
    });
    let close_on_backdrop = move |event: MouseEvent| {
        if dialog.get_untracked().is_some_and(|dialog| event.target().as_ref() == Some(dialog.as_ref())) {
            open.set(false);
        }
    };
    let choose = Callback::new(move |deed: Deed| {
        // What a row does may move the focus, which a modal dialog would keep.
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
        open.set(false);
        deed.run(actions);
    });
    let on_key = move |event: KeyboardEvent| {
        if keyboard::is_composing(&event) {
            return;
        }
        let key = event.code();
        let is_taken = rows.with_untracked(|rows| {
            let here = active.with_untracked(|active| rows.iter().position(|row| Some(&row.id) == active.as_ref()));
            let Some(target) = target(&key, here.unwrap_or(0), rows.len()) else { return false };
            if let Some(row) = rows.get(target) {
                page::keep_in_view(&row.id);
                moved_to.set(Some(row.id.clone()));
            }
            true
        });
        if is_taken {
            event.prevent_default();
        } else if matches!(key.as_str(), "Enter" | "NumpadEnter") {
            event.prevent_default();
            let deed = rows.with_untracked(|rows| {
                let row = rows.iter().find(|row| active.with_untracked(|active| Some(&row.id) == active.as_ref()));
                row.map(|row| row.deed.clone())
            });
            if let Some(deed) = deed {
                choose.run(deed);
            }
        }
    };
    let hover = Callback::new(move |id: String| {
        if active.with_untracked(|active| active.as_ref() != Some(&id)) {
            moved_to.set(Some(id));
        }
    });
    let is_empty = memo(move || rows.with(Vec::is_empty));
    let said = text(move || {
        let words = stores.preferences.words().search();
        match search.progress.get() {
            Progress::Idle if is_empty.get() => words.nothing.to_owned(),
            Progress::Idle => words.too_short.to_owned(),
            _ => status(search, words),
        }
    });
    let groups = Group::ALL.map(|group| {
        let of_group = memo(move || {
            rows.with(|rows| rows.iter().filter(|row| row.deed.group() == group).cloned().collect::<Vec<_>>())
        });
        let title_id = format!("palette-group-{}", group as u8);
        let title = text(move || group.title(stores.preferences.words().search()).to_owned());
        when(
            move || of_group.with(|rows| !rows.is_empty()),
            move || {
                view! {
                    <div role="group" aria-labelledby=title_id.clone()>
                        <div id=title_id.clone() class="group-title" role="presentation">{title}</div>
                        <For each=move || of_group.get() key=Row::key let(row)>
                            {row_view(row, active, hover, choose)}
                        </For>
                    </div>
                }
                .into_any()
            },
        )
    });
    view! {
        <dialog
            node_ref=dialog
            class="palette"
            aria-label=say(|words| words.search().palette)
            on:close=move |_| open.set(false)
            on:mousedown=close_on_backdrop
        >
            <div class="palette-field">
                {icon(Icon::Search)}
                <input
                    node_ref=field
                    type="text"
                    role="combobox"
                    autocomplete="off"
                    spellcheck="false"
                    dir="auto"
                    aria-label=say(|words| words.search().everything)
                    placeholder=say(|words| words.search().everything)
                    aria-expanded="true"
                    aria-autocomplete="list"
                    aria-controls=LIST
                    aria-activedescendant=move || active.get()
                    on:input:target=move |event| {
                        moved_to.set(None);
                        search.look_for(event.target().value());
                    }
                    on:keydown=on_key
                />
                <button
                    type="button"
                    class="button soft"
                    aria-label=say(|words| words.settings().close_hint)
                    on:click=move |_| open.set(false)
                >
                    "Esc"
                </button>
            </div>
            // A press on a row leaves the focus in the field.
            <div
                id=LIST
                class="palette-list"
                role="listbox"
                aria-label=say(|words| words.search().results)
                on:mousedown=move |event| event.prevent_default()
            >
                {groups.into_iter().collect_view()}
            </div>
            <footer class="palette-footer meta">
                <p role="status">{said}</p>
                <p class="to-move" aria-hidden="true">{say(|words| words.search().to_move)}</p>
                <p class="on-device">{say(|words| words.search().on_device)}</p>
            </footer>
        </dialog>
    }
    .into_any()
}

/// The row that a key leads to from row `here` of `count`; `None` where the key is not for moving.
fn target(key: &str, here: usize, count: usize) -> Option<usize> {
    let last = count.saturating_sub(1);
    Some(match key {
        "ArrowDown" if here >= last => 0,
        "ArrowDown" => here + 1,
        "ArrowUp" if here == 0 => last,
        "ArrowUp" => here - 1,
        "Home" => 0,
        "End" => last,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::target;

    #[test]
    fn keys_lead_round_the_list() {
        let cases = [
            ("ArrowDown", 0, 3, Some(1)),
            ("ArrowDown", 2, 3, Some(0)),
            ("ArrowUp", 0, 3, Some(2)),
            ("ArrowUp", 2, 3, Some(1)),
            ("Home", 2, 3, Some(0)),
            ("End", 0, 3, Some(2)),
            ("End", 0, 0, Some(0)),
            ("ArrowDown", 0, 0, Some(0)),
            ("KeyA", 0, 3, None),
        ];
        for (key, here, count, expected) in cases {
            assert_eq!(target(key, here, count), expected, "{key} from {here} of {count}");
        }
    }
}
