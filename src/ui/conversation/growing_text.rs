//! A plain text that grows: what a model thinks, and replies of bots whose markdown is not rendered.

use leptos::prelude::*;

use crate::store::live_reply::Growth;
use crate::text::Language;
use crate::ui::markdown::left_out::LeftOut;
use crate::ui::markdown::pace::Pace;
use crate::ui::say::Phrase;

/// A part that is laid out once and then left alone. Bytes.
const PART: usize = 4096;
/// A line that is longer than this is broken: a browser lays out a line as a whole. Bytes.
const LONGEST_LINE: usize = 4 * PART;
/// So much of a text is shown at once; more of it comes frame by frame. Bytes.
const AT_ONCE: usize = 32 * 1024;
/// What is shown until the reader asks for more: beyond this the browser itself grows slow. Bytes.
const MOST: usize = 2 * 1024 * 1024;
/// How much of the end of the last text is remembered, to see that the next one goes on from it. Bytes.
const MEMORY: usize = 64;

/// Shows a text that only grows; anything else is taken as a new text.
#[component]
pub fn GrowingText(
    source: ArcRwSignal<String>,
    #[prop(into)] growth: Signal<Growth>,
    /// Says that the end is left out.
    left_out: Phrase,
) -> impl IntoView {
    let pace = Pace::new(growth);
    let parts = StoredValue::new(Parts::default());
    let rows = RwSignal::new((0, 0));
    let end = RwSignal::new(String::new());
    let is_cut = RwSignal::new(false);
    let allowance = RwSignal::new(1);
    let length = move || parts.try_with_value(|parts| parts.length).unwrap_or_default();
    let show = move |text: &str, portion: usize| {
        let most = MOST * allowance.get_untracked();
        let shown = parts.try_update_value(|parts| parts.grow(text, portion, most).then(|| parts.shown()));
        if let Some(Some((new_rows, open))) = shown {
            if rows.get_untracked() != new_rows {
                rows.set(new_rows);
            }
            end.set(text.get(open).unwrap_or_default().to_owned());
        }
        let length = length();
        let is_at_limit = length < text.len() && length >= most;
        if is_cut.get_untracked() != is_at_limit {
            is_cut.set(is_at_limit);
        }
        length < text.len() && !is_at_limit
    };
    source.with_untracked(|text| show(text, AT_ONCE));
    let text = source.clone();
    Effect::new(move || {
        text.track();
        allowance.track();
        text.with_untracked(|text| pace.update(text.len().saturating_sub(length()), |portion| show(text, portion)));
    });
    let show_more = Callback::new(move |()| {
        pace.release();
        allowance.update(|allowance| *allowance += 1);
    });
    let part = move |index: usize| {
        let bounds = parts.try_with_value(|parts| parts.bounds(index)).unwrap_or_default();
        let text = source.with_untracked(|text| text.get(bounds).unwrap_or_default().to_owned());
        let lang = lang(&text);
        view! { <span class="part" lang=lang>{text}</span> }
    };
    let rows = move || {
        let (text, count) = rows.get();
        (0..count).map(move |index| (text, index))
    };
    let is_cut = Signal::derive(move || is_cut.get() || pace.is_held());
    view! {
        <For each=rows key=|row| *row children=move |(_, index)| part(index) />
        <span class="part" lang=move || end.with(|end| lang(end))>{move || end.get()}</span>
        <LeftOut is_cut phrase=left_out class="note" show_more />
    }
    .into_any()
}

/// Lines of Korean break between words only.
fn lang(text: &str) -> Option<&'static str> {
    Language::of_text(text).map(Language::tag)
}

/// The parts of a text, as far as it is shown. What is behind the last one is the open end.
#[derive(Default)]
struct Parts {
    /// Where each part ends.
    ends: Vec<usize>,
    /// How much is shown.
    length: usize,
    /// The end of what is shown.
    memory: String,
    /// Which text it is: another one has other parts.
    text: usize,
}

impl Parts {
    /// Goes on to the end of a text, but by no more than a portion and no further than to `most`. Whether anything changed.
    fn grow(&mut self, text: &str, portion: usize, most: usize) -> bool {
        let goes_on = text.get(..self.length).is_some_and(|before| before.ends_with(&self.memory));
        if !goes_on {
            *self = Parts { text: self.text + 1, ..Parts::default() };
        }
        let before = self.length;
        let length = self.length.saturating_add(portion).min(most.max(self.length)).min(text.len());
        self.length = text.ceil_char_boundary(length);
        while let Some(end) = part_end(text.get(self.open()).unwrap_or_default()) {
            self.ends.push(self.open().start + end);
        }
        let memory = text.ceil_char_boundary(self.length.saturating_sub(MEMORY));
        self.memory = text.get(memory..self.length).unwrap_or_default().to_owned();
        self.length > before || !goes_on
    }

    fn open(&self) -> std::ops::Range<usize> {
        self.ends.last().copied().unwrap_or_default()..self.length
    }

    fn bounds(&self, index: usize) -> std::ops::Range<usize> {
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        start..self.ends.get(index).copied().unwrap_or(start)
    }

    /// The text with the number of its parts, and the place of its open end.
    fn shown(&self) -> ((usize, usize), std::ops::Range<usize>) {
        ((self.text, self.ends.len()), self.open())
    }
}

/// Where the first part of an open end is complete: behind a line, so that a part can stand in a block of its own.
fn part_end(open: &str) -> Option<usize> {
    if open.len() <= PART {
        return None;
    }
    let (first, rest) = open.split_at(open.floor_char_boundary(PART));
    let long = open.get(..open.floor_char_boundary(LONGEST_LINE)).unwrap_or(open);
    let line = first.rfind('\n').or_else(|| Some(first.len() + rest.find('\n')?));
    match line.filter(|end| *end < long.len()) {
        Some(end) => Some(end + 1),
        None if long.len() < open.len() => Some(long.rfind(' ').map_or(long.len(), |space| space + 1)),
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(parts: &Parts, text: &str) -> Vec<String> {
        let bounds = (0..parts.ends.len()).map(|index| parts.bounds(index)).chain([parts.open()]);
        bounds.map(|bounds| text[bounds].to_owned()).collect()
    }

    #[test]
    fn no_text_is_lost_and_the_open_end_stays_short() {
        let texts = [
            ("lines", "a line of words and 한국어\n".repeat(4_000)),
            ("a line in words", "words and 한국어 ".repeat(8_000)),
            ("one word", "한".repeat(40_000)),
            ("empty lines", "\n".repeat(100_000)),
            ("short", "short".to_owned()),
        ];
        for (name, text) in texts {
            let mut parts = Parts::default();
            let mut kept: Vec<String> = Vec::new();
            for end in (0..=text.len()).step_by(997).chain([text.len()]).map(|at| text.ceil_char_boundary(at)) {
                parts.grow(&text[..end], usize::MAX, MOST);
                let now = pieces(&parts, &text[..end]);
                assert_eq!(now.concat(), text[..end], "{name}");
                assert!(now.starts_with(&kept), "{name}: a part that is laid out stays");
                assert!(now.last().is_none_or(|open| open.len() <= LONGEST_LINE), "{name}");
                kept = now[..now.len() - 1].to_vec();
            }
            assert!(kept.iter().all(|part| part.len() <= LONGEST_LINE), "{name}");
        }
    }

    #[test]
    fn parts_end_behind_lines_where_there_are_any() {
        let text = format!("{}\n{}\n{}", "a".repeat(3_000), "b".repeat(9_000), "c".repeat(5_000));
        let mut parts = Parts::default();
        assert!(parts.grow(&text, usize::MAX, MOST));
        assert_eq!(parts.ends, [3_001, 12_002]);
        assert!(!parts.grow(&text, usize::MAX, MOST), "nothing has changed");
    }

    #[test]
    fn a_portion_and_the_limit_are_kept() {
        let text = "words\n".repeat(1_000);
        let mut parts = Parts::default();
        parts.grow(&text, 1_000, 2_500);
        assert_eq!(parts.length, 1_000);
        parts.grow(&text, 4_000, 2_500);
        assert_eq!(parts.length, 2_500);
        assert!(!parts.grow(&text, 4_000, 2_500));
        assert!(parts.grow(&text, 4_000, 5_000) && parts.length == 5_000);
    }

    #[test]
    fn another_text_has_other_parts() {
        let mut parts = Parts::default();
        parts.grow(&"one\n".repeat(3_000), usize::MAX, MOST);
        let ((first, _), _) = parts.shown();
        let other = "two\n".repeat(3_000);
        assert!(parts.grow(&other, usize::MAX, MOST));
        assert!(parts.shown().0.0 > first);
        assert_eq!(pieces(&parts, &other).concat(), other);
    }
}
