import { listCustom, register, removeCustom, setKey, stored } from '../support/ais';
import { expect, test } from '../support/fixtures';
import { reply } from '../support/stream';

const ENDPOINT = 'https://llm.example.test/v1/chat/completions?api-version=1';

test('registerCustom fills in every default, and storage has it when it returns', async ({ app, page }) => {
  await app.open();
  const after = await page.evaluate((endpoint) => {
    window.AIS.Providers.registerCustom('my-provider', { endpoint });
    return { text: localStorage.getItem('ais-custom-providers'), ids: window.AIS.Providers.listCustom(), list: window.AIS.Providers.list() };
  }, ENDPOINT);
  expect(JSON.parse(after.text ?? '')).toEqual([
    { id: 'my-provider', name: 'my-provider', endpoint: ENDPOINT, models: [{ id: 'default', name: 'my-provider' }], apiStyle: 'openai', extraHeaders: {}, pricing: null, maxInput: 0 },
  ]);
  expect(after.ids).toEqual(['my-provider']);
  expect(after.list.find(({ name }) => name === 'my-provider')).toEqual({ name: 'my-provider', models: [{ id: 'default', name: 'my-provider' }] });
});

test('registerCustom keeps every option, ours and those that it does not know', async ({ app, page }) => {
  await app.open();
  const options = {
    name: 'Corporate Gateway',
    endpoint: ENDPOINT,
    models: [{ id: 'gpt-4o', name: 'GPT-4o (via gateway)', pricing: { input: 1, output: 2 }, maxInput: 1000 }, { id: 'org/m:1', name: 'Two' }],
    apiStyle: 'openai',
    extraHeaders: { 'X-Corp-Token': 'your-internal-token', 'X-Department': 'engineering' },
    pricing: { input: 2.5, output: 10, cachedInput: 1.25 },
    maxInput: 128000,
    auth: 'api-key',
    route: 'direct',
    secretHeaders: ['X-Corp-Token'],
    parameters: { temperature: 0.2 },
    disabled: false,
    idleLimit: 90,
    ownNote: { by: 'me' },
  };
  expect(await register(page, 'corp-gateway', options)).toBeNull();
  // Defaults may be left out: they mean the same.
  const { disabled: _, route: __, ...kept } = options;
  expect(await stored(page)).toMatchObject([{ id: 'corp-gateway', ...kept }]);
  await app.reload();
  expect(await listCustom(page)).toEqual(['corp-gateway']);
});

test('the endpoint is stored as it was given', async ({ app, page }) => {
  await app.open();
  for (const endpoint of ['http://localhost:8000', 'http://localhost:8000/v1/', 'HTTP://Example.test:80/v1/chat/completions?a=b%20c']) {
    expect(await register(page, 'as-given', { endpoint })).toBeNull();
    expect(await stored(page)).toMatchObject([{ endpoint }]);
  }
});

test('a second registration replaces the first in its place', async ({ app, page }) => {
  await app.open();
  for (const id of ['one', 'two', 'three']) expect(await register(page, id, { endpoint: ENDPOINT })).toBeNull();
  expect(await register(page, 'two', { endpoint: ENDPOINT, name: 'Second' })).toBeNull();
  expect(await listCustom(page)).toEqual(['one', 'two', 'three']);
  expect(await stored(page)).toMatchObject([{ id: 'one' }, { id: 'two', name: 'Second' }, { id: 'three' }]);
});

const WRONG: [what: string, field: RegExp, id: unknown, options?: unknown][] = [
  ['no id', /^id/, undefined, { endpoint: ENDPOINT }],
  ['an id that is no string', /^id/, 7, { endpoint: ENDPOINT }],
  ['an empty id', /^id/, '', { endpoint: ENDPOINT }],
  ['capitals', /^id/, 'Corp', { endpoint: ENDPOINT }],
  ['a space', /^id/, 'my provider', { endpoint: ENDPOINT }],
  ['65 letters', /^id/, 'x'.repeat(65), { endpoint: ENDPOINT }],
  ["a built-in's id", /^id/, 'anthropic', { endpoint: ENDPOINT }],
  ["Demo's id", /^id/, 'demo', { endpoint: ENDPOINT }],
  ['no options', /endpoint|options/, 'bad', undefined],
  ['options that are no object', /endpoint|options/, 'bad', 'https://host'],
  ['no endpoint', /^endpoint/, 'bad', {}],
  ['a relative endpoint', /^endpoint/, 'bad', { endpoint: '/v1/chat/completions' }],
  ['another scheme', /^endpoint/, 'bad', { endpoint: 'ws://host/v1' }],
  ['an endpoint that is no string', /^endpoint/, 'bad', { endpoint: 8000 }],
  ['credentials in the endpoint', /^endpoint/, 'bad', { endpoint: 'https://me:secret@host/v1' }],
  ['an empty model list', /^models/, 'bad', { endpoint: ENDPOINT, models: [] }],
  ['models that are no array', /^models/, 'bad', { endpoint: ENDPOINT, models: 'gpt' }],
  ['a model without an id', /^models\[1\]\.id/, 'bad', { endpoint: ENDPOINT, models: [{ id: 'a', name: 'A' }, { name: 'B' }] }],
  ['a model twice', /^models\[1\]/, 'bad', { endpoint: ENDPOINT, models: [{ id: 'a', name: 'A' }, { id: 'a', name: 'B' }] }],
  ['another style', /^apiStyle/, 'bad', { endpoint: ENDPOINT, apiStyle: 'anthropic' }],
  ['headers that are no object', /^extraHeaders/, 'bad', { endpoint: ENDPOINT, extraHeaders: ['X-A: b'] }],
  ['a header with a line break', /^extraHeaders\.X-A/, 'bad', { endpoint: ENDPOINT, extraHeaders: { 'X-A': 'b\r\nX-B: c' } }],
  ['a header with Hangul', /^extraHeaders\.X-A/, 'bad', { endpoint: ENDPOINT, extraHeaders: { 'X-A': '값' } }],
  ['a header name that is none', /^extraHeaders\.X A/, 'bad', { endpoint: ENDPOINT, extraHeaders: { 'X A': 'b' } }],
  ['a forbidden header', /^extraHeaders\.Host/, 'bad', { endpoint: ENDPOINT, extraHeaders: { Host: 'b' } }],
  ['a header that is no string', /^extraHeaders\.X-A/, 'bad', { endpoint: ENDPOINT, extraHeaders: { 'X-A': 1 } }],
  ['a price below zero', /^pricing\.input/, 'bad', { endpoint: ENDPOINT, pricing: { input: -1 } }],
  ['a price that is no number', /^pricing\.output/, 'bad', { endpoint: ENDPOINT, pricing: { output: 'free' } }],
  ['a price of NaN', /^pricing\.input/, 'bad', { endpoint: ENDPOINT, pricing: { input: NaN } }],
  ['pricing that is no object', /^pricing/, 'bad', { endpoint: ENDPOINT, pricing: 5 }],
  ['a maxInput below zero', /^maxInput/, 'bad', { endpoint: ENDPOINT, maxInput: -1 }],
  ['a maxInput that is no number', /^maxInput/, 'bad', { endpoint: ENDPOINT, maxInput: '128k' }],
  ['an unknown auth', /^auth/, 'bad', { endpoint: ENDPOINT, auth: 'basic' }],
  ['an unknown route', /^route/, 'bad', { endpoint: ENDPOINT, route: 'pigeon' }],
  ['disabled as text', /^disabled/, 'bad', { endpoint: ENDPOINT, disabled: 'yes' }],
  ['an idle limit below zero', /^idleLimit/, 'bad', { endpoint: ENDPOINT, idleLimit: -5 }],
  ['parameters that are no object', /^parameters/, 'bad', { endpoint: ENDPOINT, parameters: [] }],
  ['a name that is no string', /^name/, 'bad', { endpoint: ENDPOINT, name: 1 }],
];

test('every wrong option throws an Error that names its field, and changes nothing', async ({ app, page }) => {
  await app.open();
  expect(await register(page, 'there', { endpoint: ENDPOINT })).toBeNull();
  const before = await page.evaluate(() => ({ stored: { ...localStorage }, list: window.AIS.Providers.list() }));
  for (const [what, field, id, options] of WRONG) {
    const thrown = await register(page, id, options);
    expect.soft(thrown?.isError, what).toBe(true);
    expect.soft(thrown?.message ?? '', what).toMatch(field);
    expect.soft(await page.evaluate(() => ({ stored: { ...localStorage }, list: window.AIS.Providers.list() })), what).toEqual(before);
  }
});

test('odd options: getters that throw or come back, a thousand models, names of prototypes', async ({ app, page }) => {
  await app.open();
  const seen = await page.evaluate((endpoint) => {
    const { Providers } = window.AIS;
    const attempt = (id: string, options: unknown): string => {
      try {
        Providers.registerCustom(id, options);
        return 'registered';
      } catch (error) {
        return error instanceof Error ? 'Error' : 'something else';
      }
    };
    const thrower = {
      endpoint,
      get name(): string {
        throw new Error('no');
      },
    };
    const nested = {
      endpoint,
      get name(): string {
        Providers.registerCustom('inner', { endpoint });
        return 'Outer';
      },
    };
    const models = Array.from({ length: 1000 }, (_, index) => ({ id: `m-${index}`, name: `M ${index}` }));
    const results = [
      attempt('thrower', thrower),
      attempt('outer', nested),
      attempt('many', { endpoint, models }),
      attempt('cycle', Object.assign({ endpoint }, { self: window })),
      attempt('__proto__', { endpoint }),
      attempt('constructor', JSON.parse(`{"endpoint":${JSON.stringify(endpoint)},"__proto__":{"polluted":1}}`)),
    ];
    return { results, ids: Providers.listCustom(), polluted: 'polluted' in {} };
  }, ENDPOINT);
  expect(seen).toEqual({ results: ['Error', 'registered', 'registered', 'Error', 'Error', 'registered'], ids: ['inner', 'outer', 'many', 'constructor'], polluted: false });
  await app.reload();
  expect(await listCustom(page)).toEqual(seen.ids);
  expect((await stored(page))?.find(({ id }) => id === 'many')?.models).toHaveLength(1000);
});

test('removeCustom tells whether there was one, and its key goes with it', async ({ app, page }) => {
  await app.open();
  expect(await register(page, 'gone', { endpoint: ENDPOINT })).toBeNull();
  expect(await setKey(page, 'gone', 'sk-gone')).toBeNull();
  expect(await removeCustom(page, 'nobody')).toBe(false);
  expect(await removeCustom(page, 'openai')).toBe(false);
  expect(await removeCustom(page, 'gone')).toBe(true);
  expect(await stored(page)).toEqual([]);
  expect(await listCustom(page)).toEqual([]);
  expect(await page.evaluate(() => localStorage.getItem('ais-apikey-gone'))).toBeNull();
  expect(await removeCustom(page, 'gone')).toBe(false);
  await app.reload();
  expect(await listCustom(page)).toEqual([]);
});

test('list holds the built-in providers in their order, Demo and the custom ones', async ({ app, page }) => {
  await app.open();
  expect(await register(page, 'my-provider', { endpoint: ENDPOINT, models: [{ id: 'm-1', name: 'M One' }] })).toBeNull();
  const list = await page.evaluate(() => window.AIS.Providers.list());
  const names = list.map(({ name }) => name);
  expect(names.filter((name) => name !== 'demo' && name !== 'my-provider')).toEqual([
    'anthropic', 'gemini', 'xai', 'openai', 'openrouter', 'groq', 'ollama', 'deepseek', 'mistral', 'qwen', 'zhipu',
    'moonshot', 'perplexity', 'cohere', 'together', 'fireworks', 'ai21', 'meta', 'cloudflare',
  ]);
  expect(names).toContain('demo');
  expect(names.indexOf('my-provider')).toBe(names.length - 1);
  expect(list.find(({ name }) => name === 'my-provider')?.models).toEqual([{ id: 'm-1', name: 'M One' }]);
  expect(list.find(({ name }) => name === 'demo')?.models.map(({ id }) => id)).toEqual(['demo-fast', 'demo-slow']);
  // A caller's changes are the caller's own.
  await page.evaluate(() => window.AIS.Providers.list().pop());
  expect(await page.evaluate(() => window.AIS.Providers.list())).toHaveLength(list.length);
});

test('setKey stores and forgets, for built-in and custom providers, and refuses what cannot be sent', async ({ app, page }) => {
  await app.open();
  expect(await register(page, 'lab', { endpoint: ENDPOINT })).toBeNull();
  for (const id of ['lab', 'openai']) {
    const key = (): Promise<string | null> => page.evaluate((id) => localStorage.getItem(`ais-apikey-${id}`), id);
    expect(await setKey(page, id, 'sk-1')).toBeNull();
    expect(await key()).toBe('sk-1');
    expect(await setKey(page, id, '열쇠')).toMatch(/key/);
    expect(await setKey(page, id, 'a\nb')).toMatch(/line break/);
    expect(await setKey(page, id, 5)).toMatch(/key/);
    expect(await key()).toBe('sk-1');
    expect(await setKey(page, id, null)).toBeNull();
    expect(await key()).toBeNull();
  }
  expect(await setKey(page, 'nobody', 'sk-1')).toMatch(/nobody/);
});

test('what a script registers stands in the open page at once', async ({ app, page, serve }) => {
  const server = await serve(reply('At once.'));
  await app.open();
  const option = app.provider.locator('option', { hasText: 'Scripted' });
  await expect(option).toHaveCount(0);
  expect(await register(page, 'scripted', { name: 'Scripted', endpoint: server.endpoint })).toBeNull();
  await expect(option).toHaveCount(1);
  await app.choose('Scripted');
  await expect(app.model.locator('option').first()).toHaveText('default');
  await app.send('Hi');
  await expect(app.reply).toContainText('At once.');
  expect(server.body().model).toBe('default');
  // Removed, the bot says so and keeps its conversation.
  expect(await removeCustom(page, 'scripted')).toBe(true);
  await expect(page.getByText('Provider "scripted" is not set up here. The conversation is safe.').first()).toBeVisible();
  await expect(app.reply).toContainText('At once.');
});
