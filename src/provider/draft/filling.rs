//! What is put into the form at once: by a paste, a link or a preset.

use super::Draft;
use crate::provider::registry::Registry;

/// The form before and after something was put into it last. What has not been changed since gives way to what comes next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filling {
    before: Draft,
    after: Draft,
}

impl Draft {
    /// Puts what was found into the form. With an address it is a provider of its own: what the last filling brought gives way,
    /// what was typed stays where nothing was found. Without one, as a line with a key, it joins what is there.
    ///
    /// A key and secret headers that were meant for another server are dropped: this one must not get them.
    pub fn fill(&mut self, found: &Draft, last: Option<&Filling>, existing: &Registry) -> Filling {
        let typed = merged(&Draft::default(), self, last);
        if found.endpoint.trim().is_empty() {
            let after = merged(found, self, None);
            *self = after.clone();
            return Filling { before: typed, after };
        }
        let mut after = merged(found, &typed, None);
        // An address brings its way of authentication along.
        after.auth = found.auth;
        let origin = |draft: &Draft| draft.likely_endpoint().and_then(|endpoint| endpoint.origin());
        let target = origin(&after);
        // What was there before the last filling was meant for what stood there then, as long as its address was not touched.
        let untouched = last.filter(|last| last.after.endpoint == self.endpoint).map(|last| &last.before);
        let is_meant = |owner: Option<&Draft>| origin(owner.unwrap_or(self)).is_none_or(|old| target == Some(old));
        if found.key.trim().is_empty() {
            let owner = untouched.filter(|before| before.key == self.key);
            after.key = if is_meant(owner) { self.key.clone() } else { String::new() };
        }
        let owner = untouched.filter(|before| before.extra_headers == after.extra_headers);
        if found.extra_headers.is_empty() && !is_meant(owner) {
            after.extra_headers.retain(|row| !row.is_secret());
        }
        after.propose(existing);
        *self = after.clone();
        Filling { before: typed, after }
    }
}

/// Each part from what was found, else as it was typed, else as it was before the last filling.
fn merged(found: &Draft, typed: &Draft, last: Option<&Filling>) -> Draft {
    macro_rules! each {
        ($($part:ident)*) => {
            Draft { $($part: choose(&found.$part, &typed.$part, last.map(|last| (&last.before.$part, &last.after.$part))),)* }
        };
    }
    each!(id name endpoint key models use_exactly auth extra_headers pricing max_input model_details route parameters idle_limit unknown)
}

fn choose<T: Clone + Default + PartialEq>(found: &T, typed: &T, last: Option<(&T, &T)>) -> T {
    match last {
        _ if *found != T::default() => found.clone(),
        Some((before, after)) if typed == after => before.clone(),
        _ => typed.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provider::definition::{AuthMode, Route};
    use crate::provider::draft::HeaderRow;
    use crate::provider::preset::{Preset, Service};

    const URL: &str = "http://h:8000/v1";

    /// A form into which one thing after the other comes.
    #[derive(Default)]
    struct Form {
        draft: Draft,
        last: Option<Filling>,
    }

    impl Form {
        fn typed(change: impl FnOnce(&mut Draft)) -> Form {
            let mut form = Form::default();
            change(&mut form.draft);
            form
        }

        fn then(mut self, change: impl FnOnce(&mut Draft)) -> Form {
            change(&mut self.draft);
            self
        }

        fn fill(mut self, found: Draft) -> Form {
            self.last = Some(self.draft.fill(&found, self.last.as_ref(), &Registry::default()));
            self
        }

        fn preset(self, service: Service) -> Form {
            self.fill(Preset::of(service).draft(&Registry::default()))
        }

        fn is(self, id: &str, endpoint: &str, key: &str, models: &str) {
            let Draft { id: has_id, endpoint: has_endpoint, key: has_key, models: has_models, .. } = &self.draft;
            assert_eq!([has_id, has_endpoint, has_key, has_models], [id, endpoint, key, models]);
        }
    }

    fn address(endpoint: &str) -> Draft {
        Draft { endpoint: endpoint.into(), ..Draft::default() }
    }

    fn key(key: &str) -> Draft {
        Draft { key: key.into(), ..Draft::default() }
    }

    #[test]
    fn a_key_joins_the_address_that_is_there() {
        Form::default().fill(address(URL)).fill(key("k")).is("h-8000", URL, "k", "");
        let by_hand = |draft: &mut Draft| (draft.endpoint, draft.models) = (URL.into(), "m".into());
        Form::typed(by_hand).fill(key("k")).is("", URL, "k", "m");
        Form::default().fill(key("k")).is("", "", "k", "");
        Form::default().fill(key("k")).fill(address(URL)).is("h-8000", URL, "k", "");
    }

    #[test]
    fn the_next_address_takes_the_place_of_the_last_and_not_of_what_was_typed() {
        let found = Draft { models: "theirs".into(), ..address(URL) };
        let form = || Form::default().fill(found.clone());
        form().fill(address("http://b:1/v1")).is("b-1", "http://b:1/v1", "", "");
        form().then(|draft| draft.models = "mine".into()).fill(address("http://b:1/v1")).is(
            "b-1",
            "http://b:1/v1",
            "",
            "mine",
        );
        form().then(|draft| draft.id = "mine".into()).fill(found.clone()).is("mine", URL, "", "theirs");
        Form::typed(|draft| draft.id = "lab".into()).fill(found.clone()).is("lab", URL, "", "theirs");
        // Between the letters of an address that is typed into the box.
        let letters = ["http://g", "http://gp", "http://gpu:81"].map(address);
        letters.into_iter().fold(Form::typed(|draft| draft.key = "k".into()), Form::fill).is(
            "gpu-81",
            "http://gpu:81",
            "k",
            "",
        );
    }

    #[test]
    fn presets_leave_nothing_of_each_other() {
        let form = Form::default().preset(Service::Azure).preset(Service::Cloudflare).preset(Service::Ollama);
        assert_eq!((form.draft.auth, form.draft.route), (None, Route::Direct));
        let form = form.preset(Service::Vllm);
        assert_eq!(form.draft, Preset::of(Service::Vllm).draft(&Registry::default()));
        let azure = form.preset(Service::Azure).draft;
        assert_eq!(azure.auth, Some(AuthMode::ApiKey));
    }

    #[test]
    fn a_key_stays_with_its_server() {
        let kept = |form: Form| form.draft.key;
        let with_key = |form: Form| form.then(|draft| draft.key = "k".into());
        let azure = || with_key(Form::default().preset(Service::Azure));
        let cases = [
            (azure().preset(Service::Cloudflare), ""),
            (azure().then(|draft| draft.endpoint = "https://r.openai.azure.com/a".into()).preset(Service::Vllm), ""),
            (Form::default().fill(Draft { key: "k".into(), ..address(URL) }).preset(Service::Vllm), ""),
            (Form::typed(|draft| (draft.endpoint, draft.key) = (URL.into(), "k".into())).preset(Service::Azure), ""),
            (
                with_key(Form::default())
                    .preset(Service::Azure)
                    .then(|draft| draft.endpoint = URL.into())
                    .preset(Service::Vllm),
                "",
            ),
            (with_key(Form::default()).preset(Service::Azure), "k"),
            (with_key(Form::default().fill(address(URL))).fill(address("http://h:8000/api/v2")), "k"),
            (Form::default().fill(address(URL)).fill(key("k")).fill(address("http://h:8000/api/v2")), "k"),
            (azure().fill(Draft { key: "new".into(), ..address(URL) }), "new"),
        ];
        for (number, (form, expected)) in cases.into_iter().enumerate() {
            assert_eq!(kept(form), expected, "case {number}");
        }
    }

    #[test]
    fn secret_headers_stay_with_their_server() {
        let row = |name: &str, secret| HeaderRow { name: name.into(), value: "v".into(), secret };
        let form = |endpoint: &str| {
            let rows = vec![row("X-Team", false), row("X-Pass", true), row("X-Token", false)];
            Form::typed(|draft| (draft.endpoint, draft.extra_headers) = (endpoint.into(), rows))
        };
        let names = |form: Form| form.draft.extra_headers.into_iter().map(|row| row.name).collect::<Vec<_>>().join(" ");
        assert_eq!(names(form(URL).fill(address("http://other/v1"))), "X-Team");
        assert_eq!(names(form(URL).fill(address("http://h:8000/v2"))), "X-Team X-Pass X-Token");
        assert_eq!(names(form("").fill(address(URL))), "X-Team X-Pass X-Token");
    }
}
