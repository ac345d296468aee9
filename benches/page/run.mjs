// Prints how the served page stands up to long and fast replies, in headless Chromium, and beside a page that renders the
// whole reply at each frame (reference.js), on the same streams in the same minute.
// Arguments: the release build of the server.
import { fork, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { conversation, firstLoad, stop } from './figures.mjs';

const here = dirname(fileURLToPath(import.meta.url));
// The browser and the libraries are those of the browser tests.
const require = createRequire(join(here, '../../end2end/package.json'));
const { chromium } = require('@playwright/test');
const LIBRARIES = { 'eventsource-parser': dirname(require.resolve('eventsource-parser')), marked: join(dirname(require.resolve('marked/package.json')), 'lib') };
/** Flags of a quiet browser, as in the browser tests. */
const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
/** Milliseconds that a page gets after its last token for what it does then. */
const SETTLE = 1000;
/** The reference is not asked for more: it would take minutes. */
const REFERENCE_MOST = 20_000;

const endpoint = fork(join(here, 'endpoint.mjs'));
const port = await new Promise((done) => endpoint.once('message', done));
const url = `http://127.0.0.1:${port}/v1/chat/completions`;

const reference = createServer(async (request, response) => {
  const [, library, file] = request.url.split('/');
  const path = LIBRARIES[library] ? join(LIBRARIES[library], file) : join(here, 'reference.js');
  const page = '<!doctype html><style>[role=log]{height:100vh;overflow:auto}</style><div role=log></div>';
  const body = request.url === '/' ? page : await readFile(path).catch(() => null);
  response.writeHead(body === null ? 404 : 200, { 'content-type': extname(request.url) === '.js' ? 'text/javascript' : 'text/html' });
  response.end(body);
});
await new Promise((done) => reference.listen(0, '127.0.0.1', done));

const app = spawn(resolve(process.argv[2]), { env: { ...process.env, LEPTOS_SITE_ADDR: '127.0.0.1:0', LEPTOS_SERVER_LOG_LEVEL: 'warn' }, stdio: ['ignore', 'pipe', 'inherit'] });
const origin = await new Promise((done) => app.stdout.on('data', (text) => {
  const found = /http:\/\/[\d.]+:\d+/.exec(String(text));
  if (found) done(found[0]);
}));

const browser = await chromium.launch({ executablePath: process.env.AIS_CHROMIUM || undefined, args: QUIET });
const SIZE = { viewport: { width: 1440, height: 900 } };

/** A page of the app with the scripted endpoint as the bot's provider. */
async function ours() {
  const page = await (await browser.newContext(SIZE)).newPage();
  await page.goto(origin);
  await page.waitForFunction(() => 'AIS' in window);
  await page.evaluate((endpoint) => window.AIS.Providers.registerCustom('bench', { name: 'Bench', endpoint, models: [{ id: 'full-5000', name: 'Bench' }] }), url);
  await page.getByRole('combobox', { name: 'Provider' }).selectOption({ label: 'Bench' });
  const ask = async (model) => {
    await page.evaluate(([endpoint, model]) => window.AIS.Providers.registerCustom('bench', { name: 'Bench', endpoint, models: [{ id: model, name: model }] }), [url, model]);
    await page.getByRole('combobox', { name: 'Model', exact: true }).selectOption({ label: model });
    await page.getByRole('textbox', { name: 'Message' }).fill('Go');
    await page.getByRole('textbox', { name: 'Message' }).press('Enter');
  };
  return { page, ask };
}

async function theirs() {
  const page = await (await browser.newContext(SIZE)).newPage();
  await page.goto(`http://127.0.0.1:${reference.address().port}/`);
  const ask = (model) => page.evaluate(([url, model]) => void import('/reference.js').then(({ ask }) => ask(url, model)), [url, model]);
  return { page, ask };
}

/** Streams one reply; tells the busy time of the main thread, its longest task and how late the last token was shown. */
async function streamed(open, model) {
  const { page, ask } = await open();
  await page.evaluate(() => {
    window.longest = 0;
    new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => (window.longest = Math.max(window.longest, duration)))).observe({ type: 'longtask' });
    window.shown = new Promise((shown) => {
      // Looks at the last block alone: to read the whole reply would cost more than what is measured.
      const look = () => {
        const reply = [...document.querySelectorAll('[role=log] article')].at(-1)?.querySelector('.markdown');
        let block = reply;
        while (block?.lastElementChild) block = block.lastElementChild;
        if (block?.textContent.includes('the-last-token')) shown(performance.timeOrigin + performance.now());
        else requestAnimationFrame(look);
      };
      look();
    });
  });
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable');
  const busy = async () => (await devtools.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration').value;
  const before = await busy();
  await ask(model);
  const shown = await page.evaluate(() => window.shown);
  const sent = Number(await (await fetch(`http://127.0.0.1:${port}/sent`)).text());
  await page.waitForTimeout(SETTLE);
  const figures = { busy: (await busy()) - before, longest: await page.evaluate(() => window.longest), late: shown - sent };
  await page.context().close();
  return figures;
}

const seconds = (value) => `${value.toFixed(2)} s`.padStart(9);
const milliseconds = (value) => `${value.toFixed(0)} ms`.padStart(9);
const longest = (value) => (value ? milliseconds(value) : '  < 50 ms');

console.log(`In Chromium ${browser.version()}; the reference renders the whole reply at each frame (eventsource-parser, marked), and does nothing else`);
console.log(`${'stream'.padEnd(26)}${'main thread'.padStart(12)}${'reference'.padStart(12)}${'ratio'.padStart(8)}${'longest task'.padStart(14)}${'reference'.padStart(11)}${'last token late'.padStart(17)}${'reference'.padStart(11)}`);
const busy = {};
for (const model of ['full-2000', 'full-5000', 'full-20000', '200-1000', '1500-3000']) {
  const [rate, count] = model.split('-');
  const rounds = Number(count) > 5000 ? 1 : 3;
  const runs = { ours: [], theirs: [] };
  for (let round = 0; round < rounds; round += 1) {
    runs.ours.push(await streamed(ours, model));
    if (Number(count) <= REFERENCE_MOST) runs.theirs.push(await streamed(theirs, model));
  }
  const middle = (list, figure) => list.map((run) => run[figure]).sort((a, b) => a - b)[Math.floor(list.length / 2)];
  const [mine, other] = ['ours', 'theirs'].map((side) => Object.fromEntries(['busy', 'longest', 'late'].map((figure) => [figure, middle(runs[side], figure)])));
  busy[model] = mine.busy;
  const name = `${Number(count).toLocaleString('en')} tokens, ${rate === 'full' ? 'full speed' : `${rate}/s`}`;
  console.log(`${name.padEnd(26)}${seconds(mine.busy).padStart(12)}${seconds(other.busy).padStart(12)}${`${(other.busy / mine.busy).toFixed(1)}x`.padStart(8)}${longest(mine.longest).padStart(14)}${longest(other.longest).padStart(11)}${milliseconds(mine.late).padStart(17)}${milliseconds(other.late).padStart(11)}`);
}
console.log(`20,000 tokens cost ${(busy['full-20000'] / busy['full-5000']).toFixed(1)} times of 5,000 (goal: at most 4.5)`);
await firstLoad(browser, SIZE, origin);
await conversation(ours);
await stop(ours);

await browser.close();
app.kill();
endpoint.kill();
reference.close();
