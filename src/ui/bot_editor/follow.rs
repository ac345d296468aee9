//! A field that shows what is stored, and keeps what is being typed into it.

use leptos::prelude::*;

use super::Edited;

/// Shows the stored value of a bot in a field: at once where the bot is another one, else as long as nobody types there.
/// That somebody does says the signal that is returned: the field sets it.
pub(super) fn follow(
    edited: Edited,
    value: Signal<String>,
    show: impl Fn(&str) + Send + Sync + 'static,
) -> RwSignal<bool> {
    let bot = edited.part(|bot| bot.id.clone());
    let is_held = RwSignal::new(false);
    Effect::new(move |last: Option<Option<String>>| {
        let (bot, holds) = (bot.get(), is_held.get());
        let is_other = last.is_some_and(|last| last != bot);
        value.with(|value| {
            if is_other || !holds {
                show(value);
            }
        });
        if is_other && holds {
            is_held.set(false);
        }
        bot
    });
    is_held
}
