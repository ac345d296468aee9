import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';

import { expect, test } from '../support/fixtures';
import { DONE, event, finish } from '../support/stream';

interface Stored {
  id: string;
  title: string;
  /** Texts, the user's and the model's in turns; the model's reasoning after a line `---`. */
  messages: string[];
}

const CONVERSATIONS: Stored[] = [
  { id: 'c-nginx', title: 'nginx CORS snippet', messages: ['How do I allow one origin?', 'It adds **CORS** headers for one origin only.'] },
  { id: 'c-rename', title: 'Rename providers safely', messages: ['What happened?', 'The gateway answered the preflight, so CORS was fine.'] },
  { id: 'c-trip', title: '전주 여행', messages: ['사흘 동안 전주에서 무엇을 볼까요? 지도의 CORS는 제외.', '한옥마을과 경기전을 추천합니다.', '날씨는요?', 'It will rain.---비빔밥 is a thought.'] },
];

/** Writes conversations as the app stores them, and some records that no version wrote. */
async function store(page: Page, conversations: Stored[]): Promise<void> {
  await page.evaluate(async (conversations) => {
    const request = indexedDB.open('aiscouncil');
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const transaction = database.transaction(['bots', 'conversations', 'messages'], 'readwrite');
    const bots = transaction.objectStore('bots').getAllKeys();
    bots.onsuccess = () => {
      conversations.forEach(({ id, title, messages }, index) => {
        const time = Date.now() - (conversations.length - index) * 60_000;
        transaction.objectStore('conversations').put({ id, title, bot: bots.result[0], created: time, updated: time });
        messages.forEach((message, turn) => {
          const [content, reasoning = ''] = message.split('---');
          const reply = turn % 2 ? { bot: 'Assistant', model: 'm', reasoning, ending: { how: 'complete' } } : undefined;
          transaction.objectStore('messages').put({ id: `${id}-${String(turn).padStart(6, '0')}`, conversation: id, role: turn % 2 ? 'assistant' : 'user', content, created: time + turn, ...(reply && { reply }) });
        });
      });
      for (const damaged of [{ id: 'x1' }, { id: 'x2', conversation: 'c-trip', content: 7 }, { id: 'x3', conversation: 'c-trip', role: 'assistant', content: 'CORS', reply: 'what' }, { id: 'x5', conversation: 'c-trip', content: 'CORS of nobody' }, { id: 'x4', conversation: 'gone', role: 'user', content: 'CORS of a conversation that is gone' }]) {
        transaction.objectStore('messages').put(damaged);
      }
    };
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onerror = () => reject(transaction.error);
    });
    database.close();
  }, conversations);
  await page.reload();
  await page.waitForFunction(() => 'AIS' in window);
}

const palette = (page: Page): Locator => page.getByRole('dialog', { name: 'Command palette' });
const everything = (page: Page): Locator => palette(page).getByRole('combobox', { name: 'Search everything' });
const results = (page: Page): Locator => palette(page).getByRole('listbox', { name: 'Results' });
const options = (page: Page): Locator => results(page).getByRole('option');
const chosen = (page: Page): Locator => results(page).getByRole('option', { selected: true });
const field = (page: Page): Locator => page.getByRole('searchbox', { name: 'Search conversations' });

async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press('Control+KeyK');
  await expect(everything(page)).toBeFocused();
}

test('the palette finds words in three conversations, and a message by keyboard alone', async ({ app, page }) => {
  await app.open();
  await store(page, CONVERSATIONS);
  await openPalette(page);
  await page.keyboard.type('cors');
  const conversations = results(page).getByRole('group', { name: 'Conversations' });
  // One title, and a message of each; nothing of damaged records and of a conversation that is gone.
  await expect(conversations.getByRole('option')).toHaveCount(4);
  await expect(palette(page).getByRole('status')).toHaveText('3 conversations, 3 matches');
  await expect(conversations.getByRole('option', { name: 'preflight' }).locator('mark')).toHaveText(['CORS']);
  await expect(conversations.getByRole('option').first()).toContainText('nginx CORS snippet');

  // The field keeps the focus and points at the option.
  await page.keyboard.press('End');
  await expect(chosen(page)).toHaveCount(1);
  expect(await everything(page).getAttribute('aria-activedescendant')).toBe(await chosen(page).getAttribute('id'));
  await page.keyboard.press('Home');
  for (let step = 0; step < 10 && !(await chosen(page).textContent())?.includes('preflight'); step += 1) await page.keyboard.press('ArrowDown');
  await expect(everything(page)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(palette(page)).toBeHidden();
  await expect(page).toHaveURL(/\/chat\/c-rename$/);
  const message = app.messages.filter({ hasText: 'preflight' });
  await expect(message).toBeFocused();
  await expect(message).toHaveAttribute('data-found', '');
  await expect(message).not.toHaveAttribute('data-found', '');
});

test('a message far up is scrolled to and stays there; a thought is opened', async ({ app, page }) => {
  await app.open();
  const long = Array.from({ length: 200 }, (_, turn) => (turn === 41 ? 'Here lies the needle.' : `Message ${turn}\n\n${'word '.repeat(120)}`));
  await store(page, [...CONVERSATIONS, { id: 'c-long', title: 'A long one', messages: long }]);
  await openPalette(page);
  await page.keyboard.type('the needle');
  // While it is typed, a command may be the only one that is found.
  await expect(options(page)).toContainText(['the needle']);
  await page.keyboard.press('Enter');
  const needle = app.messages.filter({ hasText: 'Here lies the needle.' });
  await expect(needle).toBeInViewport();
  await page.waitForTimeout(2000);
  await expect(needle).toBeInViewport();
  await expect(app.button('Jump to latest')).toBeVisible();

  await openPalette(page);
  await page.keyboard.type('비빔밥');
  await expect(options(page)).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(app.log.getByText('is a thought.')).toBeVisible();
});

test('Hangul is found while its syllables are composed, and by initial consonants', async ({ app, page }) => {
  await app.open();
  await store(page, CONVERSATIONS);
  await openPalette(page);
  for (const query of ['한오', '한옥마', 'ㅎㅇㅁㅇ', '경기저']) {
    await everything(page).fill(query);
    await expect(options(page), query).toHaveCount(1);
    await expect(options(page)).toContainText('한옥마을과 경기전');
  }
  // A key of the input method chooses nothing and closes nothing.
  await everything(page).evaluate((field) => {
    for (const code of ['Enter', 'ArrowDown', 'Escape']) {
      field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Process', code, keyCode: 229, isComposing: true, bubbles: true, cancelable: true } as KeyboardEventInit));
    }
  });
  await expect(palette(page)).toBeVisible();
  await expect(page).toHaveURL(/\/$/);
});

test('tool calls and refusals are found, also where nothing can be stored', async ({ app, page, serve }) => {
  const delta = (delta: unknown): string => event({ choices: [{ index: 0, delta, finish_reason: null }] });
  const call = { index: 0, id: 'c', type: 'function', function: { name: 'look_up_weather', arguments: '{"city":"Jeonju"}' } };
  const ask = async (): Promise<void> => {
    const server = await serve([
      { pieces: [delta({ tool_calls: [call] }), finish('tool_calls'), DONE] },
      { pieces: [delta({ refusal: 'I will not speak of tornadoes.' }), finish(), DONE] },
    ]);
    await app.connect(server.endpoint);
    await app.send('First');
    await expect(app.reply.getByRole('group', { name: 'Tool call: look_up_weather' })).toBeVisible();
    await app.send('Second');
    await expect(app.reply).toContainText('tornadoes');
    await expect(app.button('Send')).toBeVisible();
  };
  const find = async (): Promise<void> => {
    for (const [query, shown] of [['jeonju', 'look_up_weather'], ['look_up', 'Jeonju'], ['tornado', 'I will not speak']] as const) {
      await openPalette(page);
      await everything(page).fill(query);
      await expect(options(page), query).toHaveCount(1);
      await expect(options(page)).toContainText(shown);
      await expect(options(page).locator('mark')).toHaveCount(1);
      await page.keyboard.press('Enter');
      await expect(app.messages.filter({ hasText: shown })).toBeFocused();
    }
  };
  await app.open();
  await ask();
  await app.reload();
  await find();

  // Without a database the messages are in memory only.
  await page.addInitScript(() => Object.defineProperty(window, 'indexedDB', { get: () => undefined }));
  await app.open();
  await ask();
  await find();
});

test('commands run, and the palette says what there is', async ({ app, page }) => {
  await app.open();
  await app.message.focus();
  await openPalette(page);
  await expect(options(page).first()).toContainText('New chat');
  await page.keyboard.type('dark');
  await expect(options(page)).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(app.message).toBeFocused();

  await openPalette(page);
  await page.keyboard.type('settings: keyb');
  await page.keyboard.press('Enter');
  await expect(app.settings.getByRole('heading', { name: 'Keyboard' })).toBeVisible();
  // It opens over settings too, and Escape closes the palette first.
  await openPalette(page);
  await page.keyboard.press('Escape');
  await expect(palette(page)).toBeHidden();
  await expect(app.settings).toBeVisible();
  await app.closeSettings();

  await page.evaluate(() => window.AIS.Providers.registerCustom('lab', { name: 'Lab vLLM', endpoint: 'http://127.0.0.1:9/v1/chat/completions', models: [{ id: 'qwen3-32b', name: 'Qwen' }] }));
  await openPalette(page);
  await page.keyboard.type('qwen');
  await results(page).getByRole('option', { name: 'qwen3-32b' }).click();
  await expect(app.provider).toHaveValue('lab');
  await expect(app.model).toHaveValue('qwen3-32b');

  await openPalette(page);
  await page.keyboard.type('zzzz');
  await expect(options(page)).toHaveCount(0);
  await expect(palette(page).getByRole('status')).toHaveText('No message has these words');
  // The same key closes it.
  await page.keyboard.press('Control+KeyK');
  await expect(palette(page)).toBeHidden();
});

test('the list is searched as one types', async ({ app, page }) => {
  await app.open();
  await store(page, CONVERSATIONS);
  await app.button('Search').click();
  await expect(field(page)).toBeFocused();
  const rows = page.getByRole('navigation', { name: 'Conversations' }).getByRole('link');
  await expect(rows).toHaveCount(3);
  await page.keyboard.type('cors');
  await expect(rows).toHaveCount(3);
  await expect(rows.filter({ hasText: 'nginx' })).toContainText('headers for one origin only');
  await page.keyboard.type(' preflight');
  await expect(rows).toHaveCount(1);
  await expect(rows.locator('mark')).toHaveText(['preflight', 'CORS']);
  await rows.click();
  await expect(app.messages.filter({ hasText: 'preflight' })).toBeFocused();

  await field(page).focus();
  await page.keyboard.press('Escape');
  await expect(field(page)).toBeHidden();
  await expect(app.button('Search')).toBeFocused();
  await page.keyboard.press('Control+KeyF');
  await expect(field(page)).toBeFocused();
  // Inside the field it is the browser's own search.
  const taken = await field(page).evaluate((field) => {
    const event = new KeyboardEvent('keydown', { key: 'f', code: 'KeyF', ctrlKey: true, bubbles: true, cancelable: true });
    field.dispatchEvent(event);
    return event.defaultPrevented;
  });
  expect(taken).toBe(false);
});

test('50,000 messages: results stream in, and the page stays usable', async ({ app, page }) => {
  test.setTimeout(120_000);
  await app.open();
  const conversations = Array.from({ length: 500 }, (_, index) => ({
    id: `c${String(index).padStart(4, '0')}`,
    title: `Conversation ${index}`,
    messages: Array.from({ length: 100 }, (_, turn) => `Message ${turn} of ${index}. ${'서울의 날씨 and some words, '.repeat(12)}${index === 3 && turn === 50 ? 'rarest' : ''}`),
  }));
  await store(page, conversations);
  await page.keyboard.press('Shift');
  await openPalette(page);
  await page.evaluate(() => {
    const tasks: number[] = [];
    Object.assign(window, { tasks });
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map((entry) => entry.duration))).observe({ entryTypes: ['longtask'] });
  });
  const began = Date.now();
  await page.keyboard.type('words', { delay: 60 });
  await expect(options(page).first()).toBeVisible();
  const first = Date.now() - began;
  await everything(page).fill('rarest');
  await expect(options(page)).toHaveCount(1, { timeout: 60_000 });
  await expect(palette(page).getByRole('status')).toHaveText('1 conversation, 1 match', { timeout: 60_000 });
  const longest = await page.evaluate(() => Math.max(0, ...(window as unknown as { tasks: number[] }).tasks));
  console.log(`  first result ${first} ms, all searched ${Date.now() - began} ms, longest task ${longest} ms`);
});

for (const { name, locale, colorScheme, viewport } of [
  { name: 'light', locale: 'en-US', colorScheme: 'light', viewport: { width: 1440, height: 900 } },
  { name: 'dark', locale: 'ko-KR', colorScheme: 'dark', viewport: { width: 1440, height: 900 } },
  { name: 'mobile', locale: 'ko-KR', colorScheme: 'light', viewport: { width: 390, height: 844 } },
] as const) {
  test.describe(name, () => {
    test.use({ locale, colorScheme, viewport });

    test('axe finds nothing in the palette and in the search', async ({ app, page }) => {
      await app.open();
      await store(page, CONVERSATIONS);
      const findings = async (): Promise<string[]> => {
        const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
        return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
      };
      await page.keyboard.press('Control+KeyK');
      await expect(page.getByRole('listbox')).toBeVisible();
      expect.soft(await findings(), 'all commands').toEqual([]);
      await page.screenshot({ path: `test-results/screens/palette-${name}-1.png`, caret: 'initial' });
      await page.keyboard.type('cors');
      await expect(page.getByRole('option').locator('mark')).not.toHaveCount(0);
      expect.soft(await findings(), 'results').toEqual([]);
      await page.screenshot({ path: `test-results/screens/palette-${name}-2.png`, caret: 'initial' });
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+KeyF');
      await expect(page.getByRole('searchbox')).toBeFocused();
      await page.keyboard.type('cors');
      await expect(page.getByRole('navigation').getByRole('link').locator('mark')).not.toHaveCount(0);
      expect.soft(await findings(), 'the search in the list').toEqual([]);
      await page.screenshot({ path: `test-results/screens/palette-${name}-3.png`, caret: 'initial' });
    });
  });
}
