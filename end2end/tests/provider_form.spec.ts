import { stored } from '../support/ais';
import { expect, test } from '../support/fixtures';
import { LINE } from '../support/problems';
import { json, reply } from '../support/stream';

test('a pasted curl command fills the form, and the provider answers', async ({ app, page, serve }) => {
  const server = await serve(reply('From the command.'));
  await app.open();
  await app.openSettings();
  const command = `curl ${server.endpoint} \\\n  -H 'Authorization: Bearer sk-pasted' -H "X-Team: lab" \\\n  --data-raw '{"model":"curl-7b","messages":[],"temperature":0.3}'`;
  await app.settings.getByRole('textbox', { name: 'Paste anything' }).fill(command);
  await expect(app.field('endpoint')).toHaveValue(server.endpoint);
  await expect(app.field('key')).toHaveValue('sk-pasted');
  await expect(app.field('models')).toHaveValue('curl-7b');
  await app.field('id').fill('pasted');
  await app.field('name').fill('Pasted');
  await app.save.click();
  await expect(app.settings.getByRole('status').filter({ hasText: 'Saved Pasted' })).toBeVisible();
  await app.closeSettings();
  await app.choose('Pasted');
  await app.send('Hi');
  await expect(app.reply).toContainText('From the command.');
  expect(server.posts[0]?.headers).toMatchObject({ authorization: 'Bearer sk-pasted', 'x-team': 'lab' });
  expect(await page.evaluate(() => location.href)).not.toContain('sk-pasted');
});

test('what cannot be read is said, and what was pasted stays', async ({ app }) => {
  await app.open();
  await app.openSettings();
  const paste = app.settings.getByRole('textbox', { name: 'Paste anything' });
  await paste.fill('just some words');
  await expect(app.settings.locator('#provider-paste-hint')).toHaveClass('error');
  await expect(paste).toHaveValue('just some words');
  await expect(app.field('endpoint')).toHaveValue('');
});

test('the ten services fill the form', async ({ app }) => {
  await app.open();
  await app.openSettings();
  const presets = app.settings.getByRole('group', { name: 'Or begin with a service' });
  await expect(presets.getByRole('button')).toHaveCount(10);
  await presets.getByRole('button', { name: 'Ollama' }).click();
  await expect(app.field('endpoint')).toHaveValue('http://localhost:11434/v1/chat/completions');
  await expect(app.field('models')).toBeFocused();
  await presets.getByRole('button', { name: 'Cloudflare Workers AI' }).click();
  await expect(app.settings.getByRole('combobox', { name: 'Route' })).toHaveValue('relay');
  await expect(app.settings.getByRole('textbox', { name: 'Account ID' })).toBeFocused();
  // A part that must be filled in is asked for at its field.
  await app.field('models').fill('@cf/meta/llama-3');
  await app.save.click();
  await expect(app.field('endpoint')).toHaveAttribute('aria-invalid', 'true');
});

test('headers, prices, limits and default parameters are kept and sent', async ({ app, page, serve }) => {
  const server = await serve(reply('Ok'));
  await app.open();
  await app.openSettings();
  await app.fill({ id: 'full', name: 'Full', endpoint: server.endpoint, models: 'one, two' });
  const settings = app.settings;
  await settings.getByText('Extra headers').click();
  await settings.getByRole('button', { name: 'Add header' }).click();
  await settings.getByRole('textbox', { name: 'Header 1 name' }).fill('X-Secret');
  await settings.getByLabel('Header 1 value').fill('hush');
  await settings.getByRole('checkbox', { name: 'Header 1 secret' }).check();
  await expect(settings.getByLabel('Header 1 value')).toHaveAttribute('type', 'password');
  await settings.getByText('Pricing and limits').click();
  await settings.getByRole('spinbutton', { name: 'Input per 1M', exact: true }).fill('0.5');
  await settings.getByRole('spinbutton', { name: 'Output per 1M, two' }).fill('3');
  await settings.getByRole('spinbutton', { name: 'Idle limit' }).fill('45');
  await settings.getByText('Default parameters').click();
  await settings.getByRole('textbox', { name: 'Default parameters' }).fill('{ "min_p": 0.05 }');
  await app.save.click();
  await expect(settings.getByRole('status').filter({ hasText: 'Saved Full' })).toBeVisible();
  const [entry] = (await stored(page)) ?? [];
  expect(entry).toMatchObject({ id: 'full', pricing: { input: 0.5 }, parameters: { min_p: 0.05 }, idleLimit: 45, extraHeaders: { 'X-Secret': 'hush' } });
  await app.closeSettings();
  await app.choose('Full', 'one');
  await app.send('Hi');
  await expect(app.reply).toContainText('Ok');
  expect(server.posts[0]?.headers['x-secret']).toBe('hush');
  expect(server.body()).toMatchObject({ min_p: 0.05 });
});

test('a header that browsers set by themselves is refused while it is typed', async ({ app }) => {
  await app.open();
  await app.openSettings();
  await app.settings.getByText('Extra headers').click();
  await app.settings.getByRole('button', { name: 'Add header' }).click();
  await app.settings.getByRole('textbox', { name: 'Header 1 name' }).fill('Cookie');
  await expect(app.settings.locator('.header-row .error')).toContainText('Cookie');
});

test('a second header of the same name is refused while it is typed', async ({ app }) => {
  await app.open();
  await app.openSettings();
  await app.settings.getByText('Extra headers').click();
  for (const [number, name] of [[1, 'X-Team'], [2, 'x-team']] as const) {
    await app.settings.getByRole('button', { name: 'Add header' }).click();
    await app.settings.getByRole('textbox', { name: `Header ${number} name` }).fill(name);
  }
  await expect(app.settings.getByRole('textbox', { name: 'Header 2 name' })).toHaveAccessibleDescription(/two headers of the name x-team/);
  await expect(app.settings.getByRole('textbox', { name: 'Header 1 name' })).toHaveAttribute('aria-invalid', 'false');
  await app.settings.getByRole('textbox', { name: 'Header 2 name' }).fill('X-Other');
  await expect(app.settings.getByRole('textbox', { name: 'Header 2 name' })).toHaveAttribute('aria-invalid', 'false');
});

test('a line break in a pasted header is refused and said, and nothing of it is typed', async ({ app, context, page }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await app.open();
  await app.openSettings();
  await app.settings.getByText('Extra headers').click();
  await app.settings.getByRole('button', { name: 'Add header' }).click();
  await app.settings.getByRole('textbox', { name: 'Header 1 name' }).fill('X-Team');
  const value = app.settings.getByLabel('Header 1 value');
  await page.evaluate(() => navigator.clipboard.writeText('lab\r\nX-Admin: 1'));
  await value.focus();
  await page.keyboard.press('Control+V');
  await expect(value).toHaveAccessibleDescription(/line break at character 4/);
  await expect(value).toHaveValue('');
  await page.evaluate(() => navigator.clipboard.writeText('lab'));
  await page.keyboard.press('Control+V');
  await expect(value).toHaveValue('lab');
  await expect(value).toHaveAttribute('aria-invalid', 'false');
});

test('the model list is fetched, and adds to what is typed', async ({ app, serve, problems }) => {
  const server = await serve(reply('Ok'));
  server.other = json({ data: [{ id: 'a/b:c@1' }, { id: 'typed' }, { id: 'zeta' }] });
  await app.open();
  await app.openSettings();
  await app.fill({ endpoint: server.endpoint, models: 'typed', key: 'sk-list' });
  await app.settings.getByRole('button', { name: 'Fetch list' }).click();
  await expect(app.settings.getByText('2 models added.')).toBeVisible();
  await expect(app.field('models')).toHaveValue('typed, a/b:c@1, zeta');
  const list = server.requests.find((seen) => seen.method === 'GET');
  expect(list?.url).toBe('/v1/models');
  expect(list?.headers.authorization).toBe('Bearer sk-list');
  problems.expect(LINE.status(401));
  server.other = { ...json({ error: { message: 'Incorrect key' } }), status: 401 };
  await app.settings.getByRole('button', { name: 'Fetch list' }).click();
  await expect(app.settings.locator('.fetch-list')).toContainText('(401)');
  await expect(app.field('models')).toHaveValue('typed, a/b:c@1, zeta');
});

test('providers are ordered, switched off, exported without keys and imported after a look', async ({ app, page }) => {
  await app.open();
  for (const id of ['one', 'two']) {
    await page.evaluate((id) => window.AIS.Providers.registerCustom(id, { name: id.toUpperCase(), endpoint: 'http://127.0.0.1:9/v1/chat/completions' }), id);
  }
  await page.evaluate(() => window.AIS.Providers.setKey('one', 'sk-one'));
  await app.openSettings();
  await app.settings.getByRole('button', { name: /^TWO/ }).click();
  await app.settings.getByRole('button', { name: 'Move up TWO' }).click();
  expect(await page.evaluate(() => window.AIS.Providers.listCustom())).toEqual(['two', 'one']);
  await app.settings.getByRole('button', { name: 'Disable TWO' }).click();
  await expect(app.settings.getByRole('button', { name: 'Enable TWO' })).toBeVisible();
  expect((await stored(page))?.[0]).toMatchObject({ id: 'two', disabled: true });

  const download = page.waitForEvent('download');
  await app.settings.getByRole('button', { name: 'Export' }).click();
  const stream = await (await download).createReadStream();
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  expect(JSON.parse(text)).toMatchObject({ providers: [{ id: 'two' }, { id: 'one' }] });
  expect(text).not.toContain('sk-one');

  const changed = text.replace('"ONE"', '"Uno"');
  await app.settings.locator('input[type=file]').setInputFiles({ name: 'p.json', mimeType: 'application/json', buffer: Buffer.from(changed) });
  await app.settings.getByRole('button', { name: 'Take over (1)' }).click();
  expect(await page.evaluate(() => window.AIS.Providers.list().map((provider) => provider.name))).toContain('one');
  expect((await stored(page))?.[1]).toMatchObject({ id: 'one', name: 'Uno' });
});

test('a link fills the form, registers nothing and brings no key', async ({ app, page }) => {
  const entry = JSON.stringify({ id: 'linked', name: 'Linked', endpoint: 'http://127.0.0.1:9/v1/chat/completions', models: ['m'], apiKey: 'sk-link' });
  await app.open(`/#provider=${encodeURIComponent(entry)}`);
  await expect(app.settings).toBeVisible();
  await expect(app.field('id')).toHaveValue('linked');
  await expect(app.field('key')).toHaveValue('');
  expect(await page.evaluate(() => window.AIS.Providers.listCustom())).toEqual([]);
  expect(page.url()).not.toContain('sk-link');
});
