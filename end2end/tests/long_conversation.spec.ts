import type { Page } from '@playwright/test';

import { App } from '../support/app';
import { put, table } from '../support/database';
import { expect, test } from '../support/fixtures';
import { reply } from '../support/stream';

const EARLIER = 'Show earlier messages';

/** Puts so many questions, each with its reply, before those of the only conversation. */
async function seed(page: Page, count: number): Promise<void> {
  const messages = await table(page, 'messages');
  const question = messages.find(({ role }) => role === 'user');
  const answer = messages.find(({ role }) => role === 'assistant');
  // Ids sort by time; these come before all that are made today.
  const id = (index: number): string => `${String(index).padStart(12, '0')}00000000`;
  const pairs = Array.from({ length: count }, (_, index) => [
    { ...question, id: id(2 * index), content: `Question ${index}` },
    { ...answer, id: id(2 * index + 1), content: `Reply ${index}, line one.\n\n${'More words of it. '.repeat(20)}` },
  ]);
  await put(page, 'messages', ...pairs.flat());
}

/** Has a last question answered, with so many questions before it. The page shows them when it is loaded again. */
async function begin(app: App, endpoint: string, earlier: number): Promise<void> {
  await app.begin(endpoint, 'Last question', 'Last reply');
  await expect(app.reply.locator('.meta')).toBeVisible();
  await seed(app.page, earlier);
}

/** What a request said, in its order. */
function said(body: Record<string, unknown>): string[] {
  const messages = body.messages as { role: string; content: string }[];
  return messages.filter(({ role }) => role !== 'system').map(({ content }) => content.split(',')[0] ?? '');
}

function expected(count: number, ...after: string[]): string[] {
  return [...Array.from({ length: count }, (_, index) => [`Question ${index}`, `Reply ${index}`]).flat(), ...after];
}

/** Goes up as fast as frames come, until nothing earlier is left. */
async function toTheTop(app: App): Promise<void> {
  await app.log.evaluate(async (log) => {
    while (log.querySelector('.earlier')) {
      log.scrollTop = 0;
      await new Promise(requestAnimationFrame);
    }
    log.scrollTop = 0;
  });
}

/** From now on pages take their time for what they do in turns. */
async function slowly(to: Page): Promise<void> {
  await to.addInitScript(() => {
    const scheduler = (window as unknown as { scheduler?: { yield: () => Promise<void> } }).scheduler;
    if (scheduler) scheduler.yield = () => new Promise((resolve) => setTimeout(resolve, 250));
  });
}

/** Keeps a page from going on with what it does in turns, until the function that is returned is called. */
async function held(page: Page): Promise<() => Promise<void>> {
  await page.addInitScript(() => {
    const scheduler = (window as unknown as { scheduler: { yield: () => Promise<void> } }).scheduler;
    const goingOn = new Promise<void>((resolve) => Object.assign(window, { goOn: resolve }));
    scheduler.yield = () => goingOn;
  });
  return () => page.evaluate(() => (window as unknown as { goOn: () => void }).goOn());
}

test('a long conversation opens at its end, and what is earlier comes without a jump', async ({ app, page, serve }) => {
  const server = await serve(reply('Last reply.'));
  await begin(app, server.endpoint, 100);
  await app.reload();
  await expect(app.reply).toContainText('Last reply.');
  await expect(app.reply).toBeInViewport();
  await expect.poll(() => app.log.evaluate((log) => log.scrollHeight / log.clientHeight), 'more than the screen is there').toBeGreaterThan(1.5);
  // The others are read by now, and none of them is shown for that.
  await expect(app.button(EARLIER)).toHaveAccessibleName(/\(1\d\d\)/);
  const shown = await app.messages.count();
  expect(shown, 'most is left out').toBeLessThan(30);
  await expect(app.button(`${EARLIER} (${202 - shown})`)).toBeAttached();
  await expect.poll(() => app.log.evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight)).toBeLessThanOrEqual(2);

  // One message is watched from the frame in which the reader comes near the top.
  const watched = app.messages.filter({ hasText: `Question ${103 - Math.floor(shown / 2)}` });
  const before = await watched.evaluate((message) => {
    message.scrollIntoView();
    return message.getBoundingClientRect().top;
  });
  await expect.poll(() => app.messages.count()).toBeGreaterThan(shown);
  for (let look = 0; look < 5; look += 1) {
    expect(Math.abs((await watched.evaluate((message) => message.getBoundingClientRect().top)) - before)).toBeLessThanOrEqual(2);
    await page.waitForTimeout(60);
  }

  await toTheTop(app);
  await expect(app.messages.first()).toContainText('Question 0');
  await expect(app.messages).toHaveCount(202);
  await expect(app.button(EARLIER)).toHaveCount(0);
  const questions = await app.messages.locator('.bubble').allTextContents();
  expect(questions).toEqual([...Array.from({ length: 100 }, (_, index) => `Question ${index}`), 'Last question']);
});

test('what is sent right after opening goes with the whole conversation', async ({ app, page, serve }) => {
  const server = await serve(reply('Last reply'));
  await begin(app, server.endpoint, 200);
  await slowly(page);
  await app.reload();
  await expect(app.reply).toContainText('Last reply');
  await app.send('And now');
  await expect.poll(() => server.posts.length, { timeout: 20_000 }).toBe(2);
  expect(said(server.body())).toEqual(expected(200, 'Last question', 'Last reply', 'And now'));
});

test('a reply that is asked for again right after opening is told the whole conversation', async ({ app, page, serve }) => {
  const server = await serve(reply('Last reply'));
  await begin(app, server.endpoint, 200);
  await slowly(page);
  await app.reload();
  await app.reply.getByRole('button', { name: 'Regenerate' }).dblclick();
  await expect.poll(() => server.posts.length, { timeout: 20_000 }).toBe(2);
  expect(said(server.body())).toEqual(expected(200, 'Last question'));
  await expect(app.button('Send')).toBeVisible();
  await page.waitForTimeout(500);
  expect(server.posts).toHaveLength(2);
});

test('a fork that is made right after opening has all messages', async ({ app, page, serve }) => {
  const server = await serve(reply('Last reply'));
  await begin(app, server.endpoint, 200);
  await slowly(page);
  await app.reload();
  const { conversation } = (await table(page, 'messages'))[0] ?? {};
  await app.reply.getByRole('button', { name: 'Fork' }).click();
  await expect(page).not.toHaveURL(new RegExp(String(conversation)), { timeout: 20_000 });
  await expect.poll(async () => (await table(page, 'messages')).length, { timeout: 20_000 }).toBe(2 * 402);
});

test('what another tab adds and deletes while a conversation is being read is neither lost nor brought back', async ({ app, page, context, serve }) => {
  const server = await serve(reply('Last reply'));
  await begin(app, server.endpoint, 60);
  await app.reload();
  await expect(app.button(EARLIER)).toBeAttached();
  // The first messages come to the screen here, to be deleted from here.
  await toTheTop(app);
  await expect(app.messages.first()).toContainText('Question 0');

  const other = new App(await context.newPage());
  const goOn = await held(other.page);
  await other.open(new URL(page.url()).pathname);
  await expect(other.reply).toContainText('Last reply');
  for (const what of ['Question 0', 'Reply 0,']) {
    const message = app.messages.filter({ hasText: what });
    await message.hover();
    await message.getByRole('button', { name: 'More' }).click();
    await message.getByRole('button', { name: 'Delete' }).click();
    await expect(message).toHaveCount(0);
  }
  await app.send('From the other tab');
  await expect(app.reply.locator('.meta')).toBeVisible();
  await expect(other.messages.filter({ hasText: 'From the other tab' })).toHaveCount(1);

  // What is sent meanwhile waits for the rest.
  await other.send('And now');
  await page.waitForTimeout(500);
  expect(server.posts).toHaveLength(2);
  await goOn();
  await expect.poll(() => server.posts.length).toBe(3);
  const all = expected(60, 'Last question', 'Last reply', 'From the other tab', 'Last reply', 'And now').slice(2);
  expect(said(server.body())).toEqual(all);
});
