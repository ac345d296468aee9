import AxeBuilder from '@axe-core/playwright';

import { App, KOREAN } from '../support/app';
import { expect, test } from '../support/fixtures';
import { finish, held, reply, text } from '../support/stream';

const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAYAAACNMs+9AAAAFElEQVR42mN45tL6nxjMMKqQvgoBiGQMCK+2oyUAAAAASUVORK5CYII=';

test('code has colours while it grows, and is copied as it came', async ({ app, page, context, serve }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const code = 'fn main() {\n    let text = "half"; // why\n}\n';
  const { answer, release } = held([text('```rust\nfn main() {\n    let text = "ha')], [text('lf"; // why\n}\n```\n'), finish()]);
  const server = await serve(answer);
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Code');
  await expect(app.reply.locator('.code-block .keyword')).toHaveText(['fn', 'let']);
  await expect(app.reply.locator('.code-block .string')).toHaveText('"ha');
  release();
  await expect(app.reply.locator('.code-block .string')).toHaveText('"half"');
  await expect(app.reply.locator('.code-block .comment')).toHaveText('// why');
  await app.reply.getByRole('button', { name: 'Copy code' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(code);
  // A stored reply gets its colours too.
  await app.reload();
  await expect(app.reply.locator('.code-block .keyword')).toHaveText(['fn', 'let']);
  await expect(app.reply.locator('.code-block code')).toHaveText(code);
});

test('formulas are MathML, prices stay text, and what cannot be read shows its source', async ({ app, serve }) => {
  const server = await serve(
    reply('Inline $\\mathbf{x}_{i}$ and \\(\\frac{1}{2}\\); $5 and $10.\n\n', '$$\n\\sum_{i=1}^n i\n$$\n\n', 'Odd: $\\nonsense{x}$ $\\text{a<b}$ $\\text{<b onclick=x>c</b>}$'),
  );
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Formulas');
  await expect(app.reply.locator('math')).toHaveCount(4);
  await expect(app.reply.locator('math msub')).toHaveText('𝐱i');
  await expect(app.reply.locator('math mfrac')).toHaveText('12');
  await expect(app.reply.locator('math[display=block] munderover')).toHaveText('∑i=1n');
  await expect(app.reply.locator('.markdown')).toContainText('; $5 and $10.');
  await expect(app.reply.locator('code.formula')).toHaveText('\\nonsense{x}');
  await expect(app.reply.locator('mtext')).toHaveText('a<b');
  await expect(app.reply.locator('.markdown')).toContainText('<b onclick=x>c</b>');
  await expect(app.reply.locator('.markdown img, .markdown b')).toHaveCount(0);
});

test('half a formula is held back, and does not show its source first', async ({ app, page, serve }) => {
  const { answer, release } = held([text('Before $\\frac{1}')], [text('{2}$ after'), finish()]);
  const server = await serve(answer);
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Formula');
  await expect(app.reply.locator('.markdown')).toHaveText('Before');
  await page.waitForTimeout(200);
  await expect(app.reply.locator('.markdown')).not.toContainText('frac');
  release();
  await expect(app.reply.locator('math')).toHaveText('12');
  await expect(app.reply.locator('.markdown')).toContainText('after');
});

test('a picture from elsewhere is loaded after a click, without a referrer; one in the text at once', async ({ app, page, serve }) => {
  const referrers: (string | undefined)[] = [];
  await page.route('https://images.example.test/**', async (route) => {
    referrers.push(await route.request().headerValue('referer') ?? undefined);
    await route.fulfill({ contentType: 'image/png', body: Buffer.from(PIXEL, 'base64') });
  });
  const server = await serve(
    reply(`![A chart](https://images.example.test/chart.png)\n\n![dot](data:image/png;base64,${PIXEL})\n\n![bad](data:image/svg+xml;base64,PHN2Zz48L3N2Zz4=)`),
  );
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Pictures');
  await expect(app.reply.getByRole('img', { name: 'dot' })).toBeVisible();
  await expect(app.reply.getByRole('img')).toHaveCount(1);
  await expect(app.reply.locator('.markdown')).toContainText('Loading it tells images.example.test your address.');
  await expect(app.reply.locator('.markdown')).toContainText('A chart');
  expect(referrers).toEqual([]);
  await app.reply.getByRole('button', { name: 'Load image from images.example.test' }).click();
  const chart = app.reply.getByRole('img', { name: 'A chart' });
  await expect(chart).toHaveAttribute('referrerpolicy', 'no-referrer');
  await expect(chart).toBeFocused();
  expect(await chart.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth))).toBe(10);
  expect(referrers).toEqual([undefined]);
});

test('a picture that does not load says so and can be asked for again', async ({ app, page, serve, problems }) => {
  problems.expect(/ERR_|Failed to load resource/);
  await page.route('https://images.example.test/**', (route) => route.abort());
  const server = await serve(reply('![A chart](https://images.example.test/chart.png)'));
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Pictures');
  await app.reply.getByRole('button', { name: /Load image/ }).click();
  await expect(app.reply.locator('.markdown')).toContainText('The image did not load from images.example.test.');
  await expect(app.reply.getByRole('button', { name: /Load image/ })).toBeVisible();
});

for (const scheme of ['light', 'dark'] as const) {
  test.describe(scheme, () => {
    test.use({ colorScheme: scheme, locale: 'ko-KR' });
    test(`axe finds nothing in code, formulas and pictures (${scheme}, Korean)`, async ({ page, serve }) => {
      const app = new App(page, KOREAN);
      const server = await serve(
        reply('```rust\n/// Doc\npub fn f(x: u8) -> Option<u8> { Some(x + 1) } // "a"\nlet s = "b";\n```\n\n```diff\n-a\n+b\n```\n\n$$x^2$$\n\n![a](https://images.example.test/a.png)'),
      );
      await app.open();
      await app.connect(server.endpoint);
      await app.send('x');
      await expect(app.reply.locator('math')).toBeVisible();
      await expect(app.reply.locator('.code-block .comment')).not.toHaveCount(0);
      await expect(app.reply.locator('.meta')).toBeVisible();
      const { violations } = await new AxeBuilder({ page }).include('.message.reply').analyze();
      expect(violations).toEqual([]);
    });
  });
}
