import { App, ENGLISH, KOREAN, type Draft } from '../support/app';
import { expect, test } from '../support/fixtures';
import { stored } from '../support/ais';

const GOOD: Draft = { id: 'lab', name: 'Lab', endpoint: 'http://127.0.0.1:9/v1/chat/completions', key: '', models: 'm' };

interface Case {
  what: string;
  field: keyof Draft;
  typed: string;
  english: RegExp;
  korean: RegExp;
}

const CASES: Case[] = [
  { what: 'an empty id', field: 'id', typed: '', english: /ID is empty/i, korean: /ID가 비어/ },
  { what: 'capitals in the id', field: 'id', typed: 'My-llm', english: /lower ?case|capital/i, korean: /대문자|소문자/ },
  { what: 'a space in the id', field: 'id', typed: 'my llm', english: /space/i, korean: /공백/ },
  { what: 'an id of 65 letters', field: 'id', typed: 'a'.repeat(65), english: /64/, korean: /64/ },
  { what: 'an id that starts with a dash', field: 'id', typed: '-lab', english: /start/i, korean: /첫 글자|시작/ },
  { what: 'a slash in the id', field: 'id', typed: 'lab/one', english: /\//, korean: /\// },
  { what: "a built-in's id", field: 'id', typed: 'openai', english: /"openai" is already used\. Choose another ID\./, korean: /이미 쓰고 있는 ID입니다: openai\. 다른 ID를 정하세요\./ },
  { what: "Demo's id", field: 'id', typed: 'demo', english: /"demo" is already used\. Choose another ID\./, korean: /이미 쓰고 있는 ID입니다: demo\. 다른 ID를 정하세요\./ },
  { what: 'an id that is taken', field: 'id', typed: 'taken', english: /"taken" is already used\. Choose another ID\./, korean: /이미 쓰고 있는 ID입니다: taken\. 다른 ID를 정하세요\./ },
  { what: 'an empty name', field: 'name', typed: '   ', english: /name is empty/i, korean: /이름이 비어/ },
  { what: 'an empty URL', field: 'endpoint', typed: '', english: /URL is empty/i, korean: /URL이 비어/ },
  { what: 'a URL that is none', field: 'endpoint', typed: 'http://', english: /host/i, korean: /호스트/ },
  { what: 'words in the place of a URL', field: 'endpoint', typed: 'not a url', english: /URL|host/i, korean: /URL|호스트/ },
  { what: 'a URL of another scheme', field: 'endpoint', typed: 'ftp://host/v1', english: /http/i, korean: /http/i },
  { what: 'a URL with a password', field: 'endpoint', typed: 'https://user:pass@host/v1', english: /password/i, korean: /비밀번호/ },
  { what: 'a URL with a wrong port', field: 'endpoint', typed: 'http://host:99999/v1', english: /port/i, korean: /포트/ },
  { what: 'no model', field: 'models', typed: ' , ,', english: /model/i, korean: /모델/ },
  { what: 'a key with Hangul', field: 'key', typed: 'sk-열쇠', english: /4/, korean: /4/ },
];

for (const [language, locale, names] of [['English', 'en-US', ENGLISH], ['Korean', 'ko-KR', KOREAN]] as const) {
  test.describe(`in ${language}`, () => {
    test.use({ locale });

    test('each wrong value is refused at its field with its reason, and stays typed', async ({ page }) => {
      test.slow();
      const app = new App(page, names);
      await app.open();
      await page.evaluate(() => window.AIS.Providers.registerCustom('taken', { endpoint: 'http://127.0.0.1:9/v1/chat/completions' }));
      const before = await page.evaluate(() => ({ ...localStorage }));
      await app.openSettings();
      await app.fill(GOOD);
      for (const { what, field, typed, ...reason } of CASES) {
        await test.step(what, async () => {
          await app.fill({ [field]: typed });
          await app.save.click();
          const box = app.field(field);
          await expect(box).toHaveAttribute('aria-invalid', 'true');
          await expect(box).toHaveAccessibleDescription(language === 'English' ? reason.english : reason.korean);
          if (language === 'Korean') await expect(box).toHaveAccessibleDescription(/[가-힣]/);
          await expect(box).toHaveValue(typed);
          await expect(box).toBeFocused();
          await expect(app.settings.locator('[aria-invalid="true"]')).toHaveCount(1);
          expect(await page.evaluate(() => ({ ...localStorage }))).toEqual(before);
          await app.fill({ [field]: GOOD[field] });
        });
      }
    });
  });
}

test('all wrong fields are marked at once and the first gets the focus', async ({ app, page }) => {
  await app.open();
  await app.openSettings();
  await app.save.click();
  for (const field of ['id', 'name', 'endpoint', 'models'] as const) await expect(app.field(field)).toHaveAttribute('aria-invalid', 'true');
  await expect(app.field('key')).not.toHaveAttribute('aria-invalid', 'true');
  await expect(app.field('id')).toBeFocused();
  expect(await stored(page)).toBeNull();
});

test('a field is checked when it is left, and cleared when it is mended', async ({ app }) => {
  await app.open();
  await app.openSettings();
  await app.field('id').fill('Lab One');
  await app.field('id').press('Tab');
  await expect(app.field('id')).toHaveAttribute('aria-invalid', 'true');
  await expect(app.field('endpoint')).not.toHaveAttribute('aria-invalid', 'true');
  await app.field('id').fill('lab-1');
  await app.field('id').press('Tab');
  await expect(app.field('id')).not.toHaveAttribute('aria-invalid', 'true');
});

test('a key pasted with quotes and spaces is cleaned, and that is said', async ({ app, page }) => {
  await app.open();
  await app.openSettings();
  await app.fill({ ...GOOD, key: ' "sk-pasted"\u200b ' });
  await app.field('key').press('Tab');
  await expect(app.field('key')).not.toHaveAttribute('aria-invalid', 'true');
  await expect(app.field('key')).toHaveAccessibleDescription(/remov|clean/i);
  await app.save.click();
  await expect.poll(() => page.evaluate(() => localStorage.getItem('ais-apikey-lab'))).toBe('sk-pasted');
});

test('a key pasted with a line break is refused or mended, never sent broken', async ({ app, page }) => {
  await app.open();
  await app.openSettings();
  await app.fill(GOOD);
  // A password field of the browser drops the break of a pasted text by itself; a script keeps it.
  await app.field('key').focus();
  await page.evaluate(() => document.execCommand('insertText', false, 'sk-one\nsk-two'));
  await app.save.click();
  const key = await page.evaluate(() => localStorage.getItem('ais-apikey-lab'));
  expect(key ?? '').not.toMatch(/[\r\n]/);
  const thrown = await page.evaluate(() => {
    try {
      window.AIS.Providers.setKey('openai', 'sk-one\nsk-two');
      return null;
    } catch (error) {
      return (error as Error).message;
    }
  });
  expect(thrown).toMatch(/key.*line break.*7/);
});

test('commas, blanks and duplicates in the model list are tidied up', async ({ app, page }) => {
  await app.open();
  await app.openSettings();
  await app.fill({ ...GOOD, models: ' b , a,, b ,Org/C:latest, ' });
  await app.save.click();
  await expect.poll(() => stored(page)).toMatchObject([{ models: [{ id: 'b' }, { id: 'a' }, { id: 'Org/C:latest' }] }]);
});

test('a half-typed form survives closing settings', async ({ app }) => {
  await app.open();
  await app.openSettings();
  await app.fill({ id: 'half', endpoint: 'http://127.0' });
  await app.closeSettings();
  await app.openSettings();
  await expect(app.field('id')).toHaveValue('half');
  await expect(app.field('endpoint')).toHaveValue('http://127.0');
});
