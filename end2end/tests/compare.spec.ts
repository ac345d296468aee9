import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';

import type { App } from '../support/app';
import { expect, test } from '../support/fixtures';
import { LINE } from '../support/problems';
import { DONE, finish, held, reply, refusal, text, usage } from '../support/stream';

/** A provider with two models. */
async function connect(app: App, page: Page, endpoint: string): Promise<void> {
  await page.evaluate(
    (endpoint) => window.AIS.Providers.registerCustom('lab', { name: 'Lab', endpoint, models: [{ id: 'small', name: 'S' }, { id: 'large', name: 'L' }] }),
    endpoint,
  );
  const isDrawer = (page.viewportSize()?.width ?? 0) < 1200;
  if (isDrawer) await app.button('Edit bot').click();
  await app.choose('Lab');
  if (isDrawer) await page.keyboard.press('Escape');
}

function column(page: Page, model: string): Locator {
  return page.getByRole('region', { name: `${model}, ` });
}

/** How many columns the database holds. */
function storedColumns(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const opening = indexedDB.open('aiscouncil');
    const database = await new Promise<IDBDatabase>((resolve) => (opening.onsuccess = () => resolve(opening.result)));
    const all = database.transaction('conversations').objectStore('conversations').getAll();
    const records = await new Promise<object[]>((resolve) => (all.onsuccess = () => resolve(all.result as object[])));
    database.close();
    return records.filter((record) => 'column' in record).length;
  });
}

/** What the server was asked for each model. */
const asked = (post: { body: string }): { model: string; messages: unknown } => JSON.parse(post.body) as { model: string; messages: unknown };

test('one prompt goes to each model; a failed column leaves the others alone; an answer is kept and gone on with', async ({ app, page, problems, serve }) => {
  problems.expect(LINE.status(500));
  const server = await serve((seen) => {
    const { model } = asked(seen);
    if (model === 'large') return refusal(500, 'The GPU is on fire');
    return reply(`Answer of ${model}.`);
  });
  await app.open();
  await connect(app, page, server.endpoint);
  await app.button('Compare').click();
  await expect(page).toHaveURL(/\/compare$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Compare models');
  await expect(page.getByRole('region')).toHaveCount(2);
  await expect(page.getByRole('button', { name: 'Remove' })).toHaveCount(0);
  // The bot editor is not in the way.
  await expect(page.getByRole('complementary', { name: 'Bot' })).toBeHidden();
  await app.send('Why?');
  const small = column(page, 'small');
  const large = column(page, 'large');
  await expect(small).toContainText('Answer of small.');
  await expect(large).toContainText('Lab failed (500)');
  await expect(small.getByText(/^Finished in \d+\.\d s$/)).toBeVisible();
  await expect(small.getByRole('status')).toHaveText('small: Finished, 3 words');
  await expect(large.getByRole('status')).toHaveText(/^large: Lab failed \(500\)/);
  await expect(small.getByText('12 in · 34 out')).toBeVisible();
  expect(server.posts).toHaveLength(2);

  // Try again asks that column alone.
  server.script = reply('Put out.');
  await large.getByRole('button', { name: 'Try again' }).click();
  await expect(large).toContainText('Put out.');
  expect(server.posts).toHaveLength(3);

  // The next prompt goes on in each column with its own history.
  await app.send('And then?');
  await expect.poll(() => server.posts.length).toBe(5);
  const histories = server.posts.slice(3).map(asked).sort((a, b) => a.model.localeCompare(b.model));
  expect(histories.map(({ messages }) => messages)).toEqual(
    ['Put out.', 'Answer of small.'].map((content) => [
      { role: 'user', content: 'Why?' }, { role: 'assistant', content }, { role: 'user', content: 'And then?' },
    ]),
  );

  await expect(small.getByRole('button', { name: 'Keep this answer' })).toBeVisible();
  await small.getByRole('button', { name: 'Keep this answer' }).click();
  await expect(page).toHaveURL(/\/chat\//);
  await expect(app.messages).toHaveCount(4);
  await expect(app.messages.nth(1)).toContainText('Answer of small.');
  await app.send('Go on');
  await expect.poll(() => server.posts.length).toBe(6);
  expect(server.body()).toMatchObject({ model: 'small', temperature: 0.7 });
  await expect(app.messages).toHaveCount(6);
  // It is stored as any other.
  await expect(app.button('Send')).toBeVisible();
  await app.reload();
  await expect(app.messages).toHaveCount(6);
  await expect(app.messages.nth(1)).toContainText('Answer of small.');
});

test('each column is stopped by itself or all at once, and goes on while another chat is on the screen', async ({ app, page, serve }) => {
  const waits = [held([text('One begins')], [text(' and ends.'), finish(), usage(1, 2), DONE]), held([text('Two begins')], [text(' and ends.'), finish(), DONE])];
  let index = 0;
  const server = await serve(() => waits[index++ % 2]?.answer ?? reply('Late.'));
  await app.open();
  await connect(app, page, server.endpoint);
  await app.button('Compare').click();
  await app.message.fill('Why?');
  // The draft survives another chat.
  await page.getByRole('button', { name: 'New chat' }).or(page.getByRole('link', { name: 'New chat' })).first().click();
  await expect(page).toHaveURL(/\/$/);
  await app.button('Compare').click();
  await expect(app.message).toHaveValue('Why?');
  await app.message.press('Enter');
  const begun = page.getByRole('region').filter({ hasText: 'begins' });
  await expect(begun).toHaveCount(2);
  await expect(app.button('Stop all')).toBeVisible();
  await page.getByRole('button', { name: 'Stop small' }).click();
  await expect(column(page, 'small').getByText('Stopped', { exact: true })).toBeVisible();
  await expect(column(page, 'small')).toContainText('begins');
  await expect(column(page, 'large').getByRole('button', { name: 'Stop large' })).toBeVisible();

  await page.getByRole('button', { name: 'Close' }).click();
  await expect(page).toHaveURL(/\/$/);
  waits.forEach(({ release }) => release());
  await app.button('Compare').click();
  await expect(column(page, 'large')).toContainText('and ends.');
  await expect(column(page, 'small')).not.toContainText('and ends.');
});

test('there are two to four columns; one that comes later can be asked the same', async ({ app, page, serve }) => {
  const server = await serve((seen) => reply(`Answer of ${asked(seen).model}.`));
  await app.open();
  await connect(app, page, server.endpoint);
  await app.button('Compare').click();
  await app.send('Why?');
  await expect(column(page, 'large')).toContainText('Answer of large.');
  await app.button('Add model').click();
  await expect(page.getByRole('region')).toHaveCount(3);
  const third = page.getByRole('region').nth(2);
  await third.getByRole('combobox', { name: 'Provider 3' }).selectOption({ label: 'Lab' });
  await third.getByRole('combobox', { name: 'Model 3' }).selectOption({ label: 'Other ID…' });
  await third.getByRole('textbox', { name: 'Other ID 3' }).fill('org/third');
  await third.getByRole('button', { name: 'Ask this model too' }).click();
  await expect(column(page, 'org/third')).toContainText('Answer of org/third.');
  expect(server.posts).toHaveLength(3);
  await app.button('Add model').click();
  await expect(page.getByRole('region')).toHaveCount(4);
  await expect(app.button('Add model')).toHaveAttribute('aria-disabled', 'true');
  await page.getByRole('button', { name: /^Remove large/ }).click();
  await expect(page.getByRole('region')).toHaveCount(3);
  await expect(page.getByRole('region', { name: 'large, Lab' })).toHaveCount(0);
  // The details of each answer are at hand.
  await column(page, 'small').getByRole('button', { name: 'Request details' }).click();
  await expect(page.getByRole('complementary', { name: 'Request details' })).toContainText('"model": "small"');
});

test('a comparison survives a reload and is in no list; New comparison clears it, and Undo brings it back', async ({ app, page, serve, problems }) => {
  problems.expect(LINE.status(500));
  const server = await serve((seen) => (asked(seen).model === 'large' ? refusal(500, 'The GPU is on fire') : reply(`Answer of ${asked(seen).model}.`)));
  await app.open();
  await connect(app, page, server.endpoint);
  await app.button('Compare').click();
  await app.send('Why is it so?');
  const small = column(page, 'small');
  const large = column(page, 'large');
  await expect(small.getByText(/^Finished in/)).toBeVisible();
  await expect(large).toContainText('Lab failed (500)');
  // A column is no conversation to be exported, and chooses its provider itself.
  await expect(large.getByRole('button', { name: 'Try again' })).toBeVisible();
  await expect(large.getByRole('button', { name: 'Export conversation' })).toHaveCount(0);
  await app.button('Add model').click();
  await page.getByRole('combobox', { name: 'Provider 3' }).selectOption({ label: 'Lab' });
  await page.getByRole('combobox', { name: 'Model 3' }).selectOption({ label: 'Other ID…' });
  await page.getByRole('textbox', { name: 'Other ID 3' }).fill('org/third');
  const requests = server.posts.length;

  await app.reload();
  await expect(page.getByRole('region')).toHaveCount(3);
  await expect(small).toContainText('Answer of small.');
  await expect(large).toContainText('Lab failed (500)');
  await expect(page.getByRole('region', { name: 'org/third, Lab' })).toBeVisible();
  await expect(page.getByText('Why is it so?')).toHaveCount(1);
  // An answer of an earlier visit is not told again.
  await expect(small.getByRole('status')).toHaveText('');
  // Another visit, by way of the chat.
  await app.open();
  await expect(page.getByRole('navigation', { name: 'Conversations' }).getByRole('link', { name: 'Why is it so?' })).toHaveCount(0);
  await app.message.press('Control+KeyK');
  await page.getByRole('combobox', { name: 'Search everything' }).fill('answer of small');
  await expect(page.getByRole('dialog', { name: 'Command palette' }).getByRole('status')).toHaveText('No message has these words');
  await page.keyboard.press('Escape');
  await app.button('Compare').click();
  await expect(small).toContainText('Answer of small.');
  expect(server.posts).toHaveLength(requests);

  // It goes on with what was said before.
  await small.getByRole('button', { name: 'Request details' }).click();
  const pane = page.getByRole('complementary', { name: 'Request details' });
  await expect(pane).toContainText('"model": "small"');
  await expect(pane).not.toContainText('not exactly those that were sent');
  await app.send('And then?');
  await expect.poll(() => server.posts.filter((post) => asked(post).model === 'small').length).toBe(2);
  const again = server.posts.map(asked).filter(({ model }) => model === 'small').at(-1);
  expect(again?.messages).toEqual([{ role: 'user', content: 'Why is it so?' }, { role: 'assistant', content: 'Answer of small.' }, { role: 'user', content: 'And then?' }]);

  await app.button('New comparison').click();
  await expect(page.getByRole('region')).toHaveCount(3);
  await expect(page.getByText('Answer of small.')).toHaveCount(0);
  await expect(app.button('New comparison')).toHaveCount(0);
  await app.button('Undo').click();
  await expect(small.getByText('Answer of small.')).toHaveCount(2);
  await expect(page.getByRole('region')).toHaveCount(3);
  await app.button('New comparison').click();
  await expect(page.getByText('Answer of small.')).toHaveCount(0);
  await expect.poll(() => storedColumns(page)).toBe(3);
  await app.reload();
  // The models stay.
  await expect(page.getByRole('region', { name: 'org/third, Lab' })).toBeVisible();
  await expect(page.getByText('Answer of small.')).toHaveCount(0);
});

test('a column that was removed comes back with its answer; another tab follows', async ({ app, page, context, serve }) => {
  const server = await serve((seen) => reply(`Answer of ${asked(seen).model}.`));
  await app.open();
  await connect(app, page, server.endpoint);
  await app.button('Compare').click();
  await app.button('Add model').click();
  await app.send('Why?');
  await expect(column(page, 'large')).toContainText('Answer of large.');
  const other = await context.newPage();
  await other.goto('/compare');
  await expect(column(other, 'large')).toContainText('Answer of large.');
  await page.getByRole('button', { name: /^Remove large/ }).click();
  await expect(page.getByRole('region')).toHaveCount(2);
  await expect(other.getByRole('region')).toHaveCount(2);
  await app.button('Undo').click();
  await expect(page.getByRole('region')).toHaveCount(3);
  await expect(column(page, 'large')).toContainText('Answer of large.');
  await expect(column(other, 'large')).toContainText('Answer of large.');
});

test('what a kept answer used is counted once', async ({ app, page, serve }) => {
  const server = await serve((seen) => reply(`Answer of ${asked(seen).model}.`));
  await app.open();
  await connect(app, page, server.endpoint);
  await app.button('Compare').click();
  await app.send('Why?');
  await expect(column(page, 'large').getByText(/^Finished in/)).toBeVisible();
  await expect(column(page, 'small').getByText(/^Finished in/)).toBeVisible();
  await column(page, 'small').getByRole('button', { name: 'Keep this answer' }).click();
  await expect(app.messages).toHaveCount(2);
  await app.openSettings();
  await app.settings.getByRole('button', { name: 'Usage', exact: true }).click();
  await expect(app.settings.getByText('Replies 2 · Input 24 · Output 68')).toBeVisible();
});

test('pictures go to every column, stay with the prompt and with an answer that is kept; Enter is swapped here too', async ({ app, page, serve }) => {
  const server = await serve((seen) => reply(`Answer of ${asked(seen).model}.`));
  await page.addInitScript(() => localStorage.setItem('ais-enter-begins-line', 'true'));
  await app.open();
  await connect(app, page, server.endpoint);
  await app.button('Compare').click();
  await expect(app.button('Attach image')).toBeVisible();
  const dot = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
  await page.locator('main input[type=file]').setInputFiles({ name: 'dot.png', mimeType: 'image/png', buffer: Buffer.from(dot, 'base64') });
  await expect(page.getByRole('img', { name: 'dot.png' })).toBeVisible();
  await app.message.fill('What is it?');
  await app.message.press('Enter');
  expect(server.posts).toHaveLength(0);
  await app.message.fill('What is it?');
  await app.message.press('Control+Enter');
  await expect(column(page, 'small')).toContainText('Answer of small.');
  await expect(column(page, 'large')).toContainText('Answer of large.');
  const content = [{ type: 'text', text: 'What is it?' }, { type: 'image_url', image_url: { url: `data:image/png;base64,${dot}` } }];
  expect(server.posts.map((post) => asked(post).messages)).toEqual([[{ role: 'user', content }], [{ role: 'user', content }]]);
  // Once, above the columns.
  await expect(page.getByRole('img', { name: 'dot.png' })).toHaveCount(1);
  await app.reload();
  await expect(page.getByRole('img', { name: 'dot.png' })).toHaveCount(1);
  await column(page, 'small').getByRole('button', { name: 'Keep this answer' }).click();
  await expect(app.messages).toHaveCount(2);
  await expect(app.messages.first().getByRole('img', { name: 'dot.png' })).toBeVisible();
});

test('on a narrow window one column is on the screen, chosen by a select', async ({ app, page, serve }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const server = await serve((seen) => reply(`Answer of ${asked(seen).model}.`));
  await app.open();
  await connect(app, page, server.endpoint);
  await app.button('Compare').click();
  await app.send('Why?');
  await expect(page.getByRole('region')).toHaveCount(1);
  await expect(column(page, 'small')).toContainText('Answer of small.');
  // What is not on the screen is told of as well.
  for (const model of ['small', 'large']) await expect(page.getByRole('status').filter({ hasText: `${model}: Finished, 3 words` })).toHaveCount(1);
  await page.getByRole('combobox', { name: 'Column on the screen' }).selectOption({ label: 'large, Lab' });
  await expect(column(page, 'large')).toContainText('Answer of large.');
  await expect(page.getByRole('region')).toHaveCount(1);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
});

test('the address of the comparison opens it, and names of the main job still lead to one control each', async ({ app, page }) => {
  await app.open('/compare');
  await expect(page.getByRole('region')).toHaveCount(2);
  await expect(page.getByRole('textbox', { name: 'Message' })).toHaveCount(1);
  await expect(page.getByRole('button', { name: 'Send' })).toHaveCount(1);
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const viewport of [{ width: 1440, height: 900 }, { width: 390, height: 844 }]) {
    test.describe(`${colorScheme}, ${viewport.width} px`, () => {
      test.use({ colorScheme, viewport });

      test('axe finds nothing in a comparison', async ({ app, page, problems, serve }) => {
        problems.expect(LINE.status(500));
        const server = await serve([reply('One **bold** answer.'), refusal(500, 'No')]);
        await app.open();
        await connect(app, page, server.endpoint);
        await app.button('Compare').click();
        // The composer of the chat has the same name.
        await expect(app.button('Add model')).toBeVisible();
        await app.send('Why?');
        await expect(page.getByRole('button', { name: 'Keep this answer' }).first()).toBeVisible();
        const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
        expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html, failureSummary }) => `${html} ${failureSummary ?? ''}`)])).toEqual([]);
      });
    });
  }
}
