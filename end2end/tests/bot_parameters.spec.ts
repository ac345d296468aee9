import { editorOf, openDetails, setMode } from '../support/bot';
import { expect, test } from '../support/fixtures';
import { reply } from '../support/stream';

/** Label, name in the body, the provider's default, and what the bot sends. */
const NUMBERS: [string, string, number, number][] = [
  ['Temperature', 'temperature', 0.1, 0.3],
  ['Max tokens', 'max_tokens', 100, 200],
  ['Top P', 'top_p', 0.9, 0.8],
  ['Frequency penalty', 'frequency_penalty', 0.5, -0.5],
  ['Presence penalty', 'presence_penalty', 0.4, -2],
  ['Seed', 'seed', 7, -1],
];

test('every parameter is inherited, sent and left out on the wire', async ({ app, page, serve }) => {
  const server = await serve(reply('Ok.'));
  const defaults = Object.fromEntries(NUMBERS.map(([, name, value]) => [name, value]));
  await app.open();
  await app.connect(server.endpoint, { parameters: { ...defaults, stop: ['P'], reasoning_effort: 'low' } });
  await openDetails(page);
  const editor = editorOf(page);
  const effort = editor.getByRole('combobox', { name: 'Reasoning effort' });
  const labels = [...NUMBERS.map(([label]) => label), 'Stop sequences', 'Streaming'];
  const ask = async (): Promise<Record<string, unknown>> => {
    const before = server.posts.length;
    await app.send(`Question ${before + 1}`);
    await expect.poll(() => server.posts.length).toBe(before + 1);
    await expect(app.button('Send')).toBeVisible();
    return server.body();
  };

  for (const label of labels) await setMode(page, label, 'Inherit');
  await effort.selectOption({ label: 'Inherit' });
  expect(await ask()).toMatchObject({ ...defaults, stop: ['P'], reasoning_effort: 'low', stream: true });

  for (const label of labels) await setMode(page, label, 'Send');
  for (const [label, , , value] of NUMBERS) await editor.getByRole('spinbutton', { name: label }).fill(String(value));
  await editor.getByRole('textbox', { name: 'Stop sequences' }).fill('END');
  await editor.getByRole('checkbox', { name: 'Streaming' }).uncheck();
  await effort.selectOption({ label: 'High' });
  const sent = await ask();
  expect(sent).toMatchObject({ ...Object.fromEntries(NUMBERS.map(([, name, , value]) => [name, value])), stop: ['END'], reasoning_effort: 'high', stream: false });
  expect(sent).not.toHaveProperty('stream_options');

  for (const label of labels) await setMode(page, label, "Don't send");
  await effort.selectOption({ label: "Don't send" });
  expect(Object.keys(await ask()).sort()).toEqual(['messages', 'model']);
});

test('stop sequences hold commas, blanks and line breaks, and are sent as they are typed', async ({ app, page, serve }) => {
  const server = await serve(reply('Ok.'));
  await app.open();
  await app.connect(server.endpoint);
  await openDetails(page);
  const stops = editorOf(page).getByRole('textbox', { name: 'Stop sequences' });
  await stops.focus();
  await stops.pressSequentially('a, b\n User:\n\\n\\n');
  await expect(stops).toHaveValue('a, b\n User:\n\\n\\n');
  await app.send('Hi');
  await expect(app.reply).toContainText('Ok.');
  expect(server.body().stop).toEqual(['a, b', ' User:', '\n\n']);
  await app.reload();
  await openDetails(page);
  await expect(stops).toHaveValue('a, b\n User:\n\\n\\n');
});

test('stop sequences are saved while they are typed', async ({ app, page }) => {
  await app.open();
  await openDetails(page);
  const stops = editorOf(page).getByRole('textbox', { name: 'Stop sequences' });
  await stops.focus();
  await stops.pressSequentially('END');
  await expect(editorOf(page).getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();
  // The field was never left.
  await app.reload();
  await openDetails(page);
  await expect(stops).toHaveValue('END');
});

test('a reasoning effort that is not listed can be typed', async ({ app, page, serve }) => {
  const server = await serve(reply('Ok.'));
  await app.open();
  await app.connect(server.endpoint);
  const effort = editorOf(page).getByRole('combobox', { name: 'Reasoning effort' });
  await effort.selectOption({ label: 'Other…' });
  const other = editorOf(page).getByRole('textbox', { name: 'Other effort' });
  await expect(other).toBeFocused();
  await other.fill('xhigh');
  await app.send('Hi');
  await expect(app.reply).toContainText('Ok.');
  expect(server.body().reasoning_effort).toBe('xhigh');
  await app.reload();
  await expect(effort.locator('option:checked')).toHaveText('Other…');
  await expect(other).toHaveValue('xhigh');
});

test('an idle number follows another tab, and one that is being typed is not touched', async ({ app, context, page }) => {
  await app.open();
  const second = await context.newPage();
  await second.goto('/');
  await second.waitForFunction(() => 'AIS' in window);
  const [mine, theirs] = [editorOf(page), editorOf(second)];
  const name = theirs.getByRole('textbox', { name: 'Name' });
  const tokens = theirs.getByRole('spinbutton', { name: 'Max tokens' });
  await tokens.fill('12');
  await name.focus();
  await name.pressSequentially(' of');
  await mine.getByRole('spinbutton', { name: 'Temperature' }).fill('0.25');
  await expect(theirs.getByRole('spinbutton', { name: 'Temperature' })).toHaveValue('0.25');
  await expect(mine.getByRole('spinbutton', { name: 'Max tokens' })).toHaveValue('12');
  await name.pressSequentially(' mine');
  await expect(name).toHaveValue('Assistant of mine');
  await expect(mine.getByRole('textbox', { name: 'Name' })).toHaveValue('Assistant of mine');

  // Half a number stays while the other tab changes the same one.
  const temperature = theirs.getByRole('spinbutton', { name: 'Temperature' });
  await temperature.fill('');
  await temperature.pressSequentially('9');
  await mine.getByRole('spinbutton', { name: 'Temperature' }).fill('0.5');
  await setMode(page, 'Top P', 'Send');
  // What was changed last has come over, so what was changed before has as well.
  await expect(theirs.getByRole('spinbutton', { name: 'Top P' })).toBeVisible();
  await expect(temperature).toHaveValue('9');
});
