import type { Locator, Page } from '@playwright/test';

import { listCustom } from '../support/ais';
import type { App } from '../support/app';
import { expect, test } from '../support/fixtures';

const paste = (app: App): Locator => app.settings.getByRole('textbox', { name: 'Paste anything' });

/** A link behind the address of the app. */
const link = (sign: '?' | '#', value: unknown): string => `${sign}provider=${encodeURIComponent(JSON.stringify(value))}`;
const entry = (id: string): Record<string, unknown> => ({ id, name: id.toUpperCase(), endpoint: 'http://127.0.0.1:9/v1/chat/completions', models: ['m'], apiKey: 'sk-link' });
/** Everything that is stored, and the address. */
const kept = (page: Page): Promise<string> => page.evaluate(() => `${Object.entries(localStorage).flat().join(' ')} ${location.href}`);

test('an address and then a key: the form holds both, and what was typed stays', async ({ app }) => {
  await app.open();
  await app.openSettings();
  await paste(app).fill('http://127.0.0.1:8000/v1');
  await app.fill({ models: 'lab-7b' });
  await paste(app).fill('OPENAI_API_KEY=sk-late');
  await expect(app.field('key')).toHaveValue('sk-late');
  await expect(app.field('endpoint')).toHaveValue('http://127.0.0.1:8000/v1');
  await expect(app.field('models')).toHaveValue('lab-7b');
  await expect(app.field('id')).toHaveValue('127.0.0.1-8000');
  // Another server takes the place of the first one, but not of what was typed; the key is not for it.
  await paste(app).fill('http://127.0.0.1:9000/v1');
  await expect(app.field('id')).toHaveValue('127.0.0.1-9000');
  await expect(app.field('models')).toHaveValue('lab-7b');
  await expect(app.field('key')).toHaveValue('');
});

test('an address that is typed letter by letter leaves the other fields alone', async ({ app }) => {
  await app.open();
  await app.openSettings();
  await app.fill({ name: 'Mine', key: 'sk-mine', models: 'lab-7b' });
  await paste(app).pressSequentially('http://127.0.0.1:8000/v1');
  await expect(app.field('endpoint')).toHaveValue('http://127.0.0.1:8000/v1');
  await expect(app.field('name')).toHaveValue('Mine');
  await expect(app.field('key')).toHaveValue('sk-mine');
  await expect(app.field('models')).toHaveValue('lab-7b');
});

test('lines of a configuration fill the form, with and without quotation marks', async ({ app }) => {
  await app.open();
  await app.openSettings();
  for (const text of ['base_url=http://127.0.0.1:8000/v1\napi_key=sk-1\nmodel=org/m:7b', 'base_url: "http://127.0.0.1:8000/v1"\napi_key: sk-1\nmodel: org/m:7b']) {
    await paste(app).fill('');
    await paste(app).fill(text);
    await expect(app.field('endpoint'), text).toHaveValue('http://127.0.0.1:8000/v1');
    await expect(app.field('key'), text).toHaveValue('sk-1');
    await expect(app.field('models'), text).toHaveValue('org/m:7b');
    await app.settings.getByRole('button', { name: 'Cancel' }).click();
    await expect(app.field('endpoint')).toHaveValue('');
  }
});

test('a key beside an address is read, with a label or without, and what was taken for one is said', async ({ app }) => {
  await app.open();
  await app.openSettings();
  const remarks = app.settings.locator('.remarks');
  for (const text of ['http://127.0.0.1:8000/v1\nAPI key: test-key-1\nModel: lab-7b', 'API 키 : test-key-1\n모델: lab-7b\nBase URL: http://127.0.0.1:8000/v1']) {
    await paste(app).fill(text);
    await expect(app.field('endpoint'), text).toHaveValue('http://127.0.0.1:8000/v1');
    await expect(app.field('key'), text).toHaveValue('test-key-1');
    await expect(app.field('models'), text).toHaveValue('lab-7b');
    await expect(remarks.getByRole('listitem'), text).toHaveCount(0);
    await app.settings.getByRole('button', { name: 'Cancel' }).click();
    await expect(app.field('endpoint')).toHaveValue('');
  }
  await paste(app).fill('http://127.0.0.1:8000/v1\ntest-key-1');
  await expect(app.field('endpoint')).toHaveValue('http://127.0.0.1:8000/v1');
  await expect(app.field('key')).toHaveValue('test-key-1');
  await expect(remarks).toContainText('The word beside the address was read as the API key.');
  await expect(remarks).not.toContainText('Not read');
  // What stands before an address may be a heading.
  await paste(app).fill('Ollama\nhttp://127.0.0.1:9000/v1');
  await expect(app.field('endpoint')).toHaveValue('http://127.0.0.1:9000/v1');
  await expect(app.field('key')).toHaveValue('');
  await expect(remarks).toContainText('Not read: Ollama');
});

for (const sign of ['?', '#'] as const) {
  test(`a ${sign}-link with several providers offers them, registers nothing without a yes, and brings no key`, async ({ app, page }) => {
    await app.open(`/${link(sign, [entry('one'), entry('two')])}`);
    await expect(app.settings).toBeVisible();
    await expect(app.settings.getByRole('button', { name: 'Use ONE' })).toBeVisible();
    expect(page.url()).not.toContain('provider=');
    await expect(app.field('id')).toHaveValue('');
    await app.settings.getByRole('button', { name: 'Use TWO' }).click();
    await expect(app.field('id')).toHaveValue('two');
    await expect(app.field('key')).toHaveValue('');
    await expect(app.settings.locator('.remarks')).toContainText('The link held a key or a secret header');
    expect(await listCustom(page)).toEqual([]);
    await app.save.click();
    expect(await listCustom(page)).toEqual(['two']);
    expect(await kept(page)).not.toContain('sk-link');
  });
}

test('a link that is opened in a running page fills the form too, whatever settings show', async ({ app, page }) => {
  const follow = (id: string): Promise<void> => page.evaluate((hash) => void (location.hash = hash), link('#', entry(id)));
  await app.open();
  await follow('one');
  await expect(app.field('id')).toHaveValue('one');
  expect(page.url()).not.toContain('provider=');
  await app.save.click();
  // The form of a provider is open.
  await follow('two');
  await expect(app.field('id')).toHaveValue('two');
  await expect(app.field('key')).toHaveValue('');
  await app.settings.getByRole('button', { name: 'About' }).click();
  await follow('three');
  await expect(app.field('id')).toHaveValue('three');
  // The same link once more, after the dialog was closed.
  await app.settings.getByRole('button', { name: 'Cancel' }).click();
  await app.closeSettings();
  await follow('three');
  await expect(app.field('id')).toHaveValue('three');
  expect(await listCustom(page)).toEqual(['one']);
  expect(await kept(page)).not.toContain('sk-link');
});
