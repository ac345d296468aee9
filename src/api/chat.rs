//! `AIS.Providers.chat`: one streamed completion through the client that the chat uses.

use futures::future::LocalBoxFuture;
use js_sys::{Error, Function, Promise, Reflect};
use leptos::wasm_split::SplitLoaderError;
use serde_json::{Value, json};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::future_to_promise;
use web_sys::AbortSignal;

use super::convert::{delta, from_json, provider_error, reply, to_json};
use crate::browser::cancel::Cancel;
use crate::openai::{ChatCompletion, CompletionError, Delta, Reply, RequestFault, Traffic};
use crate::store::Stores;
use crate::store::completion::{Failure, Target, complete};
use crate::store::quirks::QuirkStore;
use crate::text::{About, Language};

/// A promise of the reply. It never throws: what is wrong with the arguments rejects the promise.
pub fn chat(stores: Stores, id: JsValue, request: JsValue, options: JsValue) -> JsValue {
    // All is read now, so that what the caller changes afterwards does not count.
    let call = Call::read(&id, &request, &options);
    let id = id.as_string().unwrap_or_default();
    let target = Target::of(stores.registry, &id, None);
    future_to_promise(async move {
        let answer = load_answer().await.map_err(|_| not_loaded())?;
        answer(stores.quirks, target, call).await
    })
    .into()
}

/// What answers a call, in the file of the client.
type Answer = fn(QuirkStore, Target, Result<Call, RequestFault>) -> LocalBoxFuture<'static, Result<JsValue, JsValue>>;

#[leptos::wasm_split::wasm_split(conversation, wasm_split_path = leptos::wasm_split, fallible)]
fn load_answer() -> Result<Answer, SplitLoaderError> {
    Ok(|quirks, target, call| {
        Box::pin(async move {
            let call = call.map_err(|fault| {
                let about = About { name: target.id.clone(), host: String::new(), model: String::new() };
                provider_error(&Failure { error: CompletionError::Request(fault), partial: Reply::default(), about })
            })?;
            call.run(quirks, target).await
        })
    })
}

/// The `ProviderError` where the app's own server does not hand out the client.
fn not_loaded() -> JsValue {
    let object = Error::new(Language::English.words().shell().part_not_loaded);
    object.set_name("ProviderError");
    let empty = json!({
        "content": "", "reasoning": null, "finishReason": null, "usage": null, "toolCalls": [], "refusal": null,
    });
    for (name, value) in [("kind", "network".into()), ("status", JsValue::NULL), ("partial", from_json(&empty))] {
        // Setting a property of a new object cannot fail.
        drop(Reflect::set(&object, &name.into(), &value));
    }
    object.into()
}

struct Call {
    completion: ChatCompletion,
    on_delta: Option<Function>,
    signal: Option<AbortSignal>,
}

impl Call {
    fn read(id: &JsValue, request: &JsValue, options: &JsValue) -> Result<Self, RequestFault> {
        if !id.is_string() {
            return Err(argument("id", "must be a string"));
        }
        let Some(Value::Object(mut request)) = to_json(request) else {
            return Err(argument("request", "must be an object with model and messages"));
        };
        let model = match request.shift_remove("model") {
            Some(Value::String(model)) if !model.is_empty() => model,
            _ => return Err(argument("model", "must be a string that is not empty")),
        };
        let messages = match request.shift_remove("messages") {
            Some(Value::Array(messages)) if !messages.is_empty() => Value::Array(messages),
            _ => return Err(argument("messages", "must be an array with at least one message")),
        };
        Ok(Call {
            completion: ChatCompletion {
                model: Some(model),
                messages,
                parameters: request,
                ..ChatCompletion::default()
            },
            on_delta: option(options, "onDelta", "must be a function")?,
            signal: option(options, "signal", "must be an AbortSignal")?,
        })
    }

    async fn run(self, quirks: QuirkStore, target: Target) -> Result<JsValue, JsValue> {
        let cancel = Cancel::new();
        let _listener = self.signal.as_ref().map(|signal| Listener::new(signal, &cancel));
        if self.signal.as_ref().is_some_and(AbortSignal::aborted) {
            cancel.cancel();
        }
        let mut on_delta = |piece: Delta<'_>| {
            if let Some(on_delta) = &self.on_delta
                && let Err(thrown) = on_delta.call1(&JsValue::UNDEFINED, &delta(piece))
            {
                // The caller's fault is the caller's to see; the reply goes on.
                report(&thrown);
            }
        };
        let ignore = &mut |_: Traffic<'_>| {};
        complete(quirks, target, &self.completion, &cancel, &mut on_delta, ignore)
            .await
            .map(|finished| from_json(&reply(&finished)))
            .map_err(|failure| provider_error(&failure))
    }
}

fn argument(name: &str, reason: &str) -> RequestFault {
    RequestFault::Argument { name: name.to_owned(), reason: reason.to_owned() }
}

/// A property of the options, of the type that it must have; absent when it is null or undefined.
fn option<T: JsCast>(options: &JsValue, name: &str, reason: &str) -> Result<Option<T>, RequestFault> {
    if options.is_null() || options.is_undefined() {
        return Ok(None);
    }
    let value = Reflect::get(options, &name.into()).map_err(|_| argument("options", "must be an object"))?;
    if value.is_null() || value.is_undefined() {
        return Ok(None);
    }
    value.dyn_into().map(Some).map_err(|_| argument(name, reason))
}

/// Has an error appear as an unhandled one of the page, as an exception in an event listener does: nobody handles this
/// promise.
fn report(thrown: &JsValue) {
    drop(Promise::reject(thrown));
}

/// Listens to a signal for as long as it lives. `abort()` calls it before it returns.
struct Listener<'a> {
    signal: &'a AbortSignal,
    on_abort: Closure<dyn FnMut()>,
}

impl<'a> Listener<'a> {
    fn new(signal: &'a AbortSignal, cancel: &Cancel) -> Self {
        let cancel = cancel.clone();
        let on_abort = Closure::<dyn FnMut()>::new(move || cancel.cancel());
        drop(signal.add_event_listener_with_callback("abort", on_abort.as_ref().unchecked_ref()));
        Listener { signal, on_abort }
    }
}

impl Drop for Listener<'_> {
    fn drop(&mut self) {
        drop(self.signal.remove_event_listener_with_callback("abort", self.on_abort.as_ref().unchecked_ref()));
    }
}
