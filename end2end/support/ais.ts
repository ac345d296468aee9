import type { Page } from '@playwright/test';

/** What `AIS.Providers.chat` resolves to, and what a `ProviderError` carries as `partial` (spec §6). */
export interface Reply {
  content: string;
  reasoning: string | null;
  finishReason: string | null;
  usage: { prompt_tokens: number | null; completion_tokens: number | null; total_tokens: number | null } | null;
  toolCalls: { id: string; name: string; arguments: string }[];
  refusal: string | null;
}

export interface Delta {
  content?: string;
  reasoning?: string;
}

interface Providers {
  registerCustom(id: unknown, options?: unknown): void;
  listCustom(): string[];
  removeCustom(id: unknown): boolean;
  list(): { name: string; models: { id: string; name: string }[] }[];
  setKey(id: unknown, key: unknown): void;
  chat(id: unknown, request?: unknown, options?: unknown): Promise<Reply>;
}

declare global {
  interface Window {
    AIS: { Providers: Providers };
  }
}

/** What a call threw. */
export interface Thrown {
  isError: boolean;
  name: string;
  message: string;
}

/** What a chat call did, from the first to the last thing that a page could see. */
export interface Outcome {
  threwAtOnce: boolean;
  reply: Reply | null;
  error: (Thrown & { kind: unknown; status: unknown; partial: Reply | null }) | null;
  deltas: Delta[];
  /** Pieces that came after `abort()` returned. */
  late: number;
}

export interface ChatOptions {
  /** Aborts before the call, or from inside `onDelta` at that piece, or that many milliseconds after the request was sent. */
  abort?: 'before' | { atDelta: number } | { afterMs: number };
  /** Calls without a third argument. */
  bare?: boolean;
}

/** Registers by script; what it threw, or null. */
export function register(page: Page, id: unknown, options?: unknown): Promise<Thrown | null> {
  return page.evaluate(
    ([id, options]) => {
      try {
        window.AIS.Providers.registerCustom(id, options);
        return null;
      } catch (thrown) {
        const error = thrown as Error;
        return { isError: thrown instanceof Error, name: error.name, message: error.message };
      }
    },
    [id, options] as const,
  );
}

/** Sets or forgets a key by script; the message of what it threw, or null. */
export function setKey(page: Page, id: unknown, key: unknown): Promise<string | null> {
  return page.evaluate(
    ([id, key]) => {
      try {
        window.AIS.Providers.setKey(id, key);
        return null;
      } catch (thrown) {
        return thrown instanceof Error ? thrown.message : 'no Error';
      }
    },
    [id, key] as const,
  );
}

export const listCustom = (page: Page): Promise<string[]> => page.evaluate(() => window.AIS.Providers.listCustom());

export const removeCustom = (page: Page, id: string): Promise<boolean> =>
  page.evaluate((id) => window.AIS.Providers.removeCustom(id), id);

/** The stored array of custom providers, parsed; null when nothing is stored. */
export const stored = (page: Page): Promise<Record<string, unknown>[] | null> =>
  page.evaluate(() => JSON.parse(localStorage.getItem('ais-custom-providers') ?? 'null') as Record<string, unknown>[] | null);

/** One streamed completion by script. */
export function chat(page: Page, id: unknown, request: unknown, options: ChatOptions = {}): Promise<Outcome> {
  return page.evaluate(
    async ([id, request, { abort, bare }]) => {
      const outcome: Outcome = { threwAtOnce: false, reply: null, error: null, deltas: [], late: 0 };
      const controller = new AbortController();
      let aborted = false;
      const stop = (): void => {
        controller.abort();
        aborted = true;
      };
      const onDelta = (delta: Delta): void => {
        if (aborted) outcome.late += 1;
        outcome.deltas.push({ ...delta });
        if (typeof abort === 'object' && 'atDelta' in abort && outcome.deltas.length === abort.atDelta) stop();
      };
      if (abort === 'before') stop();
      if (typeof abort === 'object' && 'afterMs' in abort) {
        const send = window.fetch;
        window.fetch = (...request) => {
          window.fetch = send;
          setTimeout(stop, abort.afterMs);
          return send(...request);
        };
      }
      let promise: Promise<Reply>;
      try {
        promise = bare
          ? window.AIS.Providers.chat(id, request)
          : window.AIS.Providers.chat(id, request, { onDelta, signal: controller.signal });
      } catch {
        outcome.threwAtOnce = true;
        return outcome;
      }
      try {
        outcome.reply = await promise;
      } catch (thrown) {
        const error = thrown as Error & { kind: unknown; status: unknown; partial: Reply | null };
        const { name, message, kind, status, partial } = error;
        outcome.error = { isError: thrown instanceof Error, name, message, kind, status, partial: partial ?? null };
      }
      // What would come late comes within this.
      await new Promise((resolve) => setTimeout(resolve, 100));
      return outcome;
    },
    [id, request, options] as const,
  );
}
