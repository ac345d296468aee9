import { chat, register, setKey, type Delta } from '../support/ais';
import type { App } from '../support/app';
import { expect, test } from '../support/fixtures';
import { LINE } from '../support/problems';
import type { Answer } from '../support/scripted-server';
import { DONE, event, finish, json, reasoning, refusal, reply, text, usage } from '../support/stream';

const ASK = { model: 'm', messages: [{ role: 'user', content: 'Hi' }] };
const NOTHING = { content: '', reasoning: null, finishReason: null, usage: null, toolCalls: [], refusal: null };

async function open(app: App, endpoint: string, options: Record<string, unknown> = {}): Promise<void> {
  await app.open();
  expect(await register(app.page, 'lab', { endpoint, ...options })).toBeNull();
}

test('a reply comes in the documented shape, and each piece as it is parsed', async ({ app, page, serve }) => {
  const toolCall = { choices: [{ index: 0, delta: { tool_calls: [{ index: 0, id: 'call_1', function: { name: 'look', arguments: '{"a":1}' } }] } }] };
  const words = Array.from({ length: 60 }, (_, index) => `w${index} `);
  // All in one write: pieces are told apart by the parser, not by frames or chunks.
  const server = await serve({ pieces: [[reasoning('Let me'), reasoning(' think'), ...words.map(text), event(toolCall), finish('tool_calls'), usage(5, 7), DONE].join('')] });
  await open(app, server.endpoint);
  const outcome = await chat(page, 'lab', ASK);
  expect(outcome.reply).toEqual({
    content: words.join(''),
    reasoning: 'Let me think',
    finishReason: 'tool_calls',
    usage: { prompt_tokens: 5, completion_tokens: 7, total_tokens: 12 },
    toolCalls: [{ id: 'call_1', name: 'look', arguments: '{"a":1}' }],
    refusal: null,
  });
  const expected: Delta[] = [{ reasoning: 'Let me' }, { reasoning: ' think' }, ...words.map((content) => ({ content }))];
  expect(outcome.deltas).toEqual(expected);
});

test('it sends what it is given and no defaults', async ({ app, page, serve }) => {
  const server = await serve(reply('Ok'));
  await open(app, server.endpoint, { parameters: { temperature: 0.2 } });
  await page.evaluate(() => window.AIS.Providers.setKey('lab', 'sk-1'));
  await chat(page, 'lab', { ...ASK, top_p: 0.5, stop: ['END'], temperature: undefined, custom: { deep: [1, null] } });
  expect(server.body()).toEqual({ ...ASK, top_p: 0.5, stop: ['END'], custom: { deep: [1, null] }, stream: true, stream_options: { include_usage: true } });
  expect(server.posts[0]?.headers.authorization).toBe('Bearer sk-1');
});

test('without streaming it reads the whole answer', async ({ app, page, serve }) => {
  const server = await serve(json({ choices: [{ message: { content: 'Whole', reasoning_content: 'Why' }, finish_reason: 'stop' }], usage: { prompt_tokens: '1', completion_tokens: null } }));
  await open(app, server.endpoint);
  const outcome = await chat(page, 'lab', { ...ASK, stream: false });
  expect(server.body()).toEqual({ ...ASK, stream: false });
  expect(outcome.reply).toEqual({ ...NOTHING, content: 'Whole', reasoning: 'Why', finishReason: 'stop', usage: { prompt_tokens: 1, completion_tokens: null, total_tokens: null } });
  expect(outcome.deltas.map(({ content }) => content ?? '').join('')).toBe('Whole');
});

test('results are plain values of the page, and the third argument may be left out', async ({ app, page, serve }) => {
  const server = await serve(reply('Plain'));
  await open(app, server.endpoint);
  expect((await chat(page, 'lab', ASK, { bare: true })).reply?.content).toBe('Plain');
  const plain = await page.evaluate(async (ask) => {
    const promise = window.AIS.Providers.chat('lab', ask, { onDelta: undefined, signal: undefined });
    const reply = await promise;
    return {
      promise: promise instanceof Promise,
      prototypes: [reply, reply.usage, reply.toolCalls].map((value) => value !== null && [Object.prototype, Array.prototype].includes(Object.getPrototypeOf(value) as object)),
      same: JSON.stringify(structuredClone(reply)) === JSON.stringify(reply),
      keys: Object.keys(reply).sort(),
    };
  }, ASK);
  expect(plain).toEqual({ promise: true, prototypes: [true, true, true], same: true, keys: ['content', 'finishReason', 'reasoning', 'refusal', 'toolCalls', 'usage'] });
});

test('a stream that ends properly without text succeeds', async ({ app, page, serve }) => {
  const server = await serve({ pieces: [finish(), DONE] });
  await open(app, server.endpoint);
  expect((await chat(page, 'lab', ASK)).reply).toEqual({ ...NOTHING, finishReason: 'stop' });
});

test('aborted before it begins, nothing is sent', async ({ app, page, serve }) => {
  const server = await serve(reply('Never'));
  await open(app, server.endpoint);
  const outcome = await chat(page, 'lab', ASK, { abort: 'before' });
  expect(outcome.error).toMatchObject({ isError: true, name: 'ProviderError', kind: 'aborted', status: null, partial: NOTHING });
  expect(outcome.deltas).toEqual([]);
  expect(server.posts).toEqual([]);
});

test('aborted from inside onDelta, no further piece comes, even of the same chunk', async ({ app, page, serve }) => {
  const server = await serve({ pieces: [['a', 'b', 'c', 'd', 'e'].map(text).join('')], end: 'hang' });
  await open(app, server.endpoint);
  const outcome = await chat(page, 'lab', ASK, { abort: { atDelta: 2 } });
  expect(outcome.deltas).toEqual([{ content: 'a' }, { content: 'b' }]);
  expect(outcome.late).toBe(0);
  expect(outcome.error).toMatchObject({ kind: 'aborted', partial: { content: 'ab', finishReason: null } });
  await expect.poll(() => server.posts[0]?.aborted).toBe(true);
});

test('aborted from inside onDelta, it is aborted although the end has come', async ({ app, page, serve }) => {
  const whole = [...['a', 'b', 'c'].map(text), finish('stop'), DONE].join('');
  const cases = [
    { pieces: [whole], atDelta: 1, content: 'a' },
    { pieces: [whole], atDelta: 3, content: 'abc' },
    { pieces: [text('a') + text('b') + event({ error: { message: 'boom' } })], atDelta: 1, content: 'a' },
    { pieces: [text('<thi') + DONE], atDelta: 1, content: '<thi' },
    { pieces: ['{"choices":[{"message":{"content":"Hi"},"finish_reason":"stop"}]}'], atDelta: 1, content: 'Hi' },
  ];
  const server = await serve(cases.map(({ pieces }) => ({ pieces })));
  await open(app, server.endpoint);
  for (const { atDelta, content } of cases) {
    const outcome = await chat(page, 'lab', ASK, { abort: { atDelta } });
    expect(outcome.late).toBe(0);
    expect(outcome.error, content).toMatchObject({ kind: 'aborted', partial: { content } });
    expect(outcome.deltas.map(({ content }) => content).join('')).toBe(content);
  }
});

test('what was held back when a reply was stopped is part of what had arrived', async ({ app, page, serve }) => {
  const server = await serve([{ pieces: [text('<thi')], end: 'hang' }, { pieces: [text('Hello'), text('Hello world')], end: 'hang' }]);
  await open(app, server.endpoint);
  for (const content of ['<thi', 'Hello world']) {
    const outcome = await chat(page, 'lab', ASK, { abort: { afterMs: 400 } });
    expect(outcome.error).toMatchObject({ kind: 'aborted', partial: { content } });
    expect(outcome.late).toBe(0);
  }
});

test('a call goes to what was registered, with the key that was set, when it was made', async ({ app, page, serve }) => {
  const [first, second] = [await serve(reply('First.')), await serve(reply('Second.'))];
  await app.open();
  const said = await page.evaluate(
    async ([endpoints, ask]) => {
      const { Providers } = window.AIS;
      const calls = endpoints.map((endpoint, index) => {
        Providers.registerCustom('lab', { endpoint });
        Providers.setKey('lab', index ? '' : 'sk-first');
        return Providers.chat('lab', ask);
      });
      Providers.removeCustom('lab');
      return (await Promise.all(calls)).map(({ content }) => content);
    },
    [[first.endpoint, second.endpoint], ASK] as const,
  );
  expect(said).toEqual(['First.', 'Second.']);
  expect(first.posts[0]?.headers.authorization).toBe('Bearer sk-first');
  // An empty key is none.
  expect(second.posts[0]?.headers).not.toHaveProperty('authorization');
});

test('a redirect takes no secret header to another address', async ({ app, page, problems, serve }) => {
  problems.expect(LINE.status(404));
  const elsewhere = await serve(reply('Elsewhere.'));
  const server = await serve({ status: 307, headers: { location: elsewhere.endpoint } });
  await open(app, server.endpoint, { auth: 'api-key' });
  expect(await setKey(page, 'lab', 'sk-redirected')).toBeNull();
  const { error } = await chat(page, 'lab', ASK);
  expect(error).toMatchObject({ kind: 'network', status: null });
  expect(error?.message).toContain('sends the request on to another address');
  expect(elsewhere.requests).toEqual([]);
  // The browser itself takes this one off.
  expect(await register(page, 'lab', { endpoint: server.endpoint })).toBeNull();
  expect((await chat(page, 'lab', ASK)).reply?.content).toBe('Elsewhere.');
  expect(elsewhere.posts[0]?.headers).not.toHaveProperty('authorization');
});

test('a value that was refused is left out, and another one is sent', async ({ app, page, problems, serve }) => {
  problems.expect(LINE.status(400));
  const server = await serve([
    refusal(400, 'max_tokens is too large: 99999. This model supports at most 4096 completion tokens.', { param: 'max_tokens', code: 'invalid_value' }),
    reply('Fits.'),
  ]);
  await open(app, server.endpoint);
  for (const [max_tokens, posts, sent] of [[99999, 2, undefined], [100, 3, 100], [99999, 4, undefined]]) {
    expect((await chat(page, 'lab', { ...ASK, max_tokens })).reply?.content).toBe('Fits.');
    expect(server.posts).toHaveLength(Number(posts));
    expect(server.body().max_tokens).toBe(sent);
  }
});

test('aborted in the middle of a fast stream, no piece comes late', async ({ app, page, serve }) => {
  const server = await serve({ pieces: Array.from({ length: 400 }, (_, index) => [text(`${index} `), 1]).flat(), end: 'hang' });
  await open(app, server.endpoint);
  const outcome = await chat(page, 'lab', ASK, { abort: { afterMs: 150 } });
  expect(outcome.error?.kind).toBe('aborted');
  expect(outcome.late).toBe(0);
  expect(outcome.error?.partial?.content).toBe(outcome.deltas.map(({ content }) => content).join(''));
});

test('aborted while the server keeps silent, it ends at once', async ({ app, page, serve }) => {
  const server = await serve({ end: 'hang' });
  await open(app, server.endpoint);
  const outcome = await chat(page, 'lab', ASK, { abort: { afterMs: 200 } });
  expect(outcome.error).toMatchObject({ kind: 'aborted', status: null, partial: NOTHING });
  await expect.poll(() => server.posts[0]?.aborted).toBe(true);
});

interface Failure {
  what: string;
  answer: Answer;
  kind: string;
  status: number | null;
  message: RegExp;
  partial?: Record<string, unknown>;
}

const FAILURES: Failure[] = [
  { what: 'HTTP 401', answer: refusal(401, 'Who are you'), kind: 'api', status: 401, message: /401.*Who are you/s },
  { what: 'HTTP 500 with HTML', answer: { status: 502, headers: { 'content-type': 'text/html' }, pieces: ['<html><title>Bad gateway</title></html>'] }, kind: 'api', status: 502, message: /502/ },
  { what: 'an error inside a 200', answer: json({ error: 'model is loading' }), kind: 'api', status: 200, message: /model is loading/ },
  { what: 'an error in mid-stream', answer: { pieces: [text('So far'), event({ error: { message: 'GPU lost', code: 500 } }), DONE] }, kind: 'api', status: 200, message: /GPU lost/, partial: { content: 'So far' } },
  { what: 'FastAPI detail', answer: json({ detail: [{ loc: ['body', 'model'], msg: 'field required' }] }, 422), kind: 'api', status: 422, message: /field required/ },
  { what: 'an end without an end', answer: { pieces: [text('So far')] }, kind: 'interrupted', status: 200, message: /cut off/, partial: { content: 'So far' } },
  { what: 'a dropped connection', answer: { pieces: [text('So'), text(' far'), 1500], end: 'drop' }, kind: 'interrupted', status: 200, message: /cut off/, partial: { content: 'So far' } },
  { what: 'a web page', answer: { pieces: ['<!doctype html><title>Login</title>'] }, kind: 'protocol', status: 200, message: /web page/ },
  { what: 'an empty body', answer: { pieces: [] }, kind: 'protocol', status: 200, message: /empty/ },
  { what: 'a failing finish reason', answer: { pieces: [text('So far'), finish('insufficient_system_resource'), DONE] }, kind: 'finish_error', status: 200, message: /insufficient_system_resource/, partial: { content: 'So far', finishReason: 'insufficient_system_resource' } },
];

for (const { what, answer, kind, status, message, partial } of FAILURES) {
  test(`${what} rejects as ${kind}`, async ({ app, page, problems, serve }) => {
    problems.expect(LINE.status(status ?? 0), LINE.cut);
    const server = await serve(answer);
    await open(app, server.endpoint);
    const outcome = await chat(page, 'lab', ASK);
    expect(outcome.error).toMatchObject({ isError: true, name: 'ProviderError', kind });
    // Only an answer has a status; where the reply broke, it may be told or not.
    if (kind === 'api') expect(outcome.error?.status).toBe(status);
    else expect([status, null]).toContain(outcome.error?.status);
    expect(outcome.error?.message).toMatch(message);
    expect(outcome.error?.partial).toEqual({ ...NOTHING, ...partial });
    expect(server.posts).toHaveLength(1);
  });
}

test('a server that is off, and one without CORS, reject as network', async ({ app, page, problems, serve }) => {
  problems.expect(LINE.refused, LINE.cors, LINE.status(404), LINE.status(405));
  const server = await serve(reply('Never'));
  server.cors = 'none';
  await open(app, server.endpoint);
  expect((await chat(page, 'lab', ASK)).error).toMatchObject({ kind: 'network', status: null, partial: NOTHING });
  await server.stop();
  expect((await chat(page, 'lab', ASK)).error).toMatchObject({ kind: 'network', status: null, partial: NOTHING });
});

test('the server’s words are cut at 4 kB and hold no key', async ({ app, page, problems, serve }) => {
  problems.expect(LINE.status(400));
  const server = await serve(refusal(400, `bad key sk-secret-987654 ${'가'.repeat(5000)}`));
  await open(app, server.endpoint);
  expect(await setKey(page, 'lab', 'sk-secret-987654')).toBeNull();
  const { error } = await chat(page, 'lab', ASK);
  expect(error?.message).toContain('bad key');
  expect(error?.message).not.toContain('sk-secret-987654');
  expect(Buffer.byteLength(error?.message ?? '')).toBeLessThanOrEqual(4_200);
});

const WRONG: [what: string, id: unknown, request: unknown][] = [
  ['an unknown provider', 'nobody', ASK],
  ['an id that is no string', 7, ASK],
  ['no request', 'lab', undefined],
  ['a request that is no object', 'lab', 'Hi'],
  ['no messages', 'lab', { model: 'm' }],
  ['messages that are no array', 'lab', { model: 'm', messages: 'Hi' }],
  ['a model that is no string', 'lab', { model: 5, messages: ASK.messages }],
  ['a disabled provider', 'off', ASK],
];

test('what our side refuses rejects as request, never throws, and sends nothing', async ({ app, page, serve }) => {
  const server = await serve(reply('Never'));
  await open(app, server.endpoint);
  expect(await register(page, 'off', { endpoint: server.endpoint, disabled: true })).toBeNull();
  for (const [what, id, request] of WRONG) {
    const outcome = await chat(page, id, request);
    expect.soft(outcome.threwAtOnce, what).toBe(false);
    expect.soft(outcome.error, what).toMatchObject({ isError: true, name: 'ProviderError', kind: 'request', status: null, partial: NOTHING });
    expect.soft(outcome.error?.message.length, what).toBeGreaterThan(0);
  }
  const wrongOptions = await page.evaluate(async (ask) => {
    const kinds: unknown[] = [];
    for (const options of [{ onDelta: 'no function' }, { signal: {} }, 'none']) {
      try {
        await window.AIS.Providers.chat('lab', ask, options);
        kinds.push('resolved');
      } catch (error) {
        kinds.push((error as { kind?: unknown }).kind);
      }
    }
    return kinds;
  }, ASK);
  expect(wrongOptions.slice(0, 2)).toEqual(['request', 'request']);
  expect(server.posts.length).toBeLessThanOrEqual(1);
});

test('an onDelta that throws is the caller’s to see, and the reply goes on', async ({ app, page, problems, serve }) => {
  problems.expect(/uncaught: .*my own fault/s);
  const server = await serve(reply('One ', 'two.'));
  await open(app, server.endpoint);
  const seen = await page.evaluate(async (ask) => {
    const unhandled: string[] = [];
    window.addEventListener('unhandledrejection', (event) => unhandled.push((event.reason as Error).message));
    const onDelta = (): void => {
      throw new Error('my own fault');
    };
    const { content } = await window.AIS.Providers.chat('lab', ask, { onDelta });
    await new Promise((resolve) => setTimeout(resolve, 50));
    return { content, unhandled };
  }, ASK);
  expect(seen).toEqual({ content: 'One two.', unhandled: ['my own fault', 'my own fault'] });
});

test('onDelta may call everything, and a provider that is replaced or removed meanwhile does not stop the reply', async ({ app, page, serve }) => {
  const server = await serve(reply('One ', 'two ', 'three.'));
  await open(app, server.endpoint);
  const seen = await page.evaluate(
    async ([ask, endpoint]) => {
      const { Providers } = window.AIS;
      const inner: string[] = [];
      let count = 0;
      const onDelta = (): void => {
        count += 1;
        if (count === 1) Providers.registerCustom('lab', { endpoint, name: 'Replaced', extraHeaders: { 'X-New': '1' } });
        if (count === 2) inner.push(String(Providers.removeCustom('lab')), ...Providers.listCustom());
        if (count === 3) void Providers.chat('lab', ask).catch((error: Error & { kind: string }) => inner.push(error.kind));
      };
      const { content } = await Providers.chat('lab', ask, { onDelta });
      await new Promise((resolve) => setTimeout(resolve, 50));
      return { content, inner };
    },
    [ASK, server.endpoint] as const,
  );
  expect(seen).toEqual({ content: 'One two three.', inner: ['true', 'request'] });
  expect(server.posts).toHaveLength(1);
});

test('odd requests: getters, texts cut within an emoji, names of prototypes, what has no JSON form', async ({ app, page, serve }) => {
  const server = await serve(reply('Ok'));
  await open(app, server.endpoint);
  const kinds = await page.evaluate(async (ask) => {
    const { Providers } = window.AIS;
    const cycle: Record<string, unknown> = { ...ask };
    cycle.self = cycle;
    const thrower = {
      ...ask,
      get seed(): number {
        throw new Error('no');
      },
    };
    const nested = {
      ...ask,
      get user(): string {
        Providers.chat('nobody', ask).catch(() => {});
        return Providers.listCustom().join();
      },
    };
    const cut = { model: 'm', messages: [{ role: 'user', content: 'Cut 😀'.slice(0, -1) }] };
    const prototype = JSON.parse('{"model":"m","messages":[{"role":"user","content":"Hi"}],"__proto__":{"polluted":1},"constructor":{"a":1}}') as unknown;
    const outcomes: unknown[] = [];
    for (const request of [cycle, { ...ask, seed: 1n }, thrower, nested, cut, prototype]) {
      outcomes.push(await Providers.chat('lab', request).then(({ content }) => content, (error: { kind: unknown }) => error.kind));
    }
    return { outcomes, polluted: 'polluted' in {} };
  }, ASK);
  expect(kinds).toEqual({ outcomes: ['request', 'request', 'request', 'Ok', 'Ok', 'Ok'], polluted: false });
  expect(server.posts.map(({ body }) => body)).toHaveLength(3);
  expect(server.body(0)).toMatchObject({ user: 'lab' });
  expect(server.body(1)).toMatchObject({ messages: [{ role: 'user', content: 'Cut \ufffd' }] });
  expect(server.posts[2]?.body).toContain('"__proto__":{"polluted":1}');
});

test('Demo answers scripts too', async ({ app, page }) => {
  await app.open();
  const outcome = await chat(page, 'demo', { model: 'demo-fast', messages: [{ role: 'user', content: 'Hi' }] });
  expect(outcome.reply?.content).toContain('not a model');
  expect(outcome.reply?.finishReason).toBe('stop');
  expect(outcome.reply?.usage?.total_tokens).toBeGreaterThan(0);
  expect(outcome.deltas.length).toBeGreaterThan(10);
  expect(outcome.deltas.map(({ content }) => content ?? '').join('')).toBe(outcome.reply?.content);
});

test('a parameter that is refused is left out of one second request, and of the next ones', async ({ app, page, problems, serve }) => {
  problems.expect(LINE.status(400));
  const server = await serve([
    refusal(400, "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.", { param: 'max_tokens', code: 'unsupported_parameter' }),
    reply('Renamed.'),
  ]);
  await open(app, server.endpoint);
  const ask = { ...ASK, max_tokens: 7 };
  expect((await chat(page, 'lab', ask)).reply?.content).toBe('Renamed.');
  expect(server.posts).toHaveLength(2);
  expect(server.body()).toMatchObject({ max_completion_tokens: 7 });
  expect(server.body()).not.toHaveProperty('max_tokens');
  expect((await chat(page, 'lab', ask)).reply?.content).toBe('Renamed.');
  expect(server.posts).toHaveLength(3);
  expect(server.body()).toMatchObject({ max_completion_tokens: 7 });
});
