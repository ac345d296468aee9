import type { App } from '../support/app';
import { expect, test } from '../support/fixtures';
import { LINE } from '../support/problems';
import type { ScriptedServer } from '../support/scripted-server';
import { DONE, event, finish, json, reply, text, usage } from '../support/stream';

/** Through the interface: the preset, the address of the test's server in the place of the real one, key and model, Save, choose. */
async function connect(app: App, service: string, server: ScriptedServer, fields: { key?: string; model: string }): Promise<void> {
  await app.openSettings();
  await app.settings.getByRole('button', { name: service, exact: true }).click();
  const address = await app.field('endpoint').inputValue();
  const path = address.replace(/^https?:\/\/[^/]+/, '').replace(/\{[a-z_]+\}/g, 'mine');
  await app.field('endpoint').fill(server.origin + path);
  await app.fill({ models: fields.model, ...(fields.key ? { key: fields.key } : {}) });
  const name = await app.field('name').inputValue();
  const id = await app.field('id').inputValue();
  await app.save.click();
  await expect(app.settings.getByRole('status').filter({ hasText: `Saved ${name}` })).toBeVisible();
  await app.closeSettings();
  // By its id: a built-in provider may have the same name.
  await app.provider.selectOption(id);
  await app.model.selectOption({ label: fields.model });
}

const chunk = (delta: unknown, more: Record<string, unknown> = {}): string => event({ choices: [{ index: 0, delta, finish_reason: null }], ...more });

test('LiteLLM: comments between the chunks, a proxy key', async ({ app, serve }) => {
  const server = await serve({ pieces: [': ping\n\n', text('From '), ': ping\n\n', text('LiteLLM.'), finish(), usage(3, 2), DONE] });
  await app.open();
  await connect(app, 'LiteLLM', server, { key: 'sk-proxy', model: 'gpt-proxy' });
  await app.send('Hi');
  await expect(app.reply).toContainText('From LiteLLM.');
  expect(server.posts[0]).toMatchObject({ url: '/v1/chat/completions', headers: { authorization: 'Bearer sk-proxy' } });
});

test('LocalAI: refuses messages from pages, and takes them through the relay', async ({ app, problems, serve }) => {
  problems.expect(LINE.status(403));
  const server = await serve((seen) => (seen.headers.origin ? json({ error: { message: 'CSRF', code: 403 } }, 403) : reply('From LocalAI.')));
  await app.open();
  await connect(app, 'LocalAI', server, { model: 'phi' });
  await app.send('Hi');
  await expect(app.reply).toContainText('(403)');
  await app.openSettings();
  await app.settings.getByRole('button', { name: /^LocalAI/ }).first().click();
  await app.settings.getByRole('combobox', { name: 'Route' }).selectOption('relay');
  await app.save.click();
  await app.closeSettings();
  await app.reply.getByRole('button', { name: 'Try again' }).click();
  await expect(app.reply).toContainText('From LocalAI.');
});

test('vLLM: a wrong key looks like CORS, and the right one streams reasoning', async ({ app, problems, serve }) => {
  problems.expect(LINE.cors, LINE.refused, LINE.status(401), LINE.status(404));
  const server = await serve((seen) =>
    seen.headers.authorization === 'Bearer right'
      ? { pieces: [chunk({ role: 'assistant', content: '' }), chunk({ reasoning: 'Thinking.' }), chunk({ content: 'From vLLM.' }), finish(), usage(3, 2), DONE] }
      : { ...json({ error: 'Unauthorized' }, 401), cors: false },
  );
  await app.open();
  await connect(app, 'vLLM', server, { key: 'wrong', model: 'qwen3' });
  await app.send('Hi');
  await expect(app.reply).toContainText('(CORS)');
  await app.openSettings();
  await app.settings.getByRole('button', { name: /^vLLM/ }).first().click();
  await app.fill({ key: 'right' });
  await app.save.click();
  await app.closeSettings();
  await app.reply.getByRole('button', { name: 'Try again' }).click();
  await expect(app.reply).toContainText('From vLLM.');
});

test('TGI: only Content-Type passes its preflight, so no key is sent', async ({ app, serve }) => {
  const delta = (content: string): string => `data:${JSON.stringify({ id: '', choices: [{ index: 0, delta: { role: 'assistant', content }, finish_reason: null }], usage: null })}\n\n`;
  const server = await serve({ pieces: [':\n\n', delta('From '), delta('TGI.'), finish('eos_token'), DONE] });
  server.cors = { headers: 'content-type' };
  await app.open();
  await connect(app, 'TGI', server, { model: 'tgi' });
  await app.send('Hi');
  await expect(app.reply).toContainText('From TGI.');
  expect(server.posts[0]?.headers.authorization).toBeUndefined();
});

test('Ollama: a fixed list of headers', async ({ app, serve }) => {
  const more = { system_fingerprint: 'fp_ollama' };
  const server = await serve({ pieces: [chunk({ role: 'assistant', reasoning: 'Hm.' }, more), chunk({ content: 'From Ollama.' }, more), finish(), usage(3, 2), DONE] });
  server.cors = { headers: 'authorization, content-type, user-agent, accept, x-requested-with' };
  await app.open();
  await connect(app, 'Ollama', server, { model: 'llama3.2:3b' });
  await app.send('Hi');
  await expect(app.reply).toContainText('From Ollama.');
});

test('llama.cpp: a first chunk without content, timings in the last', async ({ app, serve }) => {
  const server = await serve({ pieces: [chunk({ role: 'assistant', content: null }), chunk({ reasoning_content: 'Hm.' }), chunk({ content: 'From llama.cpp.' }), event({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }], timings: { predicted_n: 2 } }), usage(3, 2), DONE] });
  await app.open();
  await connect(app, 'llama.cpp', server, { model: 'any' });
  await app.send('Hi');
  await expect(app.reply).toContainText('From llama.cpp.');
});

test('Jan: its errors are plain text', async ({ app, problems, serve }) => {
  problems.expect(LINE.status(401));
  const server = await serve((seen) =>
    seen.headers.authorization === 'Bearer jan' ? reply('From Jan.') : { status: 401, headers: { 'content-type': 'text/plain' }, pieces: ['Invalid or missing authorization token'] },
  );
  server.cors = { headers: 'content-type, authorization, x-api-key' };
  await app.open();
  await connect(app, 'Jan', server, { key: 'wrong', model: 'jan-nano' });
  await app.send('Hi');
  await expect(app.reply).toContainText('Jan rejected the key (401)');
  await app.reply.getByRole('button', { name: 'Edit key' }).click();
  await app.fill({ key: 'jan' });
  await app.save.click();
  await app.closeSettings();
  await app.reply.getByRole('button', { name: 'Try again' }).click();
  await expect(app.reply).toContainText('From Jan.');
});

test('LM Studio: CORS is off until it is switched on', async ({ app, problems, serve }) => {
  problems.expect(LINE.cors, LINE.refused, LINE.status(404), LINE.status(405));
  const server = await serve(reply('From LM Studio.'));
  server.cors = 'none';
  await app.open();
  await connect(app, 'LM Studio', server, { model: 'local' });
  await app.send('Hi');
  await expect(app.reply).toContainText('(CORS)');
  server.cors = 'open';
  await app.reply.getByRole('button', { name: 'Try again' }).click();
  await expect(app.reply).toContainText('From LM Studio.');
});

test('Cloudflare Workers AI: no CORS at all, so its preset takes the relay; one JSON document where a stream was asked for', async ({ app, serve }) => {
  const server = await serve(json({ choices: [{ message: { role: 'assistant', content: 'From Cloudflare.' }, finish_reason: 'stop' }], usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 } }));
  server.cors = 'none';
  await app.open();
  await connect(app, 'Cloudflare Workers AI', server, { key: 'cf-token', model: '@cf/meta/llama-3.1-8b-instruct' });
  await app.send('Hi');
  await expect(app.reply).toContainText('From Cloudflare.');
  expect(server.requests).toHaveLength(1);
  expect(server.posts[0]).toMatchObject({ url: '/client/v4/accounts/mine/ai/v1/chat/completions', headers: { authorization: 'Bearer cf-token' } });
});

test('Azure OpenAI: the api-key header, the query, and chunks without choices or delta', async ({ app, serve }) => {
  const server = await serve({
    pieces: [
      event({ id: '', model: '', object: '', choices: [], prompt_filter_results: [{ prompt_index: 0 }] }),
      chunk({ role: 'assistant', content: '' }), chunk({ content: 'From ' }),
      event({ choices: [{ index: 0, finish_reason: null, content_filter_results: {}, content_filter_offsets: {} }] }),
      chunk({ content: 'Azure.' }), finish(), usage(3, 2), DONE,
    ],
  });
  await app.open();
  await connect(app, 'Azure OpenAI', server, { key: 'azure-key', model: 'mine' });
  await app.send('Hi');
  await expect(app.reply).toContainText('From Azure.');
  const [post] = server.posts;
  expect(post?.url).toMatch(/^\/openai\/deployments\/mine\/chat\/completions\?api-version=/);
  expect(post?.headers['api-key']).toBe('azure-key');
  expect(post?.headers.authorization).toBeUndefined();
});
