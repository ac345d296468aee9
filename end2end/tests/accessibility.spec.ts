import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

import { expect, test } from '../support/fixtures';
import { LINE } from '../support/problems';
import { refusal, text } from '../support/stream';

async function findings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${help}\n${html}\n${failureSummary ?? ''}`));
}

const VIEWS = [
  { name: 'wide', viewport: { width: 1440, height: 900 } },
  { name: '390 px', viewport: { width: 390, height: 844 } },
];

for (const colorScheme of ['light', 'dark'] as const) {
  for (const { name, viewport } of VIEWS) {
    test.describe(`${colorScheme}, ${name}`, () => {
      test.use({ colorScheme, viewport });

      test('axe finds nothing in a first run, a chat, its errors and settings', async ({ app, page, problems, serve }) => {
        test.slow();
        problems.expect(LINE.status(401), LINE.cut);
        const server = await serve([
          { pieces: [text('# Heading\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- [x] done\n\n```rust\nfn main() {}\n```\n\n> quote `code` [link](https://example.test)'), 500], end: 'drop' },
          refusal(401, 'No'),
        ]);
        await app.open();
        expect.soft(await findings(page), 'first run').toEqual([]);

        await page.evaluate((endpoint) => window.AIS.Providers.registerCustom('lab', { name: 'Lab', endpoint }), server.endpoint);
        if (name !== 'wide') await app.button('Edit bot').click();
        await app.choose('Lab');
        if (name !== 'wide') {
          expect.soft(await findings(page), 'the bot editor as a drawer').toEqual([]);
          await page.keyboard.press('Escape');
        }
        await app.send('Hi');
        await expect(app.reply).toContainText('Cut off.');
        expect.soft(await findings(page), 'a cut reply').toEqual([]);
        await app.send('Again');
        await expect(app.reply).toContainText('asks for a key');
        expect.soft(await findings(page), 'an error card').toEqual([]);

        await app.openSettings();
        expect.soft(await findings(page), 'settings').toEqual([]);
        await app.save.click();
        await expect(app.field('id')).toHaveAttribute('aria-invalid', 'true');
        expect.soft(await findings(page), 'a form with errors').toEqual([]);
      });
    });
  }
}

for (const width of [320, 390, 720]) {
  test(`nothing is wider than the window at ${width} px`, async ({ app, page }) => {
    await page.setViewportSize({ width, height: 800 });
    await app.open();
    const overflow = (): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(await overflow()).toBeLessThanOrEqual(0);
    await app.send('Hello');
    await expect(app.button('Send')).toBeVisible({ timeout: 20_000 });
    expect(await overflow()).toBeLessThanOrEqual(0);
    await app.openSettings();
    expect(await overflow()).toBeLessThanOrEqual(0);
    const inside = await app.settings.evaluate((dialog) => {
      const boxes = Array.from(dialog.querySelectorAll('input, button, select')).filter((element) => (element as HTMLElement).offsetParent !== null);
      return boxes.filter((element) => element.getBoundingClientRect().right > window.innerWidth + 1 || element.getBoundingClientRect().left < -1).map((element) => element.outerHTML);
    });
    expect(inside).toEqual([]);
  });
}
