import type { App } from '../support/app';
import { expect, test } from '../support/fixtures';
import { reply, text } from '../support/stream';

/** Opens the text box of the first message. */
async function edit(app: App): Promise<void> {
  await app.messages.first().getByRole('button', { name: 'Edit' }).click();
}

test('Edit has the focus, Enter resubmits, Shift+Enter begins a line, Escape leaves it', async ({ app, page, serve }) => {
  const server = await serve([reply('First.'), reply('Second.')]);
  await app.open();
  await app.connect(server.endpoint);
  await app.send('One');
  await expect(app.reply).toContainText('First.');
  const box = app.log.getByRole('textbox', { name: 'Edit text' });
  await edit(app);
  await expect(box).toBeFocused();
  await box.fill('Never sent');
  await box.press('Escape');
  await expect(box).toHaveCount(0);
  await expect(app.messages.first().getByRole('button', { name: 'Edit' })).toBeFocused();
  await expect(app.messages.first()).toContainText('One');

  await edit(app);
  await expect(box).toHaveValue('One');
  await box.press('End');
  await box.press('Shift+Enter');
  await box.pressSequentially('Two');
  // Enter that ends a syllable sends nothing.
  await box.evaluate((element) => {
    for (const init of [{ isComposing: true }, { keyCode: 229 }]) {
      element.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', bubbles: true, cancelable: true, ...init } as KeyboardEventInit));
    }
  });
  await expect(box).toHaveValue('One\nTwo');
  expect(server.posts).toHaveLength(1);
  await box.press('Enter');
  await expect(app.reply).toContainText('Second.');
  expect(server.body().messages).toEqual([{ role: 'user', content: 'One\nTwo' }]);
  await expect(app.message).toBeFocused();
  // An edit that was sent is not open again after a reload.
  await app.reload();
  await expect(app.reply).toContainText('Second.');
  await expect(page.getByRole('textbox', { name: 'Edit text' })).toHaveCount(0);
});

test('an empty edit is not sent', async ({ app, serve }) => {
  const server = await serve(reply('First.'));
  await app.open();
  await app.connect(server.endpoint);
  await app.send('One');
  await expect(app.reply).toContainText('First.');
  await edit(app);
  const box = app.log.getByRole('textbox', { name: 'Edit text' });
  await box.fill('  ');
  await expect(app.button('Resubmit')).toHaveAttribute('aria-disabled', 'true');
  await box.press('Enter');
  await expect(box).toBeVisible();
  expect(server.posts).toHaveLength(1);
});

test('with Enter and Shift+Enter swapped, Enter begins a line in an edit too', async ({ app, serve }) => {
  const server = await serve([reply('First.'), reply('Second.')]);
  await app.open();
  await app.connect(server.endpoint);
  await app.openSettings();
  await app.settings.getByRole('button', { name: 'Keyboard' }).click();
  await app.settings.getByRole('checkbox', { name: /^Enter begins a new line/ }).check();
  await app.closeSettings();
  await app.message.fill('One');
  await app.message.press('Control+Enter');
  await expect(app.reply).toContainText('First.');
  await edit(app);
  const box = app.log.getByRole('textbox', { name: 'Edit text' });
  await box.press('End');
  await box.press('Enter');
  await box.pressSequentially('Two');
  await expect(box).toHaveValue('One\nTwo');
  await box.press('Control+Enter');
  await expect(app.reply).toContainText('Second.');
  expect(server.body().messages).toEqual([{ role: 'user', content: 'One\nTwo' }]);
});

test('Escape in an edit leaves a reply that is arriving alone', async ({ app, page, serve }) => {
  const server = await serve({ pieces: [text('It goes on')], end: 'hang' });
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Go on');
  await expect(app.reply).toContainText('It goes on');
  await edit(app);
  const box = app.log.getByRole('textbox', { name: 'Edit text' });
  await expect(box).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(box).toHaveCount(0);
  await expect(app.button('Stop')).toBeVisible();
  expect(server.posts[0]?.aborted).toBe(false);
  await page.keyboard.press('Escape');
  await expect(app.button('Send')).toBeVisible();
});

test('what is typed into an edit survives another chat and a reload', async ({ app, page, serve }) => {
  const server = await serve(reply('First.'));
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Original');
  await expect(app.reply).toContainText('First.');
  await edit(app);
  const box = app.log.getByRole('textbox', { name: 'Edit text' });
  await box.fill('Half a thought');
  await app.button('New chat').click();
  await expect(box).toHaveCount(0);
  await page.getByRole('link', { name: 'Original' }).click();
  await expect(box).toHaveValue('Half a thought');
  await app.reload();
  await expect(box).toHaveValue('Half a thought');
  await app.button('Cancel').click();
  await app.reload();
  await expect(app.messages.first()).toContainText('Original');
  await expect(box).toHaveCount(0);
});
