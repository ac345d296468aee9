import type { Page } from '@playwright/test';

import { editorOf } from '../support/bot';
import { expect, test } from '../support/fixtures';
import { reply } from '../support/stream';

const prompt = (page: Page) => editorOf(page).getByRole('textbox', { name: 'System prompt' });
const template = (page: Page) => editorOf(page).getByRole('combobox', { name: 'Prompt template' });
const chosen = (page: Page) => template(page).locator('option:checked');

test('a template fills an empty prompt without a question, and its variables are resolved in the request', async ({ app, page, serve }) => {
  const server = await serve(reply('Ok.'));
  await app.open();
  await app.connect(server.endpoint);
  await template(page).selectOption({ label: 'General assistant' });
  await expect(prompt(page)).toHaveValue(/\{date\}/);
  await expect(app.button('Undo')).toHaveCount(0);
  await app.send('Hi');
  await expect(app.reply).toContainText('Ok.');
  const [system] = server.body().messages as { role: string; content: string }[];
  expect(system?.role).toBe('system');
  expect(system?.content).toContain(new Date().toISOString().slice(0, 10));
  expect(system?.content).toContain('English');
  expect(system?.content).not.toMatch(/[{}]/);

  await prompt(page).fill('You are {model}; {other} stays.');
  await expect(chosen(page)).toHaveText('Custom');
  await expect(app.button('Send')).toBeVisible();
  await app.send('Again');
  await expect.poll(() => server.posts.length).toBe(2);
  expect(server.body().messages).toContainEqual({ role: 'system', content: 'You are lab-7b; {other} stays.' });
});

test('a template takes the place of own words, which Undo brings back', async ({ app, page }) => {
  await app.open();
  await prompt(page).fill('My own words.');
  await template(page).selectOption({ label: 'Translator' });
  await expect(prompt(page)).toHaveValue(/translator/);
  // From one template to the next nothing is lost that a person wrote.
  await template(page).selectOption({ label: 'Data analyst' });
  await expect(prompt(page)).toHaveValue(/analyst/);
  await app.button('Undo').click();
  await expect(prompt(page)).toHaveValue('My own words.');
  await expect(chosen(page)).toHaveText('Custom');
});

test('a prompt is saved as a template, chosen again, deleted and brought back', async ({ app, page }) => {
  await app.open();
  await prompt(page).fill('My own words.');
  await app.button('Save as template').click();
  const name = editorOf(page).getByRole('textbox', { name: 'Template name' });
  await expect(name).toBeFocused();
  await name.fill('Mine');
  await name.press('Enter');
  await expect(chosen(page)).toHaveText('Mine');
  await app.reload();
  await expect(chosen(page)).toHaveText('Mine');

  await template(page).selectOption({ label: 'Code assistant' });
  await expect(prompt(page)).toHaveValue(/engineer/);
  await template(page).selectOption({ label: 'Mine' });
  await expect(prompt(page)).toHaveValue('My own words.');

  await app.button('Delete template').click();
  await expect(template(page).locator('option', { hasText: 'Mine' })).toHaveCount(0);
  await expect(chosen(page)).toHaveText('Custom');
  await expect(prompt(page)).toHaveValue('My own words.');
  await app.button('Undo').click();
  await expect(chosen(page)).toHaveText('Mine');
});
