import type { BrowserContext } from '@playwright/test';

/** Everything that a page complained about: console errors, uncaught errors, violations of the content security policy. */
export class Problems {
  private readonly seen: string[] = [];
  private readonly allowed: RegExp[] = [];

  /** The browser writes such a line by itself, for instance for a request that fails on purpose. */
  expect(...patterns: RegExp[]): void {
    this.allowed.push(...patterns);
  }

  /** What came and was not expected. */
  get unexpected(): string[] {
    return this.seen.filter((line) => !this.allowed.some((pattern) => pattern.test(line)));
  }

  /** Watches every page of a context. */
  async watch(context: BrowserContext): Promise<void> {
    context.on('console', (message) => {
      if (message.type() === 'error') this.seen.push(`console: ${message.text()}`);
    });
    context.on('weberror', (error) => this.seen.push(`uncaught: ${error.error().stack ?? error.error().message}`));
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) =>
        console.error(`content security policy: ${event.violatedDirective} blocked ${event.blockedURI} in ${event.sourceFile}`),
      );
    });
  }
}

/** Lines that Chromium writes for requests that fail. */
export const LINE = {
  status: (status: number): RegExp => new RegExp(`Failed to load resource: the server responded with a status of ${status}`),
  cut: /Failed to load resource: net::ERR_(INCOMPLETE_CHUNKED_ENCODING|CONNECTION_RESET|EMPTY_RESPONSE)/,
  refused: /Failed to load resource: net::ERR_(CONNECTION_REFUSED|FAILED)/,
  tls: /Failed to load resource: net::ERR_(SSL_PROTOCOL_ERROR|CONNECTION_CLOSED|CONNECTION_RESET)/,
  cors: /has been blocked by CORS policy/,
} as const;
