import { test as base, expect } from '@playwright/test';

import { App } from './app';
import { Problems } from './problems';
import { ScriptedServer } from './scripted-server';

interface Fixtures {
  /** The app in a page of its own, with empty storage; not opened yet. */
  app: App;
  /** What the browser complains about fails the test, unless it is named here. */
  problems: Problems;
  /** Starts a scripted server that ends with the test. */
  serve: typeof ScriptedServer.start;
}

export const test = base.extend<Fixtures>({
  problems: [
    async ({}, use) => {
      const problems = new Problems();
      await use(problems);
      expect(problems.unexpected, 'what the browser complained about').toEqual([]);
    },
    { auto: true },
  ],
  context: async ({ context, problems }, use) => {
    await problems.watch(context);
    await use(context);
  },
  app: async ({ page }, use) => {
    await use(new App(page));
  },
  serve: async ({ context }, use) => {
    const servers: ScriptedServer[] = [];
    await use(async (script) => {
      const server = await ScriptedServer.start(script);
      servers.push(server);
      return server;
    });
    // A page that still reads would complain that its server went away.
    await Promise.all(context.pages().map((page) => page.close()));
    await Promise.all(servers.map((server) => server.stop()));
  },
});

export { expect };
