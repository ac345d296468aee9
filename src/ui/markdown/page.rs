//! What the page knows of a document: the signals of the blocks and lists that are on it, and the images that the reader
//! asked for.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use leptos::prelude::*;

use crate::markdown::{Block, Changes, Document, Key};

/// The blocks of a long list are kept in groups: a change near its end then costs no walk through all of it.
const GROUP: usize = 64;
/// How much of the end of the last text is remembered, to see that the next one goes on from it. Bytes.
const MEMORY: usize = 64;

/// The page of one document.
#[derive(Clone, Copy)]
pub struct Page {
    state: StoredValue<State>,
    reactive: RwSignal<bool>,
    flattened: RwSignal<bool>,
    loaded: RwSignal<HashSet<Arc<str>>>,
}

#[derive(Default)]
struct State {
    document: Document,
    length: usize,
    end: String,
    is_live: bool,
    blocks: HashMap<Key, ArcTrigger>,
    lists: HashMap<Option<Key>, Groups>,
    headings: Vec<u8>,
}

#[derive(Clone)]
struct Groups {
    count: ArcRwSignal<usize>,
    keys: Vec<ArcRwSignal<Vec<Key>>>,
}

impl Page {
    pub fn new() -> Page {
        Page {
            state: StoredValue::new(State::default()),
            reactive: RwSignal::new(false),
            flattened: RwSignal::new(false),
            loaded: RwSignal::new(HashSet::new()),
        }
    }

    /// Whether the blocks listen for changes. A finished reply needs no signals; one that goes on gets them.
    pub fn is_reactive(&self) -> RwSignal<bool> {
        self.reactive
    }

    /// Whether something was nested too deep to be shown so.
    pub fn is_flattened(&self) -> RwSignal<bool> {
        self.flattened
    }

    /// Brings the page to a text.
    pub fn show(&self, text: &str, is_live: bool) {
        let mut notices = Vec::new();
        self.state.try_update_value(|state| {
            if state.length == text.len() && state.is_live == is_live && text.ends_with(&state.end) {
                return;
            }
            let goes_on = text.get(..state.length).is_some_and(|before| before.ends_with(&state.end));
            let mut changes = if goes_on { Changes::default() } else { state.document.update("") };
            let more = if is_live { state.document.update(text) } else { state.document.finish(text) };
            changes.lists.extend(more.lists.into_iter().map(|(list, first)| (list, if goes_on { first } else { 0 })));
            changes.blocks.extend(more.blocks);
            changes.removed.extend(more.removed);
            state.length = text.len();
            let end = text.len() - text.len().min(MEMORY);
            state.end = text.get(text.ceil_char_boundary(end)..).unwrap_or_default().to_owned();
            state.is_live = is_live;
            notices = state.notices(changes);
        });
        // Those who listen read the state again.
        for notice in notices {
            notice.give();
        }
        let flattened = self.state.try_with_value(|state| state.document.is_flattened()).unwrap_or_default();
        if flattened != self.flattened.get_untracked() {
            self.flattened.set(flattened);
        }
        if is_live && !self.reactive.get_untracked() {
            self.reactive.set(true);
        }
    }

    /// A block as it stands now; tracks it.
    pub fn block<T>(&self, key: Key, read: impl FnOnce(&Block) -> T) -> Option<T> {
        let trigger = self.state.try_update_value(|state| state.blocks.entry(key).or_default().clone())?;
        trigger.track();
        self.peek(key, read)
    }

    /// A block as it stands now.
    pub fn peek<T>(&self, key: Key, read: impl FnOnce(&Block) -> T) -> Option<T> {
        self.state.try_with_value(|state| state.document.block(key).map(read)).flatten()
    }

    /// The keys of a list as they stand now.
    pub fn keys(&self, list: Option<Key>) -> Vec<Key> {
        self.state.try_with_value(|state| state.keys(list).to_vec()).unwrap_or_default()
    }

    /// How many groups a list has; tracks.
    pub fn groups(&self, list: Option<Key>) -> usize {
        self.with_groups(list, |groups| groups.count.clone()).map_or(0, |count| count.get())
    }

    /// The keys of one group of a list; tracks.
    pub fn group(&self, list: Option<Key>, index: usize) -> Vec<Key> {
        self.with_groups(list, |groups| groups.keys.get(index).cloned())
            .flatten()
            .map_or_else(Vec::new, |keys| keys.get())
    }

    /// The level that a heading gets on the page, 3 to 6: below the conversation's and the message's own headings, and
    /// without a gap, whatever levels the model chose.
    pub fn heading_level(&self, level: u8) -> u8 {
        self.state
            .try_update_value(|state| {
                state.headings.retain(|outer| *outer < level);
                state.headings.push(level);
                2 + u8::try_from(state.headings.len()).unwrap_or(4).min(4)
            })
            .unwrap_or(6)
    }

    /// Whether the reader asked for an image; tracks.
    pub fn is_loaded(&self, image: &str) -> bool {
        self.loaded.with(|loaded| loaded.contains(image))
    }

    pub fn load(&self, image: Arc<str>) {
        self.loaded.update(|loaded| {
            loaded.insert(image);
        });
    }

    fn with_groups<T>(&self, list: Option<Key>, read: impl FnOnce(&Groups) -> T) -> Option<T> {
        self.state.try_update_value(|state| {
            if !state.lists.contains_key(&list) {
                let groups = Groups::new(state.keys(list));
                state.lists.insert(list, groups);
            }
            state.lists.get(&list).map(read)
        })?
    }
}

impl State {
    fn keys(&self, list: Option<Key>) -> &[Key] {
        match list {
            None => self.document.roots(),
            Some(key) => self.document.block(key).and_then(Block::children).unwrap_or_default(),
        }
    }

    fn notices(&mut self, changes: Changes) -> Vec<Notice> {
        for key in changes.removed {
            self.blocks.remove(&key);
            self.lists.remove(&Some(key));
        }
        let mut notices: Vec<Notice> =
            changes.blocks.iter().filter_map(|key| self.blocks.get(key).cloned()).map(Notice::Block).collect();
        for (list, first) in changes.lists {
            let keys = self.keys(list).to_vec();
            if let Some(groups) = self.lists.get_mut(&list) {
                groups.follow(&keys, first, &mut notices);
            }
        }
        notices
    }
}

impl Groups {
    fn new(keys: &[Key]) -> Groups {
        let keys: Vec<_> = keys.chunks(GROUP).map(|keys| ArcRwSignal::new(keys.to_vec())).collect();
        Groups { count: ArcRwSignal::new(keys.len()), keys }
    }

    /// Takes the keys over from the first one that changed.
    fn follow(&mut self, keys: &[Key], first: usize, notices: &mut Vec<Notice>) {
        for (index, keys) in keys.chunks(GROUP).enumerate().skip(first / GROUP) {
            match self.keys.get(index) {
                Some(group) => notices.push(Notice::Group(group.clone(), keys.to_vec())),
                None => self.keys.push(ArcRwSignal::new(keys.to_vec())),
            }
        }
        self.keys.truncate(keys.len().div_ceil(GROUP));
        notices.push(Notice::Count(self.count.clone(), self.keys.len()));
    }
}

/// A signal that has to change, once nothing of the state is borrowed any more.
enum Notice {
    Block(ArcTrigger),
    Group(ArcRwSignal<Vec<Key>>, Vec<Key>),
    Count(ArcRwSignal<usize>, usize),
}

impl Notice {
    fn give(self) {
        match self {
            Notice::Block(trigger) => trigger.notify(),
            Notice::Group(group, keys) => group.set(keys),
            Notice::Count(count, new) => {
                if count.get_untracked() != new {
                    count.set(new);
                }
            }
        }
    }
}
