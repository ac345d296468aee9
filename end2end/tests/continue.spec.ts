import { expect, test } from '../support/fixtures';
import { LINE } from '../support/problems';
import type { Answer } from '../support/scripted-server';
import { DONE, event, finish, held, reasoning, refusal, reply, text, usage } from '../support/stream';

const FIRST = [text('The first'), text(' part')];
const call = (name: string, args: string): string =>
  event({ choices: [{ index: 0, delta: { tool_calls: [{ index: 0, id: 'call_0', type: 'function', function: { name, arguments: args } }] }, finish_reason: null }] });

const CUTS: [string, Answer, string][] = [
  ['an error in mid-stream', { pieces: [...FIRST, event({ error: { message: 'The GPU is on fire', code: 500 } })] }, 'Try again'],
  ['a finish reason that means failure', { pieces: [...FIRST, finish('network_error'), DONE] }, 'Try again'],
  ['the limit of tokens', { pieces: [...FIRST, finish('length'), DONE] }, 'The reply ended at the token limit.'],
];

for (const [what, answer, says] of CUTS) {
  test(`after ${what} the reply can be continued`, async ({ app, serve }) => {
    const server = await serve([answer, reply(' and the rest.')]);
    await app.open();
    await app.connect(server.endpoint);
    await app.send('Tell me');
    await expect(app.reply).toContainText('The first part');
    await expect(app.reply).toContainText(says);
    await app.reload();
    await app.reply.getByRole('button', { name: 'Continue' }).click();
    await expect(app.reply).toContainText('The first part and the rest.');
    await expect(app.reply.getByRole('button', { name: 'Continue' })).toHaveCount(0);
    await expect(app.messages).toHaveCount(2);
  });
}

test('a stopped reply can be continued', async ({ app, serve }) => {
  const server = await serve([{ pieces: FIRST, end: 'hang' }, reply(' and the rest.')]);
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Tell me');
  await expect(app.reply).toContainText('The first part');
  await app.button('Stop').click();
  await expect(app.reply).toContainText('Stopped. The text is saved.');
  await app.reply.getByRole('button', { name: 'Continue' }).click();
  await expect(app.reply).toContainText('The first part and the rest.');
});

test('Continue that fails is offered again, and the parts are added up', async ({ app, page, problems, serve }) => {
  problems.expect(LINE.status(500));
  const server = await serve([{ pieces: FIRST }, refusal(500, 'No room'), reply(' and the rest.')]);
  await app.open();
  await app.connect(server.endpoint, { pricing: { input: 1_000_000, output: 1_000_000 } });
  await app.send('Tell me');
  // Seven bytes were asked, two pieces came.
  await expect(app.reply).toContainText('≈ 2 in · 2 out');
  await expect(app.reply).toContainText('≈ $4.00');
  await app.reply.getByRole('button', { name: 'Continue' }).click();
  await expect(app.reply).toContainText('Lab failed (500)');
  await expect(app.reply).toContainText('The first part');
  await app.reply.getByRole('button', { name: 'Continue' }).click();
  await expect(app.reply).toContainText('The first part and the rest.');
  await expect(app.reply).toContainText('≈ 14 in · 36 out');
  await expect(app.reply).toContainText('≈ $50.00');
  await expect(page.getByText('This conversation ≈ 50 tokens · ≈ $50.00')).toBeVisible();
  const asked = server.body().messages as { role: string; content: string }[];
  expect(asked.map(({ role }) => role)).toEqual(['user', 'assistant', 'user']);
  expect(asked[1]?.content).toBe('The first part');
});

test('Continue stops another reply of the conversation', async ({ app, page, serve }) => {
  const server = await serve([{ pieces: FIRST }, { pieces: [text('Second')], end: 'hang' }, reply(' and the rest.')]);
  await app.open();
  await app.connect(server.endpoint);
  await app.send('One');
  await expect(app.reply).toContainText('Cut off.');
  await app.send('Two');
  await expect(app.reply).toContainText('Second');
  await app.messages.nth(1).getByRole('button', { name: 'Continue' }).click();
  await expect(app.messages.nth(1)).toContainText('The first part and the rest.');
  await expect(app.reply).toContainText('Stopped. The text is saved.');
  await expect.poll(() => server.posts[1]?.aborted).toBe(true);
  await expect(app.button('Send')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Stop' })).toHaveCount(0);
});

test('a tool call stays when the reply is cut or stopped', async ({ app, problems, serve }) => {
  problems.expect(LINE.cut);
  const { answer, release } = held([text('Well'), call('search', '{"q":"a"}')], []);
  const server = await serve([{ ...answer, end: 'drop' }, { pieces: [text('Well'), call('find', '{"q":"b"}')], end: 'hang' }]);
  await app.open();
  await app.connect(server.endpoint);
  await app.send('One');
  await expect(app.reply).toContainText('Well');
  release();
  await expect(app.reply).toContainText('Cut off.');
  await expect(app.reply.getByRole('group', { name: 'Tool call: search' }).locator('pre')).toHaveText('{\n  "q": "a"\n}');
  await app.send('Two');
  await expect(app.reply).toContainText('Well');
  // The call comes in a chunk of its own.
  await expect.poll(() => server.posts.length).toBe(2);
  await app.page.waitForTimeout(300);
  await app.button('Stop').click();
  await expect(app.reply).toContainText('Stopped. The text is saved.');
  await expect(app.reply.getByRole('group', { name: 'Tool call: find' })).toBeVisible();
});

test('reasoning that no server counted has a number', async ({ app, serve }) => {
  const server = await serve([
    { pieces: [reasoning('Let'), reasoning(' me'), reasoning(' see'), 150, text('Yes.'), finish(), usage(12, 34), DONE] },
  ]);
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Hi');
  await expect(app.reply.getByText(/^Reasoned for \d+\.\d s · ≈ 3 tokens$/)).toBeVisible();
  await expect(app.reply.getByText('12 in · 34 out', { exact: true })).toBeVisible();
});

test('user and assistant take turns also after a reply that failed', async ({ app, problems, serve }) => {
  problems.expect(LINE.status(500));
  const server = await serve([refusal(500, 'No room'), reply('Fine.')]);
  await app.open();
  await app.connect(server.endpoint);
  await app.send('One');
  await expect(app.reply).toContainText('Lab failed (500)');
  await app.send('Two');
  await expect(app.reply).toContainText('Fine.');
  expect(server.body().messages).toEqual([{ role: 'user', content: 'One\n\nTwo' }]);
});
