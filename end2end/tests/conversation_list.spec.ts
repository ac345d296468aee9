import { App } from '../support/app';
import { table } from '../support/database';
import { expect, test } from '../support/fixtures';
import { DONE, finish, held, reply, text } from '../support/stream';

test('a conversation is renamed: Enter saves, Escape leaves it, an empty title is none', async ({ app, page, serve }) => {
  const server = await serve(reply('Read.'));
  await app.begin(server.endpoint, 'A dull title', 'Read.');
  await expect(app.button('Send')).toBeVisible();
  const list = page.getByRole('navigation', { name: 'Conversations' });
  const title = list.getByRole('textbox', { name: 'Title' });

  await list.getByRole('button', { name: 'Options for A dull title' }).click();
  await list.getByRole('button', { name: 'Rename' }).click();
  await expect(title).toBeFocused();
  await expect(title).toHaveValue('A dull title');
  await title.fill('Never');
  await title.press('Escape');
  await expect(title).toHaveCount(0);
  await expect(list.getByRole('button', { name: 'Rename' })).toBeFocused();

  await list.getByRole('button', { name: 'Rename' }).click();
  await title.fill('  ');
  await title.press('Enter');
  await expect(title).toHaveCount(0);
  await expect(list.getByRole('link', { name: 'A dull title' })).toBeVisible();

  await list.getByRole('button', { name: 'Options for A dull title' }).click();
  await list.getByRole('button', { name: 'Rename' }).click();
  await title.fill('  요약 of SSE  ');
  await title.press('Enter');
  await expect(list.getByRole('link', { name: '요약 of SSE' })).toBeFocused();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('요약 of SSE');
  await expect(list.getByRole('link', { name: 'A dull title' })).toHaveCount(0);
  await app.reload();
  await expect(list.getByRole('link', { name: '요약 of SSE' })).toBeVisible();
  await list.getByRole('button', { name: 'Options for 요약 of SSE' }).click();
  await list.getByRole('button', { name: 'Rename' }).click();
  await title.fill('By button');
  await list.getByRole('button', { name: 'Save' }).click();
  await expect(list.getByRole('link', { name: 'By button' })).toBeVisible();
});

test('Escape while renaming does not stop the reply', async ({ app, page, serve }) => {
  const server = await serve({ pieces: [text('It goes on')], end: 'hang' });
  await app.begin(server.endpoint, 'Go on', 'It goes on');
  await app.button('Options for Go on').click();
  await app.button('Rename').click();
  const title = page.getByRole('textbox', { name: 'Title' });
  await title.press('Escape');
  await expect(title).toHaveCount(0);
  await expect(app.button('Rename')).toBeVisible();
  await expect(app.button('Stop')).toBeVisible();
  expect(server.posts[0]?.aborted).toBe(false);
  await app.button('Stop').click();
  await expect(app.button('Send')).toBeVisible();
});

test('the list marks what is answering and what has come unseen, and it is said with its title', async ({ app, page, serve }) => {
  const { answer, release } = held([text('Begun')], [text(' and done'), finish(), DONE]);
  const server = await serve([answer, reply('The other.')]);
  await app.begin(server.endpoint, 'Slow question', 'Begun');
  const list = page.getByRole('navigation', { name: 'Conversations' });
  const slow = list.getByRole('link', { name: 'Slow question' });
  await expect(slow).toHaveAccessibleName(/Answering/);
  await app.button('New chat').click();
  await app.send('Quick question');
  await expect(app.reply).toContainText('The other.');
  await expect(slow).toHaveAccessibleName(/Answering/);
  const quick = list.getByRole('link', { name: 'Quick question' });
  await expect(quick).toHaveAccessibleName('Quick question');

  release();
  await expect(slow).toHaveAccessibleName(/New reply/);
  await expect(page.getByRole('status').filter({ hasText: /^Slow question: Finished, 3 words$/ })).toHaveCount(1);
  await expect(quick).toHaveAccessibleName('Quick question');
  await slow.click();
  await expect(app.reply).toContainText('Begun and done');
  await expect(slow).toHaveAccessibleName('Slow question');
});

test('what has come unseen stays marked over a reload and in other tabs, until one of them shows it', async ({ app, context, page, serve }) => {
  const { answer, release } = held([text('Begun')], [text(' and done'), finish(), DONE]);
  const server = await serve([answer, reply('The other.')]);
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Slow question');
  await expect(app.reply).toContainText('Begun');
  await app.button('New chat').click();
  await app.send('Quick question');
  await expect(app.reply).toContainText('The other.');
  const other = new App(await context.newPage());
  await other.open();
  const [slow, theirs] = [page, other.page].map((tab) => tab.getByRole('navigation', { name: 'Conversations' }).getByRole('link', { name: 'Slow question' }));
  if (!slow || !theirs) throw new Error('two links');
  release();
  await expect(slow).toHaveAccessibleName(/New reply/);
  await expect(theirs).toHaveAccessibleName(/New reply/);
  await app.reload();
  await expect(slow).toHaveAccessibleName(/New reply/);
  await theirs.click();
  await expect(other.reply).toContainText('Begun and done');
  await expect(slow).toHaveAccessibleName('Slow question');
  for (const tab of [app, other]) await tab.reload();
  await expect(slow).toHaveAccessibleName('Slow question');
  await expect(theirs).toHaveAccessibleName('Slow question');
});

test('no mark comes of what is on the screen of another tab, and none is left of what is gone', async ({ app, context, page, serve }) => {
  const shown = held([text('Begun')], [text(' and done'), finish(), DONE]);
  const unseen = held([text('Begun')], [text(' unseen'), finish(), DONE]);
  const server = await serve([shown.answer, unseen.answer]);
  await app.open();
  await app.connect(server.endpoint);
  const marks = (): Promise<string[]> => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('ais-unread-')));
  const list = page.getByRole('navigation', { name: 'Conversations' });
  await app.send('Shown question');
  await expect(app.reply).toContainText('Begun');
  const other = new App(await context.newPage());
  await other.open(new URL(page.url()).pathname);
  await expect(other.messages).toHaveCount(2);
  await app.button('New chat').click();
  shown.release();
  await expect(page.getByRole('status').filter({ hasText: /^Shown question: Finished/ })).toHaveCount(1);
  await expect(list.getByRole('link', { name: 'Shown question' })).toHaveAccessibleName('Shown question');
  await expect.poll(marks).toEqual([]);

  await app.send('Unseen question');
  await expect(app.reply).toContainText('Begun');
  await app.button('New chat').click();
  unseen.release();
  await expect(list.getByRole('link', { name: 'Unseen question' })).toHaveAccessibleName(/New reply/);
  expect(await marks()).toHaveLength(1);
  await app.button('Options for Unseen question').click();
  await app.button('Delete').click();
  await expect(list.getByRole('link', { name: 'Unseen question' })).toHaveCount(0);
  await app.button('Undo').click();
  await expect(list.getByRole('link', { name: 'Unseen question' })).toHaveAccessibleName(/New reply/);
  await app.button('Options for Unseen question').click();
  await app.button('Delete').click();
  await expect(list.getByRole('link', { name: 'Unseen question' })).toHaveCount(0);
  await expect.poll(async () => (await table(page, 'conversations')).length).toBe(1);
  await app.reload();
  await expect(list.getByRole('link', { name: 'Shown question' })).toBeVisible();
  await expect.poll(marks).toEqual([]);
});

test('a deleted conversation takes its drafts along, and Undo brings them back', async ({ app, page, serve }) => {
  const server = await serve(reply('Read.'));
  await app.begin(server.endpoint, 'To go', 'Read.');
  await app.message.fill('A private draft');
  const stored = (): Promise<string> => page.evaluate(() => JSON.stringify({ ...localStorage }));
  await expect.poll(stored).toContain('A private draft');
  await app.button('Options for To go').click();
  await app.button('Delete').click();
  await expect.poll(stored).not.toContain('A private draft');
  await expect(app.message).toHaveValue('');
  await app.button('Undo').click();
  await page.getByRole('link', { name: 'To go' }).click();
  await expect(app.message).toHaveValue('A private draft');
});

test('with the storage blocked, each chat keeps its draft as long as the page lives', async ({ app, page, serve }) => {
  const server = await serve(reply('Read.'));
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get: () => {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      },
    });
  });
  await app.begin(server.endpoint, 'First chat', 'Read.');
  await app.message.fill('draft of the first');
  await app.button('New chat').click();
  await expect(app.message).toHaveValue('');
  await app.message.fill('draft of the new');
  await page.getByRole('link', { name: 'First chat' }).click();
  await expect(app.message).toHaveValue('draft of the first');
  await app.button('New chat').click();
  await expect(app.message).toHaveValue('draft of the new');
});

test('with the storage full, a draft that does not fit is kept too', async ({ app, page, serve }) => {
  const server = await serve(reply('Read.'));
  await app.begin(server.endpoint, 'First chat', 'Read.');
  await app.message.fill('short');
  await page.evaluate(() => {
    const set = Storage.prototype.setItem;
    Storage.prototype.setItem = function (this: Storage, ...item: Parameters<typeof set>) {
      if (item[0].startsWith('ais-draft-')) throw new DOMException('No room.', 'QuotaExceededError');
      set.apply(this, item);
    };
  });
  await app.message.fill('a longer draft');
  await app.button('New chat').click();
  await expect(app.message).toHaveValue('');
  await page.getByRole('link', { name: 'First chat' }).click();
  await expect(app.message).toHaveValue('a longer draft');
});

test('a database of the version before keeps what it holds, and takes pictures of drafts', async ({ app, page }) => {
  // A page of the same origin without the app; a browser would ask a page without an icon for /favicon.ico.
  await page.route('/blank', (route) => route.fulfill({ contentType: 'text/html', body: '<link rel="icon" href="data:,">' }));
  await page.goto('/blank');
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('aiscouncil', 1);
        opening.onupgradeneeded = () => {
          for (const name of ['bots', 'conversations', 'messages']) {
            const store = opening.result.createObjectStore(name, { keyPath: 'id' });
            if (name === 'messages') store.createIndex('conversation', 'conversation');
          }
        };
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const transaction = opening.result.transaction(['conversations', 'messages'], 'readwrite');
          transaction.objectStore('conversations').put({ id: 'c1', title: 'From before', bot: 'b1', created: 1, updated: 1 });
          transaction.objectStore('messages').put({ id: 'm1', conversation: 'c1', role: 'user', content: 'An old question', created: 1 });
          transaction.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
  );
  await app.open();
  await page.getByRole('link', { name: 'From before' }).click();
  await expect(app.messages).toHaveText([/An old question/]);
  await expect(page.getByRole('alert')).toHaveCount(0);
  const tables = await page.evaluate(
    () =>
      new Promise<string[]>((resolve, reject) => {
        const opening = indexedDB.open('aiscouncil');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          resolve(Array.from(opening.result.objectStoreNames));
          opening.result.close();
        };
      }),
  );
  expect(tables).toEqual(expect.arrayContaining(['bots', 'conversations', 'drafts', 'messages']));
});
