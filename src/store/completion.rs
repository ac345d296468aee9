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

/// Whom a completion is asked of.
pub struct Target<'a> {
    /// Id of the provider.
    pub provider: &'a str,
    /// A key that stands in the place of the provider's.
    pub own_key: Option<Result<ApiKey, KeyError>>,
}

/// Asks a provider for a completion.
///
/// A 400 or 422 that names a parameter, before any byte of a reply, is answered once by the same request without or
/// with the renamed parameter; what was learned is kept for this endpoint and model. No other request is ever repeated.
pub async fn complete(
    registry: RegistryStore,
    quirks: QuirkStore,
    target: Target<'_>,
    completion: &ChatCompletion,
    cancel: &Cancel,
    on_delta: &mut dyn FnMut(Delta<'_>),
    on_traffic: &mut dyn FnMut(Traffic<'_>),
) -> Result<Reply, Failure> {
    let Target { provider: provider_id, own_key } = target;
    let model = completion.model.clone().unwrap_or_default();
    let unknown = About { name: provider_id.to_owned(), host: String::new(), model: model.clone() };
    let refuse = |fault: RequestFault, about: About| Failure {
        error: CompletionError::Request(fault),
        partial: Reply::default(),
        about,
    };

    let Some(provider) = registry.provider(provider_id) else {
        return Err(refuse(RequestFault::UnknownProvider { id: provider_id.to_owned() }, unknown));
    };
    let about = About { name: provider.name.clone(), host: provider.endpoint.host().to_owned(), model: model.clone() };
    if provider.disabled {
        return Err(refuse(RequestFault::DisabledProvider { id: provider_id.to_owned() }, about));
    }
    let key = match own_key.map_or_else(|| registry.key(provider_id), |key| key.map(Some)) {
        Ok(key) => key,
        Err(_) => return Err(refuse(RequestFault::UnreadableKey, about)),
    };
    let attempt = Attempt { provider: &provider, key: key.as_ref(), completion, cancel };
    let mut known = quirks.of(provider.endpoint.as_str(), &model);
    let mut result = attempt.run(&known, on_delta, on_traffic).await;

    if let Err((CompletionError::Api(refusal), _)) = &result
        && let Some(quirk) = Quirks::learn(refusal, &completion.body(&known))
        && !completion.extra_body.contains_key(quirk.parameter())
    {
        on_traffic(Traffic::Refused { error: refusal, quirk: &quirk });
        known.add(quirk.clone());
        result = attempt.run(&known, on_delta, on_traffic).await;
        if taken(&result, &quirk, completion, &known) {
            quirks.learn(provider.endpoint.as_str(), &model, quirk);
        }
    }
    result.map_err(|(mut error, partial)| {
        error.note_key(provider.sends_key(key.as_ref()));
        error.redact(&provider.secrets(key.as_ref()));
        Failure { error, partial, about }
    })
}

/// Whether the second request shows that the server took the change: it was answered, or refused for another reason.
fn taken(
    result: &Result<Reply, (CompletionError, Reply)>,
    quirk: &Quirk,
    completion: &ChatCompletion,
    sent: &Quirks,
) -> bool {
    match result {
        Ok(_)
        | Err((CompletionError::Interrupted(_) | CompletionError::FinishError { .. } | CompletionError::Aborted, _)) => {
            true
        }
        Err((CompletionError::Api(refusal), _)) => {
            Quirks::learn(refusal, &completion.body(sent)).is_some_and(|next| next != *quirk)
        }
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
