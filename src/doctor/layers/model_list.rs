//! Whether the server lists its models, and the one in question among them. A list is never required (spec §1).

use super::super::observation::{Answer, Observations};
use super::super::outcome::{Cause, Outcome, Seen};
use super::super::probe::ProbeName;
use super::super::subject::Subject;
use crate::openai::CompletionError;
use crate::provider::read_model_list;

/// Names that are shown when the wanted one is not in the list.
const MOST_SIMILAR: usize = 3;

pub fn check(subject: &Subject, seen: &Observations) -> Outcome {
    if subject.endpoint().models_url().is_none() {
        return Outcome::Skipped { seen: Seen::NoListAddress };
    }
    let Some(list) = seen.of(&ProbeName::List) else { return Outcome::Waiting };
    let Some(answer) = seen.answer(&ProbeName::List).or_else(|| seen.answer(&ProbeName::Relay)) else {
        return Outcome::warned(Cause::ListHidden).after(list.milliseconds);
    };
    let is_proven = seen.completion().and_then(|fetched| fetched.answer()).is_some_and(Answer::is_ok);
    let outcome = match ids(answer) {
        _ if answer.is_html() => Outcome::warned(Cause::ListIsPage { title: subject.words(answer.error()) }),
        // With status 200 too, as LM Studio answers a path that it does not know.
        Err(error @ CompletionError::Api(_)) => {
            Outcome::warned(Cause::ListRefused { status: answer.status, words: subject.words(error) })
        }
        Err(_) => Outcome::warned(Cause::ListUnreadable),
        Ok(ids) if ids.is_empty() => Outcome::warned(Cause::ListEmpty),
        Ok(ids) => {
            let has_model = ids.iter().any(|id| is_same(id, &subject.model));
            // Azure takes the model from the address; a model that has answered is there, listed or not.
            if has_model || is_proven || subject.endpoint().as_str().contains("/deployments/") {
                Outcome::passed(Seen::Listed { models: ids.len(), has_model })
            } else {
                let similar = similar(&ids, &subject.model);
                Outcome::warned(Cause::ModelNotListed { model: subject.model.clone(), similar })
            }
        }
    };
    outcome.after(list.milliseconds)
}

/// Whether an answer is a list of models that holds one.
pub fn lists_models(answer: &Answer) -> bool {
    answer.is_ok() && ids(answer).is_ok_and(|ids| !ids.is_empty())
}

/// The ids of a model list in any of its shapes.
fn ids(answer: &Answer) -> Result<Vec<String>, CompletionError> {
    let models = read_model_list(answer.status, &answer.body)?;
    Ok(models.into_iter().map(|model| model.id).collect())
}

/// Ollama knows `llama3` as `llama3:latest`, Gemini lists `models/…`.
fn is_same(listed: &str, wanted: &str) -> bool {
    let plain = |id: &str| {
        let id = id.strip_prefix("models/").unwrap_or(id);
        id.strip_suffix(":latest").unwrap_or(id).to_owned()
    };
    plain(listed) == plain(wanted)
}

/// The listed names that are most like the wanted one, without itself; the first ones when none is like it.
pub fn similar(ids: &[String], wanted: &str) -> Vec<String> {
    let parts = |id: &str| -> Vec<String> {
        let lower = id.to_lowercase();
        lower
            .split(|letter: char| !letter.is_alphanumeric())
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let others = ids.iter().filter(|id| !is_same(id, wanted));
    let wanted = parts(wanted);
    let mut ranked: Vec<(usize, &String)> = others
        .map(|id| {
            let parts = parts(id);
            (wanted.iter().filter(|part| parts.contains(part)).count(), id)
        })
        .collect();
    ranked.sort_by_key(|(shared, _)| std::cmp::Reverse(*shared));
    ranked.into_iter().take(MOST_SIMILAR).map(|(_, id)| id.clone()).collect()
}

/// The names that the list of the server holds, as far as it could be read.
pub fn listed(seen: &Observations) -> Vec<String> {
    seen.answer(&ProbeName::List).and_then(|answer| ids(answer).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::super::observation::FetchResult;
    use super::super::super::scene::{answer, seen, subject};
    use super::*;

    #[test]
    fn lists_are_read_in_all_shapes_and_never_required() {
        let listed = |models, has_model| Outcome::passed(Seen::Listed { models, has_model });
        let not_listed = |similar: &[&str]| {
            Outcome::warned(Cause::ModelNotListed {
                model: "m".into(),
                similar: similar.iter().map(|id| (*id).into()).collect(),
            })
        };
        let refused = |status, words: &str| Outcome::warned(Cause::ListRefused { status, words: words.into() });
        let cases = [
            (200, r#"{"object":"list","data":[{"id":"m"},{"id":"n"}]}"#, listed(2, true)),
            (200, r#"[{"id":"m"}]"#, listed(1, true)),
            (200, r#"{"models":[{"name":"m:latest"}]}"#, listed(1, true)),
            (200, r#"{"result":[{"id":"x","name":"m"}]}"#, not_listed(&["x"])),
            (200, r#"["m"]"#, listed(1, true)),
            (200, r#"{"data":[{"id":"a"},{"id":"x-m-1"},{"id":"b"},{"id":"c"}]}"#, not_listed(&["x-m-1", "a", "b"])),
            (200, r#"{"data":[]}"#, Outcome::warned(Cause::ListEmpty)),
            (200, "nonsense", Outcome::warned(Cause::ListUnreadable)),
            (200, r#"{"error":"Unexpected endpoint or method."}"#, refused(200, "Unexpected endpoint or method.")),
            (200, "<html><title>Sign in</title>", Outcome::warned(Cause::ListIsPage { title: "Sign in".into() })),
            (404, r#"{"detail":"Not Found"}"#, refused(404, "Not Found")),
        ];
        for (status, body, expected) in cases {
            let seen = seen([(ProbeName::List, answer(status, body))]);
            assert_eq!(check(&subject("http://h:1/v1/chat/completions"), &seen), expected.after(7), "{body}");
        }
    }

    #[test]
    fn a_list_that_cannot_be_asked_for_or_read_is_no_failure() {
        let seen = seen([(ProbeName::List, FetchResult::Rejected)]);
        let hidden = Outcome::warned(Cause::ListHidden).after(7);
        assert_eq!(check(&subject("http://h:1/v1/chat/completions"), &seen), hidden);
        assert_eq!(check(&subject("http://h:1/chat"), &seen), Outcome::Skipped { seen: Seen::NoListAddress });
    }

    #[test]
    fn what_failed_is_not_proposed() {
        let ids = ["a", "m:latest", "m-2"].map(str::to_owned);
        assert_eq!(similar(&ids, "m"), ["m-2", "a"]);
        assert!(similar(&["models/m".to_owned()], "m").is_empty());
    }

    #[test]
    fn a_model_that_answered_is_there() {
        let list = (ProbeName::List, answer(200, r#"{"data":[{"id":"a"}]}"#));
        let seen = seen([list, (ProbeName::FirstToken, answer(200, "{}"))]);
        let expected = Outcome::passed(Seen::Listed { models: 1, has_model: false }).after(7);
        assert_eq!(check(&subject("http://h:1/v1/chat/completions"), &seen), expected);
    }
}
