import { editorOf, openDetails } from '../support/bot';
import { put, table } from '../support/database';
import { expect, test } from '../support/fixtures';
import { LINE } from '../support/problems';
import { DONE, finish, refusal, reply, text } from '../support/stream';

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

test('what was typed when the page was left is put into what is stored', async ({ app, page }) => {
  // A page that goes away hears no answer of the database.
  await page.addInitScript(() => {
    const get = IDBObjectStore.prototype.get;
    IDBObjectStore.prototype.get = function (this: IDBObjectStore, ...key: Parameters<typeof get>) {
      return (window as unknown as { silent?: boolean }).silent ? (new EventTarget() as IDBRequest) : get.apply(this, key);
    };
  });
  await app.open();
  const name = editorOf(page).getByRole('textbox', { name: 'Name' });
  await name.fill('Stored');
  await expect.poll(async () => (await table(page, 'bots'))[0]).toMatchObject({ name: 'Stored' });
  await page.evaluate(() => Object.assign(window, { silent: true }));
  await name.pressSequentially(' and more');
  await editorOf(page).getByRole('textbox', { name: 'System prompt' }).fill('Be brief.');
  // Another tab stores another field of it meanwhile.
  const [bot] = await table(page, 'bots');
  expect(bot).toMatchObject({ name: 'Stored' });
  await put(page, 'bots', { ...bot, icon: 'Z' });
  await app.reload();
  await expect(name).toHaveValue('Stored and more');
  await expect(editorOf(page).getByRole('textbox', { name: 'System prompt' })).toHaveValue('Be brief.');
  await expect.poll(async () => (await table(page, 'bots'))[0]).toMatchObject({ name: 'Stored and more', icon: 'Z' });
  // It is done once: what is changed later is not undone by it.
  await expect.poll(() => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('ais-left-')))).toEqual([]);
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

test('a name that is typed while a reply arrives loses no letter', async ({ app, page, serve }) => {
  const words = Array.from({ length: 60 }, (_, index) => [text(`word ${index} `), 15]).flat();
  const server = await serve({ pieces: [...words, finish(), DONE] });
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Hi');
  await expect(app.reply).toContainText('word 1');
  const name = editorOf(page).getByRole('textbox', { name: 'Name' });
  await name.fill('');
  await name.pressSequentially('Typed during the reply', { delay: 10 });
  await expect(app.reply).toContainText('word 59');
  await expect(name).toHaveValue('Typed during the reply');
  await app.reload();
  await expect(name).toHaveValue('Typed during the reply');
});

test('a change is called saved once it is stored, and not saved stays where there is no room', async ({ app, page }) => {
  await page.addInitScript(() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...values: Parameters<typeof put>) {
      if ((window as unknown as { full?: boolean }).full) throw new DOMException('No room.', 'QuotaExceededError');
      return put.apply(this, values);
    };
  });
  await app.open();
  const name = editorOf(page).getByRole('textbox', { name: 'Name' });
  const status = editorOf(page).getByRole('status').first();
  await name.fill('First');
  await expect(status).toHaveText('Saved');
  await expect(status).toHaveText('');
  await page.evaluate(() => Object.assign(window, { full: true }));
  await name.fill('Second');
  await expect(status).toHaveText('Not saved: storage is full');
  // "Saved" would be gone by now.
  await page.waitForTimeout(2_500);
  await expect(status).toHaveText('Not saved: storage is full');
  await page.evaluate(() => Object.assign(window, { full: false }));
  await name.fill('Third');
  await expect(status).toHaveText('Saved');
  await app.reload();
  await expect(name).toHaveValue('Third');
});

test('icon and colour are shown while they are chosen', async ({ app, page }) => {
  await app.open();
  await openDetails(page);
  const mark = page.getByRole('navigation', { name: 'Conversations' }).locator('.mark').first();
  const icon = editorOf(page).getByRole('textbox', { name: 'Icon' });
  await icon.focus();
  await icon.pressSequentially('ab');
  await expect(mark).toHaveText('a');
  await icon.press('Tab');
  await expect(icon).toHaveValue('a');
  await icon.fill('🦀');
  await expect(mark).toHaveText('🦀');
  await editorOf(page).getByRole('radiogroup', { name: 'Colour' }).getByRole('radio', { name: 'Teal' }).check();
  await expect(mark).toHaveAttribute('data-colour', 'teal');
  await app.reload();
  await expect(mark).toHaveText('🦀');
  await expect(mark).toHaveAttribute('data-colour', 'teal');
});

test('markdown and the number of tokens can be switched off', async ({ app, page, serve }) => {
  const server = await serve(reply('**loud**'));
  await app.open();
  await app.connect(server.endpoint);
  await openDetails(page);
  await app.send('Hi');
  await expect(app.reply.locator('strong')).toHaveText('loud');
  await expect(app.reply.getByText('12 in · 34 out')).toBeVisible();
  await editorOf(page).getByRole('checkbox', { name: 'Render markdown' }).uncheck();
  await expect(app.reply.getByText('**loud**')).toBeVisible();
  await editorOf(page).getByRole('checkbox', { name: 'Show token count' }).uncheck();
  await expect(app.reply.getByText('12 in · 34 out')).toHaveCount(0);
});

test('a copy of a bot has all but its key', async ({ app, page, serve }) => {
  const server = await serve(reply('Ok.'));
  await app.open();
  await app.connect(server.endpoint);
  const editor = editorOf(page);
  await editor.getByRole('textbox', { name: 'System prompt' }).fill('Be brief.');
  await openDetails(page);
  await editor.getByLabel('Key for this bot').fill('sk-own');
  await app.button('Duplicate bot').click();
  await expect(editor.getByRole('textbox', { name: 'Name' })).toHaveValue('Assistant copy');
  await expect(editor.getByRole('textbox', { name: 'System prompt' })).toHaveValue('Be brief.');
  await expect(editor.getByLabel('Key for this bot')).toHaveValue('');
  await app.send('Hi');
  await expect(app.reply).toContainText('Ok.');
  expect(server.body()).toMatchObject({ model: 'lab-7b', messages: [{ role: 'system', content: 'Be brief.' }, { role: 'user' }] });
  expect(server.posts[0]?.headers).not.toHaveProperty('authorization');
});

test('the card tells price, limits, abilities, what was used and what is refused', async ({ app, page, problems, serve }) => {
  problems.expect(LINE.status(400));
  const refused = refusal(400, "Unsupported parameter: 'temperature' is not supported with this model.", { param: 'temperature', code: 'unsupported_parameter' });
  const server = await serve([refused, reply('Ok.')]);
  await app.open();
  const card = editorOf(page).locator('.cost-card');
  await expect(card).toContainText('Unknown');
  await app.connect(server.endpoint, {
    pricing: { input: 0.1, output: 0.3 },
    models: [{ id: 'lab-7b', name: 'Lab 7B', maxInput: 32768, maxOutput: 8192, abilities: ['tools', 'images'] }],
  });
  await expect(card).toContainText('$0.10 / $0.30');
  await expect(card).toContainText('32,768 / 8,192');
  await expect(card.getByRole('listitem')).toHaveText(['images', 'tools']);
  await expect(card).not.toContainText('This conversation');
  await app.send('Hi');
  await expect(app.reply).toContainText('Ok.');
  await expect(card).toContainText(/This conversation\s*46 tokens · ≈ \$0\.0000\d+/);
  await expect(card).toContainText(/Not accepted here\s*temperature/);
});

test('a provider without models asks its server for the list', async ({ app, page }) => {
  await page.route('http://localhost:11434/v1/models', (route) =>
    route.fulfill({ json: { object: 'list', data: [{ id: 'llama3:latest' }, { id: 'qwen3:8b' }] }, headers: { 'access-control-allow-origin': '*' } }),
  );
  await app.open();
  await app.provider.selectOption({ label: 'Ollama (local)' });
  await editorOf(page).getByRole('button', { name: 'Fetch list' }).click();
  await expect(app.model.locator('option', { hasText: 'qwen3:8b' })).toHaveCount(1);
  await app.model.selectOption({ label: 'qwen3:8b' });
  await expect(editorOf(page).getByRole('textbox', { name: 'Other ID' })).toHaveCount(0);
  await expect(app.model.locator('option:checked')).toHaveText('qwen3:8b');
});

test('the first key after a second of looking goes into the field that has the focus', async ({ page }) => {
  await page.goto('/');
  const name = page.getByRole('textbox', { name: 'Name' });
  await name.focus();
  await page.keyboard.press('End');
  await page.keyboard.type(' of mine');
  await expect(name).toBeFocused();
  await expect(name).toHaveValue('Assistant of mine');
});
