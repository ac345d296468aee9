import { listCustom, register, stored } from '../support/ais';
import { expect, test } from '../support/fixtures';
import { reply } from '../support/stream';

const STORED = 'ais-custom-providers';
const GOOD = { id: 'good', name: 'Good', endpoint: 'http://127.0.0.1:9/v1/chat/completions', models: [{ id: 'm', name: 'M' }] };

const WRONG_TEXTS = [
  ['is no JSON', '[{"id":"lost","na'],
  ['is no array', '{"id":"lost"}'],
] as const;

for (const [what, text] of WRONG_TEXTS) {
  test(`a stored list that ${what} is said and never lost`, async ({ app, page }) => {
    await page.addInitScript(([name, text]) => {
      if (!localStorage.getItem('seeded')) localStorage.setItem(name, text);
      localStorage.setItem('seeded', 'yes');
    }, [STORED, text] as const);
    await app.open();
    expect(await page.evaluate((name) => localStorage.getItem(name), STORED)).toBe(text);
    await expect(page.getByText(/stored.*custom providers.*could not be read/i).first()).toBeVisible();
    // The rest works, and a new provider is stored beside what could not be read.
    expect(await register(page, 'good', GOOD)).toBeNull();
    expect(await listCustom(page)).toEqual(['good']);
    expect(await page.evaluate(() => Object.values({ ...localStorage }))).toContain(text);
    await app.reload();
    expect(await listCustom(page)).toEqual(['good']);
    expect(await page.evaluate(() => Object.values({ ...localStorage }))).toContain(text);
  });
}

test('one bad entry is set aside with its reason, and the others load', async ({ app, page }) => {
  const bad = { id: 'bad-one', name: 'Bad', endpoint: 17, models: [], keep: { me: [1, 2.5, null] } };
  const text = JSON.stringify([bad, { ...GOOD, future: 'kept' }, 'not even an object']);
  await page.addInitScript(([name, text]) => {
    if (!localStorage.getItem('seeded')) localStorage.setItem(name, text);
    localStorage.setItem('seeded', 'yes');
  }, [STORED, text] as const);
  await app.open();
  expect(await listCustom(page)).toEqual(['good']);
  expect(await page.evaluate((name) => localStorage.getItem(name), STORED)).toBe(text);

  await app.openSettings();
  await expect(app.settings.getByText('bad-one')).toBeVisible();
  await expect(app.settings.getByText(/endpoint/).first()).toBeVisible();
  await app.closeSettings();

  // A save keeps the unreadable entries in their places, and fields that this version does not know.
  expect(await register(page, 'new-one', { endpoint: GOOD.endpoint })).toBeNull();
  const after = await stored(page);
  expect(after?.[0]).toEqual(bad);
  expect(after?.[1]).toMatchObject({ id: 'good', future: 'kept' });
  expect(after?.[2]).toEqual('not even an object');
  expect(after?.[3]).toMatchObject({ id: 'new-one' });

  await app.openSettings();
  await app.settings.getByRole('button', { name: /^Good/ }).click();
  await app.fill({ name: 'Better' });
  await app.save.click();
  await expect.poll(() => stored(page)).toMatchObject([bad, { name: 'Better', future: 'kept' }, 'not even an object', { id: 'new-one' }]);
});

const BLOCKED = [
  ['localStorage', ['localStorage']],
  ['localStorage and IndexedDB', ['localStorage', 'indexedDB']],
] as const;

for (const [what, names] of BLOCKED) {
  test(`with ${what} blocked the app says so once and works in memory`, async ({ app, page, serve }) => {
    const server = await serve(reply('Still here.'));
    await page.addInitScript((names) => {
      const refuse = (): never => {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      };
      for (const name of names) Object.defineProperty(window, name, { get: refuse, configurable: true });
    }, [...names]);
    await app.open();
    const notice = page.getByRole('alert').filter({ hasText: 'does not let the page store' });
    await expect(notice).toHaveCount(1);
    await app.saveProvider({ id: 'lab', name: 'Lab', endpoint: server.endpoint, key: 'sk-memory', models: 'm' });
    await app.choose('Lab');
    await app.send('Anyone there?');
    await expect(app.reply).toContainText('Still here.');
    expect(server.posts[0]?.headers.authorization).toBe('Bearer sk-memory');
    expect(await listCustom(page)).toEqual(['lab']);
    // Said once: it stays away when it has been read.
    await notice.getByRole('button').click();
    await expect(notice).toHaveCount(0);
    expect(await register(page, 'two', { endpoint: server.endpoint })).toBeNull();
    await app.send('And now?');
    await expect(app.messages).toHaveCount(4);
    await expect(notice).toHaveCount(0);
  });
}

test('a full storage is said, and the provider works until the tab closes', async ({ app, page, serve }) => {
  const server = await serve(reply('From memory.'));
  await app.open();
  await page.evaluate(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
    };
  });
  await app.connect(server.endpoint);
  await expect(page.getByRole('alert').filter({ hasText: 'full' })).toBeVisible();
  await app.send('Hi');
  await expect(app.reply).toContainText('From memory.');
});

test('a stored entry with an id of an older version keeps working', async ({ app, page, serve }) => {
  const server = await serve(reply('Old but well.'));
  await page.addInitScript(([name, endpoint]) => {
    localStorage.setItem(name, JSON.stringify([{ id: 'old+id!', name: 'Old', endpoint, models: [{ id: 'm', name: 'M' }] }]));
    localStorage.setItem('ais-apikey-old+id!', 'sk-old');
  }, [STORED, server.endpoint] as const);
  await app.open();
  await app.choose('Old');
  await app.send('Hi');
  await expect(app.reply).toContainText('Old but well.');
  expect(server.posts[0]?.headers.authorization).toBe('Bearer sk-old');
});
