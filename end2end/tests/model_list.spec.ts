import { stored } from '../support/ais';
import { expect, test } from '../support/fixtures';
import { LINE } from '../support/problems';
import { json, reply } from '../support/stream';

const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => `lab/model-${index + 1}`);

test('a long list is searched and picked from, and adds nothing by itself', async ({ app, serve }) => {
  const server = await serve(reply('Ok'));
  server.other = json({ data: [...ids(150), 'other/tiny', 'typed'].map((id) => ({ id })) });
  await app.open();
  await app.openSettings();
  await app.fill({ endpoint: server.endpoint, models: 'typed' });
  await app.settings.getByRole('button', { name: 'Fetch list' }).click();
  await expect(app.settings.getByText('The server lists 151 more.')).toBeVisible();
  await expect(app.field('models')).toHaveValue('typed');
  await expect(app.settings.getByRole('checkbox', { name: /^lab\// })).toHaveCount(100);
  const filter = app.settings.getByRole('searchbox', { name: 'Filter list' });
  await filter.fill('TINY');
  await expect(app.settings.getByText('1 of 151')).toBeVisible();
  const tiny = app.settings.getByRole('checkbox', { name: 'other/tiny' });
  await tiny.click();
  await expect(tiny).toBeChecked();
  await expect(app.field('models')).toHaveValue('typed, other/tiny');
  await tiny.click();
  await expect(app.field('models')).toHaveValue('typed');
  await filter.fill('model-14');
  await app.settings.getByRole('button', { name: 'Add all (11)' }).click();
  await expect(app.field('models')).toHaveValue(/^typed, lab\/model-14, lab\/model-140, .*lab\/model-149$/);
  await app.settings.getByRole('button', { name: 'Done' }).click();
  await expect(filter).toHaveCount(0);
  await expect(app.settings.getByRole('button', { name: 'Fetch list' })).toBeFocused();
});

test('where nothing was typed the list is all that there is, and what most likely does not chat stands last', async ({ app, serve }) => {
  const server = await serve(reply('Ok'));
  server.other = json({ data: ['text-embedding-3', 'whisper-1', ...ids(30)].map((id) => ({ id })) });
  await app.open();
  await app.openSettings();
  await app.fill({ endpoint: server.endpoint });
  await app.settings.getByRole('button', { name: 'Fetch list' }).click();
  await expect(app.settings.getByText('The server lists 32 models. What you tick is added.')).toBeVisible();
  const entries = app.settings.locator('.pick-list').getByRole('checkbox');
  await expect(entries.first()).toHaveText('lab/model-1');
  const last = entries.last();
  await expect(last).toContainText('whisper-1');
  await expect(last).toContainText('probably no chat model');
  await last.click();
  await expect(app.field('models')).toHaveValue('whisper-1');
  await expect(app.settings.getByText('The server lists 32 models.')).toBeVisible();
});

test('a server without a model list is not said to be at the wrong address', async ({ app, problems, serve }) => {
  problems.expect(LINE.status(404));
  const server = await serve(reply('Ok'));
  await app.open();
  await app.openSettings();
  await app.fill({ name: 'Lab', endpoint: server.endpoint });
  await app.settings.getByRole('button', { name: 'Fetch list' }).click();
  await expect(app.settings.getByText('Lab has no model list (404). Type the model ids.')).toBeVisible();
});

test('a fetch is stopped by the button that began it', async ({ app, serve }) => {
  const server = await serve(reply('Ok'));
  server.other = { headers: { 'content-type': 'application/json' }, pieces: ['{"data":['], end: 'hang' };
  await app.open();
  await app.openSettings();
  await app.fill({ endpoint: server.endpoint, models: 'typed' });
  await app.settings.getByRole('button', { name: 'Fetch list' }).click();
  const stop = app.settings.getByRole('button', { name: 'Stop loading' });
  await expect(stop).toBeFocused();
  await expect.poll(() => server.requests.some((seen) => seen.method === 'GET')).toBe(true);
  await stop.click();
  await expect(app.settings.getByRole('button', { name: 'Fetch list' })).toBeFocused();
  await expect.poll(() => server.requests.find((seen) => seen.method === 'GET')?.aborted).toBe(true);
  await expect(app.settings.getByText('Loading…')).toHaveCount(0);
  await expect(app.field('models')).toHaveValue('typed');
});

test('chips mirror the typed models, and each can be dropped', async ({ app }) => {
  await app.open();
  await app.openSettings();
  await app.fill({ models: 'a, models/b:7b,, a, d' });
  await expect(app.settings.getByRole('button', { name: /^Drop / })).toHaveCount(3);
  // An id never makes a second field of that name.
  await expect(app.settings.getByLabel('Models')).toHaveCount(1);
  await app.settings.getByRole('button', { name: 'Drop models/b:7b' }).click();
  await expect(app.field('models')).toHaveValue('a, d');
  await expect(app.settings.getByRole('button', { name: /^Drop / })).toHaveCount(2);
  await app.fill({ models: ids(60).join(', ') });
  await expect(app.settings.getByText('and 10 more')).toBeVisible();
});

test('prices of a model, its cached input among them; the rest of many models is shown on request', async ({ app, page }) => {
  await app.open();
  await app.openSettings();
  await app.fill({ id: 'lab', name: 'Lab', endpoint: 'http://127.0.0.1:9', models: ids(25).join(', ') });
  const price = (name: string) => app.settings.getByRole('spinbutton', { name, exact: true });
  await expect(price('Cached input, lab/model-1')).toHaveCount(0);
  await app.settings.getByText('Pricing and limits').click();
  await price('Cached input, lab/model-1').fill('0.1');
  await price('Cached input').fill('0.2');
  await expect(price('Input per 1M, lab/model-21')).toHaveCount(0);
  await app.settings.getByRole('button', { name: 'Show 5 more' }).click();
  await price('Input per 1M, lab/model-21').fill('3');
  await app.save.click();
  await expect(app.settings.getByRole('status').filter({ hasText: 'Saved Lab' })).toBeVisible();
  const [entry] = (await stored(page)) ?? [];
  const models = entry?.models as Record<string, unknown>[];
  expect(entry?.pricing).toEqual({ cachedInput: 0.2 });
  expect([models[0]?.pricing, models[20]?.pricing, models[1]?.pricing]).toEqual([{ cachedInput: 0.1 }, { input: 3 }, undefined]);
});

test('Save puts the focus on the first wrong field, also where it was folded away', async ({ app }) => {
  await app.open();
  await app.openSettings();
  await app.fill({ id: 'lab', name: 'Lab', endpoint: 'http://127.0.0.1:9', models: ids(25).join(', ') });
  const settings = app.settings;
  const group = settings.getByText('Pricing and limits');
  await group.click();
  await settings.getByRole('spinbutton', { name: 'Idle limit' }).fill('soon');
  await settings.getByRole('button', { name: 'Show 5 more' }).click();
  await settings.getByRole('spinbutton', { name: 'Output per 1M, lab/model-25' }).fill('free');
  await group.click();
  await expect(settings.getByRole('spinbutton', { name: 'Idle limit' })).toHaveCount(0);
  await app.save.click();
  await expect(settings.getByRole('spinbutton', { name: 'Idle limit' })).toBeFocused();
  await settings.getByRole('spinbutton', { name: 'Idle limit' }).fill('60');
  await group.click();
  await app.save.click();
  await expect(settings.getByRole('spinbutton', { name: 'Output per 1M, lab/model-25' })).toBeFocused();
  await app.fill({ endpoint: '' });
  await app.save.click();
  await expect(app.field('endpoint')).toBeFocused();
});
