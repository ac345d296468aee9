import { expect, test } from '../support/fixtures';
import { reply, text } from '../support/stream';

const ENDLESS = { pieces: [text('Some text'), text(' that stays')], end: 'hang' } as const;

for (const [how, stop] of [['the button', 'button'], ['Escape', 'key']] as const) {
  test(`${how} stops a reply at once and keeps its text`, async ({ app, page, serve }) => {
    const server = await serve({ ...ENDLESS, pieces: [...ENDLESS.pieces] });
    await app.open();
    await app.connect(server.endpoint);
    await app.send('Go on forever');
    await expect(app.reply).toContainText('Some text that stays');
    if (stop === 'button') await app.button('Stop').click();
    else await page.keyboard.press('Escape');
    await expect(app.button('Send')).toBeVisible({ timeout: 1_000 });
    await expect(app.reply).toContainText('Some text that stays');
    await expect(app.reply).toContainText('Stopped');
    // The connection is closed, not just ignored.
    await expect.poll(() => server.posts[0]?.aborted).toBe(true);
    await app.reload();
    await expect(app.reply).toContainText('Some text that stays');
  });
}

test('Send and Stop are the same button, so that focus is not lost', async ({ app, serve }) => {
  const server = await serve({ pieces: [text('Begun')], end: 'hang' });
  await app.open();
  await app.connect(server.endpoint);
  await app.message.fill('Hi');
  await app.button('Send').click();
  await expect(app.button('Stop')).toBeFocused();
  await app.button('Stop').press('Enter');
  await expect(app.button('Send')).toBeFocused();
  await expect(app.reply).toContainText('Begun');
});

test('stopped before the first word, nothing is left hanging', async ({ app, serve }) => {
  const server = await serve([{ end: 'hang' }, reply('Now it answers.')]);
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Hi');
  await expect.poll(() => server.posts.length).toBe(1);
  await app.button('Stop').click();
  await expect(app.button('Send')).toBeVisible();
  await app.send('Again');
  await expect(app.reply).toContainText('Now it answers.');
});

test('Escape closes settings first and leaves the reply alone', async ({ app, page, serve }) => {
  const server = await serve({ pieces: [text('Begun')], end: 'hang' });
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Hi');
  await expect(app.reply).toContainText('Begun');
  await app.openSettings();
  await page.keyboard.press('Escape');
  await expect(app.settings).toBeHidden();
  await expect(app.button('Stop')).toBeVisible();
  expect(server.posts[0]?.aborted).toBe(false);
  await page.keyboard.press('Escape');
  await expect(app.button('Send')).toBeVisible();
});

test('a reply goes on while another chat is on the screen', async ({ app, page, serve }) => {
  let release = (): void => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  const server = await serve({ pieces: [text('Begun'), released, ...(reply(' and ended.').pieces ?? [])] });
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Long job');
  await expect(app.reply).toContainText('Begun');
  await app.button('New chat').click();
  await expect(app.button('Send')).toBeVisible();
  release();
  await page.getByRole('link', { name: 'Long job' }).click();
  await expect(app.reply).toContainText('Begun and ended.');
});
