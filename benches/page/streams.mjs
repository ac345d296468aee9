// What a streamed reply costs the page, beside the reference on the same streams in the same minute.

/** Milliseconds that a page gets after its last token for what it does then. */
const SETTLE = 1000;
/** What the main thread may take for a stream, in seconds. */
const MAIN_THREAD = { 'full-2000': { goal: 0.25, gate: 0.5 }, 'full-5000': { goal: 0.6, gate: 1 }, 'full-20000': { goal: 2.4, gate: 4 } };
/** Milliseconds that no task may exceed, and that the last token may be late where tokens come at a rate. */
const LONGEST_TASK = 50;
const LATEST = 100;
/** How much more 20,000 tokens may cost than 5,000. */
const RATIO = 4.5;

/** Streams one reply; tells the busy time of the main thread, its longest task and how late the last token was shown. */
async function streamed(open, sent, model) {
  const { page, prepare, go } = await open();
  try {
    await prepare(model);
    // What was asked for before has come to rest.
    await page.waitForTimeout(SETTLE);
    const before = await page.evaluate(() => document.querySelectorAll('[role=log] article .markdown').length);
    await page.evaluate((before) => {
      window.longest = 0;
      new PerformanceObserver((list) => list.getEntries().forEach(({ duration }) => (window.longest = Math.max(window.longest, duration)))).observe({ type: 'longtask' });
      window.shown = new Promise((shown) => {
        // Looks at the last block alone: to read the whole reply would cost more than what is measured.
        const look = () => {
          const replies = document.querySelectorAll('[role=log] article .markdown');
          let block = replies.length > before ? replies[replies.length - 1] : null;
          while (block?.lastElementChild) block = block.lastElementChild;
          if (block?.textContent.includes('the-last-token')) shown(performance.timeOrigin + performance.now());
          else requestAnimationFrame(look);
        };
        look();
      });
    }, before);
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Performance.enable');
    const busy = async () => (await devtools.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration').value;
    const begun = await busy();
    await go();
    const shown = await page.evaluate(() => window.shown);
    const late = shown - (await sent());
    await page.waitForTimeout(SETTLE);
    return { busy: (await busy()) - begun, longest: await page.evaluate(() => window.longest), late };
  } finally {
    await page.context().close();
  }
}

const seconds = (value) => `${value.toFixed(2)} s`;
const milliseconds = (value) => `${value.toFixed(0)} ms`;
const longest = (value) => (value ? milliseconds(value) : '< 50 ms');
const middle = (runs, figure) => runs.map((run) => run[figure]).sort((a, b) => a - b)[Math.floor(runs.length / 2)];

/** Prints one line a stream, and what was missed. */
export async function streams({ ours, theirs, sent }) {
  const busy = {};
  for (const model of ['full-2000', 'full-5000', 'full-20000', '200-1000', '1500-3000']) {
    const [rate, count] = model.split('-');
    const runs = { ours: [], theirs: [] };
    for (let round = 0; round < (Number(count) > 5000 ? 2 : 3); round += 1) {
      runs.ours.push(await streamed(ours, sent, model));
      runs.theirs.push(await streamed(theirs, sent, model));
    }
    const [mine, other] = ['ours', 'theirs'].map((side) => Object.fromEntries(['busy', 'longest', 'late'].map((figure) => [figure, middle(runs[side], figure)])));
    busy[model] = mine.busy;
    const limits = MAIN_THREAD[model];
    const missed = [];
    if (limits && mine.busy > limits.goal) missed.push(`MISSED: main thread, the ${mine.busy > limits.gate ? 'gate' : 'goal'}`);
    if (mine.longest > LONGEST_TASK) missed.push('MISSED: longest task');
    if (rate !== 'full' && mine.late > LATEST) missed.push('MISSED: last token');
    console.log([
      `${Number(count).toLocaleString('en')} tokens, ${rate === 'full' ? 'full speed' : `${rate}/s`}:`,
      `main thread ${seconds(mine.busy)}${limits ? ` (goal ${limits.goal} s, gate ${limits.gate} s)` : ''}, reference ${seconds(other.busy)}, ${(other.busy / mine.busy).toFixed(1)} times as much;`,
      `longest task ${longest(mine.longest)} (goal ${LONGEST_TASK} ms), reference ${longest(other.longest)};`,
      `last token late by ${milliseconds(mine.late)}${rate === 'full' ? '' : ` (goal ${LATEST} ms)`}, reference ${milliseconds(other.late)}`,
      ...missed.map((what) => `  ${what}`),
    ].join('\n  '));
  }
  const ratio = busy['full-20000'] / busy['full-5000'];
  console.log(`20,000 tokens cost ${ratio.toFixed(1)} times of 5,000 (goal: at most ${RATIO})${ratio > RATIO ? ' MISSED' : ''}`);
}
