import type { BrowserContext } from '@playwright/test';

import { listCustom, register, removeCustom, setKey, stored } from '../support/ais';
import { App } from '../support/app';
import { table } from '../support/database';
import { expect, test } from '../support/fixtures';
import { held, reply, text } from '../support/stream';

const ENDPOINT = 'http://127.0.0.1:9/v1/chat/completions';

async function twoTabs(context: BrowserContext): Promise<[App, App]> {
  const tabs: [App, App] = [new App(await context.newPage()), new App(await context.newPage())];
  await Promise.all(tabs.map((tab) => tab.open()));
  return tabs;
}

/** Registers many providers, giving the other tab its turn between two. */
async function registerMany(tab: App, prefix: string, count: number): Promise<void> {
  await tab.page.evaluate(async ([prefix, count, endpoint]) => {
    for (let index = 0; index < count; index += 1) {
      window.AIS.Providers.registerCustom(`${prefix}-${index}`, { endpoint });
      await new Promise((resolve) => setTimeout(resolve, index % 3));
    }
  }, [prefix, count, ENDPOINT] as const);
}

const ids = (prefix: string, count: number): string[] => Array.from({ length: count }, (_, index) => `${prefix}-${index}`);

test('two tabs that register at the same time lose nothing of each other', async ({ context }) => {
  const [one, two] = await twoTabs(context);
  await Promise.all([registerMany(one, 'one', 25), registerMany(two, 'two', 25)]);
  const all = [...ids('one', 25), ...ids('two', 25)].sort();
  for (const tab of [one, two]) await expect.poll(async () => (await listCustom(tab.page)).sort()).toEqual(all);
  expect(((await stored(one.page)) ?? []).map(({ id }) => id).sort()).toEqual(all);
});

test('one tab removes while the other registers', async ({ context }) => {
  const [one, two] = await twoTabs(context);
  await registerMany(one, 'old', 10);
  await expect.poll(async () => (await listCustom(two.page)).length).toBe(10);
  await Promise.all([
    registerMany(two, 'new', 20),
    one.page.evaluate(async () => {
      for (let index = 0; index < 10; index += 1) {
        window.AIS.Providers.removeCustom(`old-${index}`);
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
    }),
  ]);
  for (const tab of [one, two]) await expect.poll(async () => (await listCustom(tab.page)).sort()).toEqual(ids('new', 20).sort());
});

test('a provider of one tab stands in the other at once, and goes there too', async ({ context, serve }) => {
  const server = await serve(reply('From the other tab.'));
  const [one, two] = await twoTabs(context);
  expect(await register(one.page, 'shared', { name: 'Shared', endpoint: server.endpoint })).toBeNull();
  const option = two.provider.locator('option', { hasText: 'Shared' });
  await expect(option).toHaveCount(1);

  expect(await setKey(one.page, 'shared', 'sk-first')).toBeNull();
  await two.choose('Shared');
  await two.send('Hi');
  await expect(two.reply).toContainText('From the other tab.');
  expect(server.posts.at(-1)?.headers.authorization).toBe('Bearer sk-first');

  expect(await setKey(one.page, 'shared', null)).toBeNull();
  await two.send('Without a key');
  await expect.poll(() => server.posts.length).toBe(2);
  expect(server.posts.at(-1)?.headers).not.toHaveProperty('authorization');

  expect(await removeCustom(one.page, 'shared')).toBe(true);
  await expect.poll(() => listCustom(two.page)).toEqual([]);
  await expect(two.page.getByText('is not set up here').first()).toBeVisible();
  // Nothing that this tab does later brings it back.
  expect(await register(two.page, 'later', { endpoint: ENDPOINT })).toBeNull();
  for (const tab of [one, two]) await expect.poll(() => listCustom(tab.page)).toEqual(['later']);
});

test('a provider saved in one tab can be registered again after the other removed it', async ({ context }) => {
  const [one, two] = await twoTabs(context);
  expect(await register(one.page, 'again', { endpoint: ENDPOINT })).toBeNull();
  await expect.poll(() => listCustom(two.page)).toEqual(['again']);
  expect(await removeCustom(two.page, 'again')).toBe(true);
  await expect.poll(() => listCustom(one.page)).toEqual([]);
  expect(await register(one.page, 'again', { endpoint: ENDPOINT, name: 'Second life' })).toBeNull();
  await expect.poll(() => listCustom(two.page)).toEqual(['again']);
  await one.page.waitForTimeout(300);
  expect(await stored(two.page)).toMatchObject([{ id: 'again', name: 'Second life' }]);
});

test('an older copy written by another tab does not bring a removed provider back', async ({ context }) => {
  const [one, two] = await twoTabs(context);
  expect(await register(one.page, 'stay', { endpoint: ENDPOINT })).toBeNull();
  expect(await register(one.page, 'gone', { endpoint: ENDPOINT })).toBeNull();
  const older = await two.page.evaluate(() => localStorage.getItem('ais-custom-providers') ?? '');
  expect(await removeCustom(one.page, 'gone')).toBe(true);
  await two.page.evaluate((older) => localStorage.setItem('ais-custom-providers', older), older);
  for (const tab of [one, two]) await expect.poll(() => listCustom(tab.page)).toEqual(['stay']);
  await expect.poll(async () => ((await stored(one.page)) ?? []).map(({ id }) => id)).toEqual(['stay']);
});

test('clearing the storage by hand clears the list, and nothing comes back', async ({ context }) => {
  const [one, two] = await twoTabs(context);
  expect(await register(one.page, 'mine', { endpoint: ENDPOINT })).toBeNull();
  await expect.poll(() => listCustom(two.page)).toEqual(['mine']);
  await two.page.evaluate(() => localStorage.clear());
  await expect.poll(() => listCustom(one.page)).toEqual([]);
  await one.page.waitForTimeout(300);
  expect(await stored(one.page)).toBeNull();
});

for (const what of ['conversation', 'message'] as const) {
  test(`a reply that arrives while another tab deletes its ${what} comes back whole`, async ({ context, serve }) => {
    const { answer, release } = held([text('Stored.')], [text(' Not stored yet.')]);
    const server = await serve({ ...answer, end: 'hang' });
    const [asking, deleting] = await twoTabs(context);
    await asking.connect(server.endpoint);
    await asking.send('Question');
    await expect(asking.reply).toContainText('Stored.');
    await deleting.page.getByRole('link', { name: 'Question' }).click();
    const options = what === 'conversation' ? deleting.button('Options for Question') : deleting.reply.getByRole('button', { name: 'More' });
    await options.click();
    const remove = deleting.page.getByRole('button', { name: 'Delete', exact: true });
    await expect(remove).toBeVisible();
    // What comes right after it was stored is not stored for two seconds.
    await expect.poll(async () => JSON.stringify(await table(deleting.page, 'messages')), { intervals: [50] }).toContain('Stored.');
    release();
    await expect(asking.reply).toContainText('Not stored yet.');
    await remove.click();
    await expect.poll(() => server.posts[0]?.aborted).toBe(true);
    if (what === 'conversation') {
      await expect(asking.page.getByRole('main').getByText('This conversation is not in this browser.')).toBeVisible();
      await expect(asking.message).toHaveCount(0);
    }
    await deleting.button('Undo').click();
    if (what === 'conversation') await deleting.page.getByRole('link', { name: 'Question' }).click();
    for (const reload of [false, true]) {
      for (const tab of [asking, deleting]) {
        if (reload) await tab.reload();
        await expect(tab.messages).toHaveCount(2);
        await expect(tab.reply).toContainText('Stored. Not stored yet.');
        await expect(tab.reply).toContainText('Stopped. The text is saved.');
      }
    }
  });
}
