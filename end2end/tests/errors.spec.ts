import type { Answer } from '../support/scripted-server';
import { expect, test } from '../support/fixtures';
import { LINE } from '../support/problems';
import { json, refusal, reply } from '../support/stream';

interface Case {
  name: string;
  answer: Answer;
  says: RegExp;
  /** The server's own words, under Details. */
  details?: string;
  button: string;
}

const CASES: Case[] = [
  { name: 'a rejected key', answer: refusal(401, 'Incorrect key: go away'), says: /Lab rejected the key \(401\)/, details: 'Incorrect key: go away', button: 'Edit key' },
  { name: 'an unknown model', answer: refusal(404, 'The model `lab-7b` does not exist', { code: 'model_not_found' }), says: /Lab has no model "lab-7b"/, details: 'does not exist', button: 'Try again' },
  { name: 'a limit with a time', answer: { ...refusal(429, 'Slow down'), headers: { 'retry-after': '7', 'access-control-expose-headers': 'retry-after' } }, says: /Lab asks to wait 7 s \(429\)/, details: 'Slow down', button: 'Try again' },
  { name: 'a limit without a time', answer: refusal(429, 'Slow down'), says: /Lab asks to slow down \(429\)/, details: 'Slow down', button: 'Try again' },
  { name: 'an error inside a 200', answer: json({ error: { message: 'The GPU is on fire', code: 500 } }), says: /Lab/, details: 'The GPU is on fire', button: 'Try again' },
  { name: 'a web page', answer: { headers: { 'content-type': 'text/html' }, pieces: ['<!doctype html><title>Sign in</title><h1>Sign in</h1>'] }, says: /Lab answered with a web page/, button: 'Try again' },
  { name: 'hostile words', answer: refusal(500, '<img src=x onerror="document.title=\'owned\'">'), says: /Lab failed \(500\)/, details: '<img src=x', button: 'Try again' },
];

for (const { name, answer, says, details, button } of CASES) {
  test(`${name} is said in one sentence, with the server's words under Details`, async ({ app, page, problems, serve }) => {
    problems.expect(LINE.status(answer.status ?? 200));
    const server = await serve([answer, reply('Better now.')]);
    await app.open();
    await app.connect(server.endpoint);
    await app.send('Hi');
    await expect(app.reply).toContainText(says);
    await expect(app.reply.getByRole('button', { name: button })).toBeVisible();
    if (details) {
      await app.reply.getByRole('button', { name: 'Details' }).click();
      await expect(app.reply.locator('pre')).toContainText(details);
    }
    await expect(page).toHaveTitle(/AISCouncil/);
    // No POST is repeated by itself.
    expect(server.posts).toHaveLength(1);
    await app.reply.getByRole('button', { name: 'Try again' }).click();
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

test('Edit key leads to the form of that provider', async ({ app, problems, serve }) => {
  problems.expect(LINE.status(401));
  const server = await serve(refusal(401, 'No'));
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Hi');
  await app.reply.getByRole('button', { name: 'Edit key' }).click();
  await expect(app.settings).toBeVisible();
  await expect(app.field('id')).toHaveValue('lab');
});

test('a key that a server repeats is not shown', async ({ app, page, problems, serve }) => {
  problems.expect(LINE.status(401));
  const server = await serve(refusal(401, 'Incorrect API key provided: sk-very-secret-key-1234'));
  await app.open();
  await app.connect(server.endpoint);
  await page.evaluate(() => window.AIS.Providers.setKey('lab', 'sk-very-secret-key-1234'));
  await app.send('Hi');
  await app.reply.getByRole('button', { name: 'Details' }).click();
  await expect(app.reply).toContainText('Incorrect API key provided');
  await expect(app.reply).not.toContainText('sk-very-secret-key-1234');
});

test.describe('in Korean', () => {
  test.use({ locale: 'ko-KR' });

  test('a rejected key is said in Korean', async ({ page, problems, serve }) => {
    problems.expect(LINE.status(401));
    const server = await serve(refusal(401, 'No'));
    await page.goto('/');
    await page.waitForFunction(() => 'AIS' in window);
    await page.evaluate((endpoint) => window.AIS.Providers.registerCustom('lab', { name: 'Lab', endpoint }), server.endpoint);
    await page.getByRole('combobox', { name: '제공업체' }).selectOption({ label: 'Lab' });
    const message = page.getByPlaceholder('메시지를 입력하세요…');
    await message.fill('질문');
    await message.press('Enter');
    await expect(page.getByRole('article').last()).toContainText('Lab에서 키를 거부했습니다(401)');
    await expect(page.getByRole('button', { name: '키 수정' })).toBeVisible();
  });
});
