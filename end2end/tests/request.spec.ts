import { expect, test } from '../support/fixtures';
import { stored } from '../support/ais';
import { json, reply } from '../support/stream';

test('without a key there is no Authorization header', async ({ app, serve }) => {
  const server = await serve(reply('No key needed.'));
  await app.open();
  await app.saveProvider({ id: 'open', name: 'Open', endpoint: server.endpoint, models: 'm' });
  await app.choose('Open');
  await app.send('Hi');
  await expect(app.reply).toContainText('No key needed.');
  expect(server.posts[0]?.headers).not.toHaveProperty('authorization');
  expect(server.preflights[0]?.headers['access-control-request-headers']).toBe('content-type');
});

test('the query of an endpoint is kept, and odd model ids are sent as they are', async ({ app, serve }) => {
  const server = await serve(reply('Deployed.'));
  await app.open();
  await app.saveProvider({
    id: 'azure-like', name: 'Azure-like', endpoint: `${server.origin}/openai/deployments/d/chat/completions?api-version=2024-10-21`,
    models: 'Org/Model-7B:latest, @cf/meta/llama',
  });
  await app.choose('Azure-like', '@cf/meta/llama');
  await app.send('Hi');
  await expect(app.reply).toContainText('Deployed.');
  expect(server.posts[0]?.url).toBe('/openai/deployments/d/chat/completions?api-version=2024-10-21');
  expect(server.body().model).toBe('@cf/meta/llama');
});

test('a base URL is completed where the form shows it, and left alone when asked to', async ({ app, page, serve }) => {
  const server = await serve(reply('Found.'));
  await app.open();
  await app.openSettings();
  await app.fill({ id: 'short', name: 'Short', endpoint: server.origin, models: 'm' });
  const request = app.settings.locator('output');
  await expect(request).toContainText(`${server.origin}/v1/chat/completions`);
  await expect(request).toContainText(`${server.origin}/v1/models`);
  await app.field('endpoint').fill(`${server.origin}/v1/`);
  await expect(request).toContainText(`${server.origin}/v1/chat/completions`);
  const exact = app.settings.getByRole('checkbox', { name: 'Use exactly as typed' });
  await exact.check();
  await expect(request).not.toContainText('chat/completions');
  await exact.uncheck();
  await app.save.click();
  await expect.poll(() => stored(page)).toMatchObject([{ endpoint: server.endpoint }]);
  await app.closeSettings();
  await app.choose('Short');
  await app.send('Hi');
  await expect(app.reply).toContainText('Found.');
  expect(server.posts[0]?.url).toBe('/v1/chat/completions');
});

test('extra headers go with every request, and Authorization among them wins over the key', async ({ app, page, serve }) => {
  const server = await serve(reply('Let in.'));
  await app.open();
  await app.connect(server.endpoint, { extraHeaders: { 'X-Corp-Token': 'internal', Authorization: 'Token abc' } });
  await page.evaluate(() => window.AIS.Providers.setKey('lab', 'sk-unused'));
  await app.send('Hi');
  await expect(app.reply).toContainText('Let in.');
  expect(server.posts[0]?.headers).toMatchObject({ 'x-corp-token': 'internal', authorization: 'Token abc' });
  expect(server.preflights[0]?.headers['access-control-request-headers']).toBe('authorization,content-type,x-corp-token');
});

test('other authentication headers carry the key as it is', async ({ app, page, serve }) => {
  const server = await serve(reply('Let in.'));
  await app.open();
  for (const auth of ['api-key', 'x-api-key', 'none', 'bearer']) {
    await app.connect(server.endpoint, { auth });
    await page.evaluate(() => window.AIS.Providers.setKey('lab', 'sk-lab'));
    const before = server.posts.length;
    await app.send(`Hi by ${auth}`);
    await expect.poll(() => server.posts.length).toBe(before + 1);
    await expect(app.button('Send')).toBeVisible();
    const headers = server.posts[before]?.headers ?? {};
    const sent = ['authorization', 'api-key', 'x-api-key'].flatMap((name) => (name in headers ? [`${name}: ${String(headers[name])}`] : []));
    expect(sent, auth).toEqual({ 'api-key': ['api-key: sk-lab'], 'x-api-key': ['x-api-key: sk-lab'], none: [], bearer: ['authorization: Bearer sk-lab'] }[auth]);
  }
});

test('an answer that is one JSON document is read whatever its type claims', async ({ app, serve }) => {
  const body = { choices: [{ message: { role: 'assistant', content: 'All at once.' }, finish_reason: 'stop' }], usage: { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7 } };
  const server = await serve({ ...json(body), headers: { 'content-type': 'text/event-stream' } });
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Hi');
  await expect(app.reply).toContainText('All at once.');
  await expect(app.reply.getByText('3 in · 4 out')).toBeVisible();
});

test('a letter cut in two by the network arrives whole', async ({ app, serve }) => {
  const bytes = Buffer.from('data: {"choices":[{"delta":{"content":"한글 🙂 끝"},"finish_reason":"stop"}]}\r\n\r\ndata: [DONE]\r\n\r\n');
  const pieces = Array.from(bytes, (byte) => Uint8Array.of(byte));
  const server = await serve({ pieces: pieces.flatMap((piece, index) => (index % 7 ? [piece] : [piece, 1])) });
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Hi');
  await expect(app.reply).toContainText('한글 🙂 끝');
});
