import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';

import { listCustom, register, setKey, stored } from '../support/ais';
import type { App } from '../support/app';
import { expect, test } from '../support/fixtures';

const ENDPOINT = 'http://127.0.0.1:9/v1/chat/completions';

/** Gives the app a file of providers; the list of what it would change. */
async function choose(app: App, providers: unknown): Promise<Locator> {
  const buffer = Buffer.from(JSON.stringify(providers));
  await app.settings.locator('input[type=file]').setInputFiles({ name: 'providers.json', mimeType: 'application/json', buffer });
  return app.settings.getByRole('group', { name: 'What the file would change' });
}

const key = (page: Page, id: string): Promise<string | null> => page.evaluate((id) => localStorage.getItem(`ais-apikey-${id}`), id);

test('a file shows both values of what it would change, and changes what is ticked', async ({ app, page }) => {
  await app.open();
  const headers = { 'X-Team': 'old', 'X-Secret-Token': 'hidden-old' };
  expect(await register(page, 'one', { name: 'One', endpoint: ENDPOINT, models: [{ id: 'm', name: 'M' }], extraHeaders: headers })).toBeNull();
  expect(await register(page, 'same', { name: 'Same', endpoint: ENDPOINT, models: [{ id: 'm', name: 'M' }] })).toBeNull();
  const before = await stored(page);
  const changed = { ...before?.[0], name: 'Uno', extraHeaders: { 'X-Team': 'new', 'X-Secret-Token': 'hidden-new' }, apiKey: 'sk-hidden' };
  const file = [changed, before?.[1], { id: 'three', name: 'Three', endpoint: 'http://127.0.0.1:8/v1/chat/completions' }, { id: 'openai', endpoint: ENDPOINT }];
  await app.openSettings();
  const list = await choose(app, file);
  await expect(list).toContainText('Here: One');
  await expect(list).toContainText('In the file: Uno');
  await expect(list).toContainText('extraHeaders.X-Team');
  await expect(list).toContainText('Here: old');
  await expect(list).toContainText('In the file: new');
  await expect(list).toContainText('apiKey');
  await expect(list).not.toContainText('hidden-');
  await expect(list).not.toContainText('sk-hidden');
  await expect(list).toContainText('Already here, the same.');
  await expect(list).toContainText('http://127.0.0.1:8/v1/chat/completions');
  await expect(list).toContainText('Cannot be used.');
  const { violations } = await new AxeBuilder({ page }).include('dialog.settings').analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  // Nothing happens before the person's yes.
  expect(await stored(page)).toEqual(before);

  const take = list.getByRole('button', { name: /^Take over/ });
  await expect(take).toHaveText('Take over (2)');
  await list.getByRole('checkbox', { name: 'Take over one' }).uncheck();
  await list.getByRole('checkbox', { name: 'Take over three' }).uncheck();
  await expect(take).toHaveAttribute('aria-disabled', 'true');
  await list.getByRole('checkbox', { name: 'Take over one' }).check();
  await expect(take).toHaveText('Take over (1)');
  await take.click();
  await expect(list).toHaveCount(0);
  expect(await listCustom(page)).toEqual(['one', 'same']);
  expect((await stored(page))?.[0]).toMatchObject({ name: 'Uno', extraHeaders: { 'X-Team': 'new', 'X-Secret-Token': 'hidden-new' } });
  expect(await key(page, 'one')).toBe('sk-hidden');

  await expect(app.settings.getByText('Took over 1 provider')).toBeVisible();
  await app.settings.getByRole('button', { name: 'Undo' }).click();
  expect(await stored(page)).toEqual(before);
  expect(await key(page, 'one')).toBeNull();
});

test('Undo takes away what the file added', async ({ app, page }) => {
  await app.open();
  await app.openSettings();
  const list = await choose(app, [{ id: 'new', name: 'New', endpoint: ENDPOINT, apiKey: 'sk-new' }, { id: 'newer', endpoint: ENDPOINT }]);
  await list.getByRole('button', { name: 'Take over (2)' }).click();
  expect(await listCustom(page)).toEqual(['new', 'newer']);
  await app.settings.getByRole('button', { name: 'Undo' }).click();
  expect(await listCustom(page)).toEqual([]);
  expect(await key(page, 'new')).toBeNull();
});

test('a key goes to another host only when that was ticked', async ({ app, page }) => {
  await app.open();
  expect(await register(page, 'lab', { name: 'Lab', endpoint: ENDPOINT, extraHeaders: { 'X-Secret-Token': 'hidden' } })).toBeNull();
  expect(await setKey(page, 'lab', 'sk-lab')).toBeNull();
  const before = await stored(page);
  const moved = [{ ...before?.[0], endpoint: 'http://evil.example:9/v1/chat/completions', extraHeaders: {}, secretHeaders: ['X-Secret-Token'] }];
  await app.openSettings();
  let list = await choose(app, moved);
  await expect(list).toContainText('Requests will go to http://evil.example:9, no longer to http://127.0.0.1:9.');
  await list.getByRole('button', { name: 'Take over (1)' }).click();
  expect((await stored(page))?.[0]).toMatchObject({ endpoint: 'http://evil.example:9/v1/chat/completions', extraHeaders: {} });
  expect(await key(page, 'lab')).toBeNull();
  await app.settings.getByRole('button', { name: 'Undo' }).click();
  expect(await stored(page)).toEqual(before);
  expect(await key(page, 'lab')).toBe('sk-lab');

  list = await choose(app, moved);
  await list.getByRole('checkbox', { name: 'Keep them and send them to http://evil.example:9' }).check();
  await list.getByRole('button', { name: 'Take over (1)' }).click();
  expect((await stored(page))?.[0]).toMatchObject({ endpoint: 'http://evil.example:9/v1/chat/completions', extraHeaders: { 'X-Secret-Token': 'hidden' } });
  expect(await key(page, 'lab')).toBe('sk-lab');
});
