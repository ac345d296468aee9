import { expect, test } from '../support/fixtures';

test('Demo answers the first message of a fresh browser', async ({ app, page }) => {
  await app.open();
  // At once: whatever the page still reads from its storage must not swallow the first Enter.
  await app.send('Hello there');
  await expect(app.messages.first()).toContainText('Hello there');
  await expect(app.message).toHaveValue('');

  await expect(app.reply).toContainText('not a model', { timeout: 20_000 });
  await expect(app.button('Send')).toBeVisible({ timeout: 20_000 });
  await expect(page).toHaveURL(/\/chat\//);
  // What Demo is there to show.
  await expect(app.reply.getByRole('heading', { level: 2 }).first()).toBeVisible();
  await expect(app.reply.getByRole('table')).toBeVisible();
  await expect(app.reply.getByRole('button', { name: 'Copy code' }).first()).toBeVisible();
  await expect(app.reply.getByText('☑')).toBeVisible();
  await expect(app.reply.getByText('☐')).toBeVisible();
  await expect(app.reply.getByRole('link').first()).toHaveAttribute('href', /^https:\/\//);
  await expect(app.reply.getByText('Hello there')).toBeVisible();
  // Model and usage stand under it.
  await expect(app.reply.getByText('demo-fast', { exact: true }).last()).toBeVisible();
  await expect(app.reply.getByText(/^\d+ in · \d+ out$/)).toBeVisible();
});

test('the reasoning of Demo is closed until it is opened', async ({ app }) => {
  await app.open();
  await app.send('Hello');
  const reasoning = app.reply.getByRole('group', { name: 'Reasoning' });
  await expect(reasoning).toHaveCount(1);
  await expect(app.button('Send')).toBeVisible({ timeout: 20_000 });
  await expect(reasoning).not.toHaveAttribute('open');
  await reasoning.locator('summary').click();
  await expect(reasoning).toHaveAttribute('open');
  await expect(reasoning).toContainText(/Reasoned for [\d.]+ s/);
});

test('the sample message needs one click', async ({ app }) => {
  await app.open();
  await app.button('Try a sample message').click();
  await expect(app.messages).toHaveCount(2);
  await expect(app.reply).toContainText('not a model', { timeout: 20_000 });
});

test('the slow Demo model can be watched while it writes', async ({ app, page }) => {
  await app.open();
  await app.model.selectOption({ label: 'demo-slow' });
  await app.send('Slowly');
  await expect(app.button('Stop')).toBeVisible();
  const length = async (): Promise<number> => (await app.reply.innerText()).length;
  await expect(app.reply).toContainText('Demo is not', { timeout: 20_000 });
  const first = await length();
  await expect.poll(length).toBeGreaterThan(first + 20);
  await expect(page.getByText(/Writing · \d+ tokens/)).toBeVisible();
  await app.button('Stop').click();
  await expect(app.button('Send')).toBeVisible();
});

test.describe('in Korean', () => {
  test.use({ locale: 'ko-KR' });

  test('Demo answers Hangul in Korean', async ({ page }) => {
    await page.goto('/');
    await expect(page.locator('html')).toHaveAttribute('lang', 'ko');
    const message = page.getByPlaceholder('메시지를 입력하세요…');
    await message.fill('안녕하세요');
    await message.press('Enter');
    await expect(page.getByRole('article').last()).toContainText('모델이 아닙니다', { timeout: 20_000 });
    await expect(page.getByRole('button', { name: '보내기' })).toBeVisible({ timeout: 20_000 });
  });
});
