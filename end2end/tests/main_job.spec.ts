import { expect, test } from '../support/fixtures';
import { stored } from '../support/ais';
import { DONE, finish, held, text, usage } from '../support/stream';

test('from the five fields to a streamed reply that a reload keeps', async ({ app, page, serve }) => {
  const { answer, release } = held([text('The first'), 50, text(' half')], [text(', the second half.'), finish(), usage(12, 34), DONE]);
  const server = await serve(answer);
  await app.open();

  await test.step('settings open by the shortcut, at the form', async () => {
    await page.keyboard.press('Control+Shift+KeyS');
    await expect(app.settings).toBeVisible();
    await expect(app.settings.getByRole('heading', { name: 'Custom Providers' })).toBeVisible();
    await expect(app.settings.getByRole('button', { name: 'API Keys' })).toBeVisible();
  });

  await test.step('the five fields and Save', async () => {
    await app.fill({ id: 'my-llm', name: 'My LLM', endpoint: server.endpoint, key: 'sk-secret-1', models: 'my-7b, my-70b' });
    await app.save.click();
    await expect(app.settings.getByRole('status').filter({ hasText: 'Saved My LLM' })).toBeVisible();
    await expect(app.save).toBeFocused();
    await app.closeSettings();
  });

  await test.step('it stands in the dropdowns of the bot editor', async () => {
    await app.provider.selectOption({ label: 'My LLM' });
    await expect(app.model).toHaveValue(/my-7b/);
    await app.model.selectOption({ label: 'my-70b' });
  });

  await test.step('the reply appears piece by piece', async () => {
    await app.send('What is two halves?');
    await expect(app.reply).toContainText('The first half');
    await expect(app.reply).not.toContainText('the second half');
    await expect(app.log).toHaveAttribute('aria-busy', 'true');
    await expect(app.button('Stop')).toBeVisible();
    release();
    await expect(app.reply).toContainText('The first half, the second half.');
    await expect(app.reply.getByText('12 in · 34 out')).toBeVisible();
    await expect(app.reply.getByText('my-70b')).toBeVisible();
    await expect(app.log).toHaveAttribute('aria-busy', 'false');
  });

  await test.step('the server saw the standard request and nothing more', () => {
    expect(server.posts).toHaveLength(1);
    const [post] = server.posts;
    expect(post?.url).toBe('/v1/chat/completions');
    expect(post?.headers.authorization).toBe('Bearer sk-secret-1');
    expect(post?.headers['content-type']).toBe('application/json');
    expect(post?.headers.cookie).toBeUndefined();
    expect(post?.headers.referer).toBeUndefined();
    // The preflight lists every header that the page added.
    expect(server.preflights[0]?.headers['access-control-request-headers']).toBe('authorization,content-type');
    expect(server.body()).toEqual({
      model: 'my-70b',
      messages: [{ role: 'user', content: 'What is two halves?' }],
      temperature: 0.7,
      max_tokens: 4096,
      stream: true,
      stream_options: { include_usage: true },
    });
  });

  await test.step('storage holds the entry and the key in the documented form', async () => {
    expect(await stored(page)).toMatchObject([
      { id: 'my-llm', name: 'My LLM', endpoint: server.endpoint, models: [{ id: 'my-7b' }, { id: 'my-70b' }], apiStyle: 'openai' },
    ]);
    expect(await page.evaluate(() => localStorage.getItem('ais-apikey-my-llm'))).toBe('sk-secret-1');
    expect(await page.evaluate(() => localStorage.getItem('ais-custom-providers'))).not.toContain('sk-secret-1');
  });

  await test.step('a reload keeps everything', async () => {
    await app.reload();
    await expect(app.reply).toContainText('The first half, the second half.');
    await expect(app.reply.getByText('12 in · 34 out')).toBeVisible();
    await expect(app.provider.locator('option:checked')).toHaveText('My LLM');
    await expect(app.model).toHaveValue(/my-70b/);
    expect(await page.evaluate(() => window.AIS.Providers.listCustom())).toEqual(['my-llm']);
    server.script = { pieces: [text('And a third.'), finish(), DONE] };
    await app.send('More?');
    await expect(app.reply).toContainText('And a third.');
    expect(server.posts.at(-1)?.headers.authorization).toBe('Bearer sk-secret-1');
    expect(server.body().messages).toEqual([
      { role: 'user', content: 'What is two halves?' },
      { role: 'assistant', content: 'The first half, the second half.' },
      { role: 'user', content: 'More?' },
    ]);
  });

  await test.step('the conversation is found in the list from a fresh start', async () => {
    await app.open();
    await page.getByRole('link', { name: 'What is two halves?' }).click();
    await expect(app.reply).toContainText('And a third.');
  });
});

test('the gear opens settings too, and the form is ready to type', async ({ app, page }) => {
  await app.open();
  const gear = page.getByRole('button', { name: 'Settings' });
  await gear.click();
  await expect(app.settings).toBeVisible();
  await expect(app.field('id')).toBeEditable();
  await app.settings.getByRole('button', { name: 'Close' }).click();
  await expect(app.settings).toBeHidden();
  await expect(gear).toBeFocused();
});

test('a saved provider can be changed, and its ID stays', async ({ app, page, serve }) => {
  const server = await serve({ pieces: [text('Hi'), finish(), DONE] });
  await app.open();
  await app.saveProvider({ id: 'lab', name: 'Lab', endpoint: server.endpoint, models: 'one' });
  await app.openSettings();
  await app.settings.getByRole('button', { name: /^Lab/ }).click();
  await expect(app.field('id')).toHaveValue('lab');
  await expect(app.field('id')).not.toBeEditable();
  await app.fill({ name: 'Lab Two', models: 'one, two' });
  await app.save.click();
  await expect(app.settings.getByRole('status').filter({ hasText: 'Saved Lab Two' })).toBeVisible();
  await app.closeSettings();
  await app.choose('Lab Two', 'two');
  expect(await stored(page)).toHaveLength(1);
});

test('a removed provider comes back with Undo, its key too', async ({ app, page, serve }) => {
  const server = await serve({ pieces: [text('Hi'), finish(), DONE] });
  await app.open();
  await app.saveProvider({ id: 'lab', name: 'Lab', endpoint: server.endpoint, key: 'sk-lab', models: 'one' });
  await app.openSettings();
  await app.settings.getByRole('button', { name: /^Lab/ }).click();
  await app.settings.getByRole('button', { name: 'Remove' }).click();
  await expect.poll(() => stored(page)).toEqual([]);
  expect(await page.evaluate(() => localStorage.getItem('ais-apikey-lab'))).toBeNull();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => stored(page)).toMatchObject([{ id: 'lab' }]);
  expect(await page.evaluate(() => localStorage.getItem('ais-apikey-lab'))).toBe('sk-lab');
});
