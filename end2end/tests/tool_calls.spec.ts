import { expect, test } from '../support/fixtures';
import { DONE, event, finish, text } from '../support/stream';

const delta = (delta: unknown): string => event({ choices: [{ index: 0, delta, finish_reason: null }] });

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

test('tool calls and refusals are shown as what they are', async ({ app, page, serve }) => {
  const call = (index: number, name: string, args: string): string =>
    delta({ tool_calls: [{ index, id: `call_${index}`, type: 'function', function: { name, arguments: args } }] });
  const server = await serve([
    { pieces: [call(0, 'weather', '{"city":"Seoul","days":3}'), call(1, '<b>odd</b>', '{"cut'), finish('tool_calls'), DONE] },
    { pieces: [delta({ refusal: 'I cannot help with <i>that</i>.' }), finish(), DONE] },
    { pieces: [text('Well'), call(0, 'search', ''), finish('tool_calls'), DONE] },
  ]);
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Weather?');
  const weather = app.reply.getByRole('group', { name: 'Tool call: weather' });
  await expect(weather.locator('pre')).toHaveText('{\n  "city": "Seoul",\n  "days": 3\n}');
  await expect(app.reply.getByRole('group', { name: 'Tool call: <b>odd</b>' }).locator('pre')).toHaveText('{"cut');
  await expect(weather).toContainText('This app runs no tools');
  await weather.getByRole('button', { name: 'Copy arguments' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('{"city":"Seoul","days":3}');

  await app.send('Something bad');
  const refused = app.reply.getByRole('group', { name: 'The model refused to answer.' });
  await expect(refused).toContainText('I cannot help with <i>that</i>.');
  await expect(app.reply).not.toContainText('The model returned nothing.');

  await app.send('Both');
  await expect(app.reply).toContainText('Well');
  const search = app.reply.getByRole('group', { name: 'Tool call: search' });
  await expect(search).toBeVisible();
  await expect(search.locator('pre')).toHaveCount(0);
});
