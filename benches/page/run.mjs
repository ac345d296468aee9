// Prints how the served page stands up to long and fast replies, in headless Chromium, and beside a page that renders the
// whole reply at each frame (reference.js), on the same streams in the same minute.
// Arguments: the release build of the server.
import { conversation, firstLoad, stop } from './figures.mjs';
import { start } from './pages.mjs';
import { streams } from './streams.mjs';

const pages = await start(process.argv[2]);
try {
  console.log(`In Chromium ${pages.browser.version()}; the reference renders the whole reply at each frame (eventsource-parser, marked), and does nothing else`);
  await firstLoad(pages);
  await conversation(pages);
  await stop(pages);
  await streams(pages);
} finally {
  await pages.close();
}
