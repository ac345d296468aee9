import type { Page } from '@playwright/test';

import { App, ENGLISH, KOREAN } from '../support/app';
import { expect, test } from '../support/fixtures';
import { LINE } from '../support/problems';
import { DONE, finish, reasoning, refusal, text, usage } from '../support/stream';

/** Pictures for people to look at; nothing is compared. */
const shot = (page: Page, name: string): Promise<Buffer> => page.screenshot({ path: `test-results/screens/${name}.png`, caret: 'initial' });

const REPLY = {
  pieces: [
    reasoning('The user wants an overview. A table and a little code will do.'),
    text('Here is what **streams** look like in `Rust`.\n\n| Piece | Bytes |\n|---|---:|\n| first | 12 |\n| second | 345 |\n\n```rust\nfn main() {\n    println!("안녕, world");\n}\n```\n\n1. Read\n2. Parse\n\n- [x] done\n- [ ] open'),
    finish(), usage(212, 58), DONE,
  ],
};
const CUT = { pieces: [text('Next, answer the preflight inside the `location` and'), 1500], end: 'drop' as const };

const VIEWS = [
  { name: 'light', locale: 'en-US', colorScheme: 'light', viewport: { width: 1440, height: 900 } },
  { name: 'dark', locale: 'en-US', colorScheme: 'dark', viewport: { width: 1440, height: 900 } },
  { name: 'mobile', locale: 'en-US', colorScheme: 'light', viewport: { width: 390, height: 844 } },
  { name: 'korean', locale: 'ko-KR', colorScheme: 'light', viewport: { width: 1440, height: 900 } },
  { name: 'korean-dark-mobile', locale: 'ko-KR', colorScheme: 'dark', viewport: { width: 390, height: 844 } },
] as const;

for (const { name, locale, colorScheme, viewport } of VIEWS) {
  test.describe(name, () => {
    test.use({ locale, colorScheme, viewport });

    test('screenshots', async ({ page, problems, serve }) => {
      problems.expect(LINE.status(401), LINE.cut);
      const server = await serve([REPLY, CUT, refusal(401, 'Incorrect API key provided')]);
      const app = new App(page, locale === 'ko-KR' ? KOREAN : ENGLISH);
      await app.open();
      await shot(page, `${name}-1-first-run`);
      await page.evaluate((endpoint) => window.AIS.Providers.registerCustom('lab', { name: 'Lab vLLM', endpoint, models: [{ id: 'qwen3-32b', name: 'Qwen' }], pricing: { input: 0.1, output: 0.3 } }), server.endpoint);
      await page.evaluate(() => window.AIS.Providers.setKey('lab', 'sk-lab'));
      if (viewport.width < 1200) await page.getByRole('button', { name: /^(Edit bot|봇 편집)$/ }).click();
      await app.choose('Lab vLLM');
      if (viewport.width < 1200) {
        await shot(page, `${name}-2-bot-editor`);
        await page.keyboard.press('Escape');
      }
      for (const [question, count] of [['What do streams look like?', 2], ['이벤트 구분은 빈 줄 하나면 되나요?', 4], ['And for two origins?', 6]] as const) {
        await app.send(question);
        await expect(app.messages).toHaveCount(count);
        await expect(app.log).toHaveAttribute('aria-busy', 'false');
        await page.waitForTimeout(150);
        await shot(page, `${name}-3-chat-${count / 2}`);
      }
      await app.openSettings();
      await shot(page, `${name}-4-settings`);
      await app.fill({ id: 'Corp Gateway', name: 'Corporate Gateway', endpoint: 'http://10.0.4.12:8000/v1', models: 'qwen3-32b, llama3.3:70b' });
      await app.save.click();
      await expect(app.field('id')).toHaveAttribute('aria-invalid', 'true');
      await shot(page, `${name}-5-settings-error`);

      await app.fill({ id: 'corp', endpoint: server.endpoint, models: 'qwen3-32b' });
      for (const part of await app.settings.locator('details.more').all()) await part.evaluate((details: HTMLDetailsElement) => (details.open = true));
      await app.settings.getByRole('button', { name: /^(Add header|헤더 추가)$/ }).click();
      await page.waitForTimeout(100);
      await shot(page, `${name}-6-settings-more`);
      server.cors = 'none';
      problems.expect(LINE.cors, LINE.refused, LINE.status(404), LINE.status(405));
      await app.settings.getByRole('button', { name: /^(Test connection|연결 테스트)$/ }).click();
      await expect(app.settings.getByRole('button', { name: /^(Check again|다시 확인)$/ })).toBeVisible();
      await shot(page, `${name}-7-connection-check`);
    });
  });
}
