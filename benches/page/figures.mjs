// The figures of the page that need no second page beside it: first load, long conversations, Stop.

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
const missed = (...misses) => (misses.some(Boolean) ? ' MISSED' : '');
const ROUNDS = 5;
/** Kilobytes and requests of a first load; milliseconds until the composer is ready, a long conversation is open, text stops. */
const GOALS = { kilobytes: 400, requests: 12, ready: 600, open: 300, stop: 50 };
/** Frames per second that scrolling keeps, with what a browser's clock is off by. */
const FRAMES = 58;

/** What a first visit loads, and when one can write: what is typed from then on is still there when the page is alive. */
export async function firstLoad({ newPage, origin }) {
  const [typed, alive] = [[], []];
  let bytes = 0;
  let requests = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const page = await newPage();
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Network.enable');
    [bytes, requests] = [0, 0];
    devtools.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength;
      requests += 1;
    });
    await page.addInitScript(() => {
      window.addEventListener('ais:ready', () => (window.aliveAt = performance.now()));
      const type = () => {
        const box = document.querySelector('textarea[aria-label=Message]');
        if (!box) return void requestAnimationFrame(type);
        box.focus();
        document.execCommand('insertText', false, 'typed early');
        window.typedAt = performance.now();
      };
      type();
    });
    await page.goto(origin);
    await page.waitForFunction(() => window.aliveAt && window.typedAt);
    await page.waitForLoadState('networkidle');
    const kept = await page.getByRole('textbox', { name: 'Message' }).inputValue();
    if (kept !== 'typed early') throw new Error(`what was typed early is ${JSON.stringify(kept)} when the page is alive`);
    typed.push(await page.evaluate(() => window.typedAt));
    alive.push(await page.evaluate(() => window.aliveAt));
    await page.context().close();
  }
  const [kilobytes, ready] = [bytes / 1000, median(typed)];
  console.log(
    `first load: ${kilobytes.toFixed(0)} kB compressed in ${requests} requests (goals: ${GOALS.kilobytes} kB, ${GOALS.requests});` +
      ` composer ready after ${ready.toFixed(0)} ms (goal: ${GOALS.ready}), page alive after ${median(alive).toFixed(0)} ms` +
      missed(kilobytes > GOALS.kilobytes, requests > GOALS.requests, ready > GOALS.ready),
  );
}

/** Opens a conversation of 2,000 messages and goes up in it. */
export async function conversation({ ours }) {
  const { page, prepare, go } = await ours();
  try {
    await prepare('full-300');
    await go();
    await page.locator('[role=log] article .meta').nth(1).waitFor();
    const id = await page.evaluate(async () => {
      const database = await new Promise((done) => (indexedDB.open('aiscouncil').onsuccess = ({ target }) => done(target.result)));
      const transaction = database.transaction('messages', 'readwrite');
      const messages = transaction.objectStore('messages');
      const all = await new Promise((done) => (messages.getAll().onsuccess = ({ target }) => done(target.result)));
      // The last question and the last reply; ids sort by time, and these come before all that were made today.
      const [question, reply] = ['user', 'assistant'].map((role) => all.findLast((message) => message.role === role));
      const id = (index) => String(index).padStart(20, '0');
      for (let index = 0; index < 998; index += 1) {
        messages.put({ ...question, id: id(2 * index), content: `Question ${index}` });
        messages.put({ ...reply, id: id(2 * index + 1) });
      }
      await new Promise((done) => (transaction.oncomplete = done));
      database.close();
      return question.conversation;
    });
    await page.goto(new URL('/', page.url()).href);
    await page.waitForFunction(() => 'AIS' in window);
    const link = page.locator(`a[href$="/chat/${id}"]`);
    // Whoever moves the pointer has the parts of the page loaded.
    await link.hover();
    await page.waitForTimeout(1500);
    const took = await page.evaluate((id) => new Promise((done) => {
      const begun = performance.now();
      document.querySelector(`a[href$="/chat/${id}"]`).click();
      const look = () => {
        const log = document.querySelector('[role=log]');
        const last = [...(log?.querySelectorAll('article .markdown') ?? [])].at(-1);
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
    const rate = (frames.length / frames.reduce((sum, frame) => sum + frame, 0)) * 1000;
    console.log(
      `2,000 messages: readable end after ${took.toFixed(0)} ms (goal: ${GOALS.open});` +
        ` going up ${rate.toFixed(0)} frames/s (goal: 60), longest frame ${Math.max(...frames).toFixed(0)} ms` +
        missed(took > GOALS.open, rate < FRAMES),
    );
  } finally {
    await page.context().close();
  }
}

/** Stop in a flood: how long text still comes. */
export async function stop({ ours }) {
  const times = [];
  for (let round = 0; round < 3; round += 1) {
    const { page, prepare, go } = await ours();
    try {
      await prepare('full-1000000');
      await go();
      await page.locator('[role=log] article').last().locator('.markdown h4, .markdown h3').nth(20).waitFor();
      await page.evaluate(() => {
        window.stopped = 0;
        window.changed = 0;
        document.addEventListener('click', () => (window.stopped = performance.now()), { capture: true, once: true });
        const reply = [...document.querySelectorAll('[role=log] .markdown')].at(-1);
        let length = reply.textContent.length;
        // Code that was shown gets its colours in later frames: that is no text.
        const grown = () => length < (length = reply.textContent.length);
        new MutationObserver(() => grown() && (window.changed = performance.now())).observe(reply, { subtree: true, childList: true, characterData: true });
      });
      await page.getByRole('button', { name: 'Stop' }).click();
      await page.waitForTimeout(1000);
      times.push(await page.evaluate(() => Math.max(0, window.changed - window.stopped)));
    } finally {
      await page.context().close();
    }
  }
  console.log(`Stop in a flood: no more text after ${times.map((time) => time.toFixed(0)).join(', ')} ms (goal: ${GOALS.stop})${missed(Math.max(...times) > GOALS.stop)}`);
}
