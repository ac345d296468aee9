import type { Page } from '@playwright/test';

import type { App } from '../support/app';
import { expect, test } from '../support/fixtures';
import { reply } from '../support/stream';

/** Makes a second bot with this name; it is the chosen one. */
async function addBot(app: App, page: Page, name: string): Promise<void> {
  await app.button('New bot').click();
  const field = page.getByRole('complementary', { name: 'Bot' }).getByRole('textbox', { name: 'Name' });
  await expect(field).toHaveValue('New bot');
  await field.fill(name);
  await expect(page.getByRole('navigation').getByRole('button', { name })).toBeVisible();
}

test('a conversation whose bot was deleted says so and goes on with another one', async ({ app, page, serve }) => {
  const server = await serve([reply('First.'), reply('Second.')]);
  await app.open();
  await app.connect(server.endpoint);
  await addBot(app, page, 'Short-lived');
  await app.send('Hi');
  await expect(app.reply).toContainText('First.');
  await expect(app.button('Send')).toBeVisible();
  await app.message.fill('Kept draft');
  const editor = page.getByRole('complementary', { name: 'Bot' });
  await editor.getByRole('button', { name: 'Delete bot' }).click();

  const composer = page.getByRole('main', { name: 'Chat' });
  await expect(composer.getByText('The bot was deleted.')).toBeVisible();
  await expect(editor.getByText('The bot was deleted.')).toBeVisible();
  await expect(editor.getByRole('combobox', { name: 'Choose a bot' })).toBeVisible();
  await app.message.press('Enter');
  await expect(app.message).toHaveValue('Kept draft');
  expect(server.posts).toHaveLength(1);
  // No second control has the names of the main job.
  await expect(page.getByRole('combobox', { name: /Provider|Model/ })).toHaveCount(0);

  await app.reload();
  await composer.getByRole('combobox', { name: 'Choose a bot' }).selectOption({ label: 'Assistant' });
  await expect(composer.getByText('The bot was deleted.')).toHaveCount(0);
  await expect(editor.getByRole('textbox', { name: 'Name' })).toHaveValue('Assistant');
  await expect(app.message).toBeFocused();
  await expect(app.message).toHaveValue('Kept draft');
  await app.message.press('Enter');
  await expect(app.messages).toHaveCount(4);
  await expect(app.reply).toContainText('Second.');
  await expect(app.log.getByRole('article', { name: 'Assistant' })).toHaveCount(1);
});

test('the editor offers another bot too, also a new one', async ({ app, page, serve }) => {
  const server = await serve(reply('First.'));
  await app.open();
  await app.connect(server.endpoint);
  await addBot(app, page, 'Short-lived');
  await app.send('Hi');
  await expect(app.reply).toContainText('First.');
  const editor = page.getByRole('complementary', { name: 'Bot' });
  await editor.getByRole('button', { name: 'Delete bot' }).click();
  await editor.getByRole('combobox', { name: 'Choose a bot' }).selectOption({ label: 'New bot' });
  await expect(editor.getByRole('textbox', { name: 'Name' })).toHaveValue('New bot');
  await expect(editor.getByRole('textbox', { name: 'Name' })).toBeFocused();
});

test('a deleted bot that comes back with Undo answers again where it did', async ({ app, page, serve }) => {
  const server = await serve(reply('First.'));
  await app.open();
  await app.connect(server.endpoint);
  await addBot(app, page, 'Precious');
  const name = page.getByRole('complementary', { name: 'Bot' }).getByRole('textbox', { name: 'Name' });
  await app.button('Delete bot').click();
  await expect(name).toHaveValue('Assistant');
  await app.button('Undo').click();
  await expect(name).toHaveValue('Precious');
});

test('the chosen bot is the chosen one after a reload', async ({ app, page }) => {
  await app.open();
  await addBot(app, page, 'Second');
  const list = page.getByRole('navigation', { name: 'Conversations' });
  const name = page.getByRole('complementary', { name: 'Bot' }).getByRole('textbox', { name: 'Name' });
  await app.reload();
  await expect(name).toHaveValue('Second');
  await expect(list.getByRole('button', { name: 'Second' })).toHaveAttribute('aria-current', 'true');
  await list.getByRole('button', { name: 'Assistant' }).click();
  await expect(name).toHaveValue('Assistant');
  await app.reload();
  await expect(name).toHaveValue('Assistant');
});
