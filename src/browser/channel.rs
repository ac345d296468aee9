//! What the tabs of this app say to each other.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{BroadcastChannel, MessageEvent};

/// A channel to the other tabs of this app. In a browser that has none, nothing is said and nothing is heard.
#[derive(Clone, Debug)]
pub struct Channel(Option<BroadcastChannel>);

impl Channel {
    /// Opens the channel of that name; `hear` gets each text that another tab posts to it, for the life of the page.
    pub fn open(name: &str, hear: impl Fn(String) + 'static) -> Self {
        let channel = BroadcastChannel::new(name).ok();
        if let Some(channel) = &channel {
            let listen = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
                if let Some(text) = event.data().as_string() {
                    hear(text);
                }
            });
            channel.set_onmessage(Some(listen.into_js_value().unchecked_ref()));
        }
        Channel(channel)
    }

    /// Says a text to the other tabs.
    pub fn post(&self, text: &str) {
        if let Some(channel) = &self.0 {
            // It throws only for a channel that was closed, and this one never is.
            drop(channel.post_message(&text.into()));
        }
    }
}
