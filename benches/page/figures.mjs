// The figures of the page that need no second page beside it: first load, long conversations, Stop.

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
const ROUNDS = 5;

/** What a first visit loads, and when one can write. */
export async function firstLoad(browser, size, origin) {
  const ready = [];
  let bytes = 0;
  let requests = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const page = await (await browser.newContext(size)).newPage();
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Network.enable');
    [bytes, requests] = [0, 0];
    devtools.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength;
      requests += 1;
    });
    await page.addInitScript(() => window.addEventListener('ais:ready', () => (window.readyAt = performance.now())));
    await page.goto(origin);
    await page.waitForFunction(() => window.readyAt);
    ready.push(await page.evaluate(() => window.readyAt));
    await page.waitForLoadState('networkidle');
    await page.context().close();
  }
  console.log(`first load: ${(bytes / 1000).toFixed(0)} kB compressed in ${requests} requests (goals: 400 kB, 12); composer ready after ${median(ready).toFixed(0)} ms (goal: 600)`);
}

/** Opens a conversation of 2,000 messages and goes up in it. */
export async function conversation(open) {
  const { page, ask } = await open();
  await ask('full-300');
  await page.locator('[role=log] article .meta').last().waitFor();
  const id = await page.evaluate(async () => {
    const database = await new Promise((done) => (indexedDB.open('aiscouncil').onsuccess = ({ target }) => done(target.result)));
    const transaction = database.transaction('messages', 'readwrite');
    const messages = transaction.objectStore('messages');
    const all = await new Promise((done) => (messages.getAll().onsuccess = ({ target }) => done(target.result)));
    for (let index = 0; index < 999; index += 1) {
      for (const message of all) messages.put({ ...message, id: `${message.id}-${String(index).padStart(4, '0')}`, ...(message.role === 'user' && { content: `Question ${index}` }) });
    }
    await new Promise((done) => (transaction.oncomplete = done));
    return all[0].conversation;
  });
  await page.goto(new URL('/', page.url()).href);
  await page.waitForFunction(() => 'AIS' in window);
  const link = page.locator(`a[href$="/chat/${id}"]`);
  await link.hover();
  await page.waitForTimeout(1500);
  const took = await page.evaluate((id) => new Promise((done) => {
    const begun = performance.now();
    document.querySelector(`a[href$="/chat/${id}"]`).click();
    const look = () => {
      const log = document.querySelector('[role=log]');
      const last = log?.querySelector('article:last-of-type .markdown');
      const isShown = last?.textContent.includes('the-last-token') && log.scrollHeight - log.scrollTop - log.clientHeight < 40;
      // One more frame: what was laid out is painted.
      if (isShown) requestAnimationFrame(() => done(performance.now() - begun));
      else requestAnimationFrame(look);
    };
    look();
  }), id);
  const frames = await page.evaluate(() => new Promise((done) => {
    const log = document.querySelector('[role=log]');
    const times = [];
    const step = (now) => {
      times.push(now);
      log.scrollTop -= 60;
      if (times.length < 300) requestAnimationFrame(step);
      else done(times.slice(1).map((time, index) => time - times[index]));
    };
    requestAnimationFrame(step);
  }));
  const total = frames.reduce((sum, frame) => sum + frame, 0);
  console.log(`2,000 messages: readable end after ${took.toFixed(0)} ms (goal: 300); going up ${(frames.length / total * 1000).toFixed(0)} frames/s, longest frame ${Math.max(...frames).toFixed(0)} ms`);
  await page.context().close();
}

/** Stop in a flood: how long text still comes. */
export async function stop(open) {
  const times = [];
  for (let round = 0; round < 3; round += 1) {
    const { page, ask } = await open();
    await ask('full-1000000');
    await page.locator('[role=log] article .markdown h3').nth(20).waitFor();
    await page.evaluate(() => {
      window.stopped = 0;
      window.changed = 0;
      document.addEventListener('click', () => (window.stopped = performance.now()), { capture: true, once: true });
      new MutationObserver(() => (window.changed = performance.now())).observe([...document.querySelectorAll('[role=log] .markdown')].at(-1), { subtree: true, childList: true, characterData: true });
    });
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.waitForTimeout(1000);
    times.push(await page.evaluate(() => Math.max(0, window.changed - window.stopped)));
    await page.context().close();
  }
  console.log(`Stop in a flood: no more text after ${times.map((time) => time.toFixed(0)).join(', ')} ms (goal: 50)`);
}
