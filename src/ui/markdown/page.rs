//! What the page knows of a document: the signals of the blocks and lists that are on it, and the images that the reader
//! asked for.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use leptos::prelude::*;

use super::footnote::Footnotes;
use crate::markdown::{Block, Changes, Document, Key};

/// The blocks of a long list are kept in groups: a change near its end then costs no walk through all of it.
const GROUP: usize = 24;
/// How much of the end of the last text is remembered, to see that the next one goes on from it. Bytes.
const MEMORY: usize = 64;

/// What of one reply is shown until the reader asks for more: beyond this the browser itself grows slow.
const MOST_BLOCKS: usize = 10_000;
/// The same in bytes.
const MOST_TEXT: usize = 2 * 1024 * 1024;

/// How far the page came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reached {
    End,
    /// There is more, for the next frame.
    Portion,
    /// There is more than may be shown.
    Limit,
}

/// The page of one document.
#[derive(Clone, Copy)]
pub struct Page {
    state: StoredValue<State>,
    reactive: RwSignal<bool>,
    flattened: RwSignal<bool>,
    /// How many times `MOST_BLOCKS` and `MOST_TEXT` may be shown.
    allowance: RwSignal<usize>,
    is_cut: RwSignal<bool>,
    loaded: RwSignal<HashSet<Arc<str>>>,
    footnotes: Footnotes,
}

#[derive(Default)]
struct State {
    document: Document,
    length: usize,
    end: String,
    is_live: bool,
    is_shown: bool,
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
            allowance: RwSignal::new(1),
            is_cut: RwSignal::new(false),
            loaded: RwSignal::new(HashSet::new()),
            footnotes: Footnotes::new(),
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

    /// Whether the end of the text is left out, as it is too long.
    pub fn is_cut(&self) -> RwSignal<bool> {
        self.is_cut
    }

    /// How much the reader allowed; more of it is asked for by `show_more`.
    pub fn allowance(&self) -> RwSignal<usize> {
        self.allowance
    }

    pub fn show_more(&self) {
        self.allowance.update(|allowance| *allowance += 1);
    }

    /// Brings the page to a text, or by so many bytes nearer to it.
    pub fn show(&self, text: &str, is_live: bool, portion: usize) -> Reached {
        let mut notices = Vec::new();
        let mut grows = false;
        let allowance = self.allowance.get_untracked();
        let step = |state: &mut State| {
            let is_first = !std::mem::replace(&mut state.is_shown, true);
            let goes_on = text.get(..state.length).is_some_and(|before| before.ends_with(&state.end));
            let shown = if goes_on { state.length } else { 0 };
            let blocks = if goes_on { state.document.block_count() } else { 0 };
            if shown < text.len() && (blocks >= MOST_BLOCKS * allowance || shown >= MOST_TEXT * allowance) {
                return Reached::Limit;
            }
            let end = text.ceil_char_boundary(shown.saturating_add(portion).min(text.len()));
            let reached = if end < text.len() { Reached::Portion } else { Reached::End };
            let is_live = is_live || reached == Reached::Portion;
            let text = text.get(..end).unwrap_or(text);
            if goes_on && state.length == text.len() && state.is_live == is_live {
                return reached;
            }
            // Without being live here: it arrives in another tab.
            grows = !is_first;
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
            reached
        };
        let reached = self.state.try_update_value(step).unwrap_or(Reached::End);
        // Those who listen read the state again.
        for notice in notices {
            notice.give();
        }
        let flattened = self.state.try_with_value(|state| state.document.is_flattened()).unwrap_or_default();
        if flattened != self.flattened.get_untracked() {
            self.flattened.set(flattened);
        }
        if (is_live || grows || reached == Reached::Portion) && !self.reactive.get_untracked() {
            self.reactive.set(true);
        }
        let is_cut = reached == Reached::Limit;
        if is_cut != self.is_cut.get_untracked() {
            self.is_cut.set(is_cut);
        }
        reached
    }

    /// How much of a text is not shown yet, in bytes.
    pub fn left_of(&self, text: &str) -> usize {
        text.len().saturating_sub(self.state.try_with_value(|state| state.length).unwrap_or_default())
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

    /// Whether a top-level block stays as it is, whatever comes.
    pub fn is_final(&self, root: Key) -> bool {
        self.state.try_with_value(|state| state.document.is_final(root)).unwrap_or_default()
    }

    /// The keys of a list as they stand now.
    pub fn keys(&self, list: Option<Key>) -> Vec<Key> {
        self.state.try_with_value(|state| keys(&state.document, list).to_vec()).unwrap_or_default()
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

    pub fn footnotes(&self) -> Footnotes {
        self.footnotes
    }

    fn with_groups<T>(&self, list: Option<Key>, read: impl FnOnce(&Groups) -> T) -> Option<T> {
        self.state.try_update_value(|state| {
            if !state.lists.contains_key(&list) {
                let groups = Groups::new(keys(&state.document, list));
                state.lists.insert(list, groups);
            }
            state.lists.get(&list).map(read)
        })?
    }
}

/// The keys of a list; `None` is the document's own.
fn keys(document: &Document, list: Option<Key>) -> &[Key] {
    match list {
        None => document.roots(),
        Some(key) => document.block(key).and_then(Block::children).unwrap_or_default(),
    }
}

impl State {
    fn notices(&mut self, changes: Changes) -> Vec<Notice> {
        for key in changes.removed {
            self.blocks.remove(&key);
            self.lists.remove(&Some(key));
        }
        let mut notices: Vec<Notice> =
            changes.blocks.iter().filter_map(|key| self.blocks.get(key).cloned()).map(Notice::Block).collect();
        for (list, first) in changes.lists {
            if let Some(groups) = self.lists.get_mut(&list) {
                groups.follow(keys(&self.document, list), first, &mut notices);
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
