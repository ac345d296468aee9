//! What keeps two tabs from losing each other's changes.
//!
//! localStorage has no transactions: when two tabs read the array, change it and write it back in the same moment, the
//! second write loses the change of the first, or brings back what the first removed. Each tab therefore remembers its
//! own recent changes, looks at the array again after the others have written, and repairs it (spec §3).

use super::definition::Provider;
use super::id::ProviderId;
use super::stored::StoredProviders;

/// The milliseconds for which a tab stands by a change. A write that loses it follows within a moment; later the array
/// differs because somebody wanted it so.
pub const REPAIR_WINDOW: f64 = 60_000.0;

/// The recent changes of this tab: the last one of each provider.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Log {
    changes: Vec<Change>,
}

#[derive(Clone, Debug, PartialEq)]
struct Change {
    id: ProviderId,
    /// Milliseconds since the epoch.
    at: f64,
    /// The provider that was stored; `None` when it was removed.
    provider: Option<Box<Provider>>,
}

impl Log {
    /// Notes that a provider was stored at `at` (milliseconds since the epoch).
    pub fn put(&mut self, provider: &Provider, at: f64) {
        self.note(Change { id: provider.id.clone(), at, provider: Some(Box::new(provider.clone())) });
    }

    /// Notes that a provider was removed at `at` (milliseconds since the epoch).
    pub fn removed(&mut self, id: &ProviderId, at: f64) {
        self.note(Change { id: id.clone(), at, provider: None });
    }

    /// Forgets what is older than [`REPAIR_WINDOW`].
    pub fn prune(&mut self, now: f64) {
        self.changes.retain(|change| change.is_recent(now));
    }

    fn note(&mut self, change: Change) {
        self.changes.retain(|known| known.id != change.id);
        self.changes.push(change);
    }
}

impl Change {
    fn is_recent(&self, now: f64) -> bool {
        now - self.at <= REPAIR_WINDOW
    }
}

/// The array as it must be, when another tab's write has lost a change of this one; `None` when all is well.
///
/// `removed_at` gives the time at which a provider was last removed by any tab, as long as it has not been registered
/// anew. A provider that this tab stored and that is missing is added again, unless it was removed later. One that this
/// tab removed and that is back is removed again, unless it was registered anew. An array that is gone altogether was
/// cleared on purpose.
pub fn repair(
    log: &Log,
    stored: &StoredProviders,
    removed_at: &dyn Fn(&str) -> Option<f64>,
    now: f64,
) -> Option<StoredProviders> {
    if stored.is_absent() {
        return None;
    }
    let mut repaired: Option<StoredProviders> = None;
    for change in log.changes.iter().filter(|change| change.is_recent(now)) {
        let id = change.id.as_str();
        let is_stored = stored.get(id).is_some();
        let removed = removed_at(id);
        match &change.provider {
            Some(provider) if !is_stored && removed.is_none_or(|removed| removed < change.at) => {
                repaired.get_or_insert_with(|| stored.clone()).put(provider);
            }
            None if is_stored && removed.is_some() => {
                repaired.get_or_insert_with(|| stored.clone()).remove(id);
            }
            _ => {}
        }
    }
    repaired
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const NOW: f64 = 1_000_000.0;

    fn provider(id: &str) -> Provider {
        let options = json!({ "endpoint": "http://h/v1/chat/completions" });
        Provider::from_options(id, &options).unwrap_or_else(|error| panic!("{id}: {error:?}"))
    }

    fn stored(ids: &[&str]) -> StoredProviders {
        let mut stored = StoredProviders::parse(Some("[]")).unwrap_or_else(|error| panic!("{error:?}"));
        ids.iter().for_each(|id| stored.put(&provider(id)));
        stored
    }

    fn ids(stored: &StoredProviders) -> Vec<&str> {
        stored.readable().map(|provider| provider.id.as_str()).collect()
    }

    #[test]
    fn lost_changes_are_made_again() {
        let put = |at: f64| (true, at);
        let removed = |at: f64| (false, at);
        let cases = [
            // this tab's change of "mine", what is stored, when "mine" was removed by any tab, what must be stored
            ("kept", put(NOW), vec!["other", "mine"], None, None),
            ("lost", put(NOW), vec!["other"], None, Some(vec!["other", "mine"])),
            ("lost, removed before", put(NOW), vec!["other"], Some(NOW - 1.0), Some(vec!["other", "mine"])),
            ("removed later by another tab", put(NOW), vec!["other"], Some(NOW + 1.0), None),
            ("removed in the same millisecond", put(NOW), vec!["other"], Some(NOW), None),
            ("put long ago", put(NOW - REPAIR_WINDOW - 1.0), vec!["other"], None, None),
            ("put just within the window", put(NOW - REPAIR_WINDOW), vec![], None, Some(vec!["mine"])),
            ("the clock was set back", put(NOW + 5_000_000.0), vec![], None, Some(vec!["mine"])),
            ("gone", removed(NOW), vec!["other"], Some(NOW), None),
            ("back", removed(NOW), vec!["mine", "other"], Some(NOW), Some(vec!["other"])),
            ("back, removed again by another tab", removed(NOW), vec!["mine"], Some(NOW + 1.0), Some(vec![])),
            ("back, the removal noted a little before", removed(NOW), vec!["mine"], Some(NOW - 1.0), Some(vec![])),
            ("registered anew", removed(NOW), vec!["mine", "other"], None, None),
            ("removed long ago", removed(NOW - REPAIR_WINDOW - 1.0), vec!["mine"], Some(NOW), None),
        ];
        for (name, (is_put, at), before, removed, expected) in cases {
            let mut log = Log::default();
            let mine = provider("mine");
            if is_put {
                log.put(&mine, at)
            } else {
                log.removed(&mine.id, at)
            }
            let repaired = repair(&log, &stored(&before), &|id| removed.filter(|_| id == "mine"), NOW);
            assert_eq!(repaired.as_ref().map(ids), expected, "{name}");
            if let Some(repaired) = repaired {
                assert_eq!(repair(&log, &repaired, &|id| removed.filter(|_| id == "mine"), NOW), None, "{name}: once");
            }
        }
    }

    #[test]
    fn only_the_last_change_counts() {
        let mut log = Log::default();
        log.put(&provider("a"), NOW);
        log.removed(&provider("a").id, NOW + 1.0);
        assert_eq!(repair(&log, &stored(&[]), &|_| Some(NOW + 1.0), NOW), None);
        log.put(&provider("a"), NOW + 2.0);
        let repaired = repair(&log, &stored(&[]), &|_| None, NOW);
        assert_eq!(repaired.as_ref().map(ids), Some(vec!["a"]));
    }

    #[test]
    fn a_cleared_storage_stays_clear() {
        let mut log = Log::default();
        log.put(&provider("a"), NOW);
        let absent = StoredProviders::parse(None).unwrap_or_else(|error| panic!("{error:?}"));
        assert_eq!(repair(&log, &absent, &|_| None, NOW), None);
    }

    #[test]
    fn old_changes_are_forgotten() {
        let mut log = Log::default();
        log.put(&provider("a"), NOW - REPAIR_WINDOW - 1.0);
        log.put(&provider("b"), NOW);
        log.prune(NOW);
        let mut expected = Log::default();
        expected.put(&provider("b"), NOW);
        assert_eq!(log, expected);
    }

    #[test]
    fn two_tabs_that_write_at_once_agree() {
        // Both read the empty array, each adds its own, the second write loses the first.
        let (mut first, mut second) = (Log::default(), Log::default());
        first.put(&provider("one"), NOW);
        second.put(&provider("two"), NOW);
        let array = stored(&["two"]);
        let array = repair(&first, &array, &|_| None, NOW).unwrap_or(array);
        let array = repair(&second, &array, &|_| None, NOW).unwrap_or(array);
        assert_eq!(ids(&array), ["two", "one"]);
    }
}
