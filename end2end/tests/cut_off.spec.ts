import { expect, test } from '../support/fixtures';
import { LINE } from '../support/problems';
import { held, reply, text } from '../support/stream';

const ENDINGS = [
  ['breaks off', 'drop'],
  ['ends without saying so', 'close'],
] as const;

for (const [what, end] of ENDINGS) {
  test(`when the server ${what} in mid-reply the text stays and can be continued`, async ({ app, problems, serve }) => {
    problems.expect(LINE.cut);
    const { answer, release } = held([text('The first'), text(' part')], []);
    const server = await serve([{ ...answer, end }, reply(' and the rest.')]);
    await app.open();
    await app.connect(server.endpoint);
    await app.send('Tell me');
    await expect(app.reply).toContainText('The first part');
    release();
    await expect(app.reply).toContainText('Cut off. The connection closed after 2 tokens. The text is saved.');
    await expect(app.button('Send')).toBeVisible();

    await app.reload();
    await expect(app.reply).toContainText('The first part');
    await expect(app.reply).toContainText('Cut off.');

    await app.reply.getByRole('button', { name: 'Continue' }).click();
    await expect(app.reply).toContainText('The first part and the rest.');
    await expect(app.reply).not.toContainText('Cut off.');
    await expect(app.messages).toHaveCount(2);
    expect(server.body().messages).toEqual(
      expect.arrayContaining([
        { role: 'user', content: 'Tell me' },
        { role: 'assistant', content: 'The first part' },
      ]),
    );
  });
}

test('a finish reason without [DONE] is a proper end', async ({ app, serve }) => {
  const server = await serve({ pieces: (reply('Whole.').pieces ?? []).slice(0, -1) });
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Hi');
  await expect(app.reply.getByText('12 in · 34 out')).toBeVisible();
  await expect(app.reply).not.toContainText('Cut off.');
});

test('nothing is waited for after [DONE]', async ({ app, serve }) => {
  const server = await serve({ pieces: reply('Whole.').pieces ?? [], end: 'hang' });
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Hi');
  await expect(app.reply).toContainText('Whole.');
  await expect(app.button('Send')).toBeVisible();
  await expect.poll(() => server.posts[0]?.aborted).toBe(true);
});

test('the idle limit of a provider cuts a reply that went silent', async ({ app, serve }) => {
  const server = await serve({ pieces: [text('Then silence')], end: 'hang' });
  await app.open();
  await app.connect(server.endpoint, { idleLimit: 1 });
  await app.send('Hi');
  await expect(app.reply).toContainText('Then silence');
  await expect(app.reply).toContainText('Cut off.');
  await expect.poll(() => server.posts[0]?.aborted).toBe(true);
});

test.describe('in Korean', () => {
  test.use({ locale: 'ko-KR' });

  test('the cut-off bar says the same', async ({ page, problems, serve }) => {
    problems.expect(LINE.cut);
    const { answer, release } = held([text('앞부분')], []);
    const server = await serve({ ...answer, end: 'drop' });
    await page.goto('/');
    await page.waitForFunction(() => 'AIS' in window);
    await page.evaluate((endpoint) => window.AIS.Providers.registerCustom('lab', { name: 'Lab', endpoint }), server.endpoint);
    await page.getByRole('combobox', { name: '제공업체' }).selectOption({ label: 'Lab' });
    const message = page.getByPlaceholder('메시지를 입력하세요…');
    await message.fill('질문');
    await message.press('Enter');
    const reply = page.getByRole('article').last();
    await expect(reply).toContainText('앞부분');
    release();
    await expect(reply).toContainText('답변이 끊겼습니다. 토큰 1개를 받은 뒤 연결이 닫혔습니다. 받은 내용은 저장했습니다.');
    await expect(reply.getByRole('button', { name: '이어서 받기' })).toBeVisible();
  });
});
