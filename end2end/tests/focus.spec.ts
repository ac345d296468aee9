import type { Locator } from '@playwright/test';

import { expect, test } from '../support/fixtures';
import { LINE } from '../support/problems';
import { DONE, finish, refusal, reply, text } from '../support/stream';

/** Presses a button with the keyboard, as somebody does who has come to it with Tab. */
async function press(button: Locator): Promise<void> {
  await button.focus();
  await button.press('Enter');
}

const MODELS = [{ id: 'small', name: 'S' }, { id: 'large', name: 'L' }];

test('asking again, going on, deleting and bringing back leave the focus where it is of use', async ({ app, page, problems, serve }) => {
  problems.expect(LINE.status(500), LINE.cut);
  const server = await serve([
    reply('First.'), reply('Second.'), refusal(500, 'Broken'),
    { pieces: [text('Half'), 1500], end: 'drop' }, { pieces: [text(' and whole.'), finish(), DONE] }, reply('Third.'),
  ]);
  await app.begin(server.endpoint, 'One', 'First.');
  const ask: [string, string][] = [['Regenerate', 'Second.'], ['Regenerate', 'Lab failed (500)'], ['Try again', 'Cut off.'], ['Continue', 'Half and whole.']];
  for (const [button, said] of ask) {
    await press(app.reply.getByRole('button', { name: button }));
    await expect(app.reply).toContainText(said);
    await expect(app.reply).toBeFocused();
  }
  await app.send('Two');
  await expect(app.reply).toContainText('Third.');
  await expect(app.button('Send')).toBeVisible();

  // After the last message there is none, so it is the one before.
  for (const [deleted, next] of [[1, 1], [3, 2]] as const) {
    await press(app.messages.nth(deleted).getByRole('button', { name: 'More' }));
    await press(app.messages.nth(deleted).getByRole('button', { name: 'Delete' }));
    await expect(app.messages).toHaveCount(3);
    await expect(app.messages.nth(next)).toBeFocused();
    await press(app.button('Undo'));
    await expect(app.messages).toHaveCount(4);
    await expect(app.message).toBeFocused();
  }

  const original = page.url();
  await press(app.messages.nth(1).getByRole('button', { name: 'Fork' }));
  await expect(page).not.toHaveURL(original);
  await expect(app.messages).toHaveCount(2);
  await expect(app.message).toBeFocused();

  const list = page.getByRole('navigation', { name: 'Conversations' });
  await press(list.getByRole('button', { name: 'Options for One (fork)' }));
  await press(list.getByRole('button', { name: 'Delete', exact: true }));
  await expect(list.getByRole('link', { name: 'One (fork)' })).toHaveCount(0);
  await expect(list.getByRole('link', { name: 'One' })).toBeFocused();
  await press(list.getByRole('button', { name: 'Options for One' }));
  await press(list.getByRole('button', { name: 'Delete', exact: true }));
  await expect(page.getByText('Nothing here yet')).toBeVisible();
  await expect(app.message).toBeFocused();
});

test('the comparison is entered, left and kept with the focus in its message field', async ({ app, page, serve }) => {
  const server = await serve(reply('An answer.'));
  await app.open();
  await app.connect(server.endpoint, { models: MODELS });
  await press(app.button('Compare'));
  await expect(page).toHaveURL(/\/compare$/);
  await expect(app.message).toBeFocused();
  await press(page.getByRole('button', { name: 'Close', exact: true }));
  await expect(page).toHaveURL(/\/$/);
  await expect(app.message).toBeFocused();

  await press(app.button('Compare'));
  await expect(app.message).toBeFocused();
  await app.send('Why?');
  await press(page.getByRole('region', { name: 'small, ' }).getByRole('button', { name: 'Keep this answer' }));
  await expect(page).toHaveURL(/\/chat\//);
  await expect(app.messages).toHaveCount(2);
  await expect(app.message).toBeFocused();
});

test('whoever has the focus elsewhere keeps it, and opening the comparison by its address takes none', async ({ app, page, serve }) => {
  const server = await serve([reply('First.'), reply('Second.')]);
  await app.begin(server.endpoint, 'One', 'First.');
  await app.message.focus();
  await page.keyboard.press('Alt+Shift+KeyG');
  await expect(app.reply).toContainText('Second.');
  await expect(app.message).toBeFocused();
  await app.open('/compare');
  await expect(page.getByRole('region')).toHaveCount(2);
  await expect(page.locator('body')).toBeFocused();
});
