//! The stream reader as the page uses it, for the bench in the browser: each chunk crosses from JavaScript as
//! `browser/stream.rs` takes it, and is read at once.

#[path = "../../../src/openai/mod.rs"]
#[allow(dead_code, unused_imports)]
mod openai;

use js_sys::Uint8Array;
use openai::{BodyEnd, Progress, ReplyReader};
use wasm_bindgen::prelude::wasm_bindgen;

/// One reply that is being read.
#[wasm_bindgen]
pub struct Reading {
    reader: ReplyReader,
    bytes: Vec<u8>,
    /// Bytes of text so far.
    length: usize,
}

#[wasm_bindgen]
impl Reading {
    #[wasm_bindgen(constructor)]
    #[allow(clippy::new_without_default)]
    pub fn new() -> Reading {
        Reading { reader: ReplyReader::new(200), bytes: Vec::new(), length: 0 }
    }

    /// Takes a chunk; true once the reply is complete.
    pub fn feed(&mut self, chunk: &Uint8Array) -> bool {
        self.bytes.resize(chunk.length() as usize, 0);
        chunk.copy_to(&mut self.bytes);
        let length = &mut self.length;
        let mut on_delta = |delta: openai::Delta<'_>| *length += delta.content.map_or(0, str::len);
        self.reader.feed(&self.bytes, &mut on_delta) == Progress::Done
    }

    /// Bytes of text in the whole reply.
    pub fn finish(self) -> usize {
        match self.reader.finish(BodyEnd::Closed, &mut |_| {}) {
            Ok(reply) | Err((_, reply)) => reply.content.len(),
        }
    }
}
