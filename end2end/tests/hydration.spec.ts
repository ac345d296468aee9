import { expect, test } from '../support/fixtures';
import { reply } from '../support/stream';

test('text typed before the page is alive is kept', async ({ app, page, serve }) => {
  const server = await serve(reply('Read.'));
  let release = (): void => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/*.wasm', async (route) => {
    await released;
    await route.continue();
  });
  await page.goto('/', { waitUntil: 'commit' });
  await app.message.pressSequentially('Typed early');
  expect(await page.evaluate(() => 'AIS' in window)).toBe(false);
  release();
  await app.ready();
  await expect(app.message).toHaveValue('Typed early');
  await app.message.pressSequentially(', and late');
  await expect(app.message).toHaveValue('Typed early, and late');
  await app.connect(server.endpoint);
  await app.message.press('Enter');
  await expect(app.reply).toContainText('Read.');
  expect(server.body().messages).toEqual([{ role: 'user', content: 'Typed early, and late' }]);
});

test('ais:ready fires once, after AIS is there and the stored providers are in it', async ({ app, page }) => {
  await page.addInitScript(() => {
    localStorage.setItem('ais-custom-providers', JSON.stringify([{ id: 'kept', name: 'Kept', endpoint: 'http://127.0.0.1:9/v1', models: [{ id: 'm', name: 'M' }] }]));
    const seen: unknown[] = [];
    Object.assign(window, { seen });
    window.addEventListener('ais:ready', () => seen.push(typeof window.AIS.Providers.registerCustom, window.AIS.Providers.listCustom()));
  });
  await app.open();
  await page.waitForTimeout(300);
  expect(await page.evaluate(() => (window as unknown as { seen: unknown[] }).seen)).toEqual(['function', ['kept']]);
});

test('the first HTML is complete without scripts: headings, composer, language', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ javaScriptEnabled: false, locale: 'ko-KR' });
  const page = await context.newPage();
  await page.goto(baseURL ?? '/');
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko');
  await expect(page.getByPlaceholder('메시지를 입력하세요…')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  await context.close();
});

test('a draft survives a reload, each chat has its own', async ({ app, page, serve }) => {
  const server = await serve(reply('Read.'));
  await app.begin(server.endpoint, 'First chat', 'Read.');
  await app.message.fill('draft of the first');
  await app.button('New chat').click();
  await expect(app.message).toHaveValue('');
  await app.message.fill('draft of the new');
  await app.reload();
  await expect(app.message).toHaveValue('draft of the new');
  await page.getByRole('link', { name: 'First chat' }).click();
  await expect(app.message).toHaveValue('draft of the first');
});

test('language and theme hold over a reload, in the first HTML already', async ({ app, page }) => {
  await app.open();
  await app.button('Dark theme').click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await app.openSettings();
  await app.settings.getByRole('button', { name: 'General' }).click();
  await app.settings.getByRole('combobox', { name: 'Language' }).selectOption({ label: '한국어' });
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko');
  await page.route('**/*.wasm', () => {});
  await page.reload({ waitUntil: 'commit' });
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page.getByPlaceholder('메시지를 입력하세요…')).toBeVisible();
});

test('an address that does not exist says so, with status 404', async ({ page, problems }) => {
  problems.expect(/status of 404/);
  const response = await page.goto('/no/such/page');
  expect(response?.status()).toBe(404);
  await expect(page.getByRole('heading', { name: '404' })).toBeVisible();
  await page.getByRole('link', { name: 'New chat' }).click();
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeVisible();
});

test('a conversation that is not here is said, and the page works on', async ({ app, page }) => {
  await app.open('/chat/no-such-id');
  await expect(page.getByRole('main').getByText('This conversation is not in this browser.')).toBeVisible();
  // Nothing is typed there that could not be sent.
  await expect(app.message).toHaveCount(0);
  await page.getByRole('main').getByRole('button', { name: 'New chat' }).press('Enter');
  await expect(app.message).toBeFocused();
  await expect(app.message).toBeEditable();
});
