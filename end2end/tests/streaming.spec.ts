import { expect, test } from '../support/fixtures';
import { table } from '../support/database';
import { LINE } from '../support/problems';
import type { Piece } from '../support/scripted-server';
import { text } from '../support/stream';

test('what came in a burst is stored within two seconds, though nothing more comes', async ({ app, page, problems, serve }) => {
  // The server goes away with the test.
  problems.expect(LINE.cut);
  const server = await serve({ pieces: [text('A burst'), text(' of words')], end: 'hang' });
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Tell me');
  await expect(app.reply).toContainText('A burst of words');
  await expect.poll(async () => JSON.stringify(await table(page, 'messages')), { timeout: 2_500 }).toContain('A burst of words');
  // The reply is still arriving: it was not stored by its end.
  expect(server.posts[0]?.aborted).toBe(false);
  await expect(app.button('Stop')).toBeVisible();
});

test('replies of two conversations arrive at once, and each is stopped by itself', async ({ app, page, serve }) => {
  const server = await serve((seen) => ({ pieces: [text(seen.body.includes('Question one') ? 'Answer one' : 'Answer two')], end: 'hang' }));
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Question one');
  await expect(app.reply).toContainText('Answer one');
  await app.button('New chat').click();
  await expect(app.button('Send')).toBeVisible();
  await app.send('Question two');
  await expect(app.reply).toContainText('Answer two');
  await app.button('Stop').click();
  await expect(app.button('Send')).toBeVisible();
  await expect.poll(() => server.posts[1]?.aborted).toBe(true);
  expect(server.posts[0]?.aborted).toBe(false);

  await page.getByRole('link', { name: 'Question one' }).click();
  await expect(app.reply).toContainText('Answer one');
  await app.button('Stop').click();
  await expect(app.reply).toContainText('Stopped. The text is saved.');
  await expect.poll(() => server.posts[0]?.aborted).toBe(true);
  await page.getByRole('link', { name: 'Question two' }).click();
  await expect(app.reply).toContainText('Answer two');
  await expect(app.reply).toContainText('Stopped. The text is saved.');
});

test('Stop acts at once in a flood', async ({ app, page, serve }) => {
  const flood: Piece[] = Array.from({ length: 4_000 }).flatMap(() => [text('word ').repeat(50), 5]);
  const server = await serve({ pieces: flood, end: 'hang' });
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Go on forever');
  await expect(app.reply).toContainText('word word word');
  await app.button('Stop').click();
  await expect(app.button('Send')).toBeVisible({ timeout: 1_000 });
  const kept = await app.reply.locator('.markdown').textContent();
  await expect.poll(() => server.posts[0]?.aborted).toBe(true);
  await page.waitForTimeout(500);
  expect(await app.reply.locator('.markdown').textContent()).toBe(kept);
});

test('what had come before Stop but was not yet shown stays away until it is asked for', async ({ app, page, serve }) => {
  const part = '## Part\n\nSome words in a paragraph.\n\n'.repeat(400);
  const server = await serve({ pieces: Array.from({ length: 90 }, () => text(part)), end: 'hang' });
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Give me all');
  await expect(app.reply).toContainText('Some words');
  await app.button('Stop').click();
  await expect(app.button('Send')).toBeVisible();
  const length = (): Promise<number> => app.reply.locator('.markdown').evaluate(({ textContent }) => (textContent ?? '').length);
  const kept = await length();
  const more = app.reply.getByRole('button', { name: 'Show more' });
  await expect(more).toBeVisible();
  await page.waitForTimeout(500);
  expect(await length()).toBe(kept);
  await more.click();
  await expect.poll(length).toBeGreaterThan(2 * kept);
  await expect(more).toHaveCount(0);
});
