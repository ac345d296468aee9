import type { Locator } from '@playwright/test';

import type { App } from '../support/app';
import { expect, test } from '../support/fixtures';
import { DONE, finish, reasoning, reply, text, usage } from '../support/stream';
import type { Answer } from '../support/scripted-server';

const lines = (what: string, count: number): string => Array.from({ length: count }, (_, index) => `${what} ${index}.\n\n`).join('');

/** Longer than the screen. */
const LONG = reply(lines('Paragraph', 60));

/** A reply whose model has thought for longer than the screen. */
function thought(answer: string): Answer {
  return { pieces: [...Array.from({ length: 80 }, (_, index) => reasoning(`Thought ${index}.\n`)), text(answer), finish(), usage(12, 34), DONE] };
}

/** Something to wait for, and what ends the waiting. */
function gate(): [Promise<void>, () => void] {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return [opened, open];
}

const fromEnd = (app: App): Promise<number> => app.log.evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight);

/** Scrolls up from the end: what has just come moves the log to it at the next frame, and nobody can scroll before. */
async function up(app: App, pixels: number): Promise<void> {
  await expectAtEnd(app);
  await app.log.evaluate((log, pixels) => log.scrollBy(0, -pixels), pixels);
}

const jump = (app: App): Locator => app.button('Jump to latest');

async function expectAtEnd(app: App): Promise<void> {
  await expect.poll(() => fromEnd(app)).toBeLessThanOrEqual(2);
  await expect(jump(app)).toHaveCount(0);
}

async function top(what: Locator): Promise<number> {
  return what.evaluate((element) => element.getBoundingClientRect().top);
}

/** It stays where it is for some frames. */
async function expectStays(what: Locator, before: number): Promise<void> {
  for (let look = 0; look < 5; look += 1) {
    expect(Math.abs((await top(what)) - before)).toBeLessThanOrEqual(2);
    await what.page().waitForTimeout(60);
  }
}

test('the end is followed while the reader is there, and the button goes back to it', async ({ app, serve }) => {
  const [second, sendSecond] = gate();
  const [third, sendThird] = gate();
  const server = await serve({
    pieces: [text(lines('First', 60)), second, text(lines('Second', 30)), third, text(lines('Third', 30)), finish(), usage(1, 2), DONE],
  });
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Go');
  await expect(app.reply).toContainText('First 59.');
  await up(app, 600);
  await expect(jump(app)).toBeVisible();
  const read = app.reply.getByText('First 40.', { exact: true });
  const before = await top(read);
  sendSecond();
  await expect(app.reply).toContainText('Second 29.');
  await expectStays(read, before);

  await jump(app).click();
  await expectAtEnd(app);
  sendThird();
  await expect(app.reply).toContainText('Third 29.');
  await expectAtEnd(app);
});

test('the end stays on the screen while the composer grows', async ({ app, serve }) => {
  const server = await serve(LONG);
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Go');
  await expect(app.reply.locator('.meta')).toBeVisible();
  await expectAtEnd(app);
  const height = await app.log.evaluate((log) => log.clientHeight);
  await app.message.fill('line\n'.repeat(8));
  await expect.poll(() => app.log.evaluate((log) => log.clientHeight)).toBeLessThan(height);
  await expectAtEnd(app);
});

test('reasoning that is opened at the end stays where it was clicked, and closing it goes on following', async ({ app, serve }) => {
  const server = await serve([LONG, thought('The answer.'), LONG]);
  await app.open();
  await app.connect(server.endpoint);
  await app.send('First');
  await expect(app.reply.locator('.meta')).toBeVisible();
  await app.send('Second');
  await expect(app.reply).toContainText('The answer.');
  await expect(app.reply.locator('.meta')).toBeVisible();
  await expectAtEnd(app);
  const summary = app.reply.locator('summary');
  const before = await top(summary);
  await summary.click();
  await expect(app.reply.locator('.reasoning-text')).toContainText('Thought 79.');
  await expectStays(summary, before);
  await expect(jump(app)).toBeVisible();
  await summary.click();
  await expect(app.reply.locator('.reasoning-text')).toHaveCount(0);
  await expectAtEnd(app);
  await app.send('Third');
  await expect(app.reply).toContainText('Paragraph 59.');
  await expectAtEnd(app);
});

test('an image that is opened at the end stays where it was clicked', async ({ app, page, serve }) => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="470"><rect width="400" height="470" fill="teal"/></svg>';
  await page.route('https://images.example.test/**', (route) => route.fulfill({ contentType: 'image/svg+xml', body: svg }));
  const server = await serve([LONG, reply(`![A chart](https://images.example.test/chart.svg)\n\n${lines('Below', 8)}`)]);
  await app.open();
  await app.connect(server.endpoint);
  await app.send('First');
  await expect(app.reply.locator('.meta')).toBeVisible();
  await app.send('Second');
  await expect(app.reply.locator('.meta')).toBeVisible();
  await expectAtEnd(app);
  const paragraph = app.reply.locator('.markdown p').first();
  const before = await top(paragraph);
  await app.reply.getByRole('button', { name: /^Load image/ }).click();
  const chart = app.reply.getByRole('img', { name: 'A chart' });
  await expect.poll(() => chart.evaluate((image) => image.getBoundingClientRect().height)).toBeGreaterThan(400);
  await expectStays(paragraph, before);
  await jump(app).click();
  await expectAtEnd(app);
});

test('who sends a message goes to it, from wherever they were reading', async ({ app, serve }) => {
  const [answer, sendAnswer] = gate();
  const server = await serve([LONG, { pieces: [answer, text(lines('Answer', 40)), finish(), usage(1, 2), DONE] }]);
  await app.open();
  await app.connect(server.endpoint);
  await app.send('First');
  await expect(app.reply.locator('.meta')).toBeVisible();
  await up(app, 800);
  await expect(jump(app)).toBeVisible();
  await app.send('Second');
  await expect(app.messages.nth(2)).toBeInViewport();
  await expectAtEnd(app);
  sendAnswer();
  await expect(app.reply).toContainText('Answer 39.');
  await expectAtEnd(app);
});

test('what is read stays where it is when something above it opens', async ({ app, serve }) => {
  const server = await serve([thought(lines('Answer', 60)), LONG]);
  await app.open();
  await app.connect(server.endpoint);
  await app.send('First');
  await expect(app.reply.locator('.meta')).toBeVisible();
  await app.send('Second');
  await expect(app.reply.locator('.meta')).toBeVisible();
  await up(app, 1200);
  await expect(jump(app)).toBeVisible();
  const details = app.log.locator('details').first();
  await expect(details).not.toBeInViewport();
  // Something that is on the screen, somewhere in the middle of a message.
  const read = app.reply.getByText('Paragraph 20.', { exact: true });
  const before = await top(read);
  const height = await app.log.evaluate((log) => log.scrollHeight);
  await details.evaluate((details: HTMLDetailsElement) => (details.open = true));
  await expect.poll(() => app.log.evaluate((log) => log.scrollHeight)).toBeGreaterThan(height + 1000);
  await expectStays(read, before);
});

test('a picture has its place before it is loaded, also when the conversation is opened again', async ({ app, page, serve }) => {
  const pixels = 'iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAYAAACNMs+9AAAAFElEQVR42mN45tL6nxjMMKqQvgoBiGQMCK+2oyUAAAAASUVORK5CYII=';
  const server = await serve(reply('Ten by ten.'));
  await app.open();
  await app.connect(server.endpoint);
  await page.locator('.composer input[type=file]').setInputFiles({ name: 'dot.png', mimeType: 'image/png', buffer: Buffer.from(pixels, 'base64') });
  await expect(page.getByRole('img', { name: 'dot.png' })).toBeVisible();
  await app.send('How large is it?');
  await expect(app.reply.locator('.meta')).toBeVisible();
  const picture = app.messages.first().getByRole('img', { name: 'dot.png' });
  for (const again of [false, true]) {
    if (again) await app.reload();
    await expect(picture).toHaveAttribute('width', '10');
    await expect(picture).toHaveAttribute('height', '10');
  }
});

test('only the log scrolls: whoever goes to a hidden heading does not move the page', async ({ app, page, serve }) => {
  const server = await serve(LONG);
  await app.begin(server.endpoint, 'Go', 'Paragraph');
  await app.send('Once more');
  await expect(app.messages).toHaveCount(4);
  await expect(app.reply.locator('.meta')).toBeVisible();
  await app.log.evaluate((log) => log.scrollTo(0, 0));
  await app.log.getByRole('heading', { name: 'You' }).last().evaluate((heading) => heading.scrollIntoView());
  expect(await page.evaluate(() => [document.scrollingElement?.scrollTop, document.scrollingElement?.scrollHeight])).toEqual([0, page.viewportSize()?.height]);
  await expect(app.messages.nth(2)).toBeInViewport();
});

test('the last message has the same room above the composer on a phone as on a desktop', async ({ app, page, serve }) => {
  const server = await serve(LONG);
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Go');
  await expect(app.reply.locator('.meta')).toBeVisible();
  const room = async (): Promise<number> => {
    await app.log.evaluate((log) => log.scrollTo(0, log.scrollHeight));
    const [log, last] = [await app.log.boundingBox(), await app.reply.boundingBox()];
    return log && last ? log.y + log.height - (last.y + last.height) : Number.NaN;
  };
  await expect.poll(room).toBeCloseTo(24, 0);
  await page.setViewportSize({ width: 390, height: 844 });
  await expect.poll(room).toBeCloseTo(24, 0);
  const composer = await page.locator('.composer-frame .column').boundingBox();
  expect(composer?.x).toBe(0);
  expect(await page.locator('.composer').boundingBox()).toMatchObject({ x: 16, width: 358 });
});
