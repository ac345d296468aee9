import { listCustom, register, setKey, stored } from '../support/ais';
import { expect, test } from '../support/fixtures';
import { LINE } from '../support/problems';
import { refusal, reply } from '../support/stream';

const ENDPOINT = 'http://127.0.0.1:9/v1/chat/completions';
/** An id as those of bots are. */
const BOT = '0123456789abcdef0123';

test('a copy has an id of its own, the same settings and the same key', async ({ app, page, serve }) => {
  const server = await serve(reply('From the copy.'));
  await app.open();
  expect(await register(page, 'one', { name: 'One', endpoint: server.endpoint, models: [{ id: 'm', name: 'M' }], extraHeaders: { 'X-Team': 'lab' } })).toBeNull();
  expect(await setKey(page, 'one', 'sk-one')).toBeNull();
  await app.openSettings();
  await app.settings.getByRole('button', { name: /^One/ }).click();
  await app.settings.getByRole('button', { name: 'Duplicate' }).click();
  await expect(app.field('id')).toHaveValue('one-2');
  await expect(app.field('name')).toHaveValue('One (2)');
  await expect(app.field('name')).toBeFocused();
  expect(await listCustom(page)).toEqual(['one', 'one-2']);
  await app.closeSettings();
  await app.choose('One (2)', 'm');
  await app.send('Hi');
  await expect(app.reply).toContainText('From the copy.');
  expect(server.posts[0]?.headers).toMatchObject({ authorization: 'Bearer sk-one', 'x-team': 'lab' });
});

test('a provider that bots use is removed after a question, and comes back whole', async ({ app, page, problems, serve }) => {
  problems.expect(LINE.status(400));
  const words = "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.";
  const server = await serve([refusal(400, words, { param: 'max_tokens', code: 'unsupported_parameter' }), reply('Understood.')]);
  await page.addInitScript((name) => {
    if (!localStorage.getItem('seeded')) localStorage.setItem(name, 'sk-of-bot');
    localStorage.setItem('seeded', 'yes');
  }, `ais-apikey-bot-${BOT}-lab`);
  await app.open();
  expect(await register(page, 'first', { name: 'First', endpoint: ENDPOINT })).toBeNull();
  await app.connect(server.endpoint);
  expect(await register(page, 'last', { name: 'Last', endpoint: ENDPOINT })).toBeNull();
  expect(await setKey(page, 'lab', 'sk-lab')).toBeNull();
  await app.send('Hi');
  await expect(app.reply).toContainText('Understood.');
  const kept = (): Promise<(string | null)[]> =>
    page.evaluate((names) => names.map((name) => localStorage.getItem(name)), ['ais-apikey-lab', `ais-apikey-bot-${BOT}-lab`, 'ais-quirks']);
  const before = await kept();
  expect(before).toEqual(['sk-lab', 'sk-of-bot', expect.stringContaining(server.endpoint)]);
  const entry = (await stored(page))?.[1];

  await app.openSettings();
  await app.settings.getByRole('button', { name: /^Lab/ }).click();
  await app.settings.getByRole('button', { name: 'Remove', exact: true }).click();
  const question = app.settings.getByRole('alert');
  await expect(question).toContainText('Remove Lab? Its key goes too. 1 bot uses it');
  await question.getByRole('button', { name: 'Keep it' }).click();
  expect(await listCustom(page)).toEqual(['first', 'lab', 'last']);
  await app.settings.getByRole('button', { name: 'Remove', exact: true }).click();
  await question.getByRole('button', { name: 'Remove' }).click();
  await expect(app.settings.getByText('Removed Lab')).toBeVisible();
  expect(await listCustom(page)).toEqual(['first', 'last']);
  expect((await kept()).slice(0, 2)).toEqual([null, null]);
  expect((await kept())[2]).not.toContain(server.endpoint);

  await app.closeSettings();
  await expect(app.provider.locator('option:checked')).toHaveText('lab (missing)');
  await expect(page.getByText('Provider "lab" is not set up here.').first()).toBeVisible();
  await app.button('Undo').click();
  await expect(app.provider.locator('option:checked')).toHaveText('Lab');
  expect(await listCustom(page)).toEqual(['first', 'lab', 'last']);
  expect((await stored(page))?.[1]).toEqual(entry);
  expect(await kept()).toEqual(before);
  await app.send('Again');
  await expect(app.messages).toHaveCount(4);
  await expect(app.reply).toContainText('Understood.');
  // What was learned holds again: nothing is refused a second time.
  expect(server.posts).toHaveLength(3);
  expect(server.posts[2]?.headers.authorization).toBe('Bearer sk-lab');
});

test('one that no bot uses goes at once, and a key that cannot be read comes back as it was', async ({ app, page }) => {
  await page.addInitScript(() => {
    if (!localStorage.getItem('seeded')) localStorage.setItem('ais-apikey-odd', 'sk-열쇠');
    localStorage.setItem('seeded', 'yes');
  });
  await app.open();
  expect(await register(page, 'odd', { name: 'Odd', endpoint: ENDPOINT })).toBeNull();
  await app.openSettings();
  await app.settings.getByRole('button', { name: /^Odd/ }).click();
  await app.settings.getByRole('button', { name: 'Remove', exact: true }).click();
  const key = (): Promise<string | null> => page.evaluate(() => localStorage.getItem('ais-apikey-odd'));
  await expect(app.settings.getByText('Removed Odd')).toBeVisible();
  expect(await key()).toBeNull();
  await app.settings.getByRole('button', { name: 'Undo' }).click();
  expect(await listCustom(page)).toEqual(['odd']);
  expect(await key()).toBe('sk-열쇠');
});
