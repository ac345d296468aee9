//! The body of a response, as it comes.

use js_sys::{Reflect, Uint8Array};
use reqwasm::http::Response;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::ReadableStreamDefaultReader;

use super::clock::within;

/// An error body is read up to this many bytes and for this many milliseconds: the rest would not be shown.
const ERROR_BODY_BYTES: usize = 64 * 1024;
const ERROR_BODY_MILLISECONDS: u32 = 5_000;

/// The body of a response, chunk by chunk, in one buffer that is used again.
pub(super) struct Body {
    reader: Option<ReadableStreamDefaultReader>,
    bytes: Vec<u8>,
}

pub(super) enum Chunk {
    /// In [`Body::bytes`].
    Bytes,
    End,
    Broken,
}

impl Body {
    pub(super) fn of(response: &Response) -> Self {
        let reader = response.body().and_then(|stream| stream.get_reader().dyn_into().ok());
        Body { reader, bytes: Vec::new() }
    }

    /// What the last chunk held.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub(super) async fn read(&mut self) -> Chunk {
        let Some(reader) = &self.reader else { return Chunk::End };
        match JsFuture::from(reader.read()).await {
            Ok(result) if is_true(&result, "done") => Chunk::End,
            Ok(result) => match Reflect::get(&result, &"value".into()).and_then(|value| value.dyn_into::<Uint8Array>())
            {
                Ok(array) => {
                    self.bytes.resize(array.length() as usize, 0);
                    array.copy_to(&mut self.bytes);
                    Chunk::Bytes
                }
                Err(_) => Chunk::Broken,
            },
            Err(_) => Chunk::Broken,
        }
    }

    /// Reads to the end, or until there are `most` bytes or more.
    pub(super) async fn collect(&mut self, most: usize, collected: &mut Vec<u8>) {
        while collected.len() < most
            && let Chunk::Bytes = self.read().await
        {
            collected.extend_from_slice(&self.bytes);
        }
    }

    /// The beginning of an error's body: as much as would be shown, of what comes in time.
    pub(super) async fn read_start(&mut self) -> Vec<u8> {
        let mut collected = Vec::new();
        // What came in time is shown, whether or not the body ended.
        within(ERROR_BODY_MILLISECONDS, self.collect(ERROR_BODY_BYTES, &mut collected)).await;
        collected
    }
}

fn is_true(object: &JsValue, name: &str) -> bool {
    Reflect::get(object, &name.into()).is_ok_and(|value| value.is_truthy())
}
