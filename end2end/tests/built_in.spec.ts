import type { Locator, Page } from '@playwright/test';

import type { App } from '../support/app';
import { expect, test } from '../support/fixtures';
import { LINE } from '../support/problems';
import { DONE, finish, json, reply, text } from '../support/stream';

const ACCOUNT = '0123456789abcdef0123456789abcdef';
const CLOUDFLARE = `https://api.cloudflare.com/client/v4/accounts/${ACCOUNT}/ai/v1/chat/completions`;

const stored = (page: Page, name: string): Promise<string | null> => page.evaluate((name) => localStorage.getItem(name), name);

/** Settings, with the list of built-in providers open. */
async function openBuiltIns(app: App): Promise<Locator> {
  await app.openSettings();
  const summary = app.settings.locator('summary').filter({ hasText: 'Built-in providers' });
  await summary.click();
  return summary;
}

test('a key of a built-in provider is masked, shown, sent and forgotten', async ({ app, page }) => {
  const asked: (string | undefined)[] = [];
  await page.route('https://api.openai.com/v1/chat/completions', async (route) => {
    asked.push((await route.request().allHeaders())['authorization']);
    const body = [text('From the built-in.'), finish(), DONE].join('');
    await route.fulfill({ headers: { 'content-type': 'text/event-stream', 'access-control-allow-origin': '*' }, body });
  });
  await app.open();
  const summary = await openBuiltIns(app);
  await expect(summary).toContainText('0 of 18 keys set');
  const key = app.settings.getByLabel('OpenAI key');
  await expect(key).toHaveAttribute('type', 'password');
  await expect(app.settings.getByRole('link', { name: 'Get a key for OpenAI' })).toHaveAttribute('href', /^https:\/\/platform\.openai\.com\//);
  await key.fill(' "sk-built-in" ');
  await key.press('Tab');
  await expect(key).toHaveValue('sk-built-in');
  await expect(summary).toContainText('1 of 18 keys set');
  expect(await stored(page, 'ais-apikey-openai')).toBe('sk-built-in');
  await app.settings.getByRole('button', { name: 'Show OpenAI' }).click();
  await expect(key).toHaveAttribute('type', 'text');
  await app.settings.getByRole('button', { name: 'Show OpenAI' }).click();
  await expect(key).toHaveAttribute('type', 'password');
  // What no header can carry is said, and what is stored stays.
  await key.fill('열쇠');
  await key.press('Tab');
  await expect(key).toHaveAttribute('aria-invalid', 'true');
  expect(await stored(page, 'ais-apikey-openai')).toBe('sk-built-in');
  await key.fill('sk-second');
  await key.press('Tab');
  await app.closeSettings();

  await app.choose('OpenAI', 'gpt-4o');
  await app.send('Hi');
  await expect(app.reply).toContainText('From the built-in.');
  expect(asked).toEqual(['Bearer sk-second']);

  await app.openSettings();
  await app.settings.locator('summary').filter({ hasText: 'Built-in providers' }).click();
  await app.settings.getByRole('button', { name: 'Forget OpenAI' }).click();
  await expect(key).toHaveValue('');
  await expect(app.settings.getByRole('button', { name: 'Forget OpenAI' })).toHaveCount(0);
  expect(await stored(page, 'ais-apikey-openai')).toBeNull();
});

test('what the server of a built-in provider lists can be given to a bot, also after a reload', async ({ app, page, problems }) => {
  problems.expect(LINE.status(401));
  let answer = { status: 200, body: JSON.stringify({ data: [{ id: 'gpt-4o' }, { id: 'gpt-listed' }, { id: 'o9' }] }) };
  await page.route('https://api.openai.com/v1/models', (route) =>
    route.fulfill({ ...answer, headers: { 'content-type': 'application/json', 'access-control-allow-origin': '*' } }),
  );
  await app.open();
  await app.choose('OpenAI');
  await expect(app.model.locator('option')).toHaveText(['gpt-4o', 'Other…']);
  await openBuiltIns(app);
  const fetch = app.settings.getByRole('button', { name: 'Fetch list of OpenAI' });
  await fetch.click();
  await expect(app.settings.getByText('2 models added.')).toBeVisible();
  await app.closeSettings();
  const listed = ['gpt-4o', 'gpt-listed', 'o9', 'Other…'];
  await expect(app.model.locator('option')).toHaveText(listed);
  expect(await page.evaluate(() => window.AIS.Providers.list().find(({ name }) => name === 'openai')?.models.length)).toBe(3);
  await app.reload();
  await expect(app.model.locator('option')).toHaveText(listed);

  // A list that cannot be had changes nothing, and is said.
  answer = { status: 401, body: JSON.stringify({ error: { message: 'No key' } }) };
  await openBuiltIns(app);
  await fetch.click();
  await expect(app.settings.getByText('OpenAI asks for a key (401), and none was sent.')).toBeVisible();
  await app.closeSettings();
  await expect(app.model.locator('option')).toHaveText(listed);
});

test('Cloudflare answers once its account is known, through the relay', async ({ app, page }) => {
  const sent: Record<string, string>[] = [];
  await page.route('**/api/relay', async (route) => {
    sent.push(await route.request().allHeaders());
    await route.fulfill({ headers: { 'content-type': 'text/event-stream' }, body: [text('From Cloudflare.'), finish(), DONE].join('') });
  });
  await app.open();
  await app.choose('Cloudflare Workers AI');
  await expect(page.getByText('No account ID yet. Add it in Settings.')).toBeVisible();
  await openBuiltIns(app);
  const account = app.settings.getByLabel('Cloudflare Workers AI account ID');
  const fetch = app.settings.getByRole('button', { name: 'Fetch list of Cloudflare Workers AI' });
  await fetch.click();
  await expect(app.settings.getByText('The URL still holds {account_id}.')).toBeVisible();
  await account.fill('a/../b');
  await account.press('Tab');
  await expect(account).toHaveAttribute('aria-invalid', 'true');
  expect(await stored(page, 'ais-account-cloudflare')).toBeNull();
  // The address of the dashboard holds it.
  await account.fill(`https://dash.cloudflare.com/${ACCOUNT}/ai/workers-ai`);
  await account.press('Tab');
  await expect(account).toHaveValue(ACCOUNT);
  await expect(app.settings.getByText(CLOUDFLARE)).toBeVisible();
  expect(await stored(page, 'ais-account-cloudflare')).toBe(ACCOUNT);
  const key = app.settings.getByLabel('Cloudflare Workers AI key');
  await key.fill('cf-token');
  await key.press('Tab');
  await app.closeSettings();
  await app.reload();
  await app.send('Hi');
  await expect(app.reply).toContainText('From Cloudflare.');
  expect(sent).toHaveLength(1);
  expect(sent[0]).toMatchObject({ 'x-ais-target': CLOUDFLARE, 'x-ais-h-authorization': 'Bearer cf-token' });
});

test('Ollama is called where it is, with the models that it has', async ({ app, page, serve }) => {
  const server = await serve(reply('From Ollama.'));
  server.other = json({ object: 'list', data: [{ id: 'llama3.2:3b', owned_by: 'library' }, { id: 'qwen3:8b', owned_by: 'library' }] });
  await app.open();
  await openBuiltIns(app);
  const address = app.settings.getByLabel('Ollama (local) address');
  await expect(address).toHaveAttribute('placeholder', 'http://localhost:11434');
  await address.fill(`127.0.0.1:${server.port}/v1/`);
  await address.press('Tab');
  await expect(address).toHaveValue(server.origin);
  await expect(app.settings.getByText(server.endpoint)).toBeVisible();
  expect(await stored(page, 'ais-ollama-endpoint')).toBe(server.origin);
  await app.settings.getByRole('button', { name: 'Fetch list of Ollama (local)' }).click();
  await expect(app.settings.getByText('2 models added.')).toBeVisible();

  // The same check as that of any other provider.
  await app.settings.getByRole('button', { name: 'Test Ollama (local)' }).click();
  await expect(app.settings.getByRole('list', { name: 'Connection check' })).toBeVisible();
  await app.settings.getByRole('button', { name: 'Send one token' }).click();
  await expect(app.settings.getByText('It works.')).toBeVisible();
  await app.settings.getByRole('button', { name: 'Back to form' }).click();
  await expect(app.field('id')).toBeVisible();
  await app.closeSettings();

  await app.reload();
  await app.choose('Ollama (local)', 'qwen3:8b');
  await app.send('Hi');
  await expect(app.reply).toContainText('From Ollama.');
  expect(server.body()).toMatchObject({ model: 'qwen3:8b' });
  expect(server.posts.at(-1)).toMatchObject({ url: '/v1/chat/completions' });
  expect(server.posts.at(-1)?.headers.authorization).toBeUndefined();

  await openBuiltIns(app);
  await address.fill('');
  await address.press('Tab');
  await expect(app.settings.getByText('http://localhost:11434/v1/chat/completions')).toBeVisible();
  expect(await stored(page, 'ais-ollama-endpoint')).toBeNull();
});

test('what is set of a built-in provider appears in another tab', async ({ app, context, serve }) => {
  const server = await serve(reply('Read.'));
  await app.open();
  const other = await context.newPage();
  await other.goto('/');
  await other.waitForFunction(() => 'AIS' in window);
  await app.page.evaluate((origin) => {
    localStorage.setItem('ais-ollama-endpoint', origin);
    localStorage.setItem('ais-models-ollama', '[{"id":"seen","name":"seen"}]');
  }, server.origin);
  const models = (): Promise<string[] | undefined> =>
    other.evaluate(() => window.AIS.Providers.list().find(({ name }) => name === 'ollama')?.models.map(({ id }) => id));
  await expect.poll(models).toEqual(['seen']);
  await other.evaluate(() => window.AIS.Providers.chat('ollama', { model: 'seen', messages: [{ role: 'user', content: 'Hi' }] }));
  expect(server.posts).toHaveLength(1);
});

test('a provider is found among the custom and the built-in ones, with its state', async ({ app, page }) => {
  await app.open();
  await page.evaluate(() => {
    for (const id of ['lab', 'mistral-lab']) window.AIS.Providers.registerCustom(id, { endpoint: 'http://127.0.0.1:9/v1/chat/completions' });
  });
  await app.openSettings();
  const find = app.settings.getByRole('searchbox', { name: 'Find provider' });
  const entry = (id: string): Locator => app.settings.locator(`#provider-entry-${id}`);
  const key = (vendor: string): Locator => app.settings.getByLabel(`${vendor} key`);
  await expect(key('Mistral')).toBeHidden();
  await find.fill('MISTRAL');
  await expect(entry('mistral-lab')).toBeVisible();
  await expect(entry('lab')).toHaveCount(0);
  await expect(key('Mistral')).toBeVisible();
  await expect(key('OpenAI')).toBeHidden();
  await expect(app.settings.locator('.built-in-row').filter({ visible: true })).toContainText('Never tested');
  await find.fill('nobody');
  await expect(app.settings.getByText('No provider matches.')).toBeVisible();
  await expect(app.settings.getByText('Built-in providers')).toBeHidden();
  await find.fill('');
  await expect(entry('lab')).toBeVisible();
  await expect(app.settings.getByText('Built-in providers')).toBeVisible();
  await expect(key('Mistral')).toBeHidden();
});
