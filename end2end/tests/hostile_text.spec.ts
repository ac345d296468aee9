import { expect, test } from '../support/fixtures';
import { reply } from '../support/stream';

const HOSTILE = [
  '<img src=x onerror="window.owned=1"> <script>window.owned=2</script>',
  '[click](javascript:window.owned=3) [data](data:text/html,x) [good](https://example.test/)',
  '![remote](https://images.example.test/track.png)',
  '<style>body{display:none}</style>',
];

test('what a model writes is never markup, never a script, and loads nothing by itself', async ({ app, page, serve }) => {
  const server = await serve(reply(...HOSTILE.map((line) => `${line}\n\n`)));
  const outside: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith('http://127.0.0.1')) outside.push(request.url());
  });
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Attack');
  await expect(app.reply.getByText('12 in · 34 out')).toBeVisible();
  await expect(app.reply).toContainText('<script>window.owned=2</script>');
  expect(await page.evaluate(() => 'owned' in window)).toBe(false);
  const links = await app.reply.getByRole('link').evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
  expect(links).toEqual(['https://example.test/']);
  await expect(app.reply.getByRole('link')).toHaveAttribute('rel', /noopener/);
  expect(outside).toEqual([]);
  await expect(app.reply.getByRole('button', { name: /images\.example\.test/ })).toBeVisible();
});
