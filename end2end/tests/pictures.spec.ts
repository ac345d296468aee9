import type { Locator } from '@playwright/test';

import { expect, test } from '../support/fixtures';
import { reply } from '../support/stream';

/** A PNG of 10 × 10 pixels. */
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAYAAACNMs+9AAAAFElEQVR42mN45tL6nxjMMKqQvgoBiGQMCK+2oyUAAAAASUVORK5CYII=';
const PART = { type: 'image_url', image_url: { url: `data:image/png;base64,${PIXEL}` } };

/** Pastes or drops a file, as the browser tells of it. */
async function give(target: Locator, how: 'paste' | 'drop', name: string, type = 'image/png', text = ''): Promise<void> {
  await target.evaluate(
    (element, [how, name, type, base64, text]) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const files = new DataTransfer();
      files.items.add(new File([bytes], name, { type }));
      if (text) files.setData('text/plain', text);
      const init = { bubbles: true, cancelable: true };
      element.dispatchEvent(
        how === 'paste' ? new ClipboardEvent('paste', { ...init, clipboardData: files }) : new DragEvent('drop', { ...init, dataTransfer: files }),
      );
    },
    [how, name, type, PIXEL, text] as const,
  );
}

test('images come by paste, drop and picker, and go as parts with data URLs after the text', async ({ app, page, serve }) => {
  const server = await serve(reply('Three dots.'));
  await app.open();
  await app.connect(server.endpoint);
  await give(app.message, 'paste', 'pasted.png');
  await expect(page.getByRole('img', { name: 'pasted.png' })).toBeVisible();
  await give(app.message, 'drop', 'dropped.png');
  await expect(page.getByRole('img', { name: 'dropped.png' })).toBeVisible();
  const chooser = page.waitForEvent('filechooser');
  await app.button('Attach image').click();
  await (await chooser).setFiles([
    { name: 'chosen.png', mimeType: 'image/png', buffer: Buffer.from(PIXEL, 'base64') },
    { name: 'unwanted.png', mimeType: 'image/png', buffer: Buffer.from(PIXEL, 'base64') },
  ]);
  await app.button('Remove image unwanted.png').click();
  await expect(page.getByRole('img', { name: 'unwanted.png' })).toHaveCount(0);
  await app.send('What are these?');
  await expect(app.reply).toContainText('Three dots.');
  const content = [{ type: 'text', text: 'What are these?' }, PART, PART, PART];
  expect(server.body().messages).toEqual([{ role: 'user', content }]);
  // They stand in the message and no longer in the composer.
  await expect(app.messages.first().getByRole('img')).toHaveCount(3);
  await expect(page.getByRole('button', { name: /^Remove image/ })).toHaveCount(0);
});

test('an image alone can be sent, and a file that is none is named and left out', async ({ app, page, serve }) => {
  const server = await serve(reply('A dot.'));
  await app.open();
  await app.connect(server.endpoint);
  await give(app.message, 'paste', 'notes.pdf', 'application/pdf');
  await expect(page.getByRole('status').filter({ hasText: 'notes.pdf is no image that can be sent' })).toBeVisible();
  await page.locator('.composer input[type=file]').setInputFiles(['one.txt', 'two.txt'].map((name) => ({ name, mimeType: 'text/plain', buffer: Buffer.from('x') })));
  for (const name of ['one.txt', 'two.txt']) await expect(page.getByRole('status').filter({ hasText: `${name} is no image` })).toBeVisible();
  await expect(app.button('Send')).toHaveAttribute('aria-disabled', 'true');
  await give(app.message, 'paste', 'dot.png');
  await expect(app.button('Send')).toHaveAttribute('aria-disabled', 'false');
  await app.button('Send').click();
  await expect(app.reply).toContainText('A dot.');
  expect(server.body().messages).toEqual([{ role: 'user', content: [PART] }]);
  await expect(app.button('Options for dot.png')).toBeVisible();
});

test('an image is taken wherever it is dropped, and no file takes the place of the page', async ({ app, page, serve }) => {
  const server = await serve(reply('Read.'));
  await app.begin(server.endpoint, 'Hi', 'Read.');
  await give(app.log, 'drop', 'on-log.png');
  await expect(page.getByRole('img', { name: 'on-log.png' })).toBeVisible();
  await app.openSettings();
  // Beneath what lies over the page nothing is taken, and nothing is opened either.
  const isTaken = await app.settings.evaluate((dialog, base64) => {
    const files = new DataTransfer();
    files.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], 'unseen.png', { type: 'image/png' }));
    return !dialog.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: files }));
  }, PIXEL);
  expect(isTaken).toBe(true);
  await app.closeSettings();
  await expect(page.getByRole('button', { name: 'Remove image on-log.png' })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Remove image/ })).toHaveCount(1);
});

test('what is copied from a table is text, although a picture of it comes along', async ({ app, page }) => {
  await app.open();
  await give(app.message, 'paste', 'cells.png', 'image/png', '1\t2');
  await give(app.message, 'paste', 'photo.png');
  await expect(page.getByRole('button', { name: /^Remove image/ })).toHaveCount(1);
  await expect(page.getByRole('button', { name: 'Remove image photo.png' })).toBeVisible();
});

test('images that wait to be sent survive another chat and a reload, each chat has its own', async ({ app, page, serve }) => {
  const server = await serve(reply('Read.'));
  await app.open();
  await app.connect(server.endpoint);
  await app.send('First chat');
  await expect(app.reply).toContainText('Read.');
  await give(app.message, 'paste', 'waiting.png');
  const waiting = page.getByRole('button', { name: 'Remove image waiting.png' });
  await expect(waiting).toBeVisible();
  await app.button('New chat').click();
  await expect(waiting).toHaveCount(0);
  await page.getByRole('link', { name: 'First chat' }).click();
  await expect(waiting).toBeVisible();
  // The comparison has no composer of a chat.
  await app.button('Compare').click();
  await expect(waiting).toHaveCount(0);
  await page.goBack();
  await expect(waiting).toBeVisible();

  await app.reload();
  await expect(waiting).toBeVisible();
  await app.send('What is it?');
  await expect(app.messages).toHaveCount(4);
  await expect(app.button('Send')).toBeVisible();
  expect(server.body().messages).toContainEqual({ role: 'user', content: [{ type: 'text', text: 'What is it?' }, PART] });
  await expect(waiting).toHaveCount(0);
  await app.reload();
  await expect(app.messages).toHaveCount(4);
  await expect(waiting).toHaveCount(0);
});

test('an edited message loses and gets images', async ({ app, page, serve }) => {
  const server = await serve([reply('First.'), reply('Second.')]);
  await app.open();
  await app.connect(server.endpoint);
  await give(app.message, 'paste', 'old.png');
  await expect(page.getByRole('img', { name: 'old.png' })).toBeVisible();
  await app.send('Look');
  await expect(app.reply).toContainText('First.');
  await app.messages.first().getByRole('button', { name: 'Edit' }).click();
  await app.log.getByRole('button', { name: 'Remove image old.png' }).click();
  await give(app.log.getByRole('textbox', { name: 'Edit text' }), 'paste', 'new.png');
  await expect(app.log.getByRole('img', { name: 'new.png' })).toBeVisible();
  await app.button('Resubmit').click();
  await expect(app.reply).toContainText('Second.');
  await expect(app.messages.first().getByRole('img')).toHaveCount(1);
  await expect(app.messages.first().getByRole('img', { name: 'new.png' })).toBeVisible();
  expect(server.body().messages).toEqual([{ role: 'user', content: [{ type: 'text', text: 'Look' }, PART] }]);
});
