import { readFile } from 'node:fs/promises';

import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';

import { expect, test } from '../support/fixtures';
import { LINE } from '../support/problems';
import { DONE, event, finish, held, reasoning, refusal, reply, text, usage } from '../support/stream';

const KEY = 'sk-very-secret-key-1234';
const TOKEN = 'corp "quoted"/token';

function details(page: Page): Locator {
  return page.getByRole('complementary', { name: 'Request details' });
}

/** The clipboard as a text. */
function copied(page: Page): Promise<string> {
  return page.evaluate(() => navigator.clipboard.readText());
}

async function downloaded(page: Page, pane: Locator): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), pane.getByRole('button', { name: 'Download' }).click()]);
  return readFile(await download.path(), 'utf8');
}

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

test('the details show the request as it was sent, its timing and the raw stream, and no secret in any of them', async ({ app, page, serve }) => {
  const server = await serve({
    headers: { 'x-request-id': `id of ${KEY}`, 'access-control-expose-headers': 'x-request-id' },
    pieces: [
      ': keep-alive\n\n', reasoning('Hm, '), 60, text(`Your key is ${KEY}`), text(` and ${TOKEN}`), 'data: {"choices":[{"del\n\n',
      finish(), usage(12, 34), DONE,
    ],
  });
  await app.open();
  await app.connect(server.endpoint, {
    extraHeaders: { 'X-Department': 'engineering', 'X-Corp-Token': TOKEN }, secretHeaders: ['X-Corp-Token'], parameters: { top_p: 0.95 },
  });
  await page.evaluate((key) => window.AIS.Providers.setKey('lab', key), KEY);
  await app.send('My question');
  await expect(app.button('Send')).toBeVisible();
  await app.reply.getByRole('button', { name: 'Request details' }).click();
  const pane = details(page);
  await expect(pane.getByText('200', { exact: true })).toBeVisible();
  await expect(pane).toContainText('Lab');
  for (const phase of ['Headers', 'First token', 'Reasoning', 'Answer']) await expect(pane.getByText(phase, { exact: true })).toBeVisible();
  await expect(pane).toContainText(`POST ${server.endpoint}`);
  await expect(pane).toContainText('X-Department: engineering');
  await expect(pane).toContainText('Authorization: Bearer hidden');
  await expect(pane).toContainText('X-Corp-Token: hidden');
  await expect(pane).toContainText('"top_p": 0.95');
  await expect(pane).toContainText('From the provider: top_p. Not sent: frequency_penalty');
  await expect(pane).toContainText('x-request-id: id of [redacted]');
  await expect(pane).toContainText('could not be read and were skipped: 1');
  await expect(pane).toContainText('data: [DONE]');
  await expect(pane).toContainText(': keep-alive');
  await expect(pane).toContainText('Your key is [redacted]');
  // The conversation is shown on request.
  await expect(pane).toContainText('"messages": [ 1 in all');
  await expect(pane).not.toContainText('My question');
  await pane.getByRole('button', { name: 'Show messages' }).click();
  await expect(pane).toContainText('My question');

  // The focus came into the panel, and the bot editor gave its place.
  await expect(page.getByRole('complementary', { name: 'Bot' })).toBeHidden();

  const texts = [await pane.innerText()];
  await pane.getByRole('button', { name: 'Copy as curl' }).click();
  const curl = await copied(page);
  expect(curl).toContain(`curl --no-buffer '${server.endpoint}'`);
  expect(curl).toContain('--header "Authorization: Bearer $API_KEY"');
  expect(curl).toContain('--header "X-Corp-Token: $X_CORP_TOKEN"');
  expect(curl).toContain('My question');
  await pane.getByRole('button', { name: 'Copy report' }).click();
  const report = await copied(page);
  expect(report).toContain('HTTP status: 200');
  expect(report).toContain('From the provider: top_p.');
  expect(report).not.toContain('My question');
  const stream = await downloaded(page, pane);
  expect(stream).toContain('data: [DONE]');
  for (const text of [...texts, curl, report, stream]) {
    expect(text).not.toContain(KEY);
    expect(text).not.toContain('quoted');
  }

  await pane.getByRole('button', { name: 'Close' }).click();
  await expect(pane).toBeHidden();
  await expect(app.reply.getByRole('button', { name: 'Request details' })).toBeFocused();
  await expect(page.getByRole('complementary', { name: 'Bot' })).toBeVisible();
});

test('an error that repeats the key is redacted, and its raw body is there', async ({ app, page, problems, serve }) => {
  problems.expect(LINE.status(401));
  const server = await serve(refusal(401, `Incorrect API key provided: ${KEY}`));
  await app.open();
  await app.connect(server.endpoint);
  await page.evaluate((key) => window.AIS.Providers.setKey('lab', key), KEY);
  await app.send('Hi');
  await app.reply.getByRole('button', { name: 'Request details' }).click();
  const pane = details(page);
  await expect(pane.getByText('401', { exact: true })).toBeVisible();
  await expect(pane.getByRole('option').first()).toContainText('Incorrect API key provided: [redacted]');
  await pane.getByRole('button', { name: 'Copy report' }).click();
  expect(await copied(page)).toContain('Ending: api');
  for (const text of [await copied(page), await pane.innerText(), await downloaded(page, pane)]) expect(text).not.toContain(KEY);
});

test('of an answer that could not be read the details say just that', async ({ app, page, problems, serve }) => {
  problems.expect(LINE.refused);
  const server = await serve(reply('Never.'));
  await server.stop();
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Hi');
  await expect(app.reply).toContainText('Nothing answers at');
  await app.reply.getByRole('button', { name: 'Request details' }).click();
  const pane = details(page);
  await expect(pane).toContainText('Nothing of an answer could be read.');
  await expect(pane).not.toContainText('had no body');
  await expect(pane).not.toContainText('0 lines');
});

test('a request that was sent twice says what was refused and what was changed', async ({ app, page, problems, serve }) => {
  problems.expect(LINE.status(400));
  const server = await serve([refusal(400, "Unsupported parameter: 'max_tokens', use 'max_completion_tokens'", { param: 'max_tokens' }), reply('Fine.')]);
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Hi');
  await expect(app.reply).toContainText('Fine.');
  await app.reply.getByRole('button', { name: 'Request details' }).click();
  const pane = details(page);
  const told = "Refused at first (400) and sent once more: max_tokens is sent as max_completion_tokens. The server said: Unsupported parameter: 'max_tokens'";
  await expect(pane).toContainText(told);
  await expect(pane).toContainText('"max_completion_tokens": 4096');
  await expect(pane.getByText('Refused', { exact: true })).toBeVisible();
  // Both answers are in the raw stream.
  await expect(pane.getByRole('option').first()).toContainText('Unsupported parameter');

  // The next request is changed at once, and says so.
  await app.send('Again');
  await expect(app.messages).toHaveCount(4);
  await expect(app.reply).toContainText('Fine.');
  await app.reply.getByRole('button', { name: 'Request details' }).click();
  await expect(pane).toContainText('Refused by this server before: max_tokens is sent as max_completion_tokens.');

  // What is stored with the reply is still shown after a reload.
  await app.reload();
  await app.messages.nth(1).getByRole('button', { name: 'Request details' }).click();
  await expect(pane).toContainText(told);
  await expect(pane).toContainText('Raw events and response headers are kept only for replies of this page visit.');
  await expect(pane).toContainText('"max_completion_tokens": 4096');
  await expect(pane.getByText('Headers', { exact: true })).toBeVisible();
  await expect(pane).toContainText(`POST ${server.endpoint}`);
});

test('after a reload the request of a reply is put together again, and no secret was stored', async ({ app, page, serve }) => {
  const server = await serve(reply('Fine.'));
  await app.open();
  await app.connect(server.endpoint, { extraHeaders: { 'X-Department': 'engineering', 'X-Corp-Token': TOKEN }, secretHeaders: ['X-Corp-Token'] });
  await page.evaluate((key) => window.AIS.Providers.setKey('lab', key), KEY);
  await page.getByRole('textbox', { name: 'System prompt' }).fill('Be brief.');
  await app.send(`My question, with ${KEY} in it`);
  await expect(app.reply).toContainText('Fine.');
  await app.send('And another');
  await expect(app.messages).toHaveCount(4);
  await expect(app.button('Send')).toBeVisible();
  const sent = server.body(0);
  await app.reload();
  await app.messages.nth(1).getByRole('button', { name: 'Request details' }).click();
  const pane = details(page);
  await expect(pane).toContainText('Raw events and response headers are kept only for replies of this page visit.');
  await expect(pane).toContainText('The request is put together again');
  await expect(pane).not.toContainText('not exactly those that were sent');
  await expect(pane).toContainText(`POST ${server.endpoint}`);
  await expect(pane).toContainText('Authorization: Bearer hidden');
  await expect(pane).toContainText('X-Corp-Token: hidden');
  await expect(pane).toContainText('X-Department: engineering');
  await expect(pane).toContainText('"temperature": 0.7');
  await expect(pane).toContainText('"messages": [ 2 in all');
  await pane.getByRole('button', { name: 'Show messages' }).click();
  await expect(pane).toContainText('My question, with [redacted] in it');
  await expect(pane).not.toContainText('And another');
  await pane.getByRole('button', { name: 'Copy as curl' }).click();
  const curl = await copied(page);
  expect(curl).toContain(`curl --no-buffer '${server.endpoint}'`);
  expect(curl).toContain('--header "Authorization: Bearer $API_KEY"');
  const body = JSON.parse(/--data-raw '(.*)'$/s.exec(curl)?.[1]?.replaceAll(`'\\''`, "'") ?? '') as Record<string, unknown>;
  expect({ ...body, messages: [] }).toEqual({ ...sent, messages: [] });
  expect(body.messages).toEqual([{ role: 'system', content: 'Be brief.' }, { role: 'user', content: 'My question, with [redacted] in it' }]);
  await pane.getByRole('button', { name: 'Copy report' }).click();
  const texts = [curl, await pane.innerText(), await copied(page)];
  // What is stored of the replies holds no secret either.
  const stored = await page.evaluate(async () => {
    const request = indexedDB.open('aiscouncil');
    const database = await new Promise<IDBDatabase>((resolve) => (request.onsuccess = () => resolve(request.result)));
    const all = database.transaction('messages').objectStore('messages').getAll();
    const records = await new Promise<{ role: string }[]>((resolve) => (all.onsuccess = () => resolve(all.result as { role: string }[])));
    return JSON.stringify(records.filter(({ role }) => role === 'assistant'));
  });
  expect(stored).toContain('X-Department');
  for (const text of [...texts, stored]) {
    expect(text).not.toContain(KEY);
    expect(text).not.toContain('quoted');
  }
  expect(stored).not.toContain('My question');

  // What the conversation no longer holds cannot be told as sent.
  await app.button('Edit bot').click();
  await page.getByRole('textbox', { name: 'System prompt' }).fill('Be long-winded.');
  await app.messages.nth(1).getByRole('button', { name: 'Request details' }).click();
  await expect(pane).toContainText('not exactly those that were sent');
});

test('the details follow a reply while it arrives, and the one that comes in its place', async ({ app, page, serve }) => {
  const { answer, release } = held([text('Begun')], [text(' and done.'), finish(), DONE]);
  const server = await serve([answer, reply('Another.')]);
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Hi');
  await expect(app.reply).toContainText('Begun');
  await app.reply.getByRole('button', { name: 'Request details' }).click();
  const pane = details(page);
  await expect(pane.getByRole('option')).toHaveCount(1);
  await expect(pane.getByText('Answer', { exact: true })).toBeVisible();
  release();
  await expect(pane.getByRole('option')).toHaveCount(4);
  await app.reply.getByRole('button', { name: 'Regenerate' }).click();
  await expect(app.reply).toContainText('Another.');
  await expect(pane).toContainText('Another.');
  await page.getByRole('link', { name: 'New chat' }).or(page.getByRole('button', { name: 'New chat' })).first().click();
  await expect(pane).toBeHidden();
});

test('ten thousand events are scrolled without a blank row, and searched', async ({ app, page, serve }) => {
  test.slow();
  const padding = 'x'.repeat(120);
  const events = Array.from({ length: 10_000 }, (_, index) => event({ padding, choices: [{ index: 0, delta: { content: `w${index} ` } }] }));
  const chunks = Array.from({ length: 100 }, (_, index) => events.slice(index * 100, index * 100 + 100).join(''));
  const server = await serve({ pieces: [...chunks, finish(), DONE] });
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Hi');
  await expect(app.button('Send')).toBeVisible({ timeout: 30_000 });
  await app.reply.getByRole('button', { name: 'Request details' }).click();
  const pane = details(page);
  await expect(pane).toContainText('10002 lines');
  expect(await pane.getByRole('option').count()).toBeLessThan(60);
  const list = pane.getByRole('listbox', { name: 'Raw stream' });
  const blank = await list.evaluate(async (list) => {
    let blank = 0;
    for (let step = 0; step < 120; step++) {
      list.scrollTop = (list.scrollHeight * step) / 120;
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      const box = list.getBoundingClientRect();
      const row = document.elementFromPoint(box.left + 40, box.top + box.height / 2)?.closest('[role=option]');
      if (!row) blank += 1;
    }
    return blank;
  });
  expect(blank).toBe(0);
  await list.focus();
  await page.keyboard.press('End');
  await expect(list.getByRole('option', { selected: true })).toContainText('[DONE]');
  await pane.getByRole('button', { name: 'Find' }).first().click();
  await page.keyboard.type('w4321 ');
  await expect(pane.getByText('1 of 1')).toBeVisible();
  await expect(list.getByRole('option', { selected: true })).toContainText('w4321 ');
  await expect(pane.getByRole('group', { name: 'Line 4322' })).toContainText('"content": "w4321 "');
  await page.keyboard.press('Escape');
  await expect(pane.getByRole('textbox')).toHaveCount(0);
  await expect(pane).toBeVisible();
});

test('where there is no room they are a dialog that Escape closes', async ({ app, page, serve }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const server = await serve(reply('Short.'));
  await app.open();
  await page.evaluate((endpoint) => window.AIS.Providers.registerCustom('lab', { name: 'Lab', endpoint }), server.endpoint);
  await app.button('Edit bot').click();
  await app.choose('Lab');
  await page.keyboard.press('Escape');
  await app.send('Hi');
  await expect(app.reply).toContainText('Short.');
  await app.reply.getByRole('button', { name: 'Request details' }).click();
  const dialog = page.getByRole('dialog', { name: 'Request details' });
  await expect(dialog.getByRole('button', { name: 'Copy as curl' })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(app.reply.getByRole('button', { name: 'Request details' })).toBeFocused();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('axe finds nothing in the details beside the chat', async ({ app, page, serve }) => {
      const server = await serve({ pieces: [reasoning('Hm'), text('Well.'), finish(), usage(1, 2), DONE] });
      await app.open();
      await app.connect(server.endpoint);
      await app.send('Hi');
      await expect(app.reply).toContainText('Well.');
      await app.reply.getByRole('button', { name: 'Request details' }).click();
      const pane = details(page);
      await pane.getByRole('option').first().click();
      await pane.getByRole('button', { name: 'Find' }).first().click();
      const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html, failureSummary }) => `${html} ${failureSummary ?? ''}`)])).toEqual([]);
    });
  });
}
