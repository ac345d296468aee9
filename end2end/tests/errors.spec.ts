import type { Answer } from '../support/scripted-server';
import { setKey } from '../support/ais';
import { expect, test } from '../support/fixtures';
import { LINE } from '../support/problems';
import { DONE, finish, json, refusal, reply } from '../support/stream';

interface Case {
  name: string;
  answer: Answer;
  says: RegExp;
  /** The server's own words, under Details. */
  details?: string;
  /** What helps most stands first. */
  first: string;
}

const webPage = (status: number, markup: string): Answer => ({ status, headers: { 'content-type': 'text/html' }, pieces: [`<!doctype html>${markup}`] });

const CASES: Case[] = [
  { name: 'a key that is asked for', answer: refusal(401, 'No key: go away'), says: /Lab asks for a key \(401\), and none was sent\./, details: 'No key: go away', first: 'Add a key' },
  { name: 'an unknown model', answer: refusal(404, 'The model `lab-7b` does not exist', { code: 'model_not_found' }), says: /Lab has no model "lab-7b"/, details: 'does not exist', first: 'Fetch list' },
  { name: 'a limit with a time', answer: { ...refusal(429, 'Slow down'), headers: { 'retry-after': '7', 'access-control-expose-headers': 'retry-after' } }, says: /Lab asks to wait 7 s \(429\)/, details: 'Slow down', first: 'Retry now' },
  { name: 'a limit without a time', answer: refusal(429, 'Slow down'), says: /Lab asks to slow down \(429\)/, details: 'Slow down', first: 'Retry now' },
  { name: 'a server that is overloaded', answer: refusal(503, 'Come back'), says: /Lab .*\(503\)/, details: 'Come back', first: 'Retry now' },
  { name: 'an error inside a 200', answer: json({ error: { message: 'The GPU is on fire', code: 500 } }), says: /Lab/, details: 'The GPU is on fire', first: 'Try again' },
  { name: 'a web page', answer: { headers: { 'content-type': 'text/html' }, pieces: ['<!doctype html><title>Sign in</title><h1>Sign in</h1>'] }, says: /Lab answered with a web page/, details: 'Sign in', first: 'Find the cause' },
  { name: 'a web page of a gateway without a title', answer: webPage(502, '<h1>502 Bad Gateway</h1><img src=x onerror="document.title=1"><p>No &lt;upstream&gt;</p>'), says: /\(502\)/, details: '502 502 Bad Gateway No <upstream>', first: 'Find the cause' },
  { name: 'a web page of a server that failed', answer: webPage(500, '<title>Oh no</title>'), says: /Lab failed \(500\)/, details: '500 Oh no', first: 'Try again' },
  { name: 'hostile words', answer: refusal(500, '<img src=x onerror="document.title=\'owned\'">'), says: /Lab failed \(500\)/, details: '<img src=x', first: 'Try again' },
];

for (const { name, answer, says, details, first } of CASES) {
  test(`${name} is said in one sentence, with the server's words under Details`, async ({ app, page, problems, serve }) => {
    problems.expect(LINE.status(answer.status ?? 200));
    const server = await serve([answer, reply('Better now.')]);
    await app.open();
    await app.connect(server.endpoint);
    await app.send('Hi');
    await expect(app.reply).toContainText(says);
    await expect(app.reply.getByRole('group').getByRole('button').first()).toHaveText(first);
    if (details) {
      await app.reply.getByRole('button', { name: 'Details', exact: true }).click();
      await expect(app.reply.locator('pre')).toContainText(details);
    }
    await expect(page).toHaveTitle(/AISCouncil/);
    // No POST is repeated by itself.
    expect(server.posts).toHaveLength(1);
    const again = app.reply.getByRole('button', { name: /^(Try again|Retry now)$/ });
    await expect(again).toHaveCount(1);
    await again.click();
    await expect(app.reply).toContainText('Better now.');
    await expect(app.messages).toHaveCount(2);
  });
}

test('a server that is off is told from one that does not allow the page', async ({ app, problems, serve }) => {
  problems.expect(LINE.refused, LINE.cors, LINE.status(404), LINE.status(405));
  const server = await serve(reply('Never read.'));
  server.cors = 'none';
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Is it CORS?');
  await expect(app.reply).toContainText('No answer from Lab');
  await expect(app.reply).toContainText('(CORS)');
  await expect(app.reply).not.toContainText('Failed to fetch');

  await server.stop();
  await app.reply.getByRole('button', { name: 'Try again' }).click();
  await expect(app.reply).toContainText(`Nothing answers at 127.0.0.1:${server.port}`);
  await expect(app.reply).toContainText('most likely off or on another port');
});

test('a 401 without a key asks for one, with a key it rejects it; both lead to the form of that provider', async ({ app, page, problems, serve }) => {
  problems.expect(LINE.status(401));
  const server = await serve((seen) => refusal(401, seen.headers.authorization ? 'Incorrect key' : 'No key'));
  server.other = refusal(401, 'No');
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Hi');
  await expect(app.reply).toContainText('Lab asks for a key (401), and none was sent.');
  await expect(app.reply).not.toContainText('rejected');
  await app.reply.getByRole('button', { name: 'Add a key' }).click();
  await expect(app.field('id')).toHaveValue('lab');
  const fetch = app.settings.getByRole('button', { name: 'Fetch list' });
  await fetch.click();
  await expect(app.settings.getByText('Lab asks for a key (401), and none was sent.')).toBeVisible();
  await app.closeSettings();

  await setKey(page, 'lab', 'sk-wrong');
  await app.reply.getByRole('button', { name: 'Try again' }).click();
  await expect(app.reply).toContainText('Lab rejected the key (401).');
  await expect(app.reply).toContainText('It may be wrong, expired or sent in the wrong header.');
  await app.reply.getByRole('button', { name: 'Edit key' }).click();
  await expect(app.field('id')).toHaveValue('lab');
  await fetch.click();
  await expect(app.settings.getByText('Lab rejected the key (401).')).toBeVisible();
});

test('a key that a server repeats is not shown', async ({ app, page, problems, serve }) => {
  problems.expect(LINE.status(401));
  const server = await serve(refusal(401, 'Incorrect API key provided: sk-very-secret-key-1234'));
  await app.open();
  await app.connect(server.endpoint);
  await page.evaluate(() => window.AIS.Providers.setKey('lab', 'sk-very-secret-key-1234'));
  await app.send('Hi');
  await app.reply.getByRole('button', { name: 'Details', exact: true }).click();
  await expect(app.reply).toContainText('Incorrect API key provided');
  await expect(app.reply).not.toContainText('sk-very-secret-key-1234');
});

test('parameters that are refused one after the other are left out at the first try; what was learned can be forgotten', async ({ app, problems, serve }) => {
  problems.expect(LINE.status(400));
  const server = await serve([
    refusal(400, "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.", { param: 'max_tokens' }),
    refusal(400, "Unsupported value: 'temperature' does not support 0.7 with this model.", { param: 'temperature', code: 'unsupported_value' }),
    reply('Without both.'),
  ]);
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Hi');
  await expect(app.reply).toContainText('Without both.');
  expect(server.posts).toHaveLength(3);
  expect(server.body()).toMatchObject({ max_completion_tokens: 4096 });
  for (const gone of ['temperature', 'max_tokens']) expect(server.body()).not.toHaveProperty(gone);

  await app.openSettings();
  await app.settings.getByRole('button', { name: /^Lab/ }).click();
  await expect(app.settings.getByText('lab-7b: max_tokens is sent as max_completion_tokens')).toBeVisible();
  await expect(app.settings.getByText('lab-7b: temperature 0.7 is not sent')).toBeVisible();
  await app.closeSettings();
  await app.send('Again');
  await expect.poll(() => server.posts.length).toBe(4);
  expect(server.body()).not.toHaveProperty('temperature');

  // The value was refused, and not the parameter.
  await app.page.getByRole('spinbutton', { name: 'Temperature' }).fill('1');
  await app.send('Once more');
  await expect.poll(() => server.posts.length).toBe(5);
  expect(server.body()).toMatchObject({ temperature: 1 });

  await app.openSettings();
  await app.settings.getByRole('button', { name: /^Lab/ }).click();
  await app.settings.getByRole('button', { name: 'Forget what was learned' }).click();
  await expect(app.settings.getByText('Learned from this server')).toBeHidden();
  await app.closeSettings();
  await app.send('And again');
  await expect.poll(() => server.posts.length).toBe(6);
  expect(server.body()).toHaveProperty('max_tokens');
});

test('where a parameter is refused that is not sent any more, the card offers to leave it out', async ({ app, problems, serve }) => {
  problems.expect(LINE.status(400));
  const words = refusal(400, "Unsupported parameter: 'max_tokens'", { param: 'max_tokens' });
  const server = await serve([words, words, reply('Without it.')]);
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Hi');
  await app.reply.getByRole('button', { name: 'Try without max_tokens' }).click();
  await expect(app.reply).toContainText('Without it.');
  expect(server.posts).toHaveLength(3);
  expect(server.body()).not.toHaveProperty('max_tokens');
});

const KOREAN_CASES: { name: string; answer: Answer | null; says: string; again?: string; expected?: RegExp }[] = [
  { name: 'a key that is asked for', answer: refusal(401, 'No'), says: 'Lab에서 키를 요구하지만(401) 보낸 키가 없습니다.', expected: LINE.status(401) },
  { name: 'a refused parameter', answer: refusal(400, 'Bad value', { param: 'messages' }), says: '400', expected: LINE.status(400) },
  { name: 'a limit', answer: refusal(429, 'Slow down'), says: '(429)', again: '지금 다시 시도', expected: LINE.status(429) },
  { name: 'a web page', answer: { headers: { 'content-type': 'text/html' }, pieces: ['<!doctype html><h1>Sign in</h1>'] }, says: 'Lab에서 웹 페이지로 응답했습니다.' },
  { name: 'an empty answer', answer: { pieces: [] }, says: 'Lab에서 빈 응답을 보냈습니다.' },
  { name: 'a reply that ends in an error', answer: { pieces: [finish('error'), DONE] }, says: 'Lab에서 오류로 답변을 끝냈습니다.' },
  { name: 'a server that is off', answer: null, says: '서버가 꺼져 있거나 포트가 다를 가능성이 큽니다.', expected: LINE.refused },
];

test.describe('in Korean', () => {
  test.use({ locale: 'ko-KR' });

  for (const { name, answer, says, again, expected } of KOREAN_CASES) {
    test(`${name} is said in Korean`, async ({ page, problems, serve }) => {
      if (expected) problems.expect(expected);
      const server = await serve(answer ?? reply('Never.'));
      if (!answer) await server.stop();
      await page.goto('/');
      await page.waitForFunction(() => 'AIS' in window);
      await page.evaluate((endpoint) => window.AIS.Providers.registerCustom('lab', { name: 'Lab', endpoint }), server.endpoint);
      await page.getByRole('combobox', { name: '제공업체' }).selectOption({ label: 'Lab' });
      const message = page.getByPlaceholder('메시지를 입력하세요…');
      await message.fill('질문');
      await message.press('Enter');
      const said = page.getByRole('article').last();
      await expect(said).toContainText(says);
      await expect(said.getByRole('button', { name: again ?? '다시 시도', exact: true })).toBeVisible();
    });
  }
});
