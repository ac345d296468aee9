import { expect, test } from '../support/fixtures';
import { LINE } from '../support/problems';
import { refusal, reply } from '../support/stream';

test('landmarks, the one heading and the controls have their names', async ({ app, page }) => {
  await app.open();
  await expect(page.getByRole('link', { name: 'Skip to message' })).toHaveCount(1);
  await expect(page.getByRole('navigation', { name: 'Conversations' })).toBeVisible();
  await expect(page.getByRole('main', { name: 'Chat' })).toBeVisible();
  await expect(page.getByRole('complementary', { name: 'Bot' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  for (const name of ['New chat', 'Hide list', 'Settings', 'Dark theme', 'Edit bot']) {
    await expect(page.getByRole('button', { name }), name).toHaveCount(1);
  }
});

test('in the main view the names of the main job lead to one control each', async ({ app, page }) => {
  await app.open();
  await expect(page.getByRole('textbox', { name: 'Message' })).toHaveCount(1);
  await expect(page.getByRole('combobox', { name: 'Provider' })).toHaveCount(1);
  await expect(page.getByRole('combobox', { name: 'Model' })).toHaveCount(1);
  await expect(page.getByRole('button', { name: 'Send' })).toHaveCount(1);
  await expect(page.getByRole('button', { name: 'Stop' })).toHaveCount(0);
});

test('in settings the five labels lead to one field each, and there is one Save', async ({ app }) => {
  await app.open();
  await expect(app.settings).toHaveCount(0);
  await app.openSettings();
  for (const label of ['Provider ID', 'Display Name', 'Endpoint URL', 'API Key', 'Models']) {
    await expect(app.settings.getByLabel(label), label).toHaveCount(1);
  }
  for (const name of ['Provider ID', 'Display Name', 'Endpoint URL', 'Models']) {
    await expect(app.settings.getByRole('textbox', { name }), name).toHaveCount(1);
  }
  await expect(app.field('key')).toHaveAttribute('type', 'password');
  await expect(app.field('key')).toHaveAttribute('autocomplete', 'off');
  await expect(app.settings.getByRole('button', { name: 'Save' })).toHaveCount(1);
  for (const name of ['API Keys', 'General', 'Appearance', 'Keyboard', 'About', 'Close', 'Show key', 'Cancel', 'New provider']) {
    await expect(app.settings.getByRole('button', { name }), name).toHaveCount(1);
  }
  await expect(app.settings.getByRole('combobox', { name: 'Auth mode' })).toHaveCount(1);
  await expect(app.settings.getByRole('checkbox', { name: 'Use exactly as typed' })).toHaveCount(1);
});

test('the key is shown on request only', async ({ app }) => {
  await app.open();
  await app.openSettings();
  await app.field('key').fill('sk-1');
  await app.settings.getByRole('button', { name: 'Show key' }).click();
  await expect(app.field('key')).toHaveAttribute('type', 'text');
  await app.settings.getByRole('button', { name: 'Hide key' }).click();
  await expect(app.field('key')).toHaveAttribute('type', 'password');
});

test('messages are articles with their author as name, with their actions', async ({ app, page, serve }) => {
  const server = await serve(reply('```rust\nfn main() {}\n```'));
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Hi');
  await expect(app.reply.getByRole('button', { name: 'Copy code' })).toBeVisible();
  await expect(app.log).toHaveAttribute('aria-live', 'off');
  await expect(app.log.getByRole('article', { name: 'You' })).toHaveCount(1);
  await expect(app.log.getByRole('article', { name: 'Assistant' })).toHaveCount(1);
  await expect(app.log.getByRole('heading', { name: 'You' })).toHaveCount(1);
  await expect(app.reply.getByRole('button', { name: 'Regenerate' })).toHaveCount(1);
  await expect(app.messages.first().getByRole('button', { name: 'Edit' })).toHaveCount(1);
  await expect(page.getByRole('button', { name: 'Options for Hi' })).toHaveCount(1);
  await expect(page.getByRole('status').filter({ hasText: /^Finished, \d+ words?$/ })).toHaveCount(1);
});

test('the list, the composer, an edit and an error card have the names of their controls', async ({ app, page, problems, serve }) => {
  problems.expect(LINE.status(500));
  const server = await serve([reply('First.'), refusal(500, 'out of memory')]);
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Hi');
  await expect(app.reply).toContainText('First.');
  await expect(app.button('Send')).toBeVisible();
  const main = page.getByRole('main', { name: 'Chat' });
  const list = page.getByRole('navigation', { name: 'Conversations' });
  for (const name of ['Attach image', 'Switch: lab-7b Lab', 'Reasoning: default', 'Send', 'Compare', 'Edit bot']) {
    await expect(main.getByRole('button', { name }), name).toHaveCount(1);
  }
  await expect(list.getByRole('link', { name: 'Hi' })).toHaveCount(1);
  await list.getByRole('button', { name: 'Options for Hi' }).click();
  for (const name of ['Rename', 'Export as JSON', 'Export as Markdown', 'Export as text', 'Delete']) {
    await expect(list.getByRole('button', { name }), name).toHaveCount(1);
  }
  for (const name of ['Copy', 'Regenerate', 'Fork', 'Request details', 'More']) {
    await expect(app.reply.getByRole('button', { name }), name).toHaveCount(1);
  }

  await app.messages.first().getByRole('button', { name: 'Edit' }).click();
  await expect(app.log.getByRole('textbox', { name: 'Edit text' })).toHaveCount(1);
  for (const name of ['Resubmit', 'Cancel']) await expect(app.log.getByRole('button', { name }), name).toHaveCount(1);
  // One control each for the main job, while a message is edited too.
  await expect(page.getByRole('textbox', { name: 'Message' })).toHaveCount(1);
  await expect(page.getByRole('button', { name: 'Send' })).toHaveCount(1);
  await app.button('Cancel').click();

  await app.send('Again');
  for (const name of ['Try again', 'Switch provider', 'Details', 'Export conversation']) {
    await expect(app.reply.getByRole('button', { name, exact: true }), name).toHaveCount(1);
  }
});

test('what names the model and the provider leads to the fields that change them', async ({ app, page, problems, serve }) => {
  problems.expect(LINE.status(500));
  const server = await serve(refusal(500, 'out of memory'));
  await app.open();
  await app.connect(server.endpoint);
  const effort = page.getByRole('combobox', { name: 'Reasoning effort', exact: true });
  await app.button('Switch: lab-7b Lab').click();
  await expect(app.model).toBeFocused();
  await effort.selectOption('high');
  await app.button('Reasoning: high').click();
  await expect(effort).toBeFocused();
  await app.send('Hi');
  await app.button('Switch provider').click();
  await expect(app.provider).toBeFocused();

  // Where the editor is a drawer, it opens for it.
  await page.setViewportSize({ width: 1000, height: 800 });
  await expect(app.model).toHaveCount(0);
  await app.button('Switch: lab-7b Lab').click();
  await expect(app.model).toBeFocused();
});

test('edit and resend replaces what follows; regenerate asks again', async ({ app, page, serve }) => {
  const server = await serve([reply('First.'), reply('Second.'), reply('Third.')]);
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Hi');
  await expect(app.reply).toContainText('First.');
  await app.messages.first().getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('textbox', { name: 'Edit text' }).fill('Hello');
  await page.getByRole('button', { name: 'Resubmit' }).click();
  await expect(app.reply).toContainText('Second.');
  await expect(app.messages).toHaveCount(2);
  expect(server.body().messages).toEqual([{ role: 'user', content: 'Hello' }]);
  await app.reply.getByRole('button', { name: 'Regenerate' }).click();
  await expect(app.reply).toContainText('Third.');
  await expect(app.messages).toHaveCount(2);
});

test('a deleted chat comes back with Undo', async ({ app, page, serve }) => {
  const server = await serve(reply('Read.'));
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Precious');
  await expect(app.reply).toContainText('Read.');
  await page.getByRole('button', { name: 'Options for Precious' }).click();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByRole('link', { name: 'Precious' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('link', { name: 'Precious' }).click();
  await expect(app.reply).toContainText('Read.');
});

test.describe('in Korean', () => {
  test.use({ locale: 'ko-KR' });

  test('the five fields keep their English names and the rest is Korean', async ({ page }) => {
    await page.goto('/');
    await page.waitForFunction(() => 'AIS' in window);
    await page.keyboard.press('Control+Shift+KeyS');
    const settings = page.getByRole('dialog', { name: '설정' });
    for (const label of ['Provider ID', 'Display Name', 'Endpoint URL', 'API Key', 'Models']) {
      await expect(settings.getByLabel(label), label).toHaveCount(1);
    }
    await expect(settings.getByRole('button', { name: '저장' })).toHaveCount(1);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('combobox', { name: '제공업체' })).toHaveCount(1);
    // Every control has Korean in its name, or none of the words of English.
    const names = await page.evaluate(() =>
      Array.from(document.querySelectorAll('button, [aria-label], h2, h3')).map((element) => element.getAttribute('aria-label') ?? element.textContent ?? ''),
    );
    const english = names.filter((name) => /\b(New|Chat|Hide|Show|Settings|Theme|Edit|Send|Bot|Close|Add|Try|Use|Save|Message|Provider|Model)\b/.test(name));
    expect(english).toEqual([]);
  });
});
