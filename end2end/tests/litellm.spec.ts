import { expect, test as base } from '../support/fixtures';
import { startLiteLlm, type LiteLlm } from '../support/litellm';
import { LINE } from '../support/problems';

const test = base.extend<object, { litellm: LiteLlm }>({
  litellm: [
    async ({}, use) => {
      const litellm = await startLiteLlm();
      await use(litellm);
      await litellm.stop();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
});

test.describe.configure({ mode: 'default' });

test('LiteLLM, registered like any custom provider, answers with usage', async ({ app, page, litellm }) => {
  await app.open();
  await app.saveProvider({ id: 'litellm', name: 'Team LiteLLM', endpoint: litellm.origin, key: litellm.key, models: litellm.models.join(', ') });
  await app.choose('Team LiteLLM', litellm.models[0]);
  await app.send('Are you there?');
  await expect(app.reply).toContainText(litellm.reply, { timeout: 20_000 });
  await expect(app.reply.getByText(/^\d+ in · \d+ out$/)).toBeVisible();
  await expect(app.button('Send')).toBeVisible();
  await app.model.selectOption({ label: litellm.models[1] ?? '' });
  await app.send('And the other?');
  await expect(app.reply).toContainText('두 번째 모델입니다.', { timeout: 20_000 });
  await app.reload();
  await expect(app.reply).toContainText('두 번째 모델입니다.');
  expect(await page.evaluate(() => window.AIS.Providers.listCustom())).toEqual(['litellm']);
});

test('with a wrong key the card says that the key was rejected, and leads to where it is mended', async ({ app, page, problems, litellm }) => {
  // Without a database LiteLLM answers an unknown key with 400 "No connected db.", not with 401.
  problems.expect(LINE.status(400), LINE.status(401));
  const wrong = 'sk-wrong-key-000111222333';
  await app.open();
  await app.saveProvider({ id: 'litellm', name: 'Team LiteLLM', endpoint: litellm.origin, key: wrong, models: litellm.models.join(', ') });
  await app.choose('Team LiteLLM', litellm.models[0]);
  await app.send('Are you there?');
  await expect(app.reply).toContainText(/Team LiteLLM rejected the key \(40[01]\)/, { timeout: 20_000 });
  await app.reply.getByRole('button', { name: 'Details', exact: true }).click();
  await expect(app.reply).toContainText('No connected db.');
  await expect(app.reply).not.toContainText(wrong);

  await app.reply.getByRole('button', { name: 'Edit key' }).click();
  await expect(app.field('id')).toHaveValue('litellm');
  await app.field('key').fill(litellm.key);
  await app.save.click();
  await expect(app.settings.getByRole('status').filter({ hasText: 'Team LiteLLM' })).toBeVisible();
  await app.closeSettings();
  await app.reply.getByRole('button', { name: 'Try again' }).click();
  await expect(app.reply).toContainText(litellm.reply, { timeout: 20_000 });
  await expect(page.getByRole('article')).toHaveCount(2);
});
