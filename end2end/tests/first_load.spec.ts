import { expect, test } from '../support/fixtures';

/** In kilobytes as they cross the network. This number only ever goes down. */
const CEILING_KB = 400;
const MOST_REQUESTS = 12;

test(`the first load is under ${CEILING_KB} kB, in at most ${MOST_REQUESTS} requests`, async ({ app, page }) => {
  const loads: { url: string; kilobytes: number; encoding: string }[] = [];
  const measured: Promise<void>[] = [];
  page.on('requestfinished', (request) => {
    measured.push(
      (async () => {
        const response = await request.response();
        const sizes = await request.sizes();
        loads.push({
          url: new URL(request.url()).pathname,
          kilobytes: (sizes.responseBodySize + sizes.responseHeadersSize) / 1000,
          encoding: (await response?.headerValue('content-encoding')) ?? 'none',
        });
      })(),
    );
  });
  // Nobody touches the page: after a second of looking the fields of the bot editor come, and they count.
  await page.goto('/');
  await page.waitForFunction(() => 'AIS' in window);
  await page.waitForLoadState('networkidle');
  await Promise.all(measured);
  const sum = (): number => loads.reduce((sum, { kilobytes }) => sum + kilobytes, 0);
  const first = sum();
  await expect(app.provider).toBeVisible();
  await page.waitForLoadState('networkidle');
  await Promise.all(measured);
  const total = sum();
  for (const { url, kilobytes, encoding } of loads) console.log(`  ${kilobytes.toFixed(1).padStart(7)} kB  ${encoding.padEnd(4)}  ${url}`);
  console.log(`  ${first.toFixed(1).padStart(7)} kB  until one can write`);
  console.log(`  ${total.toFixed(1).padStart(7)} kB  in ${loads.length} requests with the bot editor (ceiling ${CEILING_KB} kB)`);
  expect(loads.length).toBeLessThanOrEqual(MOST_REQUESTS);
  expect(total).toBeLessThanOrEqual(CEILING_KB);
  // The sum is of what went over the wire, compressed.
  expect(loads.find(({ url }) => url.endsWith('.wasm'))?.encoding).toBe('br');
  // Everything comes from the app's own server.
  expect(loads.every(({ url }) => url.startsWith('/'))).toBe(true);
});
