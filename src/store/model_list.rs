//! Asking the server of a provider for its models.

use crate::browser::cancel::Cancel;
use crate::browser::stream;
use crate::openai::CompletionError;
use crate::provider::{ApiKey, Model, Provider, read_model_list};
use crate::text::About;

/// Why there is no list.
#[derive(Clone, Debug)]
pub enum NoList {
    /// The endpoint does not tell where it is.
    NoAddress,
    /// The person stopped it.
    Stopped,
    Failed(CompletionError, About),
}

/// Asks once; errors hold no secret of the provider.
pub async fn fetch_models(provider: &Provider, key: Option<&ApiKey>, cancel: &Cancel) -> Result<Vec<Model>, NoList> {
    let request = provider.models_request(key).ok_or(NoList::NoAddress)?;
    let fetched = stream::fetch_whole(&provider.routed(request), cancel).await;
    fetched.and_then(|(status, body)| read_model_list(status, &body)).map_err(|mut error| {
        if error == CompletionError::Aborted {
            return NoList::Stopped;
        }
        error.note_key(provider.sends_key(key));
        error.redact(&provider.secrets(key));
        let host = provider.endpoint.host().to_owned();
        NoList::Failed(error, About { name: provider.name.clone(), host, model: String::new() })
    })
}
