//! A backup of everything, and its restore with the difference shown first.

use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::difference::Differences;
use crate::browser::{clock, file, page};
use crate::chat::backup::{BackupError, MOST_BYTES};
use crate::store::Stores;
use crate::store::backup::{Choices, Found, Restored};
use crate::text::fill;
use crate::text::number::bytes;
use crate::text::words::DataWords;
use crate::ui::dynamic::dynamic;
use crate::ui::say::say;

const RESTORE: &str = "restore";

/// Where a restore stands.
#[derive(Clone, Copy)]
enum Stage {
    Idle,
    Reading,
    Refused(StoredValue<BackupError>),
    /// It is shown; nothing has changed yet.
    Compared(StoredValue<Option<Found>>),
    Restoring,
    Done(Restored),
}

#[component]
pub(super) fn Backup() -> impl IntoView {
    let stores = Stores::use_context();
    let with_keys = RwSignal::new(false);
    let stage = RwSignal::new(Stage::Idle);
    let input: NodeRef<Input> = NodeRef::new();
    let download = move |_| {
        spawn_local(async move {
            let pieces = stores.backup(with_keys.get_untracked()).await;
            let name = format!("aiscouncil-backup-{}.json", clock::days_ago(0));
            file::save_pieces(&name, "application/json", pieces);
        });
    };
    let read = move |_| {
        let Some(input) = input.get_untracked() else { return };
        stage.set(Stage::Reading);
        spawn_local(async move {
            let size = file::chosen_size(&input).unwrap_or_default();
            let found = if size > MOST_BYTES as f64 {
                input.set_value("");
                Err(BackupError::TooLong { bytes: size as usize })
            } else {
                stores.compare_backup(&file::chosen(&input).await.unwrap_or_default()).await
            };
            // The section may be gone by now.
            stage.try_set(match found {
                Ok(found) => Stage::Compared(StoredValue::new(Some(found))),
                Err(error) => Stage::Refused(StoredValue::new(error)),
            });
        });
    };
    let cancel = Callback::new(move |()| {
        stage.set(Stage::Idle);
        page::focus(RESTORE);
    });
    let restore = move |found: StoredValue<Option<Found>>| {
        Callback::new(move |choices: Choices| {
            let Some(found) = found.try_update_value(Option::take).flatten() else { return };
            stage.set(Stage::Restoring);
            page::focus(RESTORE);
            spawn_local(async move {
                let restored = stores.restore_backup(found, choices).await;
                stage.try_set(Stage::Done(restored));
            });
        })
    };
    view! {
        <section class="settings-group">
            <h4>{say(|words| words.data().backup)}</h4>
            <p>{say(|words| words.data().backup_hint)}</p>
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=with_keys
                    aria-describedby="with-keys-hint"
                    on:change:target=move |event| with_keys.set(event.target().checked())
                />
                {say(|words| words.data().with_keys)}
            </label>
            <p class="hint" id="with-keys-hint">{say(|words| words.data().with_keys_hint)}</p>
            <div class="buttons">
                <button type="button" class="button secondary" on:click=download>
                    {say(|words| words.data().download_backup)}
                </button>
                <button type="button" class="button secondary" id=RESTORE on:click=move |_| {
                    if let Some(input) = input.get_untracked() {
                        input.click();
                    }
                }>{say(|words| words.data().restore)}</button>
                <input node_ref=input type="file" accept="application/json,.json" hidden=true on:change=read />
            </div>
            {dynamic(move || {
                let words = stores.preferences.words().data();
                match stage.get() {
                    Stage::Idle => ().into_any(),
                    Stage::Reading => view! { <p role="status">{words.reading}</p> }.into_any(),
                    Stage::Restoring => view! { <p role="status">{words.restoring}</p> }.into_any(),
                    Stage::Refused(error) => {
                        let sentence = error.with_value(|error| sentence(error, words));
                        view! { <p class="error" role="alert">{sentence}</p> }.into_any()
                    }
                    Stage::Compared(found) => view! { <Differences found restore=restore(found) cancel /> }.into_any(),
                    Stage::Done(restored) => done(restored, words),
                }
            })}
        </section>
    }
    .into_any()
}

fn done(restored: Restored, words: &'static DataWords) -> AnyView {
    let counts = [("added", &*restored.added.to_string()), ("replaced", &restored.replaced.to_string())];
    let sentence = fill(words.restored, &counts);
    let unsaved = restored.unsaved.then(|| view! { <p class="error">{words.restored_unsaved}</p> });
    view! { <div role="status"><p>{sentence}</p> {unsaved}</div> }.into_any()
}

/// Why a file is no backup.
fn sentence(error: &BackupError, words: &DataWords) -> String {
    match error {
        BackupError::Empty => words.file_empty.to_owned(),
        BackupError::TooLong { bytes: size } => {
            fill(words.file_too_long, &[("size", &bytes(*size as f64)), ("most", &bytes(MOST_BYTES as f64))])
        }
        BackupError::Json { line, column } => {
            fill(words.file_no_json, &[("line", &line.to_string()), ("column", &column.to_string())])
        }
        BackupError::NoBackup => words.file_no_backup.to_owned(),
        BackupError::Newer { version } => fill(words.file_newer, &[("version", &version.to_string())]),
    }
}
