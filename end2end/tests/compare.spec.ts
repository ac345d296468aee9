import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';

import type { App } from '../support/app';
import { expect, test } from '../support/fixtures';
import { LINE } from '../support/problems';
import { DONE, finish, held, reply, refusal, text, usage } from '../support/stream';

/** A provider with two models. */
async function connect(app: App, page: Page, endpoint: string): Promise<void> {
  await page.evaluate(
    (endpoint) => window.AIS.Providers.registerCustom('lab', { name: 'Lab', endpoint, models: [{ id: 'small', name: 'S' }, { id: 'large', name: 'L' }] }),
    endpoint,
  );
  const isDrawer = (page.viewportSize()?.width ?? 0) < 1200;
  if (isDrawer) await app.button('Edit bot').click();
  await app.choose('Lab');
  if (isDrawer) await page.keyboard.press('Escape');
}

function column(page: Page, model: string): Locator {
  return page.getByRole('region', { name: `${model}, ` });
}

/** What the server was asked for each model. */
const asked = (post: { body: string }): { model: string; messages: unknown } => JSON.parse(post.body) as { model: string; messages: unknown };

test('one prompt goes to each model; a failed column leaves the others alone; an answer is kept and gone on with', async ({ app, page, problems, serve }) => {
  problems.expect(LINE.status(500));
  const server = await serve((seen) => {
    const { model } = asked(seen);
    if (model === 'large') return refusal(500, 'The GPU is on fire');
    return reply(`Answer of ${model}.`);
  });
  await app.open();
  await connect(app, page, server.endpoint);
  await app.button('Compare').click();
  await expect(page).toHaveURL(/\/compare$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Compare models');
  await expect(page.getByRole('region')).toHaveCount(2);
  await expect(page.getByRole('button', { name: 'Remove' })).toHaveCount(0);
  // The bot editor is not in the way.
  await expect(page.getByRole('complementary', { name: 'Bot' })).toBeHidden();
  await app.send('Why?');
  const small = column(page, 'small');
  const large = column(page, 'large');
  await expect(small).toContainText('Answer of small.');
  await expect(large).toContainText('Lab failed (500)');
  await expect(small.getByText(/^Finished in \d+\.\d s$/)).toBeVisible();
  await expect(small.getByRole('status')).toHaveText('small: Finished, 3 words');
  await expect(large.getByRole('status')).toHaveText(/^large: Lab failed \(500\)/);
  await expect(small.getByText('12 in · 34 out')).toBeVisible();
  expect(server.posts).toHaveLength(2);

  // Try again asks that column alone.
  server.script = reply('Put out.');
  await large.getByRole('button', { name: 'Try again' }).click();
  await expect(large).toContainText('Put out.');
  expect(server.posts).toHaveLength(3);

  // The next prompt goes on in each column with its own history.
  await app.send('And then?');
  await expect.poll(() => server.posts.length).toBe(5);
  const histories = server.posts.slice(3).map(asked).sort((a, b) => a.model.localeCompare(b.model));
  expect(histories.map(({ messages }) => messages)).toEqual(
    ['Put out.', 'Answer of small.'].map((content) => [
      { role: 'user', content: 'Why?' }, { role: 'assistant', content }, { role: 'user', content: 'And then?' },
    ]),
  );

  await expect(small.getByRole('button', { name: 'Keep this answer' })).toBeVisible();
  await small.getByRole('button', { name: 'Keep this answer' }).click();
  await expect(page).toHaveURL(/\/chat\//);
  await expect(app.messages).toHaveCount(4);
  await expect(app.messages.nth(1)).toContainText('Answer of small.');
  await app.send('Go on');
  await expect.poll(() => server.posts.length).toBe(6);
  expect(server.body()).toMatchObject({ model: 'small', temperature: 0.7 });
  await expect(app.messages).toHaveCount(6);
  // It is stored as any other.
  await expect(app.button('Send')).toBeVisible();
  await app.reload();
  await expect(app.messages).toHaveCount(6);
  await expect(app.messages.nth(1)).toContainText('Answer of small.');
});

test('each column is stopped by itself or all at once, and goes on while another chat is on the screen', async ({ app, page, serve }) => {
  const waits = [held([text('One begins')], [text(' and ends.'), finish(), usage(1, 2), DONE]), held([text('Two begins')], [text(' and ends.'), finish(), DONE])];
  let index = 0;
  const server = await serve(() => waits[index++ % 2]?.answer ?? reply('Late.'));
  await app.open();
  await connect(app, page, server.endpoint);
  await app.button('Compare').click();
  await app.message.fill('Why?');
  // The draft survives another chat.
  await page.getByRole('button', { name: 'New chat' }).or(page.getByRole('link', { name: 'New chat' })).first().click();
  await expect(page).toHaveURL(/\/$/);
  await app.button('Compare').click();
  await expect(app.message).toHaveValue('Why?');
  await app.message.press('Enter');
  const begun = page.getByRole('region').filter({ hasText: 'begins' });
  await expect(begun).toHaveCount(2);
  await expect(app.button('Stop all')).toBeVisible();
  await page.getByRole('button', { name: 'Stop small' }).click();
  await expect(column(page, 'small').getByText('Stopped', { exact: true })).toBeVisible();
  await expect(column(page, 'small')).toContainText('begins');
  await expect(column(page, 'large').getByRole('button', { name: 'Stop large' })).toBeVisible();

  await page.getByRole('button', { name: 'Close' }).click();
  await expect(page).toHaveURL(/\/$/);
  waits.forEach(({ release }) => release());
  await app.button('Compare').click();
  await expect(column(page, 'large')).toContainText('and ends.');
  await expect(column(page, 'small')).not.toContainText('and ends.');
});

test('there are two to four columns; one that comes later can be asked the same', async ({ app, page, serve }) => {
  const server = await serve((seen) => reply(`Answer of ${asked(seen).model}.`));
  await app.open();
  await connect(app, page, server.endpoint);
  await app.button('Compare').click();
  await app.send('Why?');
  await expect(column(page, 'large')).toContainText('Answer of large.');
  await app.button('Add model').click();
  await expect(page.getByRole('region')).toHaveCount(3);
  const third = page.getByRole('region').nth(2);
  await third.getByRole('combobox', { name: 'Provider 3' }).selectOption({ label: 'Lab' });
  await third.getByRole('combobox', { name: 'Model 3' }).selectOption({ label: 'Other ID…' });
  await third.getByRole('textbox', { name: 'Other ID 3' }).fill('org/third');
  await third.getByRole('button', { name: 'Ask this model too' }).click();
  await expect(column(page, 'org/third')).toContainText('Answer of org/third.');
  expect(server.posts).toHaveLength(3);
  await app.button('Add model').click();
  await expect(page.getByRole('region')).toHaveCount(4);
  await expect(app.button('Add model')).toHaveAttribute('aria-disabled', 'true');
  await page.getByRole('button', { name: /^Remove large/ }).click();
  await expect(page.getByRole('region')).toHaveCount(3);
  await expect(page.getByRole('region', { name: 'large, Lab' })).toHaveCount(0);
  // The details of each answer are at hand.
  await column(page, 'small').getByRole('button', { name: 'Request details' }).click();
  await expect(page.getByRole('complementary', { name: 'Request details' })).toContainText('"model": "small"');
});

test('on a narrow window one column is on the screen, chosen by a select', async ({ app, page, serve }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const server = await serve((seen) => reply(`Answer of ${asked(seen).model}.`));
  await app.open();
  await connect(app, page, server.endpoint);
  await app.button('Compare').click();
  await app.send('Why?');
  await expect(page.getByRole('region')).toHaveCount(1);
  await expect(column(page, 'small')).toContainText('Answer of small.');
  await page.getByRole('combobox', { name: 'Column on the screen' }).selectOption({ label: 'large, Lab' });
  await expect(column(page, 'large')).toContainText('Answer of large.');
  await expect(page.getByRole('region')).toHaveCount(1);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
});

test('the address of the comparison opens it, and names of the main job still lead to one control each', async ({ app, page }) => {
  await app.open('/compare');
  await expect(page.getByRole('region')).toHaveCount(2);
  await expect(page.getByRole('textbox', { name: 'Message' })).toHaveCount(1);
  await expect(page.getByRole('button', { name: 'Send' })).toHaveCount(1);
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const viewport of [{ width: 1440, height: 900 }, { width: 390, height: 844 }]) {
    test.describe(`${colorScheme}, ${viewport.width} px`, () => {
      test.use({ colorScheme, viewport });

      test('axe finds nothing in a comparison', async ({ app, page, problems, serve }) => {
        problems.expect(LINE.status(500));
        const server = await serve([reply('One **bold** answer.'), refusal(500, 'No')]);
        await app.open();
        await connect(app, page, server.endpoint);
        await app.button('Compare').click();
        await app.send('Why?');
        await expect(page.getByRole('button', { name: 'Keep this answer' }).first()).toBeVisible();
        const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
        expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html, failureSummary }) => `${html} ${failureSummary ?? ''}`)])).toEqual([]);
      });
    });
  }
}
