import { expect, test } from '../support/fixtures';
import { reply } from '../support/stream';

test('Ctrl+Shift+S opens and closes settings, and focus comes back', async ({ app, page }) => {
  await app.open();
  await app.message.focus();
  await app.openSettings();
  await page.keyboard.press('Control+Shift+KeyS');
  await expect(app.settings).toBeHidden();
  await expect(app.message).toBeFocused();
});

test('the shortcut works with the Korean layout on, and on a Mac with Cmd', async ({ app, page }) => {
  await app.open();
  for (const modifier of ['ctrlKey', 'metaKey']) {
    await page.evaluate((modifier) => {
      const event = new KeyboardEvent('keydown', { key: 'ㄴ', code: 'KeyS', shiftKey: true, [modifier]: true, bubbles: true, cancelable: true });
      document.body.dispatchEvent(event);
    }, modifier);
    await expect(app.settings).toBeVisible();
    await app.closeSettings();
  }
});

test('other keys with S are left to the browser', async ({ app, page }) => {
  await app.open();
  const taken = await page.evaluate(() =>
    [{ ctrlKey: true }, { shiftKey: true }, { ctrlKey: true, shiftKey: true, altKey: true }].map((keys) => {
      const event = new KeyboardEvent('keydown', { key: 's', code: 'KeyS', bubbles: true, cancelable: true, ...keys });
      document.body.dispatchEvent(event);
      return event.defaultPrevented;
    }),
  );
  expect(taken).toEqual([false, false, false]);
  await expect(app.settings).toBeHidden();
});

test('Enter sends, Shift+Enter begins a new line, an empty message stays', async ({ app, page, serve }) => {
  const server = await serve(reply('Read.'));
  await app.open();
  await app.connect(server.endpoint);
  await app.message.press('Enter');
  await app.message.fill('   ');
  await app.message.press('Enter');
  await expect(page).toHaveURL(/\/$/);
  await app.message.fill('');
  await app.message.pressSequentially('One');
  await app.message.press('Shift+Enter');
  await app.message.pressSequentially('Two');
  await expect(app.message).toHaveValue('One\nTwo');
  expect(server.posts).toEqual([]);
  await app.message.press('Enter');
  await expect(app.reply).toContainText('Read.');
  expect(server.body().messages).toEqual([{ role: 'user', content: 'One\nTwo' }]);
});

test('Enter that ends a Hangul syllable does not send', async ({ app, page }) => {
  await app.open();
  await app.message.fill('안녕');
  await app.message.evaluate((box) => {
    for (const init of [{ isComposing: true }, { keyCode: 229 }]) {
      box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', bubbles: true, cancelable: true, ...init } as KeyboardEventInit));
    }
  });
  await expect(app.message).toHaveValue('안녕');
  await expect(page).toHaveURL(/\/$/);
});

test('everything that the main job needs is reached by Tab', async ({ app, page }) => {
  await app.open();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to message' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(app.message).toBeFocused();

  await app.openSettings();
  const reached: string[] = [];
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press('Tab');
    const name = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement | null;
      // Between the last and the first stop the focus is in the browser's own bars, which a page sees as its body.
      if (element && element !== document.body && !element.closest('dialog')) return 'OUTSIDE';
      const label = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement ? element.labels?.[0]?.textContent : null;
      return (label ?? element?.textContent ?? '').trim();
    });
    reached.push(name);
  }
  for (const name of ['Provider ID', 'Display Name', 'Endpoint URL', 'API Key', 'Models', 'Save']) expect(reached).toContain(name);
  expect(reached).not.toContain('OUTSIDE');
});
