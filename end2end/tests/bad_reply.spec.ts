import type { Page } from '@playwright/test';

import type { App } from '../support/app';
import { expect, test } from '../support/fixtures';
import type { ScriptedServer } from '../support/scripted-server';
import { DONE, finish, text, usage } from '../support/stream';

interface Case {
  what: string;
  parts: () => string[];
  shown: (app: App) => Promise<void>;
}

const many = (count: number, part: (index: number) => string): string[] => Array.from({ length: count }, (_, index) => part(index));
const row = (cell: (index: number) => string): string => `|${many(500, cell).join('|')}|\n`;

const CASES: Case[] = [
  {
    what: '10 MB in one line',
    parts: () => many(640, (index) => `start${index} `.padEnd(16 * 1024, 'lorem ipsum dolor ')),
    shown: async (app) => {
      await expect(app.reply.locator('.markdown')).toContainText('start3 ', { timeout: 60_000 });
      await expect(app.reply.getByRole('button', { name: 'Show more' })).toBeVisible({ timeout: 90_000 });
      await expect(app.reply).toContainText('Only the beginning of this long reply is shown. Copy gives all of it.');
    },
  },
  {
    what: '100,000 list items',
    parts: () => many(500, (part) => many(200, (index) => `- item ${part * 200 + index}\n`).join('')),
    shown: async (app) => {
      await expect(app.reply.locator('.markdown')).toContainText('item 500', { timeout: 60_000 });
      await expect(app.reply.getByRole('button', { name: 'Show more' })).toBeVisible({ timeout: 90_000 });
    },
  },
  {
    what: '10,000 levels of quotes',
    parts: () => [`${'>'.repeat(10_000)} at the bottom\n\nafterwards`],
    shown: async (app) => {
      await expect(app.reply.locator('.markdown')).toContainText('at the bottom');
      await expect(app.reply.locator('.markdown')).toContainText('afterwards');
      await expect(app.reply).toContainText('Nesting deeper than 32 levels is shown flat.');
    },
  },
  {
    what: 'a table of 500 columns',
    parts: () => [row((index) => `h${index}`), row(() => '-'), ...many(20, (line) => row((index) => `${line}.${index}`))],
    shown: async (app) => {
      await expect(app.reply.locator('tbody tr:nth-child(20) td:nth-child(500)')).toHaveText('19.499', { timeout: 60_000 });
      await expect(app.reply.locator('thead th')).toHaveCount(500);
    },
  },
  {
    what: 'a fence that is never closed',
    parts: () => ['```rust\n', ...many(300, (index) => `let a${index} = "b"; // ${'c'.repeat(60)}\n`.repeat(20))],
    shown: async (app) => {
      await expect(app.reply.locator('.code-block code')).toContainText('let a299 ', { timeout: 30_000 });
      await expect(app.reply.locator('.code-block .keyword').first()).toHaveText('let');
    },
  },
  {
    what: 'right-to-left and zero-width text',
    parts: () => ['שלום **עולם** 123\n\n', 'a\u200bb\u200dc\ufeffd \u202eevil\u202c e\n\n', '- مرحبا\n- hello\n\n', `z${'\u0301'.repeat(2_000)}algo`],
    shown: async (app) => {
      await expect(app.reply.locator('p').first()).toHaveCSS('direction', 'rtl');
      await expect(app.reply.locator('li').last()).toHaveCSS('direction', 'ltr');
      await expect(app.reply.locator('.markdown')).toContainText('a\u200bb\u200dc');
      await expect(app.reply.locator('.markdown')).toContainText('algo');
    },
  },
];

/** The composer takes a word, and something else on the page answers. */
async function isUsable(app: App, page: Page): Promise<void> {
  await app.message.fill('still here', { timeout: 15_000 });
  await expect(app.message).toHaveValue('still here');
  await page.keyboard.press('Control+Shift+KeyS');
  await expect(app.settings).toBeVisible({ timeout: 15_000 });
  await app.closeSettings();
}

async function answer(server: ScriptedServer, parts: string[]): Promise<void> {
  server.script = { pieces: [...parts.map(text), finish(), usage(12, 34), DONE] };
}

for (const { what, parts, shown } of CASES) {
  test(`the page stays usable: ${what}`, async ({ app, page, context, serve }) => {
    test.setTimeout(180_000);
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const server = await serve({});
    const sent = parts();
    await answer(server, sent);
    await app.open();
    await app.connect(server.endpoint);
    await app.message.fill('x');
    await app.message.press('Enter', { timeout: 30_000 });
    await shown(app);
    await isUsable(app, page);
    // Nothing that came is lost: the text can be copied as it came.
    const copy = app.reply.getByRole('button', { name: 'Copy', exact: true }).last();
    await expect(copy).toBeVisible({ timeout: 60_000 });
    await copy.click({ timeout: 30_000 });
    await expect.poll(() => page.evaluate(async () => (await navigator.clipboard.readText()).length), { timeout: 30_000 }).toBe(sent.join('').length);
  });
}
