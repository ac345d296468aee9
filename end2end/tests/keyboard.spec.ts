import { expect, test } from '../support/fixtures';
import { reply, text } from '../support/stream';

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

test('all shortcuts do what they say, with the Korean layout on', async ({ app, page, serve }) => {
  const server = await serve([reply('First.'), reply('Second.'), reply('Third.')]);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await app.open();
  await app.connect(server.endpoint);
  // The letter is that of the layout; the place of the key is what counts.
  const press = (code: string, keys: Pick<KeyboardEventInit, 'altKey' | 'ctrlKey' | 'shiftKey' | 'isComposing'>): Promise<boolean> =>
    page.evaluate(([code, keys]) => {
      const event = new KeyboardEvent('keydown', { key: 'ㅁ', code, bubbles: true, cancelable: true, ...keys });
      (document.activeElement ?? document.body).dispatchEvent(event);
      return event.defaultPrevented;
    }, [code, keys] as const);
  const altShift = { altKey: true, shiftKey: true };
  await app.send('Question');
  await expect(app.reply).toContainText('First.');
  await expect(app.button('Send')).toBeVisible();

  expect(await press('KeyG', altShift)).toBe(true);
  await expect(app.reply).toContainText('Second.');
  expect(await press('KeyC', altShift)).toBe(true);
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('Second.');

  await app.message.focus();
  await page.keyboard.press('ArrowUp');
  const edit = page.getByRole('textbox', { name: 'Edit text' });
  await expect(edit).toBeFocused();
  await expect(edit).toHaveValue('Question');
  await page.getByRole('button', { name: 'Cancel' }).click();
  // With a draft the key moves the caret.
  await app.message.fill('Draft');
  await page.keyboard.press('ArrowUp');
  await expect(edit).toBeHidden();
  await app.message.fill('');

  const list = page.getByRole('navigation', { name: 'Conversations' });
  const editor = page.getByRole('complementary', { name: 'Bot' });
  for (const [code, panel] of [['KeyL', list], ['KeyE', editor]] as const) {
    await press(code, altShift);
    await expect(panel).toBeHidden();
    await press(code, altShift);
    await expect(panel).toBeVisible();
  }
  for (const key of ['ctrlKey', 'metaKey']) {
    await press('KeyK', { [key]: true });
    const palette = page.getByRole('combobox', { name: 'Search everything' });
    await expect(palette).toBeFocused();
    await page.keyboard.press('Escape');
    // The browser tells of a closed dialog a moment later, and the same keys close it too.
    await expect(palette).toHaveCount(0);
  }
  await press('KeyF', { ctrlKey: true });
  await expect(page.getByRole('searchbox', { name: 'Search conversations' })).toBeFocused();
  await page.keyboard.press('Escape');
  await press('KeyN', altShift);
  await expect(page).toHaveURL(/\/$/);
  await expect(app.message).toBeFocused();
  // A composed syllable's keys are the input method's.
  expect(await press('KeyK', { ctrlKey: true, isComposing: true })).toBe(false);
  await expect(page.getByRole('dialog', { name: 'Command palette' })).toBeHidden();
});

test('a shortcut is turned off in settings, and stays off', async ({ app, page }) => {
  await app.open();
  await app.openSettings();
  await app.settings.getByRole('button', { name: 'Keyboard' }).click();
  await expect(app.settings.getByRole('checkbox', { name: /Escape/ })).toHaveCount(0);
  await app.settings.getByRole('checkbox', { name: 'Command palette and search' }).uncheck();
  await app.closeSettings();
  await app.reload();
  const palette = page.getByRole('dialog', { name: 'Command palette' });
  const taken = await page.evaluate(() => {
    const event = new KeyboardEvent('keydown', { key: 'k', code: 'KeyK', ctrlKey: true, bubbles: true, cancelable: true });
    document.body.dispatchEvent(event);
    return event.defaultPrevented;
  });
  expect(taken).toBe(false);
  await expect(palette).toBeHidden();
  await app.openSettings();
  await app.settings.getByRole('button', { name: 'Keyboard' }).click();
  await app.settings.getByRole('checkbox', { name: 'Command palette and search' }).check();
  await app.closeSettings();
  await page.keyboard.press('Control+KeyK');
  await expect(palette).toBeVisible();
});

test('Enter and Shift+Enter can be swapped', async ({ app, serve }) => {
  const server = await serve(reply('Read.'));
  await app.open();
  await app.connect(server.endpoint);
  await app.openSettings();
  await app.settings.getByRole('button', { name: 'Keyboard' }).click();
  await app.settings.getByRole('checkbox', { name: /^Enter begins a new line/ }).check();
  await app.closeSettings();
  await app.message.fill('');
  await app.message.pressSequentially('One');
  await app.message.press('Enter');
  await app.message.pressSequentially('Two');
  await expect(app.message).toHaveValue('One\nTwo');
  await app.message.press('Control+Enter');
  await expect(app.reply).toContainText('Read.');
  expect(server.body().messages).toEqual([{ role: 'user', content: 'One\nTwo' }]);
  await app.reload();
  await app.message.fill('Three');
  await app.message.press('Shift+Enter');
  await expect(app.messages).toHaveCount(4);
});

test('Escape closes the topmost thing, then stops the reply, one press for each', async ({ app, page, serve }) => {
  const server = await serve({ pieces: [text('It goes on')], end: 'hang' });
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Go on');
  await expect(app.reply).toContainText('It goes on');
  await app.openSettings();
  await page.keyboard.press('Control+KeyK');
  const palette = page.getByRole('dialog', { name: 'Command palette' });
  await expect(palette).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(palette).toBeHidden();
  await expect(app.settings).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(app.settings).toBeHidden();
  await expect(app.button('Stop')).toBeVisible();

  await page.getByRole('button', { name: 'Options for Go on' }).click();
  const remove = page.getByRole('navigation').getByRole('button', { name: 'Delete' });
  await expect(remove).toBeVisible();
  await app.message.focus();
  await page.keyboard.press('Escape');
  await expect(remove).toBeHidden();
  await expect(app.button('Stop')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(app.button('Send')).toBeVisible();
});

test('in the drawer, Escape closes the menu and the search before the drawer', async ({ app, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await app.open();
  await app.send('Hello');
  await expect(app.messages).toHaveCount(2);
  await page.keyboard.press('Alt+Shift+KeyL');
  const drawer = page.getByRole('dialog', { name: 'Conversations' });
  await expect(drawer).toBeVisible();
  await drawer.getByRole('button', { name: 'Options for Hello' }).click();
  await page.keyboard.press('Escape');
  await expect(drawer.getByRole('button', { name: 'Delete' })).toBeHidden();
  await expect(drawer).toBeVisible();
  await page.keyboard.press('Control+KeyF');
  await expect(drawer.getByRole('searchbox')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(drawer.getByRole('searchbox')).toBeHidden();
  await expect(drawer).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
});

test('whoever types while nothing has the focus writes the message', async ({ app, page }) => {
  await app.open();
  await page.keyboard.type('Hello');
  await expect(app.message).toHaveValue('Hello');
  await app.message.fill('');
  for (const name of ['New chat', 'Assistant']) {
    await app.button(name).click();
    await page.keyboard.type('Hi there');
    await expect(app.message).toHaveValue('Hi there');
    await app.message.fill('');
  }
  // Where something has it, its keys stay with it.
  await app.openSettings();
  await page.keyboard.type('x');
  await app.closeSettings();
  await expect(app.message).toHaveValue('');
});
