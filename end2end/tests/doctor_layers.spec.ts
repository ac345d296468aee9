import type { Locator, Page } from '@playwright/test';

import { setKey } from '../support/ais';
import type { App, Draft } from '../support/app';
import { expect, test } from '../support/fixtures';
import { LINE } from '../support/problems';
import type { Answer, ScriptedServer } from '../support/scripted-server';
import { DONE, finish, json, refusal, reply, text } from '../support/stream';

/** The layers in their order. */
const LAYERS = [
  'Address', 'Mixed content', 'Local network', 'Server reachable', 'CORS', 'Authentication', 'Model list', 'First token',
  'Streaming', 'Token usage', 'Reasoning format',
] as const;

type Layer = (typeof LAYERS)[number];

/** What the row of a layer that failed shows. */
interface Found {
  seen: string;
  likely?: string;
  /** Parts of its fix. */
  fix: string[];
}

const LIST = json({ data: [{ id: 'lab-7b' }, { id: 'lab-13b' }] });
const PAGE: Answer = { headers: { 'content-type': 'text/html' }, pieces: ['<!doctype html><title>Sign in</title>'] };

/** A page that came over https, from the internet: the app's own server answers in the place of that host. */
async function openFromAfar(app: App, page: Page, baseURL: string | undefined): Promise<string> {
  const origin = 'https://chat.example';
  await page.route(`${origin}/**`, async (route) => {
    const { pathname, search } = new URL(route.request().url());
    await route.fulfill({ response: await route.fetch({ url: `${baseURL}${pathname}${search}` }) });
  });
  await app.open(origin);
  return origin;
}

/** Types a provider into the form, and tests it. */
async function check(app: App, draft: Partial<Draft>): Promise<void> {
  await app.openSettings();
  await app.fill({ id: 'lab', name: 'Lab', models: 'lab-7b', ...draft });
  await app.settings.getByRole('button', { name: 'Test connection' }).click();
}

function row(app: App, layer: Layer): Locator {
  const rows = app.settings.getByRole('list', { name: 'Connection check' }).getByRole('listitem');
  return rows.filter({ has: app.page.getByText(layer, { exact: true }) });
}

/** Exactly this layer failed, and says why; what follows waits. */
async function expectFailure(app: App, layer: Layer, { seen, likely, fix }: Found): Promise<void> {
  const failed = row(app, layer);
  await expect(failed.getByText('Failed', { exact: true })).toBeAttached();
  await expect(failed.getByRole('definition').filter({ hasText: seen })).toBeVisible();
  if (likely) await expect(failed.getByRole('definition').filter({ hasText: likely })).toBeVisible();
  for (const part of fix) await expect(failed).toContainText(part);
  await expect(failed.getByRole('button', { name: 'Check again' })).toBeVisible();
  const at = LAYERS.indexOf(layer);
  for (const before of LAYERS.slice(0, at)) {
    await expect(row(app, before).getByText('Failed', { exact: true })).toHaveCount(0);
    await expect(row(app, before)).not.toContainText('Not run');
  }
  for (const after of LAYERS.slice(at + 1)) await expect(row(app, after)).toContainText('Not run');
}

/** Nothing that may cost something was sent; says yes to it. */
async function sendToken(app: App, server: ScriptedServer): Promise<void> {
  await expect(app.settings.getByRole('alert').filter({ hasText: 'Send one real request?' })).toContainText('one token');
  expect(server.posts).toHaveLength(0);
  await app.settings.getByRole('button', { name: 'Send one token' }).click();
}

/** One request for one token was sent, and no other. */
function expectOneToken(server: ScriptedServer): void {
  expect(server.posts).toHaveLength(1);
  expect(server.body()).toMatchObject({ model: 'lab-7b', max_tokens: 1 });
}

test('an address that no page can call', async ({ app }) => {
  await app.open();
  await check(app, { endpoint: 'ftp://lab.test/v1/chat/completions' });
  await expectFailure(app, 'Address', { seen: 'A page can call http:// and https:// only', fix: [] });
});

test('mixed content, with the address over https and the relay', async ({ app, baseURL, page }) => {
  await openFromAfar(app, page, baseURL);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await check(app, { endpoint: 'http://api.test/v1/chat/completions' });
  await expectFailure(app, 'Mixed content', {
    seen: 'This page came over HTTPS, and api.test is called over HTTP.',
    likely: 'Browsers block that before anything is sent.',
    fix: ['https://api.test/v1/chat/completions'],
  });
  await expect(row(app, 'Mixed content').getByRole('button', { name: 'Use the local relay' })).toBeVisible();
  expect(asked.filter((url) => url.includes('api.test'))).toEqual([]);
});

test('a name of a private network is out of reach for the relay of another machine', async ({ app, baseURL, page }) => {
  await openFromAfar(app, page, baseURL);
  await check(app, { endpoint: 'http://gpu-box:8000/v1/chat/completions' });
  await expectFailure(app, 'Mixed content', {
    seen: 'gpu-box:8000 is called over HTTP',
    fix: ['When this app runs on this computer, opened at http://localhost, it can call this address.'],
  });
  await expect(row(app, 'Mixed content').getByRole('button', { name: 'Use the local relay' })).toHaveCount(0);
});

test('a permission that was denied', async ({ app, baseURL, page, serve }) => {
  const server = await serve(reply('Never.'));
  await page.addInitScript(() => {
    const query = navigator.permissions.query.bind(navigator.permissions);
    const denied = { state: 'denied' } as PermissionStatus;
    navigator.permissions.query = async (wanted) => (wanted.name.includes('network') ? denied : query(wanted));
  });
  await openFromAfar(app, page, baseURL);
  await check(app, { endpoint: server.endpoint });
  await expectFailure(app, 'Local network', {
    seen: 'The browser does not let this page call programs on this computer.',
    likely: 'The permission was declined',
    fix: ['Open the site settings (left of the address bar)'],
  });
  expect(server.requests).toHaveLength(0);
});

test('a server that is off', async ({ app, problems, serve }) => {
  problems.expect(LINE.refused, LINE.cors);
  const server = await serve(reply('Never.'));
  await server.stop();
  await app.open();
  await check(app, { endpoint: server.endpoint });
  await expectFailure(app, 'Server reachable', {
    seen: `This page gets no answer from 127.0.0.1:${server.port}`,
    likely: 'The server is most likely off, on another port, or listening for another address.',
    fix: [`curl -i ${server.origin}/v1/models`],
  });
});

test('https at a port that speaks http, in doubt until the relay sees it', async ({ app, problems, serve }) => {
  problems.expect(LINE.cors, LINE.refused, LINE.tls, LINE.status(404), LINE.status(502));
  const server = await serve(reply('Never.'));
  const plain = server.endpoint;
  await app.open();
  await check(app, { endpoint: plain.replace('http:', 'https:') });
  await expectFailure(app, 'Server reachable', {
    seen: `No secure connection to 127.0.0.1:${server.port}, yet something answers at the same port over HTTP.`,
    likely: "The browser does not trust the server's certificate (self-signed or expired), or the server speaks HTTP only.",
    fix: ['Open this in a tab and accept the certificate', plain],
  });
  await app.settings.getByRole('button', { name: "Let this app's server look" }).click();
  await expectFailure(app, 'Server reachable', {
    seen: `This app's own server sees that 127.0.0.1:${server.port} speaks HTTP without TLS at this port.`,
    fix: [plain],
  });
  await expect(row(app, 'Server reachable')).not.toContainText('certificate');
  expect(server.posts).toHaveLength(0);
});

/** What nginx shows when there is nothing behind it. */
function gateway(status: number): Answer {
  return { status, headers: { 'content-type': 'text/html' }, pieces: [`<html><title>${status}</title><center>nginx</center></html>`] };
}

for (const status of [502, 503, 504]) {
  test(`a proxy with nothing behind it (${status})`, async ({ app, problems, serve }) => {
    problems.expect(LINE.status(status));
    const server = await serve(reply('Never.'));
    server.other = gateway(status);
    await app.open();
    await check(app, { endpoint: server.endpoint });
    await expectFailure(app, 'Server reachable', {
      seen: `A proxy in front answers, but the server behind it does not (${status}).`,
      likely: 'The server behind it is off, still starting, or too slow.',
      fix: ['Start the server behind the proxy', 'sudo tail /var/log/nginx/error.log'],
    });
    await expect(app.settings.getByRole('button', { name: 'Send one token' })).toHaveCount(0);
    expect(server.posts).toHaveLength(0);
  });
}

test('a server that fails itself', async ({ app, problems, serve }) => {
  problems.expect(LINE.status(500));
  const server = await serve(reply('Never.'));
  server.other = refusal(500, 'Out of memory');
  await app.open();
  await check(app, { endpoint: server.endpoint });
  await expectFailure(app, 'Server reachable', { seen: 'The server failed (500).', fix: ['Look into the log of the server'] });
  await expect(row(app, 'Server reachable')).toContainText('Out of memory');
  expect(server.posts).toHaveLength(0);
});

test('a proxy with nothing behind it and without CORS headers, which the relay sees', async ({ app, problems, serve }) => {
  problems.expect(LINE.cors, LINE.refused, LINE.status(502), LINE.status(405));
  const server = await serve(reply('Never.'));
  server.cors = 'none';
  server.other = gateway(502);
  await app.open();
  await check(app, { endpoint: server.endpoint });
  await app.settings.getByRole('button', { name: "Let this app's server look" }).click();
  await expectFailure(app, 'Server reachable', {
    seen: 'A proxy in front answers, but the server behind it does not (502).',
    fix: ['Start the server behind the proxy'],
  });
  expect(server.posts).toHaveLength(0);
});

test('a header that comes twice, which the relay sees', async ({ app, problems, serve }) => {
  problems.expect(LINE.cors, LINE.refused, LINE.status(404));
  const server = await serve(reply('Never.'));
  const twice = (answer: Answer): Answer => ({ ...answer, headers: { ...answer.headers, 'access-control-allow-origin': '*, *' } });
  server.other = (seen) => twice(seen.url.startsWith('/v1/models') ? LIST : refusal(404, 'no such route'));
  await app.open();
  await check(app, { endpoint: server.endpoint });
  await expect(row(app, 'CORS')).toContainText('that comes twice, from the server and from a proxy, looks the same.');
  await app.settings.getByRole('button', { name: "Let this app's server look" }).click();
  await expectFailure(app, 'CORS', {
    seen: "This app's own server sees Access-Control-Allow-Origin twice: *, *.",
    likely: 'The server and a proxy in front of it both add it.',
    fix: ['proxy_hide_header Access-Control-Allow-Origin;'],
  });
  expect(server.posts).toHaveLength(0);
});

test('an API below the path that was typed', async ({ app, problems, serve }) => {
  problems.expect(LINE.status(404));
  const server = await serve(reply('Never.'));
  server.other = (seen) => (seen.url === '/llm/api/v1/models' ? LIST : refusal(404, 'no such route'));
  await app.open();
  await check(app, { endpoint: `${server.origin}/llm/api` });
  await expectFailure(app, 'Address', {
    seen: `The API is at ${server.origin}/llm/api/v1/chat/completions.`,
    fix: [`${server.origin}/llm/api/v1/chat/completions`],
  });
  expect(server.posts).toHaveLength(0);
});

test('a password that is asked for in the place of a key, which the relay sees', async ({ app, problems, serve }) => {
  problems.expect(LINE.cors, LINE.refused, LINE.status(401), LINE.status(405));
  const server = await serve(reply('Never.'));
  server.cors = 'none';
  server.other = { ...refusal(401, 'Authorization Required'), headers: { 'www-authenticate': 'Basic realm="llm"' } };
  await app.open();
  await check(app, { endpoint: server.endpoint, key: 'sk-lab' });
  await app.settings.getByRole('button', { name: "Let this app's server look" }).click();
  await expectFailure(app, 'Authentication', {
    seen: 'The server asks for a name and a password (401, Basic authentication).',
    fix: ['Authorization: Basic <base64>'],
  });
  await expect(row(app, 'Authentication')).not.toContainText('Paste the key again');
  expect(server.posts).toHaveLength(0);
});

test('a page that is not allowed, with a doubt about the key that the relay resolves', async ({ app, baseURL, problems, serve }) => {
  problems.expect(LINE.cors, LINE.refused, LINE.status(404), LINE.status(405));
  const server = await serve(reply('Never.'));
  server.cors = 'none';
  server.other = LIST;
  await app.open();
  await check(app, { endpoint: server.endpoint, key: 'sk-lab' });
  await expectFailure(app, 'CORS', {
    seen: `The server answers, but the browser hides it from ${baseURL}.`,
    likely: 'or the key is wrong: servers such as vLLM and SGLang refuse it in a way that looks the same.',
    fix: [`add_header Access-Control-Allow-Origin "${baseURL}" always;`, `proxy_pass ${server.origin};`, 'Put the address of nginx into Endpoint URL'],
  });
  await app.settings.getByRole('button', { name: "Let this app's server look" }).click();
  await expectFailure(app, 'CORS', {
    seen: `This app's own server reads the answer (200); the browser hides it from ${baseURL}.`,
    likely: 'The server does not allow pages of this address (CORS).',
    fix: [`"${baseURL}"`],
  });
  await expect(row(app, 'CORS')).not.toContainText('or the key is wrong');
  expect(server.posts).toHaveLength(0);
});

test('a rejected key that only the relay can see', async ({ app, problems, serve }) => {
  problems.expect(LINE.cors, LINE.refused, LINE.status(401), LINE.status(405));
  const server = await serve(reply('Never.'));
  server.cors = 'none';
  server.other = refusal(401, 'Incorrect key');
  await app.open();
  await check(app, { endpoint: server.endpoint, key: 'sk-lab' });
  await app.settings.getByRole('button', { name: "Let this app's server look" }).click();
  await expectFailure(app, 'Authentication', {
    seen: 'The server rejected the key (401).',
    likely: 'It is wrong, expired, or sent in the wrong header.',
    fix: ['Paste the key again into API Key'],
  });
  await expect(row(app, 'Authentication')).toContainText('Incorrect key');
  expect(server.posts).toHaveLength(0);
});

test('one header that is refused', async ({ app, baseURL, problems, serve }) => {
  problems.expect(LINE.cors, LINE.refused, LINE.status(404));
  const server = await serve(reply('Never.'));
  server.cors = { headers: 'content-type' };
  server.other = LIST;
  await app.open();
  await check(app, { endpoint: server.endpoint, key: 'sk-lab' });
  await expectFailure(app, 'CORS', {
    seen: 'Without Authorization the answer can be read; with it the browser hides it.',
    likely: "The server's list of allowed headers (Access-Control-Allow-Headers) lacks it.",
    fix: [`Access-Control-Allow-Origin "${baseURL}"`, 'Access-Control-Allow-Headers "Content-Type, Authorization"'],
  });
  expect(server.posts).toHaveLength(0);
});

test('a redirect that the page can read', async ({ app, serve }) => {
  const server = await serve(reply('Never.'));
  server.other = (seen) => (seen.url.startsWith('/v1/') ? { status: 308, headers: { location: `/api${seen.url}` } } : LIST);
  await app.open();
  await check(app, { endpoint: server.endpoint });
  await expectFailure(app, 'CORS', {
    seen: `The server sends the request on to ${server.origin}/api/v1/models.`,
    likely: 'the endpoint must be the final address.',
    fix: [`${server.origin}/api/v1/chat/completions`],
  });
  expect(server.posts).toHaveLength(0);
});

test('a redirect to where nothing answers, which the relay sees', async ({ app, problems, serve }) => {
  problems.expect(LINE.cors, LINE.refused, LINE.status(307));
  const [server, gone] = [await serve(reply('Never.')), await serve(reply('Never.'))];
  await gone.stop();
  server.other = (seen) => ({ status: 307, headers: { location: `${gone.origin}${seen.url}` } });
  await app.open();
  await check(app, { endpoint: server.endpoint });
  await expectFailure(app, 'Server reachable', {
    seen: `This page gets no answer from 127.0.0.1:${server.port}`,
    likely: 'One that sends requests on to an address without an answer looks the same.',
    fix: [],
  });
  await app.settings.getByRole('button', { name: "Let this app's server look" }).click();
  await expectFailure(app, 'Server reachable', {
    seen: `The server sends the request on to ${gone.origin}/v1/models.`,
    fix: [`${gone.endpoint}`],
  });
  await expect(row(app, 'Server reachable')).toContainText('Redirect');
  expect(server.posts).toHaveLength(0);
});

test('a redirect is a failure on the way through the relay', async ({ app, problems, serve }) => {
  problems.expect(LINE.cors, LINE.refused, LINE.status(404), LINE.status(405));
  const server = await serve(reply('Never.'));
  server.cors = 'none';
  const moved: Answer = { status: 302, headers: { location: 'https://lab.test/v1/models' } };
  server.other = (seen) => (seen.url.startsWith('/v1/') ? moved : refusal(404, 'no such route'));
  await app.open();
  await check(app, { endpoint: server.endpoint });
  await app.settings.getByRole('button', { name: 'Use the local relay' }).click();
  await expectFailure(app, 'Server reachable', {
    seen: 'The server sends the request on to https://lab.test/v1/models.',
    fix: ['https://lab.test/v1/chat/completions'],
  });
  expect(server.posts).toHaveLength(0);
});

test('a redirect without CORS headers, which the relay sees', async ({ app, problems, serve }) => {
  problems.expect(LINE.cors, LINE.refused, LINE.status(404), LINE.status(405));
  const server = await serve(reply('Never.'));
  server.cors = 'none';
  const moved: Answer = { status: 301, headers: { location: 'https://lab.test/v1/models' } };
  server.other = (seen) => (seen.url.startsWith('/v1/') ? moved : refusal(404, 'no such route'));
  await app.open();
  await check(app, { endpoint: server.endpoint });
  await app.settings.getByRole('button', { name: "Let this app's server look" }).click();
  await expectFailure(app, 'CORS', {
    seen: 'The server sends the request on to https://lab.test/v1/models.',
    fix: ['https://lab.test/v1/chat/completions'],
  });
  expect(server.posts).toHaveLength(0);
});

test('a rejected key with CORS headers', async ({ app, problems, serve }) => {
  problems.expect(LINE.status(401));
  const server = await serve(reply('Never.'));
  server.other = refusal(401, 'Incorrect key: sk-lab-1234');
  await app.open();
  await check(app, { endpoint: server.endpoint, key: 'sk-lab-1234' });
  await expectFailure(app, 'Authentication', { seen: 'The server rejected the key (401).', fix: ['Paste the key again into API Key'] });
  await expect(app.settings.getByRole('list', { name: 'Connection check' })).not.toContainText('sk-lab-1234');
  expect(server.posts).toHaveLength(0);
});

test('a rejected key without CORS headers', async ({ app, problems, serve }) => {
  problems.expect(LINE.cors, LINE.refused, LINE.status(401), LINE.status(404));
  const server = await serve(reply('Never.'));
  server.other = (seen) =>
    seen.url.startsWith('/v1/') ? { ...json({ error: 'Unauthorized' }, 401), cors: false } : refusal(404, 'no such route');
  await app.open();
  await check(app, { endpoint: server.endpoint, key: 'sk-lab-1234' });
  await expectFailure(app, 'Authentication', {
    seen: 'The server allows this page and its headers, yet its answer to the API cannot be read.',
    likely: 'The key is most likely wrong: servers such as vLLM and SGLang refuse it in a way that looks like CORS.',
    fix: ['Paste the key again into API Key', `curl --request GET '${server.origin}/v1/models'`, '$API_KEY'],
  });
  expect(server.posts).toHaveLength(0);
});

/** Servers whose only fault shows with the first token. */
const REPLIES: (Found & { name: string; path?: string; answer: Answer; other?: Answer })[] = [
  {
    name: 'a path that the server does not know', path: '/api/chat/completions',
    answer: refusal(404, 'Not Found'), other: refusal(404, 'Not Found'),
    seen: 'The server knows no such path (404).', likely: 'The path of the endpoint is most likely wrong.', fix: ['/v1/chat/completions'],
  },
  {
    name: 'a model that the server does not know',
    answer: refusal(404, 'The model `lab-7b` does not exist', { code: 'model_not_found' }),
    seen: 'The server has no model lab-7b.', likely: 'The model ID is misspelt, or the model is not loaded.', fix: ['Put this into Models', 'lab-13b'],
  },
  {
    name: 'a path that takes no POST', answer: refusal(405, 'Method Not Allowed'),
    seen: 'The server does not take POST at this path (405).', likely: 'The path belongs to something else than chat completions.', fix: ['Compare Endpoint URL'],
  },
  {
    name: 'a login page', answer: PAGE, other: PAGE,
    seen: 'A web page came in the place of a reply.', likely: "A login stands before the server, or the address is an interface's.", fix: ['Open this in a tab'],
  },
];

for (const { name, path, answer, other, ...found } of REPLIES) {
  test(`${name}, after one token was asked for`, async ({ app, problems, serve }) => {
    problems.expect(LINE.status(answer.status ?? 200), LINE.status(other?.status ?? 200));
    const server = await serve(answer);
    server.other = other ?? LIST;
    await app.open();
    await check(app, { endpoint: path ? server.origin + path : server.endpoint });
    await sendToken(app, server);
    await expectFailure(app, 'First token', found);
    expectOneToken(server);
  });
}

test('a reply in one piece, and one without token counts, work with a warning', async ({ app, serve }) => {
  const message = { role: 'assistant', content: 'Hi' };
  const whole = json({ choices: [{ index: 0, message, finish_reason: 'length' }], usage: { prompt_tokens: 3, completion_tokens: 1 } });
  const uncounted: Answer = { pieces: [text('Hi'), finish('length'), DONE] };
  const cases = [
    { answer: whole, layer: 'Streaming', says: 'The reply came in one piece, though a stream was asked for.' },
    { answer: uncounted, layer: 'Token usage', says: 'The server sent no token counts.' },
  ] as const;
  await app.open();
  for (const { answer, layer, says } of cases) {
    const server = await serve(answer);
    server.other = LIST;
    await check(app, { endpoint: server.endpoint });
    await sendToken(app, server);
    await expect(app.settings.getByText('It works.')).toBeVisible();
    await expect(row(app, layer).getByText('Could be better', { exact: true })).toBeAttached();
    await expect(row(app, layer)).toContainText(says);
    expectOneToken(server);
    await app.settings.getByRole('button', { name: 'Back to form' }).click();
    await app.closeSettings();
  }
});

test('a server that refuses the limit of one token is not asked without it', async ({ app, problems, serve }) => {
  problems.expect(LINE.status(400));
  const server = await serve([refusal(400, 'max_tokens must be at least 16', { param: 'max_tokens' }), reply('Expensive.')]);
  server.other = LIST;
  await app.open();
  await check(app, { endpoint: server.endpoint });
  await sendToken(app, server);
  await expect(row(app, 'First token')).toContainText('The server does not accept a limit of one token (max_tokens).');
  await expect(app.settings.getByText('It works.')).toBeVisible();
  expectOneToken(server);
});

test('a card that has another first action offers the check beside it', async ({ app, problems, serve }) => {
  problems.expect(LINE.status(401), LINE.status(403), LINE.status(500));
  const server = await serve([refusal(403, 'Cross-site request refused'), refusal(500, 'Out of memory')]);
  server.other = refusal(401, 'Incorrect key');
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Hi');
  await expect(app.reply.getByRole('button', { name: 'Edit key' })).toBeVisible();
  await expect(app.reply.getByRole('button', { name: 'Find the cause' })).toHaveCount(1);
  await app.reply.getByRole('button', { name: 'Try again' }).click();
  await expect(app.reply).toContainText('Lab failed (500)');
  await app.reply.getByRole('button', { name: 'Find the cause' }).click();
  await expectFailure(app, 'Authentication', { seen: 'The server asks for a key (401), and none was sent.', fix: ["Enter the server's key in API Key."] });
});

test('the check of a failed reply uses the key of its bot', async ({ app, page, problems, serve }) => {
  problems.expect(LINE.status(401), LINE.status(500));
  const server = await serve(refusal(500, 'Out of memory'));
  server.other = (seen) => (seen.headers.authorization === 'Bearer sk-bot' ? LIST : refusal(401, 'Incorrect key'));
  await app.open();
  await app.connect(server.endpoint);
  await setKey(page, 'lab', 'sk-provider');
  await page.getByText('Stop, seed, context').click();
  await page.getByLabel('Key for this bot').fill('sk-bot');
  await app.send('Hi');
  await expect(app.reply).toContainText('Lab failed (500)');
  expect(server.posts[0]?.headers.authorization).toBe('Bearer sk-bot');
  await app.reply.getByRole('button', { name: 'Find the cause' }).click();
  await expect(app.settings.getByRole('button', { name: 'Send one token' })).toBeVisible();
  const lists = server.requests.filter((seen) => seen.url === '/v1/models');
  expect(lists.map((seen) => seen.headers.authorization).filter(Boolean)).toEqual(['Bearer sk-bot']);
});

test('the list says that a server asks for a key where none was sent', async ({ app, problems, serve }) => {
  problems.expect(LINE.status(401));
  const server = await serve(reply('Hi'));
  server.other = refusal(401, 'No key');
  await app.open();
  await app.saveProvider({ id: 'lab', name: 'Lab', endpoint: server.endpoint, models: 'lab-7b' });
  await app.openSettings();
  await app.settings.getByRole('button', { name: 'Test Lab' }).click();
  const entry = app.settings.getByRole('button', { name: /^Lab / });
  await expect(entry).toContainText('Asks for a key');
  await expect(entry).not.toContainText('rejected');
});

test('the result of a check is of the key that it was made with', async ({ app, problems, serve }) => {
  problems.expect(LINE.status(401));
  const server = await serve(reply('Hi'));
  server.other = refusal(401, 'Incorrect key');
  await app.open();
  await app.saveProvider({ id: 'lab', name: 'Lab', endpoint: server.endpoint, key: 'sk-wrong', models: 'lab-7b' });
  await app.openSettings();
  const entry = app.settings.getByRole('button', { name: /^Lab / });
  await expect(entry).toContainText('Never tested');
  await app.settings.getByRole('button', { name: 'Test Lab' }).click();
  await expect(entry).toContainText('Key rejected');
  await app.settings.getByRole('button', { name: 'Back to form' }).click();
  await app.fill({ key: 'sk-right' });
  await app.save.click();
  await expect(entry).toContainText('Never tested');
});

test('a reply that CORS keeps from the page comes through the relay after one click', async ({ app, problems, serve }) => {
  problems.expect(LINE.cors, LINE.refused, LINE.status(404), LINE.status(405));
  const server = await serve(reply('Through the relay.'));
  server.cors = 'none';
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Hi');
  await app.reply.getByRole('button', { name: 'Use the local relay' }).click();
  await expect(app.reply).toContainText('Through the relay.');
  expect(server.posts).toHaveLength(1);
});

test('a proxy with nothing behind it is named in the place of a reply', async ({ app, problems, serve }) => {
  problems.expect(LINE.status(502));
  const server = await serve(gateway(502));
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Hi');
  await expect(app.reply).toContainText('A proxy answers for Lab, and nothing behind it (502).');
  await expect(app.reply.getByRole('button', { name: 'Find the cause' })).toBeVisible();
});
