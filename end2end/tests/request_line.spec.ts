import type { Locator } from '@playwright/test';

import type { App } from '../support/app';
import { expect, test } from '../support/fixtures';
import { LINE } from '../support/problems';
import { json, reply } from '../support/stream';

const REFUSED = 'is known to refuse these headers from a page:';

/** The live line: addresses, header names, warnings. */
const line = (app: App): Locator => app.settings.locator('output.request-line');
const input = (app: App, name: string): Locator => app.settings.getByRole('textbox', { name });

async function choose(app: App, service: string): Promise<void> {
  await app.settings.getByRole('group', { name: 'Or begin with a service' }).getByRole('button', { name: service, exact: true }).click();
}

async function addHeader(app: App, name: string, value: string): Promise<void> {
  await app.settings.getByText('Extra headers', { exact: true }).click();
  await app.settings.getByRole('button', { name: 'Add header' }).click();
  await app.settings.getByRole('textbox', { name: 'Header 1 name' }).fill(name);
  await app.settings.getByLabel('Header 1 value').fill(value);
}

test('the names of the headers are shown as they will be sent, and never a value', async ({ app, serve }) => {
  const server = await serve(reply('Ok'));
  await app.open();
  await app.openSettings();
  await app.fill({ id: 'lab', name: 'Lab', endpoint: server.origin, models: 'm' });
  await expect(line(app)).toContainText(`Models GET ${server.origin}/v1/models Headers Content-Type`);
  await expect(line(app)).not.toContainText('Authorization');
  await app.fill({ key: 'sk-secret' });
  await expect(line(app)).toContainText('Headers Content-Type, Authorization');
  await app.settings.getByRole('combobox', { name: 'Auth mode' }).selectOption('api-key');
  await expect(line(app)).toContainText('Headers Content-Type, api-key');
  await addHeader(app, 'X-Team', 'hush');
  await expect(line(app)).toContainText('Headers Content-Type, api-key, X-Team');
  await expect(line(app)).not.toContainText(REFUSED);
  for (const secret of ['sk-secret', 'hush']) await expect(line(app)).not.toContainText(secret);
  await app.save.click();
  await app.closeSettings();
  await app.choose('Lab');
  await app.send('Hi');
  await expect(app.reply).toContainText('Ok');
  expect(server.posts[0]?.headers).toMatchObject({ 'content-type': 'application/json', 'api-key': 'sk-secret', 'x-team': 'hush' });
});

test('a path that nothing is added to comes with the addresses that were most likely meant', async ({ app }) => {
  await app.open();
  await app.openSettings();
  const typed = 'http://localhost:8000/llm/api';
  await app.fill({ endpoint: typed });
  await expect(line(app)).toContainText('The path /llm/api stays as it is.');
  await expect(line(app).getByRole('button', { name: `Use ${typed}/chat/completions`, exact: true })).toBeVisible();
  await line(app).getByRole('button', { name: `Use ${typed}/v1/chat/completions`, exact: true }).click();
  await expect(app.field('endpoint')).toHaveValue(`${typed}/v1/chat/completions`);
  await expect(app.field('endpoint')).toBeFocused();
  await expect(line(app).getByRole('button')).toHaveCount(0);
});

const SERVICES = [
  { service: 'TGI', passes: 'content-type', key: 'sk-tgi', refused: 'Authorization' },
  { service: 'Ollama', passes: 'authorization, content-type, user-agent, accept, x-requested-with', refused: 'X-Team' },
  { service: 'Jan', passes: 'content-type, authorization, x-api-key', refused: 'X-Team' },
];

for (const { service, passes, key, refused } of SERVICES) {
  test(`${service} refuses ${refused}: the form warns, the chat says CORS, and the relay gets through`, async ({ app, problems, serve }) => {
    problems.expect(LINE.cors, LINE.refused, LINE.status(404));
    const server = await serve(reply(`From ${service}.`));
    server.cors = { headers: passes };
    await app.open();
    await app.openSettings();
    await choose(app, service);
    await app.fill({ endpoint: server.endpoint, models: 'm' });
    await expect(line(app)).toContainText('Headers Content-Type');
    await expect(line(app)).not.toContainText(REFUSED);
    if (key) {
      await app.fill({ key });
      await app.settings.getByRole('combobox', { name: 'Auth mode' }).selectOption('bearer');
    } else {
      await addHeader(app, refused, 'lab');
    }
    await expect(line(app).locator('.warning')).toContainText(`${service} ${REFUSED} ${refused}.`);
    const id = await app.field('id').inputValue();
    await app.save.click();
    await expect(app.settings.getByRole('status').filter({ hasText: `Saved ${service}` })).toBeVisible();
    await app.closeSettings();
    await app.provider.selectOption(id);
    await app.send('Hi');
    await expect(app.reply).toContainText(`No answer from ${service}.`);
    await expect(app.reply).toContainText('(CORS)');
    expect(server.posts).toHaveLength(0);

    await app.openSettings();
    await app.settings.getByRole('button', { name: new RegExp(`^${service}`) }).first().click();
    await app.settings.getByRole('combobox', { name: 'Route' }).selectOption('relay');
    await expect(line(app)).not.toContainText(REFUSED);
    await app.save.click();
    await app.closeSettings();
    await app.reply.getByRole('button', { name: 'Try again' }).click();
    await expect(app.reply).toContainText(`From ${service}.`);
    expect(server.posts[0]?.headers[refused.toLowerCase()]).toBe(key ? `Bearer ${key}` : 'lab');
  });
}

test('LocalAI with a key refuses every preflight; Cloudflare lets no page in', async ({ app }) => {
  await app.open();
  await app.openSettings();
  await choose(app, 'LocalAI');
  await expect(line(app).locator('.warning')).toHaveCount(0);
  await app.fill({ key: 'sk-local' });
  await expect(line(app).locator('.warning')).toContainText(`LocalAI ${REFUSED} Authorization.`);
  await choose(app, 'Cloudflare Workers AI');
  await expect(line(app).locator('.warning')).toHaveCount(0);
  await app.settings.getByRole('combobox', { name: 'Route' }).selectOption('direct');
  await expect(line(app).locator('.warning')).toContainText('Cloudflare Workers AI is known to let no page call it.');
});

test('the help of a service names the origin of this page', async ({ app, page }) => {
  await app.open();
  await app.openSettings();
  const origin = new URL(page.url()).origin;
  for (const [service, help] of [['vLLM', `--allowed-origins '["${origin}"]'`], ['Ollama', `OLLAMA_ORIGINS=${origin}`], ['LM Studio', 'lms server start --cors']] as const) {
    await choose(app, service);
    await expect(app.settings.locator('.service-help'), service).toContainText(help);
  }
  await app.fill({ id: 'mine', name: 'Mine', endpoint: 'https://llm.example.test/v1' });
  await expect(app.settings.locator('.service-help')).toHaveCount(0);
});

test('Azure: each part of the address has its input, and the deployment is the model', async ({ app, page }) => {
  await app.open();
  await app.openSettings();
  await choose(app, 'Azure OpenAI');
  await expect(input(app, 'Resource name')).toBeFocused();
  await expect(app.settings.locator('.service-help')).toContainText('the key goes in the api-key header');
  await expect(app.settings.getByRole('link', { name: 'Get a key for Azure OpenAI' })).toHaveAttribute('href', 'https://portal.azure.com');
  await input(app, 'Resource name').pressSequentially('lab');
  await input(app, 'Deployment').pressSequentially('gpt-4o');
  const address = 'https://lab.openai.azure.com/openai/deployments/gpt-4o/chat/completions?api-version=2024-10-21';
  await expect(app.field('endpoint')).toHaveValue(address);
  await expect(line(app)).toContainText(`Chat POST ${address}`);
  await expect(app.field('models')).toHaveValue('gpt-4o');
  await app.fill({ key: 'azure-key' });
  await expect(line(app)).toContainText('Headers Content-Type, api-key');

  // A key never goes to another server than the one that it was typed for.
  await choose(app, 'Cloudflare Workers AI');
  await expect(app.field('key')).toHaveValue('');
  await expect(app.field('models')).toHaveValue('');
  await app.fill({ models: '@cf/meta/llama-3' });
  await input(app, 'Account ID').fill('abc');
  await app.save.click();
  await expect(app.settings.getByRole('status').filter({ hasText: 'Saved Cloudflare Workers AI' })).toBeVisible();
  expect(await page.evaluate(() => Object.entries(localStorage).flat().join(' '))).not.toContain('azure-key');
});

test('a part that is not filled in is asked for where it is typed', async ({ app }) => {
  await app.open();
  await app.openSettings();
  await choose(app, 'Cloudflare Workers AI');
  await app.fill({ models: '@cf/meta/llama-3' });
  await app.save.click();
  await expect(app.field('endpoint')).toHaveAttribute('aria-invalid', 'true');
  await expect(input(app, 'Account ID')).toBeFocused();
  await expect(input(app, 'Account ID')).toHaveAttribute('aria-invalid', 'true');
  await app.fill({ endpoint: 'https://api.cloudflare.com/client/v4/accounts/abc/ai/v1/chat/completions' });
  await expect(input(app, 'Account ID')).toHaveCount(0);
});

test('a fetch of the model list uses the headers that are shown', async ({ app, serve }) => {
  const server = await serve(reply('Ok'));
  server.other = json({ data: [{ id: 'm' }] });
  await app.open();
  await app.openSettings();
  await app.fill({ endpoint: server.endpoint, key: 'sk-list' });
  await app.settings.getByRole('combobox', { name: 'Auth mode' }).selectOption('x-api-key');
  await expect(line(app)).toContainText('Headers Content-Type, x-api-key');
  await app.settings.getByRole('button', { name: 'Fetch list' }).click();
  await expect(app.field('models')).toHaveValue('m');
  const list = server.requests.find((seen) => seen.method === 'GET');
  expect(list?.headers).toMatchObject({ 'x-api-key': 'sk-list' });
  expect(list?.headers.authorization).toBeUndefined();
});
