// The page that ours is measured beside: eventsource-parser reads, marked renders the whole reply anew at each frame, as
// most chat pages do. It has nothing else to do: no storage, no counts, no colours of code.
import { createParser } from '/eventsource-parser/index.js';
import { marked } from '/marked/marked.esm.js';

/** Streams one reply into the page; ends with the stream. */
export async function ask(endpoint, model) {
  const log = document.querySelector('[role=log]');
  const reply = log.appendChild(document.createElement('article')).appendChild(document.createElement('div'));
  reply.className = 'markdown';
  let text = '';
  let asked = false;
  const show = () => {
    asked = false;
    reply.innerHTML = marked.parse(text);
    log.scrollTop = log.scrollHeight;
  };
  const parser = createParser({
    onEvent({ data }) {
      if (data === '[DONE]') return;
      text += JSON.parse(data).choices?.[0]?.delta?.content ?? '';
      if (!asked) {
        asked = true;
        requestAnimationFrame(show);
      }
    },
  });
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model, messages: [{ role: 'user', content: 'Go' }], stream: true }),
  });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) parser.feed(piece.value);
}
