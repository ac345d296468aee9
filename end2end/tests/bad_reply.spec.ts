import type { Page } from '@playwright/test';

import type { App } from '../support/app';
import { put, table } from '../support/database';
import { expect, test } from '../support/fixtures';
import type { ScriptedServer } from '../support/scripted-server';
import { DONE, finish, reasoning, reply, text, usage } from '../support/stream';

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
      // The list stands on the side of its first words; each of the others runs its own way.
      await expect(app.reply.locator('ul')).toHaveCSS('direction', 'rtl');
      await expect(app.reply.locator('li p').last()).toHaveCSS('unicode-bidi', 'plaintext');
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

test('the page stays usable: 10 MB of reasoning', async ({ app, page, serve }) => {
  test.setTimeout(180_000);
  const thoughts = many(640, (index) => `thought${index} `.padEnd(16 * 1024 - 1, 'lorem ipsum dolor ') + '\n');
  const server = await serve({ pieces: [...thoughts.map(reasoning), text('At last.'), finish(), usage(12, 34), DONE] });
  await app.open();
  await app.connect(server.endpoint);
  await app.send('x');
  // It is opened while it arrives.
  await app.reply.locator('summary').click({ timeout: 30_000 });
  const shown = app.reply.locator('.reasoning-text');
  await expect(shown).toContainText('thought3 ', { timeout: 60_000 });
  await isUsable(app, page);
  await expect(app.reply.locator('.markdown')).toContainText('At last.', { timeout: 90_000 });
  const more = shown.getByRole('button', { name: 'Show more' });
  await expect(more).toBeVisible({ timeout: 60_000 });
  await expect(shown).toContainText('Only the beginning of this long text is shown.');
  const length = await shown.evaluate((element) => element.textContent?.length ?? 0);
  expect(length).toBeLessThan(3_000_000);
  await more.click();
  await expect.poll(() => shown.evaluate((element) => element.textContent?.length ?? 0), { timeout: 60_000 }).toBeGreaterThan(length + 1_000_000);
  await isUsable(app, page);
});

for (const { what, parts, shown } of CASES.slice(0, 2)) {
  test(`a stored reply is opened again: ${what}`, async ({ app, page, serve }) => {
    test.setTimeout(180_000);
    const server = await serve(reply('Short.'));
    await app.open();
    await app.connect(server.endpoint);
    await app.send('x');
    await expect(app.reply.locator('.meta')).toBeVisible();
    const stored = (await table(page, 'messages')).find(({ role }) => role === 'assistant');
    await put(page, 'messages', { ...stored, content: parts().join('') });
    await app.reload();
    await shown(app);
    await isUsable(app, page);
  });
}
