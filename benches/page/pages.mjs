// What is measured: pages of the app and of the reference in one browser, both with the scripted endpoint.
import { fork, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
// The browser and the libraries are those of the browser tests.
const require = createRequire(join(here, '../../end2end/package.json'));
const { chromium } = require('@playwright/test');
const LIBRARIES = { 'eventsource-parser': dirname(require.resolve('eventsource-parser')), marked: join(dirname(require.resolve('marked/package.json')), 'lib') };
/** Flags of a quiet browser, as in the browser tests. */
const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const SIZE = { viewport: { width: 1440, height: 900 } };
/** A short reply that comes before what is measured: it loads what is loaded once. */
const FIRST = 'full-20';

/** Starts everything; `server` is the release build of the app. Whatever was started is in `close`, also after a failure. */
export async function start(server) {
  const started = [];
  const close = async () => {
    for (const stop of started.reverse()) await stop();
  };
  try {
    const endpoint = fork(join(here, 'endpoint.mjs'));
    started.push(() => endpoint.kill());
    const port = await new Promise((done, fail) => endpoint.once('message', done).once('exit', () => fail(new Error('the endpoint did not start'))));
    const url = `http://127.0.0.1:${port}/v1/chat/completions`;

    const reference = createServer(serveReference);
    await new Promise((done) => reference.listen(0, '127.0.0.1', done));
    started.push(() => reference.closeAllConnections(), () => reference.close());

    const app = spawn(resolve(server), { env: { ...process.env, LEPTOS_SITE_ADDR: '127.0.0.1:0', LEPTOS_SERVER_LOG_LEVEL: 'warn' }, stdio: ['ignore', 'pipe', 'inherit'] });
    started.push(() => app.kill());
    const origin = await new Promise((done, fail) => {
      app.once('error', fail).once('exit', () => fail(new Error('the server did not start')));
      app.stdout.on('data', (text) => {
        const found = /http:\/\/[\d.]+:\d+/.exec(String(text));
        if (found) done(found[0]);
      });
    });

    const browser = await chromium.launch({ executablePath: process.env.AIS_CHROMIUM || undefined, args: QUIET });
    started.push(() => browser.close());
    const newPage = async () => (await browser.newContext(SIZE)).newPage();
    return {
      browser,
      origin,
      newPage,
      close,
      ours: () => ours(newPage, origin, url),
      theirs: () => theirs(newPage, `http://127.0.0.1:${reference.address().port}/`, url),
      /** When the last token of the last stream was written. */
      sent: async () => Number(await (await fetch(`http://127.0.0.1:${port}/sent`)).text()),
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A page of the app with the scripted endpoint as the bot's provider, and one short reply in it. */
async function ours(newPage, origin, url) {
  const page = await newPage();
  await page.goto(origin);
  await page.waitForFunction(() => 'AIS' in window);
  const message = page.getByRole('textbox', { name: 'Message' });
  /** Makes all ready, so that `go` is one key press. */
  const prepare = async (model) => {
    await page.evaluate(([endpoint, model]) => window.AIS.Providers.registerCustom('bench', { name: 'Bench', endpoint, models: [{ id: model, name: model }] }), [url, model]);
    await page.getByRole('combobox', { name: 'Provider' }).selectOption({ label: 'Bench' });
    await page.getByRole('combobox', { name: 'Model', exact: true }).selectOption({ label: model });
    await message.fill('Go');
  };
  const go = () => message.press('Enter');
  await prepare(FIRST);
  await go();
  await page.locator('[role=log] article .meta').last().waitFor();
  return { page, prepare, go };
}

async function theirs(newPage, address, url) {
  const page = await newPage();
  await page.goto(address);
  let model = FIRST;
  const prepare = async (next) => void (model = next);
  const go = () => page.evaluate(([url, model]) => void (window.asked = import('/reference.js').then(({ ask }) => ask(url, model))), [url, model]);
  await go();
  await page.evaluate(() => window.asked);
  return { page, prepare, go };
}

async function serveReference(request, response) {
  const [, library, file] = request.url.split('/');
  const path = LIBRARIES[library] ? join(LIBRARIES[library], file) : join(here, 'reference.js');
  const page = '<!doctype html><style>[role=log]{height:100vh;overflow:auto}</style><div role=log></div>';
  const body = request.url === '/' ? page : await readFile(path).catch(() => null);
  response.writeHead(body === null ? 404 : 200, { 'content-type': extname(request.url) === '.js' ? 'text/javascript' : 'text/html' });
  response.end(body);
}
