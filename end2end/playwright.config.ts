import { defineConfig } from '@playwright/test';

/** Arguments that let Debian's Chromium run in a container and keep it from calling home. */
const QUIET = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];

export default defineConfig({
  testDir: 'tests',
  outputDir: 'test-results',
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  workers: 2,
  // A machine that does much else at the same time is slow, not wrong.
  timeout: 60_000,
  expect: { timeout: 12_000 },
  reporter: 'list',
  use: {
    // The server prints the address that it serves at; the port in it is a free one.
    baseURL: `http://127.0.0.1:${process.env['AIS_PORT'] ?? 3000}`,
    locale: 'en-US',
    timezoneId: 'UTC',
    viewport: { width: 1440, height: 900 },
    actionTimeout: 12_000,
    // A trace of each test costs a quarter of the time; whoever looks for a fault asks for it: `--trace retain-on-failure`.
    trace: 'off',
    launchOptions: { executablePath: process.env['AIS_CHROMIUM'] || '/usr/bin/chromium', args: QUIET },
  },
  webServer: {
    command: 'exec target/release/aiscouncil',
    cwd: '..',
    env: { LEPTOS_SITE_ADDR: '127.0.0.1:0', LEPTOS_SERVER_LOG_LEVEL: 'warn' },
    wait: { stdout: /http:\/\/127\.0\.0\.1:(?<ais_port>\d+)/ },
    gracefulShutdown: { signal: 'SIGTERM', timeout: 5_000 },
    stdout: 'ignore',
    stderr: 'pipe',
  },
});
