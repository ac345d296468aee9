// Prints, in one run in headless Chromium on the same bytes, the wasm reader against eventsource-parser with JSON.parse.
// Arguments: the folder that holds the builds, then their names.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
// The browser and the parser are those of the browser tests.
const require = createRequire(join(here, '../../end2end/package.json'));
const { chromium } = require('@playwright/test');
const parser = dirname(require.resolve('eventsource-parser'));
const [folder, ...builds] = process.argv.slice(2);

const TYPES = { '.js': 'text/javascript', '.wasm': 'application/wasm', '.html': 'text/html' };
const server = createServer(async (request, response) => {
  const path = normalize(new URL(request.url ?? '/', 'http://bench').pathname);
  const file = path === '/page.js' ? join(here, 'page.js')
    : path.startsWith('/eventsource-parser/') ? join(parser, path.slice('/eventsource-parser/'.length))
    : join(folder, path);
  const body = path === '/' ? '<!doctype html>' : await readFile(file).catch(() => null);
  response.writeHead(body === null ? 404 : 200, { 'content-type': TYPES[extname(path) || '.html'] ?? 'text/plain' });
  response.end(body);
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const origin = `http://127.0.0.1:${server.address().port}`;

const browser = await chromium.launch({ executablePath: process.env.AIS_CHROMIUM || undefined });
const page = await browser.newPage();
await page.goto(origin);
const rows = await page.evaluate(async (builds) => (await import('/page.js')).measure(builds, 5), builds);
console.log(`In Chromium ${browser.version()}, best of 5; the ratio is how much faster than eventsource-parser + JSON.parse`);
console.log(['stream'.padEnd(26), ...builds.map((build) => build.padStart(18)), 'eventsource-parser'.padStart(20)].join(''));
for (const { name, best } of rows) {
  const theirs = best.at(-1);
  const ours = best.slice(0, -1).map((time) => `${time.toFixed(0)} ms ${(theirs / time).toFixed(1)}x`.padStart(18));
  console.log([name.padEnd(26), ...ours, `${theirs.toFixed(0)} ms`.padStart(20)].join(''));
}
await browser.close();
server.close();
