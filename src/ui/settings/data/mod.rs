//! Data and privacy: what is kept where, how much it is, backups, deletion.

mod backup;
mod deletion;
mod difference;
mod storage;
mod summary;

use leptos::prelude::*;

use self::backup::Backup;
use self::deletion::Deletion;
use self::storage::StorageUse;
use crate::ui::say::say;

#[component]
pub(super) fn Data() -> impl IntoView {
    view! {
        <div class="settings-page">
            <h3>{say(|words| words.settings().data)}</h3>
            <p>{say(|words| words.data().kept_where)}</p>
            <StorageUse />
            <Backup />
            <Deletion />
        </div>
    }
    .into_any()
}
