import { register } from '../support/ais';
import type { App } from '../support/app';
import { expect, test } from '../support/fixtures';
import { table } from '../support/database';
import { LINE } from '../support/problems';
import { held, refusal, reply, text } from '../support/stream';

async function edit(app: App, changed: string): Promise<void> {
  await app.messages.first().getByRole('button', { name: 'Edit' }).click();
  await app.log.getByRole('textbox', { name: 'Edit text' }).fill(changed);
  await app.button('Resubmit').click();
}

test('Undo of Regenerate and of Resubmit brings back what was there', async ({ app, serve }) => {
  const server = await serve([reply('First.'), reply('Second.'), reply('Third.')]);
  await app.begin(server.endpoint, 'Hi', 'First.');
  await app.reply.getByRole('button', { name: 'Regenerate' }).click();
  await expect(app.reply).toContainText('Second.');
  await app.button('Undo').click();
  await expect(app.reply).toContainText('First.');
  await expect(app.messages).toHaveCount(2);

  await edit(app, 'Hello');
  await expect(app.reply).toContainText('Third.');
  await app.button('Undo').click();
  await expect(app.reply).toContainText('First.');
  await expect(app.messages.first()).toContainText('Hi');
  await expect(app.messages).toHaveCount(2);
  await app.reload();
  await expect(app.messages).toHaveCount(2);
  await expect(app.messages.first()).toContainText('Hi');
  await expect(app.reply).toContainText('First.');
});

test('a reply that was arriving comes back with all that had come, stopped', async ({ app, page, serve }) => {
  const { answer } = held([text('Old'), text(' words')], []);
  const server = await serve([answer, reply('New words.')]);
  await app.begin(server.endpoint, 'Hi', 'Old words');
  await edit(app, 'Hello');
  await expect(app.reply).toContainText('New words.');
  await expect.poll(() => server.posts[0]?.aborted).toBe(true);
  await app.button('Undo').click();
  for (const reload of [false, true]) {
    if (reload) await app.reload();
    await expect(app.reply).toContainText('Old words');
    await expect(app.reply).toContainText('Stopped. The text is saved.');
    await expect(app.reply).not.toContainText('arriving in another tab');
    await expect(app.messages).toHaveCount(2);
  }
  expect(JSON.stringify(await table(page, 'messages'))).not.toContain('New words.');
});

test('a reply that fails takes nothing away: the earlier one comes back, after a reload too', async ({ app, page, problems, serve }) => {
  problems.expect(LINE.status(500));
  const server = await serve([reply('Good.'), refusal(500, 'Broken')]);
  await app.begin(server.endpoint, 'Hi', 'Good.');
  const restore = app.reply.getByRole('button', { name: 'Restore the earlier reply' });
  await app.reply.getByRole('button', { name: 'Regenerate' }).click();
  await expect(app.reply).toContainText('Lab failed (500)');
  await app.reload();
  await expect(app.reply).toContainText('Lab failed (500)');
  // It fails once more, and then the page is left before anything comes.
  await app.reply.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => server.posts.length).toBe(3);
  await expect(restore).toBeVisible();
  server.script = { pieces: [], end: 'hang' };
  await app.reply.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => server.posts.length).toBe(4);
  await expect(restore).toHaveCount(0);
  await app.reload();
  await restore.click();
  await expect(app.reply).toContainText('Good.');
  await app.button('Undo').click();
  await restore.click();
  for (const reload of [false, true]) {
    if (reload) await app.reload();
    await expect(app.reply).toContainText('Good.');
    await expect(app.messages).toHaveCount(2);
  }

  // Once there is a new reply, the earlier one is gone for good.
  server.script = reply('Better.');
  await app.reply.getByRole('button', { name: 'Regenerate' }).click();
  await expect(app.reply).toContainText('Better.');
  await expect(restore).toHaveCount(0);
  await expect.poll(async () => JSON.stringify(await table(page, 'messages'))).not.toContain('Good.');
});

test('a deleted message comes back to its place', async ({ app, page, serve }) => {
  const server = await serve([reply('First.'), reply('Second.')]);
  await app.begin(server.endpoint, 'One', 'First.');
  await app.send('Two');
  await expect(app.reply).toContainText('Second.');
  const first = app.messages.nth(1);
  await first.getByRole('button', { name: 'More' }).click();
  await first.getByRole('button', { name: 'Delete' }).click();
  await expect(app.messages).toHaveCount(3);
  await expect(app.log).not.toContainText('First.');
  await app.button('Undo').click();
  await expect(app.messages).toHaveCount(4);
  await expect(app.messages.nth(1)).toContainText('First.');
  await expect.poll(async () => JSON.stringify(await table(page, 'messages'))).toContain('First.');
  await app.reload();
  await expect(app.messages).toHaveCount(4);
  await expect(app.messages.nth(1)).toContainText('First.');
});

test('a fork holds what came up to its message, and goes on by itself', async ({ app, page, serve }) => {
  const server = await serve([reply('First.'), reply('Second.'), reply('Another way.')]);
  await app.begin(server.endpoint, 'One', 'First.');
  await app.send('Two');
  await expect(app.reply).toContainText('Second.');
  const original = page.url();
  await app.messages.nth(1).getByRole('button', { name: 'Fork' }).click();
  await expect(page).not.toHaveURL(original);
  await expect(app.messages).toHaveCount(2);
  await expect(app.reply).toContainText('First.');
  await app.send('Three');
  await expect(app.reply).toContainText('Another way.');
  expect(server.body().messages).toEqual([
    { role: 'user', content: 'One' },
    { role: 'assistant', content: 'First.' },
    { role: 'user', content: 'Three' },
  ]);
  await page.goto(original);
  await app.ready();
  await expect(app.messages).toHaveCount(4);
  await expect(app.reply).toContainText('Second.');
});

test('where the bot was deleted, nothing is replaced and it is said why', async ({ app, page, serve }) => {
  const server = await serve(reply('Good.'));
  await app.begin(server.endpoint, 'Hi', 'Good.');
  const conversation = page.url();
  await app.button('New bot').click();
  await page.goto(conversation);
  await app.ready();
  await expect(app.reply).toContainText('Good.');
  await app.button('Delete bot').click();

  const said = page.getByRole('status').filter({ hasText: 'The bot was deleted. Choose another one to go on.' });
  await edit(app, 'Hello');
  await expect(said).toBeVisible();
  // What was typed stays, and so does the way back to the bot.
  await expect(app.log.getByRole('textbox', { name: 'Edit text' })).toHaveValue('Hello');
  await expect(app.button('Undo')).toBeVisible();
  await app.messages.first().getByRole('button', { name: 'Cancel' }).click();
  await app.reply.getByRole('button', { name: 'Regenerate' }).click();
  await expect(app.messages).toHaveCount(2);
  await app.reload();
  await expect(app.messages).toHaveCount(2);
  await expect(app.messages.first()).toContainText('Hi');
  await expect(app.reply).toContainText('Good.');
  expect(server.posts).toHaveLength(1);
});

test('where the provider is disabled, a good reply stays', async ({ app, page, serve }) => {
  const server = await serve(reply('Good.'));
  await app.begin(server.endpoint, 'Hi', 'Good.');
  await register(page, 'lab', { name: 'Lab', endpoint: server.endpoint, models: [{ id: 'lab-7b', name: 'Lab 7B' }], disabled: true });
  await app.reply.getByRole('button', { name: 'Regenerate' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Lab is disabled.' })).toBeVisible();
  await expect(app.reply).toContainText('Good.');
  await expect(app.messages).toHaveCount(2);
  expect(server.posts).toHaveLength(1);
});

test.describe('with the clipboard', () => {
  test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

  test('a notice without Undo does not take Undo away', async ({ app, serve }) => {
    const server = await serve([reply('First.'), reply('Second.')]);
    await app.begin(server.endpoint, 'Hi', 'First.');
    await app.reply.getByRole('button', { name: 'Regenerate' }).click();
    await expect(app.reply).toContainText('Second.');
    await app.reply.getByRole('button', { name: 'Copy', exact: true }).click();
    await expect(app.page.getByRole('status').filter({ hasText: 'Replaced by a new reply · Copied' })).toBeVisible();
    await app.button('Undo').click();
    await expect(app.reply).toContainText('First.');
  });
});

test('Undo that comes before a deletion has ended brings everything back', async ({ app, page, serve }) => {
  const server = await serve(reply('Read.'));
  await page.addInitScript(() => {
    // The database takes its time to remove something.
    const remove = IDBObjectStore.prototype.delete;
    IDBObjectStore.prototype.delete = function (this: IDBObjectStore, ...values: Parameters<typeof remove>) {
      for (let request = 0; request < 3_000; request += 1) this.count();
      return remove.apply(this, values);
    };
  });
  await app.begin(server.endpoint, 'Precious', 'Read.');
  await app.button('Options for Precious').click();
  // Sooner than a person could.
  await page.evaluate(async () => {
    const button = (name: string): HTMLButtonElement | undefined =>
      Array.from(document.querySelectorAll('button')).find((element) => element.textContent?.trim() === name);
    button('Delete')?.click();
    while (!button('Undo')) await new Promise((resolve) => setTimeout(resolve));
    button('Undo')?.click();
  });
  await page.getByRole('link', { name: 'Precious' }).click();
  await expect(app.messages).toHaveCount(2);
  await app.reload();
  await expect(app.messages).toHaveCount(2);
  await expect(app.reply).toContainText('Read.');
  expect(await table(page, 'conversations')).toHaveLength(1);
});

test('a conversation that was being deleted when the page was left stays deleted', async ({ app, page, serve }) => {
  // A page that goes away hears no answer of the database.
  await page.addInitScript(() => {
    const getAll = IDBIndex.prototype.getAll;
    IDBIndex.prototype.getAll = function (this: IDBIndex, ...key: Parameters<typeof getAll>) {
      return (window as unknown as { silent?: boolean }).silent ? (new EventTarget() as IDBRequest) : getAll.apply(this, key);
    };
  });
  const server = await serve([reply('Gone.'), reply('Kept.')]);
  await app.begin(server.endpoint, 'To be deleted', 'Gone.');
  await app.button('New chat').click();
  await app.send('To be kept');
  await expect(app.reply).toContainText('Kept.');
  await expect(app.button('Send')).toBeVisible();
  const list = page.getByRole('navigation', { name: 'Conversations' });
  await list.getByRole('button', { name: 'Options for To be deleted' }).click();
  await page.evaluate(() => Object.assign(window, { silent: true }));
  await list.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(list.getByRole('link', { name: 'To be deleted' })).toHaveCount(0);
  expect(JSON.stringify(await table(page, 'conversations')), 'it is not in the database yet').toContain('To be deleted');
  await app.reload();
  await expect(list.getByRole('link', { name: 'To be kept' })).toBeVisible();
  await expect(list.getByRole('link', { name: 'To be deleted' })).toHaveCount(0);
  await expect.poll(async () => JSON.stringify(await table(page, 'conversations'))).not.toContain('To be deleted');
  expect(JSON.stringify(await table(page, 'messages'))).not.toContain('Gone.');
  await expect.poll(() => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('ais-left-')))).toEqual([]);
});
