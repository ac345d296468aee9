import { readFile } from 'node:fs/promises';

import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

import { App } from '../support/app';
import { table } from '../support/database';
import { expect, test } from '../support/fixtures';
import { event, held, reply, text } from '../support/stream';

const FORMAT = 'aiscouncil-backup';

/** The text of the file that a click saves, and its name. */
async function download(page: Page, click: () => Promise<void>): Promise<{ name: string; text: string }> {
  const [saved] = await Promise.all([page.waitForEvent('download'), click()]);
  return { name: saved.suggestedFilename(), text: await readFile(await saved.path(), 'utf8') };
}

async function section(app: App, name: string): Promise<void> {
  await app.openSettings();
  await app.settings.getByRole('button', { name, exact: true }).click();
  await expect(app.settings.getByRole('heading', { name, exact: true })).toBeVisible();
}

async function backup(app: App): Promise<{ name: string; text: string }> {
  return download(app.page, () => app.settings.getByRole('button', { name: 'Download backup' }).click());
}

async function choose(app: App, text: string): Promise<void> {
  await app.settings.locator('input[type=file]').setInputFiles({ name: 'backup.json', mimeType: 'application/json', buffer: Buffer.from(text) });
}

async function converse(app: App, question: string): Promise<void> {
  const { page } = app;
  if (page.url().includes('/chat/')) await app.button('New chat').click();
  await expect(page).not.toHaveURL(/chat/);
  await app.send(question);
  await expect(app.messages).toHaveCount(2);
  await expect(app.button('Send')).toBeVisible();
}

test('a conversation is exported as JSON, Markdown and text, without keys', async ({ app, page, serve }) => {
  const server = await serve(reply('Here:\n\n```rust\nfn main() {}\n```\n\nand\n\n', '```js\nleft open'));
  await app.open();
  await app.connect(server.endpoint);
  await page.evaluate(() => window.AIS.Providers.setKey('lab', 'sk-tell-tale'));
  await converse(app, 'How do I <b>start</b>?');
  const save = async (form: string): Promise<{ name: string; text: string }> =>
    download(page, () => page.getByRole('navigation').getByRole('button', { name: `Export as ${form}` }).click());
  await app.button('Options for').click();

  const json = await save('JSON');
  expect(json.name).toBe('How-do-I-b-start-b.json');
  const document = JSON.parse(json.text) as { format: string; messages: { content: string }[] };
  expect(document.format).toBe('aiscouncil-conversation');
  expect(document.messages.map(({ content }) => content)[0]).toBe('How do I <b>start</b>?');

  const markdown = await save('Markdown');
  expect(markdown.name).toMatch(/\.md$/);
  expect(markdown.text).toContain('# How do I \\<b\\>start\\</b\\>?');
  expect(markdown.text).toContain('## You');
  expect(markdown.text).toContain('```rust\nfn main() {}\n```');
  expect(markdown.text.trimEnd()).toMatch(/left open\n```$/);

  const plain = await save('text');
  expect(plain.text).toContain('You:\nHow do I <b>start</b>?');
  for (const { text } of [json, markdown, plain]) expect(text).not.toContain('sk-tell-tale');
});

test('a conversation that was exported as JSON comes back from its file', async ({ app, page, serve }) => {
  const server = await serve(reply('Kept in a file.'));
  await app.open();
  await app.connect(server.endpoint);
  await converse(app, 'To be exported');
  const list = page.getByRole('navigation', { name: 'Conversations' });
  await app.button('Options for').click();
  const { text } = await download(page, () => list.getByRole('button', { name: 'Export as JSON' }).click());
  await list.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByText('Nothing here yet')).toBeVisible();

  await section(app, 'Data and privacy');
  await choose(app, text);
  const difference = app.settings.getByRole('group', { name: 'What the file would change' });
  await expect(difference).toContainText('Conversations 1 new · 0 changed · 0 the same');
  await difference.getByRole('button', { name: /^Take over/ }).click();
  await expect(app.settings.getByText('Restored: 1 added')).toBeVisible();
  await app.closeSettings();
  await page.getByRole('link', { name: 'To be exported' }).click();
  await expect(app.messages).toHaveCount(2);
  await expect(app.reply).toContainText('Kept in a file.');
  // Nobody but the person removes a bot that has been changed.
  expect(await table(page, 'bots')).toHaveLength(1);
});

test('the error card exports what is there', async ({ app, page, serve, problems }) => {
  problems.expect(/status of 500/);
  const server = await serve({ status: 500, pieces: ['{"error":{"message":"broken"}}'] });
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Hello');
  await app.reply.getByRole('button', { name: 'Export conversation' }).click();
  const saved = await download(page, () => app.reply.getByRole('button', { name: 'Export as text' }).click());
  expect(saved.text).toContain('You:\nHello');
  expect(saved.text).toContain('This reply is not whole.');
});

test('a backup brings everything back after everything was deleted', async ({ app, page, serve }) => {
  const server = await serve(reply('Kept well.'));
  await app.open();
  await app.connect(server.endpoint, { extraHeaders: { 'X-Secret-Token': 'hidden-value' } });
  await page.evaluate(() => window.AIS.Providers.setKey('lab', 'sk-tell-tale'));
  await converse(app, 'Remember the first');
  await converse(app, 'Remember the second');
  await section(app, 'Data and privacy');
  const saved = await backup(app);
  expect(saved.name).toMatch(/^aiscouncil-backup-\d{4}-\d\d-\d\d\.json$/);
  for (const secret of ['sk-tell-tale', 'hidden-value']) expect(saved.text).not.toContain(secret);
  expect(JSON.parse(saved.text)).toMatchObject({ format: FORMAT, version: 1, preferences: { language: 'en' } });
  await app.settings.getByLabel('with all keys').check();
  const withKeys = await backup(app);
  for (const secret of ['sk-tell-tale', 'hidden-value']) expect(withKeys.text).toContain(secret);

  // Asked twice, with exact words.
  await app.settings.getByRole('button', { name: 'Delete everything' }).click();
  await expect(app.settings.getByRole('alert')).toContainText('2 conversations');
  await page.keyboard.press('Escape');
  await expect(app.settings.getByRole('button', { name: 'Delete everything' })).toBeFocused();
  await page.keyboard.press('Enter');
  await app.settings.getByRole('button', { name: 'Go on' }).click();
  const typed = app.settings.getByLabel('To confirm');
  await expect(typed).toBeFocused();
  // Escape that ends a syllable is no answer.
  await typed.dispatchEvent('keydown', { key: 'Escape', code: 'Escape', isComposing: true });
  await expect(typed).toBeVisible();
  await typed.fill('delete');
  const last = app.settings.getByRole('button', { name: 'Delete everything' });
  await expect(last).toHaveAttribute('aria-disabled', 'true');
  await last.press('Enter');
  await expect(typed).toBeVisible();
  await typed.fill('delete everything');
  await Promise.all([page.waitForEvent('load'), last.click()]);
  await app.ready();
  await expect(page.getByText('Nothing here yet')).toBeVisible();
  expect(await page.evaluate(() => Object.values({ ...localStorage }).join())).not.toContain('sk-tell-tale');
  expect(await page.evaluate(() => window.AIS.Providers.listCustom())).toEqual([]);

  await section(app, 'Data and privacy');
  await choose(app, withKeys.text);
  const difference = app.settings.getByRole('group', { name: 'What the file would change' });
  await expect(difference).toContainText('Conversations 2 new · 0 changed · 0 the same');
  await expect(difference).toContainText('Remember the first');
  // Nothing happens before the person's yes.
  await expect(page.getByRole('link', { name: 'Remember' })).toHaveCount(0);
  await difference.getByRole('button', { name: /^Take over/ }).click();
  await expect(app.settings.getByText('Restored: ')).toBeVisible();
  await app.closeSettings();
  // The bot of the file answers, and not the one that the first visit has made.
  await expect(app.provider.locator('option:checked')).toHaveText('Lab');
  await expect.poll(async () => (await table(page, 'bots')).length).toBe(1);
  await page.getByRole('link', { name: 'Remember the first' }).click();
  await expect(app.reply).toContainText('Kept well.');
  await app.reload();
  await expect(app.reply).toContainText('Kept well.');
  await app.send('And on');
  await expect(app.messages).toHaveCount(4);
  expect(server.posts.at(-1)?.headers).toMatchObject({ authorization: 'Bearer sk-tell-tale', 'x-secret-token': 'hidden-value' });
});

test('a changed conversation is replaced only when that was chosen', async ({ app, serve }) => {
  const server = await serve(reply('Old reply.'));
  await app.open();
  await app.connect(server.endpoint);
  await converse(app, 'Changed later');
  await section(app, 'Data and privacy');
  const { text } = await backup(app);
  await app.closeSettings();
  await app.send('Only here');
  await expect(app.messages).toHaveCount(4);
  await expect(app.button('Send')).toBeVisible();

  await section(app, 'Data and privacy');
  await choose(app, text);
  const difference = app.settings.getByRole('group', { name: 'What the file would change' });
  await expect(difference).toContainText('Conversations 0 new · 1 changed · 0 the same');
  await expect(difference).toContainText(/here \d{4}-\d\d-\d\d \d\d:\d\d, in the file \d{4}-/);
  await expect(difference).toContainText('2 messages are only here');
  const take = difference.getByRole('button', { name: /^Take over/ });
  await expect(take).toHaveAttribute('aria-disabled', 'true');
  await difference.getByRole('button', { name: 'Cancel' }).click();
  await expect(app.messages).toHaveCount(4);

  await choose(app, text);
  await difference.getByLabel('The changed ones: Conversations').selectOption({ label: "Take the file's" });
  await take.click();
  await expect(app.settings.getByText('Restored: 0 added, 1 replaced.')).toBeVisible();
  await app.closeSettings();
  await expect(app.messages).toHaveCount(2);
  await app.reload();
  await expect(app.messages).toHaveCount(2);
});

test('hostile files change nothing, and are said', async ({ app, page }) => {
  await app.open();
  await section(app, 'Data and privacy');
  const cases: [string, RegExp][] = [
    ['', /empty/],
    ['{"format":"aiscouncil-backup"', /no JSON/],
    ['['.repeat(200_000), /no JSON/],
    ['{"format":"other","version":1}', /no backup/],
    [JSON.stringify({ format: FORMAT, version: 9 }), /newer version/],
  ];
  for (const [text, sentence] of cases) {
    await choose(app, text);
    await expect(app.settings.getByRole('alert')).toContainText(sentence);
  }
  const conversations = [
    { id: 'good', title: '<img src=x onerror=alert(1)>', bot: 'b', created: 1, updated: 2 },
    { id: '../../x', title: 'Path' },
    { id: 'good', title: 'Twin' },
    null,
    7,
  ];
  const messages = [
    { id: 'm1', conversation: 'good', role: 'user', content: 'Hi', created: 1 },
    { id: 'm2', conversation: 'nowhere', role: 'user', content: 'Orphan' },
    { id: 'm3', conversation: 'good', role: 'oracle' },
  ];
  const hostile = JSON.stringify({ format: FORMAT, version: 1, conversations, messages, bots: 'x', providers: [{ id: 'Bad Id' }], preferences: 3 });
  await choose(app, hostile.replace('"id":"m1"', '"__proto__":{"polluted":true},"id":"m1"'));
  const difference = app.settings.getByRole('group', { name: 'What the file would change' });
  await expect(difference).toContainText('Conversations 1 new · 0 changed · 0 the same');
  await expect(difference).toContainText('Not taken over: 7');
  await expect(difference).toContainText('its conversation is not in the file');
  await difference.getByRole('button', { name: /^Take over/ }).click();
  await expect(app.settings.getByText('Restored: 1 added')).toBeVisible();
  expect(await page.evaluate(() => ({} as { polluted?: boolean }).polluted)).toBeUndefined();
  await app.closeSettings();
  await page.getByRole('link', { name: '<img' }).click();
  await expect(app.messages).toHaveCount(1);
});

test('all conversations can be deleted, in the other tab too', async ({ app, context, page, serve }) => {
  const server = await serve(reply('Going.'));
  await app.open();
  await app.connect(server.endpoint);
  await converse(app, 'To be deleted');
  const other = await context.newPage();
  await other.goto('/');
  await expect(other.getByRole('link', { name: 'To be deleted' })).toBeVisible();
  await section(app, 'Data and privacy');
  await app.settings.getByRole('button', { name: 'Delete all conversations' }).click();
  await app.settings.getByRole('button', { name: 'Go on' }).click();
  await app.settings.getByLabel('To confirm').fill('delete all conversations');
  await app.settings.getByRole('button', { name: 'Delete all conversations' }).click();
  await expect(app.settings.getByText('All conversations were deleted.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'To be deleted' })).toHaveCount(0);
  await expect(other.getByRole('link', { name: 'To be deleted' })).toHaveCount(0);
});

test('usage is added up by day, bot, provider and model', async ({ app, page, serve }) => {
  const counted = (input: number, output: number): string =>
    event({ choices: [], usage: { prompt_tokens: input, completion_tokens: output, total_tokens: input + output, completion_tokens_details: { reasoning_tokens: 5 } } });
  const end = (...more: string[]): string[] => [text('Text.'), event({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }), ...more, 'data: [DONE]\n\n'];
  const server = await serve([{ pieces: end(counted(1000, 500)) }, { pieces: end(counted(2000, 250)) }, { pieces: end() }]);
  await app.open();
  await section(app, 'Usage');
  await expect(app.settings.getByText('Nothing was used in this time.')).toBeVisible();
  await app.closeSettings();
  await app.connect(server.endpoint, { pricing: { input: 1, output: 2 } });
  await converse(app, 'First');
  await app.send('Second');
  await expect(app.messages).toHaveCount(4);
  await expect(app.button('Send')).toBeVisible();
  // The status line has the conversation's own sum.
  await expect(page.getByText('This conversation 3,750 tokens · ≈ $0.0045')).toBeVisible();
  await app.send('Third');
  await expect(app.messages).toHaveCount(6);
  await expect(app.button('Send')).toBeVisible();

  await section(app, 'Usage');
  // The server counted nothing of the third: 26 bytes were asked, one piece came.
  await expect(app.settings.getByText('Replies 3 · Input ≈ 3,007 · Output ≈ 751 · Reasoning 10 · Cost ≈ $0.0045')).toBeVisible();
  await expect(app.settings.getByText('The server of 1 reply did not count all of its tokens')).toBeVisible();
  const chart = app.settings.getByRole('img', { name: /Tokens by day, Last 30 days: ≈ 3,758 in all, at most ≈ 3,758/ });
  await expect(chart).toBeVisible();
  await expect(app.settings.getByRole('row', { name: /Lab 3 ≈ 3,007 ≈ 751 10 ≈ \$0\.0045/ })).toBeVisible();
  await expect(app.settings.getByRole('row', { name: /lab-7b 3 ≈ 3,007/ })).toBeVisible();
  await expect(app.settings.getByRole('row', { name: /Total 3 ≈ 3,007/ })).toBeVisible();
  await app.settings.getByLabel('Show').selectOption({ label: 'Replies' });
  await expect(app.settings.getByRole('img', { name: /Replies by day, Last 30 days: 3 in all/ })).toBeVisible();
  await app.settings.getByLabel('Range').selectOption({ label: 'All time' });
  await expect(app.settings.getByRole('img', { name: /All time/ })).toBeVisible();
});

test('what replies used that are gone stays counted, once', async ({ app, page, serve }) => {
  const server = await serve(reply('Text.'));
  const counts = async (sum: string): Promise<void> => {
    await section(app, 'Usage');
    await expect(app.settings.getByText(sum)).toBeVisible();
    await app.closeSettings();
  };
  await app.open();
  await app.connect(server.endpoint);
  await converse(app, 'Replaced');
  await app.reply.getByRole('button', { name: 'Regenerate' }).click();
  await expect.poll(() => server.posts.length).toBe(2);
  await expect(app.button('Send')).toBeVisible();
  await counts('Replies 2 · Input 24 · Output 68');
  await app.button('Undo').click();
  await counts('Replies 2 · Input 24 · Output 68');
  await app.button('Options for Replaced').click();
  await app.button('Delete').click();
  await expect(page.getByRole('link', { name: 'Replaced' })).toHaveCount(0);
  await counts('Replies 2 · Input 24 · Output 68');

  // A backup carries it to another browser, and nothing of what was said.
  await section(app, 'Data and privacy');
  const { text } = await backup(app);
  expect(text).not.toContain('Text.');
  await choose(app, text);
  await expect(app.settings.getByText('There is nothing to take over.')).toBeVisible();
  await app.settings.getByRole('button', { name: 'Delete all conversations' }).click();
  await app.settings.getByRole('button', { name: 'Go on' }).click();
  await app.settings.getByLabel('To confirm').fill('delete all conversations');
  await app.settings.getByRole('button', { name: 'Delete all conversations' }).click();
  await expect(app.settings.getByText('All conversations were deleted.')).toBeVisible();
  await app.closeSettings();
  await counts('Nothing was used in this time.');

  // Nothing but what was used is new in the file now.
  await section(app, 'Data and privacy');
  await choose(app, text);
  const difference = app.settings.getByRole('group', { name: 'What the file would change' });
  await expect(difference).toContainText('Usage of deleted replies 2 new');
  await difference.getByRole('button', { name: 'Take over (2)' }).click();
  await expect(app.settings.getByText('Restored: 2 added, 0 replaced.')).toBeVisible();
  await choose(app, text);
  await expect(app.settings.getByText('There is nothing to take over.')).toBeVisible();
  await app.closeSettings();
  await counts('Replies 2 · Input 24 · Output 68');
});

/** Waits until nothing but what they used is left of so many replies. */
async function left(page: Page, count: number): Promise<void> {
  const conversations = async (): Promise<unknown[]> => (await table(page, 'messages')).map(({ conversation }) => conversation);
  await expect.poll(conversations).toEqual(Array<string>(count).fill('#spent'));
}

for (const tabs of [1, 2]) {
  test(`a reply that arrives while its conversation is deleted is counted once, with ${tabs} tabs`, async ({ context, serve }) => {
    const { answer } = held([text('So far')], []);
    const server = await serve(answer);
    const asking = new App(await context.newPage());
    const deleting = tabs === 1 ? asking : new App(await context.newPage());
    await asking.open();
    if (tabs > 1) await deleting.open();
    await asking.connect(server.endpoint);
    await asking.send('Question');
    await expect(asking.reply).toContainText('So far');
    // It is stored while it arrives.
    await expect.poll(async () => JSON.stringify(await table(asking.page, 'messages'))).toContain('So far');
    const count = async (): Promise<void> => {
      await section(deleting, 'Usage');
      await expect(deleting.settings.getByText('Replies 1 · Input ≈ 2 · Output ≈ 1')).toBeVisible();
      await deleting.closeSettings();
    };
    await deleting.button('Options for Question').click();
    await deleting.button('Delete').click();
    await expect.poll(() => server.posts[0]?.aborted).toBe(true);
    await left(deleting.page, 1);
    expect(JSON.stringify(await table(deleting.page, 'messages'))).not.toContain('So far');
    await deleting.button('Undo').click();
    const link = deleting.page.getByRole('link', { name: 'Question' });
    await link.click();
    await expect(deleting.messages).toHaveCount(2);
    await expect(deleting.reply).toContainText('Stopped.');
    await expect(deleting.reply).toContainText('So far');
    await count();
    await deleting.button('Options for Question').click();
    await deleting.button('Delete').click();
    await left(deleting.page, 1);
    await count();
  });
}

test('a reply that was stopped by another one in its place is counted, once with Undo too', async ({ app, serve }) => {
  const { answer } = held([text('So far')], []);
  const server = await serve([answer, reply('New words.')]);
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Question');
  await expect(app.reply).toContainText('So far');
  await app.messages.first().getByRole('button', { name: 'Edit' }).click();
  await app.log.getByRole('textbox', { name: 'Edit text' }).fill('Another question');
  await app.button('Resubmit').click();
  await expect(app.reply).toContainText('New words.');
  await expect(app.button('Send')).toBeVisible();
  await expect.poll(() => server.posts[0]?.aborted).toBe(true);
  for (const undo of [false, true]) {
    if (undo) {
      await app.button('Undo').click();
      await expect(app.reply).toContainText('So far');
    }
    await section(app, 'Usage');
    await expect(app.settings.getByText('Replies 2 · Input ≈ 14 · Output ≈ 35')).toBeVisible();
    await app.closeSettings();
  }
});

test('nothing is left of a reply that arrives in another tab while everything is deleted', async ({ context, serve }) => {
  const { answer } = held([text('So far')], []);
  const server = await serve(answer);
  const [asking, deleting] = [new App(await context.newPage()), new App(await context.newPage())];
  for (const tab of [asking, deleting]) await tab.open();
  await asking.connect(server.endpoint);
  await asking.send('Question');
  await expect(asking.reply).toContainText('So far');
  await section(deleting, 'Data and privacy');
  await deleting.settings.getByRole('button', { name: 'Delete all conversations' }).click();
  await deleting.settings.getByRole('button', { name: 'Go on' }).click();
  await deleting.settings.getByLabel('To confirm').fill('delete all conversations');
  await deleting.settings.getByRole('button', { name: 'Delete all conversations' }).click();
  await expect(deleting.settings.getByText('All conversations were deleted.')).toBeVisible();
  await expect.poll(() => server.posts[0]?.aborted).toBe(true);
  // What it would leave would be there by now.
  await deleting.page.waitForTimeout(500);
  expect(await table(deleting.page, 'messages')).toEqual([]);
});

test('keys of built-in providers come back only when that was chosen', async ({ app, page }) => {
  const key = (): Promise<string | null> => page.evaluate(() => localStorage.getItem('ais-apikey-anthropic'));
  await app.open();
  await page.evaluate(() => window.AIS.Providers.setKey('anthropic', 'sk-of-vendor'));
  await section(app, 'Data and privacy');
  expect((await backup(app)).text).not.toContain('sk-of-vendor');
  await app.settings.getByLabel('with all keys').check();
  const { text } = await backup(app);
  await page.evaluate(() => window.AIS.Providers.setKey('anthropic', null));
  const difference = app.settings.getByRole('group', { name: 'What the file would change' });
  await choose(app, text);
  await expect(difference).toContainText('anthropic');
  await expect(difference).not.toContainText('sk-of-vendor');
  const take = difference.getByRole('button', { name: /^Take over/ });
  await expect(take).toHaveAttribute('aria-disabled', 'true');
  expect(await key()).toBeNull();
  await difference.getByLabel('The changed ones: Keys').selectOption({ label: "Take the file's" });
  await take.click();
  await expect(app.settings.getByText('Restored: 0 added, 1 replaced.')).toBeVisible();
  expect(await key()).toBe('sk-of-vendor');
});

test('nothing in these sections is out of reach', async ({ app, page, serve }) => {
  const server = await serve(reply('Text.'));
  await app.open();
  await app.connect(server.endpoint);
  await converse(app, 'First');
  for (const name of ['Data and privacy', 'Usage']) {
    await section(app, name);
    if (name === 'Data and privacy') {
      await choose(app, (await backup(app)).text);
      await expect(app.settings.getByText('There is nothing to take over.')).toBeVisible();
    }
    const { violations } = await new AxeBuilder({ page }).include('dialog.settings').analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    await app.closeSettings();
  }
});

test('a reply that is arriving is exported as far as it has come', async ({ app, page, serve }) => {
  const { answer, release } = held([text('So far')], []);
  const server = await serve(answer);
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Go');
  await expect(app.reply).toContainText('So far');
  await app.button('Options for Go').click();
  const saved = await download(page, () => app.button('Export as text').click());
  expect(saved.text).toContain('So far');
  release();
  await expect(app.reply).toContainText('Cut off.');
});
