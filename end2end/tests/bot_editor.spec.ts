import { expect, test } from '../support/fixtures';
import { reply } from '../support/stream';

test('each parameter is sent, inherited or left out as its mode says', async ({ app, page, serve }) => {
  const server = await serve(reply('Ok.'));
  await app.open();
  await app.connect(server.endpoint, { parameters: { top_p: 0.9, seed: 7 } });
  const editor = page.getByRole('complementary', { name: 'Bot' });
  await expect(editor.getByRole('combobox', { name: 'Temperature mode' })).toBeVisible();
  await editor.getByRole('spinbutton', { name: 'Temperature' }).fill('0.2');
  await editor.getByRole('combobox', { name: 'Max tokens mode' }).selectOption({ label: "Don't send" });
  await editor.getByRole('combobox', { name: 'Presence penalty mode' }).selectOption({ label: 'Send' });
  await editor.getByRole('spinbutton', { name: 'Presence penalty' }).fill('-1.5');
  await editor.getByRole('textbox', { name: 'System prompt' }).fill('Be brief.');
  await app.send('Hi');
  await expect(app.reply).toContainText('Ok.');
  expect(server.body()).toEqual({
    model: 'lab-7b',
    messages: [{ role: 'system', content: 'Be brief.' }, { role: 'user', content: 'Hi' }],
    temperature: 0.2,
    presence_penalty: -1.5,
    top_p: 0.9,
    seed: 7,
    stream: true,
    stream_options: { include_usage: true },
  });
  await app.reload();
  await expect(editor.getByRole('spinbutton', { name: 'Temperature' })).toHaveValue('0.2');
  await expect(editor.getByRole('textbox', { name: 'System prompt' })).toHaveValue('Be brief.');
});

test('a number out of range is refused at its field and not sent', async ({ app, page, serve }) => {
  const server = await serve(reply('Ok.'));
  await app.open();
  await app.connect(server.endpoint);
  const temperature = page.getByRole('spinbutton', { name: 'Temperature' });
  await temperature.fill('9');
  await temperature.press('Tab');
  await expect(temperature).toHaveAttribute('aria-invalid', 'true');
  await expect(temperature).toHaveValue('9');
  await app.send('Hi');
  await expect(app.reply).toContainText('Ok.');
  expect(server.body().temperature).toBe(0.7);
});

test('a model that is not listed can be typed', async ({ app, page, serve }) => {
  const server = await serve(reply('Ok.'));
  await app.open();
  await app.connect(server.endpoint);
  await app.model.selectOption({ index: (await app.model.locator('option').count()) - 1 });
  const other = page.getByRole('textbox', { name: 'Other ID' });
  await other.fill('org/other:13b');
  await other.press('Tab');
  await app.send('Hi');
  await expect(app.reply).toContainText('Ok.');
  expect(server.body().model).toBe('org/other:13b');
});

test('options are exactly the display names and the model ids, in two groups', async ({ app }) => {
  await app.open();
  await app.connect('http://127.0.0.1:9/v1/chat/completions', { models: [{ id: 'org/a:1', name: 'A' }, { id: 'b', name: 'B' }] });
  await expect(app.provider.locator('optgroup')).toHaveCount(2);
  await expect(app.provider.locator('optgroup').last().locator('option')).toHaveText(['Lab']);
  await expect(app.provider.locator('option:checked')).toHaveText('Lab');
  await expect(app.model.locator('option').nth(0)).toHaveText('org/a:1');
  await expect(app.model.locator('option').nth(1)).toHaveText('b');
});

test('a bot whose provider is gone opens, says so and loses nothing', async ({ app, page, serve }) => {
  const server = await serve(reply('Ok.'));
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Hi');
  await expect(app.reply).toContainText('Ok.');
  await app.message.fill('Kept draft');
  await page.evaluate(() => window.AIS.Providers.removeCustom('lab'));
  await expect(app.provider.locator('option:checked')).toHaveText('lab (missing)');
  await app.message.press('Enter');
  await expect(app.message).toHaveValue('Kept draft');
  await app.reload();
  await expect(app.reply).toContainText('Ok.');
  await expect(app.provider.locator('option:checked')).toHaveText('lab (missing)');
  await expect(app.button('Choose a provider')).toBeVisible();
  await app.provider.selectOption({ label: 'Demo' });
  await expect(app.provider.locator('option', { hasText: 'missing' })).toHaveCount(0);
  await app.message.press('Enter');
  await expect(app.reply).toContainText('not a model', { timeout: 20_000 });
});

test('typing a name loses no letter while it is saved', async ({ app, page }) => {
  await app.open();
  const name = page.getByRole('complementary', { name: 'Bot' }).getByRole('textbox', { name: 'Name' });
  await name.fill('');
  await name.pressSequentially('Code reviewer 한글 42', { delay: 5 });
  await expect(name).toHaveValue('Code reviewer 한글 42');
  await app.reload();
  await expect(name).toHaveValue('Code reviewer 한글 42');
});

test('streaming can be switched off', async ({ app, page, serve }) => {
  const server = await serve({ headers: { 'content-type': 'application/json' }, pieces: ['{"choices":[{"message":{"content":"Whole."},"finish_reason":"stop"}]}'] });
  await app.open();
  await app.connect(server.endpoint);
  await page.getByText('Stop, seed, context').click();
  await page.getByRole('checkbox', { name: 'Streaming' }).uncheck();
  await app.send('Hi');
  await expect(app.reply).toContainText('Whole.');
  expect(server.body()).toMatchObject({ stream: false });
  expect(server.body()).not.toHaveProperty('stream_options');
});
