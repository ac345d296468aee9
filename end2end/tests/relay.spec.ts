import { chat, register, setKey } from '../support/ais';
import type { App } from '../support/app';
import { expect, test } from '../support/fixtures';
import { LINE } from '../support/problems';
import { refusal, reply, text } from '../support/stream';

const ASK = { model: 'm', messages: [{ role: 'user', content: 'Hi' }] };

async function open(app: App, endpoint: string, options: Record<string, unknown> = {}): Promise<void> {
  await app.open();
  expect(await register(app.page, 'lab', { name: 'Lab', endpoint, route: 'relay', ...options })).toBeNull();
}

test('an endpoint that no page can call is reached through the relay', async ({ app, page, serve }) => {
  const server = await serve(reply('Through the relay.'));
  server.cors = 'none';
  await open(app, server.endpoint, { extraHeaders: { 'X-Team': 'lab' } });
  await setKey(page, 'lab', 'sk-relay');
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  const done = await chat(page, 'lab', ASK);
  expect(done.reply?.content).toBe('Through the relay.');
  expect(asked).toContain('/api/relay');
  // No preflight, no cookie, no trace of the page; the key and the extra header as they were given.
  expect(server.requests).toHaveLength(1);
  const [seen] = server.posts;
  expect(seen?.url).toBe('/v1/chat/completions');
  expect(seen?.headers).toMatchObject({ authorization: 'Bearer sk-relay', 'x-team': 'lab', 'content-type': 'application/json' });
  for (const name of ['origin', 'referer', 'cookie', 'x-ais-relay', 'x-ais-target', 'sec-fetch-site']) {
    expect(seen?.headers[name], name).toBeUndefined();
  }
});

test('what the upstream refuses reaches the page with its status and words', async ({ app, page, problems, serve }) => {
  problems.expect(LINE.status(401));
  const server = await serve(refusal(401, 'Incorrect key'));
  server.cors = 'none';
  await open(app, server.endpoint);
  const done = await chat(page, 'lab', ASK);
  expect(done.error).toMatchObject({ kind: 'api', status: 401 });
  expect(done.error?.message).toContain('Incorrect key');
});

test('what the relay itself found is said: nothing listens there', async ({ app, page, problems, serve }) => {
  problems.expect(LINE.status(502));
  const server = await serve(reply('Never.'));
  await server.stop();
  await open(app, server.endpoint);
  const done = await chat(page, 'lab', ASK);
  expect(done.error).toMatchObject({ kind: 'network', status: null });
  expect(done.error?.message).toContain(`Nothing listens at 127.0.0.1:${server.port}`);
});

test('the upstream request ends when the page stops', async ({ app, page, serve }) => {
  const server = await serve({ pieces: [text('one ')], end: 'hang' });
  server.cors = 'none';
  await open(app, server.endpoint);
  const done = await chat(page, 'lab', ASK, { abort: { atDelta: 1 } });
  expect(done.error?.kind).toBe('aborted');
  await expect.poll(() => server.posts[0]?.aborted).toBe(true);
});
