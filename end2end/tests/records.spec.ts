import type { BrowserContext } from '@playwright/test';

import { App } from '../support/app';
import { put, table, type Stored } from '../support/database';
import { expect, test } from '../support/fixtures';
import { held, reply, text } from '../support/stream';

async function twoTabs(context: BrowserContext): Promise<[App, App]> {
  const tabs: [App, App] = [new App(await context.newPage()), new App(await context.newPage())];
  for (const tab of tabs) await tab.open();
  return tabs;
}

test('a damaged message stands in its place, can be copied, and is never overwritten', async ({ app, context, page, serve }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const server = await serve(reply('Fine.'));
  await app.open();
  await app.connect(server.endpoint);
  await app.send('First');
  await expect(app.reply).toContainText('Fine.');
  const [first] = await table(page, 'messages');
  const damaged = { id: `${String(first?.id)}a`, conversation: first?.conversation, role: 'oracle', content: { from: 'the future' } };
  await put(page, 'messages', damaged);

  await app.reload();
  await expect(app.messages).toHaveCount(3);
  const placeholder = app.messages.nth(1);
  await expect(placeholder).toContainText('could not be read');
  await placeholder.getByRole('button', { name: 'Copy raw' }).click();
  expect(JSON.parse(await page.evaluate(() => navigator.clipboard.readText()))).toEqual(damaged);

  await app.send('Second');
  await expect(app.messages).toHaveCount(5);
  await expect(app.reply).toContainText('Fine.');
  expect(JSON.stringify(server.body())).not.toContain('oracle');
  // All that comes after the first message goes, but for what cannot be read.
  await app.messages.first().getByRole('button', { name: 'Edit' }).click();
  await app.log.getByRole('textbox', { name: 'Edit text' }).fill('First again');
  await app.button('Resubmit').click();
  await expect(app.messages).toHaveCount(3);
  await expect(app.button('Send')).toBeVisible();
  // What the removed replies used stays counted elsewhere.
  const stored = async (): Promise<Stored[]> =>
    (await table(page, 'messages')).filter(({ conversation }) => conversation === damaged.conversation);
  await expect.poll(async () => (await stored()).length).toBe(3);
  expect(await stored()).toContainEqual(damaged);
});

test('a database that is full in mid-reply is said, and the reply is stored when there is room', async ({ app, page, serve }) => {
  const { answer, release } = held([text('Half')], [text(' and half.')]);
  const server = await serve({ ...answer, pieces: [...(answer.pieces ?? []), ...(reply('').pieces ?? []).slice(-3)] });
  await page.addInitScript(() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...values: Parameters<typeof put>) {
      if ((window as unknown as { full?: boolean }).full) throw new DOMException('No room.', 'QuotaExceededError');
      return put.apply(this, values);
    };
  });
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Tell me');
  await expect(app.reply).toContainText('Half');
  await page.evaluate(() => Object.assign(window, { full: true }));
  release();
  await expect(app.reply).toContainText('Half and half.');
  const notice = page.getByRole('alert').filter({ hasText: 'full' });
  await expect(notice).toBeVisible();
  expect(JSON.stringify(await table(page, 'messages'))).not.toContain('Half and half.');

  await page.evaluate(() => Object.assign(window, { full: false }));
  await app.send('Next');
  await expect(app.messages).toHaveCount(4);
  await expect(notice).toHaveCount(0);
  await expect.poll(async () => JSON.stringify(await table(page, 'messages'))).toContain('Half and half.');
  await app.reload();
  await expect(app.messages.nth(1)).toContainText('Half and half.');
});

test('without a database a conversation that was left is still whole', async ({ app, page, serve }) => {
  const server = await serve(reply('From memory.'));
  await page.addInitScript(() => {
    Object.defineProperty(window, 'indexedDB', { get: () => undefined });
  });
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Remember me');
  await expect(app.reply).toContainText('From memory.');
  await expect(page.getByRole('alert').filter({ hasText: 'does not let the page store' })).toBeVisible();
  // Deleted and brought back, its messages come from memory too.
  await app.button('Options for Remember me').click();
  await app.button('Delete').click();
  await expect(page.getByRole('link', { name: 'Remember me' })).toHaveCount(0);
  await app.button('Undo').click();
  await page.getByRole('link', { name: 'Remember me' }).click();
  await expect(app.messages).toHaveCount(2);
  await expect(app.reply).toContainText('From memory.');
});

test('a database that never opens is given up', async ({ app, page, serve }) => {
  const server = await serve(reply('At last.'));
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => new EventTarget() as IDBOpenDBRequest;
  });
  await page.clock.install();
  await app.open();
  await page.clock.runFor(11_000);
  await expect(page.getByRole('alert').filter({ hasText: 'does not let the page store' })).toBeVisible();
  await page.clock.resume();
  await app.connect(server.endpoint);
  await app.send('Hi');
  await expect(app.reply).toContainText('At last.');
});

test('what has arrived is stored when the page is hidden', async ({ app, page, serve }) => {
  const { answer, release } = held([text('So far')], []);
  const server = await serve(answer);
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Tell me');
  await expect(app.reply).toContainText('So far');
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  });
  // Sooner than the next save of its own.
  await expect.poll(async () => JSON.stringify(await table(page, 'messages')), { timeout: 1_500 }).toContain('So far');
  release();
  await expect(app.reply).toContainText('Cut off.');
});

test('a conversation that begins in one tab is in the other, with its reply', async ({ context, serve }) => {
  const { answer, release } = held([text('# Title\n\nFirst')], [text(' **and** last.')]);
  const server = await serve({ ...answer, pieces: [...(answer.pieces ?? []), ...(reply('').pieces ?? []).slice(-3)] });
  const [one, two] = await twoTabs(context);
  await one.connect(server.endpoint);
  await one.send('Shared question');
  const link = two.page.getByRole('link', { name: 'Shared question' });
  await expect(link).toBeVisible();
  await expect(one.reply).toContainText('First');
  await link.click();
  await expect(two.messages).toHaveCount(2);
  await expect(two.reply).toContainText('arriving in another tab');
  await expect(two.reply).not.toContainText('Cut off.');
  release();
  await expect(one.reply).toContainText('First and last.');
  await expect(two.reply).toContainText('First and last.');
  await expect(two.reply.getByText('12 in · 34 out')).toBeVisible();
  await expect(two.reply).not.toContainText('arriving in another tab');

  // What the other tab adds is here, and what it deletes is not.
  await two.send('And from here');
  await expect(one.messages).toHaveCount(4);
  await two.button('Options for Shared question').click();
  await two.button('Delete').click();
  await expect(one.page.getByRole('link', { name: 'Shared question' })).toHaveCount(0);
  await two.button('Undo').click();
  await expect(one.page.getByRole('link', { name: 'Shared question' })).toBeVisible();
});

test('the other tab can ask again while a reply arrives here, and nothing of it comes back', async ({ context, serve }) => {
  const { answer, release } = held([text('Old words')], [text(' go on')]);
  const server = await serve([answer, reply('New words.')]);
  const [one, two] = await twoTabs(context);
  await one.connect(server.endpoint);
  await one.send('Question');
  await expect(one.reply).toContainText('Old words');
  await two.page.getByRole('link', { name: 'Question' }).click();
  await expect(two.messages).toHaveCount(2);
  await two.choose('Lab');
  await two.reply.getByRole('button', { name: 'Regenerate' }).click();
  await expect(two.reply).toContainText('New words.');
  await expect(one.messages).toHaveCount(2);
  await expect(one.reply).toContainText('New words.');
  release();
  await expect(one.button('Send')).toBeVisible();
  expect(JSON.stringify(await table(one.page, 'messages'))).not.toContain('Old words');
});

test('a reply whose tab goes away is cut off in the other', async ({ context, serve }) => {
  const { answer } = held([text('Only this')], []);
  const server = await serve(answer);
  const [one, two] = await twoTabs(context);
  await one.connect(server.endpoint);
  await one.send('Question');
  await expect(one.reply).toContainText('Only this');
  await two.page.getByRole('link', { name: 'Question' }).click();
  await expect(two.reply).toContainText('arriving in another tab');
  await one.page.close();
  await expect(two.reply).toContainText('Cut off.');
  await expect(two.reply).toContainText('Only this');
  await expect(two.reply.getByRole('button', { name: 'Continue' })).toBeVisible();
});

test('a connection that the browser closes is opened again', async ({ app, page, serve }) => {
  const server = await serve(reply('Read.'));
  await page.addInitScript(() => {
    const connections: IDBDatabase[] = [];
    const open = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function (this: IDBFactory, ...name: Parameters<typeof open>) {
      const request = open.apply(this, name);
      request.addEventListener('success', () => connections.push(request.result));
      return request;
    };
    Object.assign(window, { connections });
  });
  await app.open();
  await app.connect(server.endpoint);
  await app.send('To go');
  await expect(app.reply).toContainText('Read.');
  await expect(app.button('Send')).toBeVisible();
  const closed = await page.evaluate(() => {
    const { connections } = window as unknown as { connections: IDBDatabase[] };
    const open = connections.splice(0);
    for (const connection of open) {
      connection.close();
      connection.dispatchEvent(new Event('close'));
    }
    return open.length;
  });
  expect(closed).toBeGreaterThan(0);
  await page.waitForFunction(() => (window as unknown as { connections: IDBDatabase[] }).connections.length > 0);
  await app.button('Options for To go').click();
  await app.button('Delete').click();
  await expect(page.getByRole('link', { name: 'To go' })).toHaveCount(0);
  await expect.poll(async () => await table(page, 'conversations')).toEqual([]);
  await expect(page.getByRole('alert').filter({ hasText: 'does not let the page store' })).toHaveCount(0);
});
