// Runs in the page: the same bytes through the wasm reader and through eventsource-parser with JSON.parse.
import { createParser } from '/eventsource-parser/index.js';

const MEGABYTE = 1_000_000;
const PIECE = 16 << 10;
const encoder = new TextEncoder();

const chunk = (content) =>
  `data: ${JSON.stringify({ id: 'chatcmpl-8f2e41c09d', object: 'chat.completion.chunk', created: 1763800000, model: 'qwen3-32b', choices: [{ index: 0, delta: { content }, finish_reason: null }] })}\n\n`;
const DONE = 'data: [DONE]\n\n';

function repeated(size, event) {
  const events = [];
  let length = 0;
  for (let index = 0; length < size; index += 1) {
    const text = event(index);
    events.push(text);
    length += text.length;
  }
  return encoder.encode(events.join('') + DONE);
}

const words = ['the ', ' stream', '한국어', ' of', ' tokens', '.\n', ' "quoted"'];
const ordinary = (size) => repeated(size, (index) => chunk(words[index % words.length]));
const STREAMS = [
  { name: 'ordinary chunks, 40 MB', body: () => ordinary(40 * MEGABYTE), piece: PIECE },
  { name: 'byte by byte, 1 MB', body: () => ordinary(MEGABYTE), piece: 1 },
  { name: 'one line, 8 MB', body: () => encoder.encode(chunk('x'.repeat(8 * MEGABYTE)) + DONE), piece: PIECE },
  { name: '200,000 tiny events', body: () => encoder.encode('data: {"choices":[{"delta":{"content":"a"}}]}\n\n'.repeat(200_000) + DONE), piece: PIECE },
];

function pieces(body, size) {
  const all = [];
  for (let start = 0; start < body.length; start += size) all.push(body.subarray(start, start + size));
  return all;
}

function withWasm({ Reading }, parts) {
  const reading = new Reading();
  for (const part of parts) if (reading.feed(part)) break;
  return reading.finish();
}

function withJavaScript(parts) {
  const decoder = new TextDecoder();
  let content = '';
  let done = false;
  const parser = createParser({
    maxBufferSize: 64 * MEGABYTE,
    onEvent({ data }) {
      if (data === '[DONE]') done = true;
      else content += JSON.parse(data).choices?.[0]?.delta?.content ?? '';
    },
  });
  for (const part of parts) {
    parser.feed(decoder.decode(part, { stream: true }));
    if (done) break;
  }
  return encoder.encode(content).length;
}

/** The best of several runs of each, taken in turns. */
export async function measure(builds, rounds) {
  const modules = await Promise.all(builds.map(async (build) => {
    const module = await import(`/${build}/bench.js`);
    await module.default();
    return module;
  }));
  const rows = [];
  for (const { name, body, piece } of STREAMS) {
    const parts = pieces(body(), piece);
    const readers = [...modules.map((module) => () => withWasm(module, parts)), () => withJavaScript(parts)];
    const best = readers.map(() => Infinity);
    const lengths = new Set();
    for (let round = 0; round < rounds; round += 1) {
      for (const [index, read] of readers.entries()) {
        const begun = performance.now();
        lengths.add(read());
        best[index] = Math.min(best[index], performance.now() - begun);
        await new Promise((resolve) => setTimeout(resolve));
      }
    }
    if (lengths.size !== 1) throw new Error(`${name}: the readers disagree: ${[...lengths]}`);
    rows.push({ name, best });
  }
  return rows;
}
