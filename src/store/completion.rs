//! One chat completion with a provider of the registry: the same for the chat and for `window.AIS`.

use crate::browser::cancel::Cancel;
use crate::browser::stream;
use crate::openai::{ChatCompletion, CompletionError, Delta, Quirk, Quirks, Reply, RequestFault, Traffic};
use crate::provider::{ApiKey, KeyError, Provider, Route};
use crate::text::About;

use super::quirks::QuirkStore;
use super::registry::RegistryStore;

/// A completion that failed: why, what had arrived, and whom it was asked of.
#[derive(Clone, Debug)]
pub struct Failure {
    pub error: CompletionError,
    pub partial: Reply,
    pub about: About,
}

/// Whom a completion is asked of, as it was when it was asked for: what is registered or stored later does not count.
pub struct Target {
    pub id: String,
    /// `None` where there is none with this id.
    provider: Option<Provider>,
    key: Result<Option<ApiKey>, KeyError>,
}

impl Target {
    /// The provider with this id, and its key or the one that stands in its place.
    pub fn of(registry: RegistryStore, id: &str, own_key: Option<Result<ApiKey, KeyError>>) -> Target {
        let key = own_key.map_or_else(|| registry.key(id), |key| key.map(Some));
        Target { id: id.to_owned(), provider: registry.provider(id), key }
    }
}

/// Asks a provider for a completion.
///
/// A 400 or 422 that names a parameter, before any byte of a reply, is answered by the same request without it or with its
/// other name, once for each parameter; what was learned is kept for this endpoint and model. No other request is ever
/// repeated.
pub async fn complete(
    quirks: QuirkStore,
    target: Target,
    completion: &ChatCompletion,
    cancel: &Cancel,
    on_delta: &mut dyn FnMut(Delta<'_>),
    on_traffic: &mut dyn FnMut(Traffic<'_>),
) -> Result<Reply, Failure> {
    let Target { id, provider, key } = target;
    let model = completion.model.clone().unwrap_or_default();
    let unknown = About { name: id.clone(), host: String::new(), model: model.clone() };
    let refuse = |fault: RequestFault, about: About| Failure {
        error: CompletionError::Request(fault),
        partial: Reply::default(),
        about,
    };

    let Some(provider) = provider else {
        return Err(refuse(RequestFault::UnknownProvider { id }, unknown));
    };
    let about = About { name: provider.name.clone(), host: provider.endpoint.host().to_owned(), model: model.clone() };
    if provider.disabled {
        return Err(refuse(RequestFault::DisabledProvider { id }, about));
    }
    let Ok(key) = key else { return Err(refuse(RequestFault::UnreadableKey, about)) };
    let attempt = Attempt { provider: &provider, key: key.as_ref(), completion, cancel };
    let mut known = quirks.of(provider.endpoint.as_str(), &model);
    let mut tried: Vec<Quirk> = Vec::new();
    let result = loop {
        let result = attempt.run(&known, on_delta, on_traffic).await;
        let refusal = match &result {
            Err((CompletionError::Api(refusal), _)) => Some(refusal),
            _ => None,
        };
        let named = refusal.and_then(|refusal| Quirks::learn(refusal, &completion.body(&known)));
        let is_tried = |parameter: &str| tried.iter().any(|tried: &Quirk| tried.parameter() == parameter);
        let named = named.map(|quirk| match quirk {
            // Each of two names was refused in favour of the other.
            Quirk::Rename { from, to } if is_tried(&to) => Quirk::Omit { parameter: from },
            quirk => quirk,
        });
        if let Some(last) = tried.last()
            && was_taken(&result, named.as_ref(), last)
        {
            quirks.learn(provider.endpoint.as_str(), &model, last.clone());
        }
        let is_new =
            |quirk: &Quirk| !completion.extra_body.contains_key(quirk.parameter()) && !is_tried(quirk.parameter());
        let (Some(error), Some(quirk)) = (refusal, named.filter(is_new)) else { break result };
        on_traffic(Traffic::Refused { error, quirk: &quirk });
        known.add(quirk.clone());
        tried.push(quirk);
    };
    result.map_err(|(mut error, partial)| {
        error.note_key(provider.sends_key(key.as_ref()));
        error.redact(&provider.secrets(key.as_ref()));
        Failure { error, partial, about }
    })
}

/// Whether a request shows that the server took the last change: it was answered, or refused for another reason that is
/// `named`.
fn was_taken(result: &Result<Reply, (CompletionError, Reply)>, named: Option<&Quirk>, last: &Quirk) -> bool {
    match result {
        Ok(_)
        | Err((CompletionError::Interrupted(_) | CompletionError::FinishError { .. } | CompletionError::Aborted, _)) => {
            true
        }
        Err((CompletionError::Api(_), _)) => named.is_some_and(|named| named.parameter() != last.parameter()),
        Err(_) => false,
    }
}

struct Attempt<'a> {
    provider: &'a Provider,
    key: Option<&'a ApiKey>,
    completion: &'a ChatCompletion,
    cancel: &'a Cancel,
}

impl Attempt<'_> {
    async fn run(
        &self,
        quirks: &Quirks,
        on_delta: &mut dyn FnMut(Delta<'_>),
        on_traffic: &mut dyn FnMut(Traffic<'_>),
    ) -> Result<Reply, (CompletionError, Reply)> {
        if self.cancel.is_cancelled() {
            return Err((CompletionError::Aborted, Reply::default()));
        }
        let request = self.provider.chat_request(self.key, self.completion, quirks);
        let request = request.map_err(|fault| (CompletionError::Request(fault), Reply::default()))?;
        let relayed = self.provider.route == Route::Relay;
        on_traffic(Traffic::Sent { request: &request, relayed, quirks });
        let request = if relayed { request.through_relay() } else { request };
        stream::complete(&request, self.provider.idle_limit, self.cancel, on_delta, on_traffic).await
    }
}
