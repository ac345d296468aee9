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

test('plain addresses are links, also while they grow', async ({ app, serve }) => {
  const { answer, release } = held([text('See https://example.com/doc')], [text('s_v2_a, `https://code.example.com` or **www.example.com**.'), finish()]);
  const server = await serve(answer);
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Addresses');
  await expect(app.reply.getByRole('link', { name: 'https://example.com/doc', exact: true })).toHaveAttribute('href', 'https://example.com/doc');
  release();
  await expect(app.reply.getByRole('link', { name: 'https://example.com/docs_v2_a', exact: true })).toHaveAttribute('rel', /noopener/);
  await expect(app.reply.getByRole('link', { name: 'www.example.com', exact: true })).toHaveAttribute('href', 'http://www.example.com');
  await expect(app.reply.getByRole('link')).toHaveCount(2);
  await expect(app.reply.locator('.markdown')).toHaveText('See https://example.com/docs_v2_a, https://code.example.com or www.example.com.');
});

test('footnotes are numbered by their first use, and lead there and back within their reply', async ({ app, page, serve }) => {
  const notes = reply(`First[^long] and second[^b], once more[^LONG].\n\n${'words\n\n'.repeat(60)}[^b]: The *second* note\n\n[^long]: The first note\n\n[^c]: Unused\n`);
  const server = await serve([notes, notes]);
  await app.open();
  await app.connect(server.endpoint);
  for (const count of [2, 4]) {
    await app.send('Notes');
    await expect(app.messages).toHaveCount(count);
    await expect(app.log).toHaveAttribute('aria-busy', 'false');
  }
  // The numbers of a stored reply do not depend on the order in which its parts arrived.
  await app.reload();
  const first = app.reply.getByRole('button', { name: 'Footnote 1', exact: true });
  await expect(first).toHaveCount(2);
  await expect(app.reply.getByRole('button', { name: 'Footnote 2', exact: true })).toHaveText('2');
  const back = app.reply.getByRole('button', { name: 'Back to reference 1', exact: true });
  await expect(app.reply.locator('.footnote').filter({ has: page.getByRole('button', { name: 'Back to reference 1', exact: true }) })).toContainText('The first note');
  await expect(app.reply.locator('.footnote').filter({ hasText: 'Unused' }).getByRole('button')).toHaveCount(0);
  const address = page.url();
  await first.last().click();
  await expect(back).toBeFocused();
  await expect(back).toBeInViewport();
  await back.press('Enter');
  await expect(first.first()).toBeFocused();
  await expect(first.first()).toBeInViewport();
  expect(page.url()).toBe(address);
});

test('an image in a link is loaded without following the link, and is the link afterwards', async ({ app, page, serve }) => {
  await page.route('https://images.example.test/**', (route) => route.fulfill({ contentType: 'image/png', body: Buffer.from(PIXEL, 'base64') }));
  let opened = 0;
  page.on('popup', () => (opened += 1));
  const server = await serve(reply('[![Build](https://images.example.test/a.png)](https://ci.example.test/) [![](https://images.example.test/b.png)](https://other.example.test/)'));
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Badges');
  const link = app.reply.getByRole('link', { name: 'Build' });
  await expect(link).toHaveAttribute('href', 'https://ci.example.test/');
  await expect(app.reply.getByRole('link', { name: 'https://other.example.test/' })).toBeVisible();
  await expect(app.reply.locator('a button')).toHaveCount(0);
  await app.reply.getByRole('button', { name: 'Load image from images.example.test' }).first().click();
  await expect(link.getByRole('img', { name: 'Build' })).toBeVisible();
  expect(opened).toBe(0);
});

test('lists and quotes stand on the side on which their words begin', async ({ app, serve }) => {
  const server = await serve(reply('- שלום עולם\n  - עוד\n- English\n\n> 1. ציטוט\n\n* left\n'));
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Sides');
  await expect(app.reply.locator('.markdown')).toContainText('left');
  const directions = await app.reply
    .locator('.markdown :is(ul, ol, blockquote, li)')
    .evaluateAll((elements) => elements.map((element) => `${element.localName} ${getComputedStyle(element).direction}`));
  expect(directions).toEqual(['ul rtl', 'li rtl', 'ul rtl', 'li rtl', 'li rtl', 'blockquote rtl', 'ol rtl', 'li rtl', 'ul ltr', 'li ltr']);
});

test('the innermost words of deep nesting have room on a narrow screen', async ({ app, page, serve }) => {
  const list = (levels: number): string => Array.from({ length: levels }, (_, level) => `${'  '.repeat(level)}- some words of level ${level}\n`).join('');
  const server = await serve(reply(`${list(16)}\nwords between\n\n${'>'.repeat(40)} quoted words that are so many that they do not fit into one line of a small screen\n`));
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Deep');
  await expect(app.reply.locator('.markdown blockquote p')).toContainText('quoted words');
  const share = (within: string): Promise<number> =>
    app.reply.locator('.markdown').evaluate((markdown, within) => ([...markdown.querySelectorAll(`${within} p`)].at(-1)?.clientWidth ?? 0) / markdown.clientWidth, within);
  for (const width of [390, 320]) {
    await page.setViewportSize({ width, height: 844 });
    await expect.poll(() => app.log.evaluate((log) => log.scrollWidth - log.clientWidth)).toBe(0);
    for (const within of ['ul', 'blockquote']) expect(await share(within), `${within} at ${width}`).toBeGreaterThan(0.58);
  }
});

test('placeholders of images stand apart, and keep the name of the host whole', async ({ app, page, serve }) => {
  const image = (name: string): string => `![](https://images.example.test/${name}.png)`;
  const server = await serve(reply(`${image('a')} ${image('b')}\n\n| a | b | c |\n|---|---|---|\n| ${image('c')} | words | words |\n`));
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Images');
  await page.setViewportSize({ width: 390, height: 844 });
  const buttons = app.reply.getByRole('button', { name: 'Load image from images.example.test' });
  await expect(buttons).toHaveCount(3);
  const [first, second] = await app.reply.locator('.image-placeholder').evaluateAll((places) => places.map((place) => place.getBoundingClientRect().toJSON() as DOMRect));
  expect(second!.top - first!.bottom).toBeGreaterThan(7.5);
  expect(second!.width).toBe(first!.width);
  // The host is within one line: it has one box.
  const boxes = await buttons.evaluateAll((buttons) =>
    buttons.map((button) => {
      const text = [...button.childNodes].find((node) => node instanceof Text)!;
      const range = document.createRange();
      range.setStart(text, text.data.indexOf('images'));
      range.setEnd(text, text.data.length);
      return range.getClientRects().length;
    }),
  );
  expect(boxes).toEqual([1, 1, 1]);
});

test('Korean words stay whole in an English interface', async ({ app, serve }) => {
  const server = await serve(reply('이것은 **가능하다고** 합니다.\n\n- 목록입니다\n- words\n\n| 열 | b |\n|---|---|\n| 칸 | d |\n'));
  await app.open();
  await app.connect(server.endpoint);
  await app.send('가능하면 답해 주세요');
  await expect(app.reply.getByRole('cell', { name: '칸' })).toBeVisible();
  const breaks = await app.log
    .locator('.bubble, .markdown :is(p, th, td)')
    .evaluateAll((elements) => elements.map((element) => getComputedStyle(element).wordBreak));
  expect(breaks).toEqual(['keep-all', 'keep-all', 'keep-all', 'normal', 'keep-all', 'normal', 'keep-all', 'normal']);
});

test('the header of code has one line, and a formula of its own has the size of the text', async ({ app, page, serve }) => {
  const server = await serve(reply(`\`\`\`${'a-very-long-language-'.repeat(6)}\ncode\n\`\`\`\n\nwords\n\n$$x$$\n`));
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Header');
  await page.setViewportSize({ width: 320, height: 844 });
  const formula = app.reply.locator('.formula.display');
  await expect(formula).toHaveCSS('font-size', '15px');
  const heights = await app.reply.locator('figcaption').evaluate((header) => [header, ...header.children].map((part) => part.clientHeight));
  expect(Math.max(...heights)).toBeLessThan(48);
  expect(await app.reply.getByRole('button', { name: 'Copy code' }).evaluate((button) => button.getClientRects().length === 1 && button.clientHeight)).toBeLessThan(32);
});

for (const scheme of ['light', 'dark'] as const) {
  test.describe(scheme, () => {
    test.use({ colorScheme: scheme, locale: 'ko-KR' });
    test(`axe finds nothing in code, formulas and pictures (${scheme}, Korean)`, async ({ page, serve }) => {
      const app = new App(page, KOREAN);
      const server = await serve(
        reply('```rust\n/// Doc\npub fn f(x: u8) -> Option<u8> { Some(x + 1) } // "a"\nlet s = "b";\n```\n\n```diff\n-a\n+b\n```\n\n$$x^2$$\n\n![a](https://images.example.test/a.png)\n\nhttps://example.test/a 각주[^a]\n\n[^a]: 설명'),
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
