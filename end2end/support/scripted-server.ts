import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A part of a body: bytes (written at once, so this is where the stream is cut), milliseconds to wait, or something to wait for. */
export type Piece = string | Uint8Array | number | Promise<unknown>;

/** What a server does with one request. */
export interface Answer {
  status?: number;
  headers?: Record<string, string>;
  pieces?: Piece[];
  /** False leaves the CORS headers out of this answer alone, as servers do whose key check lies outside of CORS. */
  cors?: boolean;
  /** After the pieces: end the body (default), drop the connection, or keep it open and silent. */
  end?: 'close' | 'drop' | 'hang';
}

/** How the server stands towards pages of other origins. */
export type Cors =
  /** Every origin, every header. */
  | 'open'
  /** No CORS header at all; the preflight gets a 405. */
  | 'none'
  /** Only these request headers. */
  | { headers: string };

export interface Seen {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
  /** The page went away before the answer was whole. */
  aborted: boolean;
}

type Script = Answer | Answer[] | ((seen: Seen, index: number) => Answer);

/** An OpenAI-compatible server that plays what a test wrote, and remembers what it was asked. */
export class ScriptedServer {
  readonly requests: Seen[] = [];
  /** What the next POSTs get. Of a list, the last answer repeats. */
  script: Script;
  cors: Cors = 'open';
  /** What a GET gets. */
  other: Answer | ((seen: Seen) => Answer) = { status: 404, headers: { 'content-type': 'application/json' }, pieces: ['{"error":{"message":"no such route"}}'] };
  private posted = 0;
  private readonly dropped = new WeakSet<ServerResponse>();

  private constructor(private readonly server: Server, readonly port: number, script: Script) {
    this.script = script;
    server.on('request', (request, response) => void this.handle(request, response));
  }

  static async start(script: Script): Promise<ScriptedServer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new ScriptedServer(server, (server.address() as AddressInfo).port, script);
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The full URL of its chat completions. */
  get endpoint(): string {
    return `${this.origin}/v1/chat/completions`;
  }

  get posts(): Seen[] {
    return this.requests.filter((seen) => seen.method === 'POST');
  }

  get preflights(): Seen[] {
    return this.requests.filter((seen) => seen.method === 'OPTIONS');
  }

  /** The body of a POST as JSON, the last one unless told. */
  body(index = -1): Record<string, unknown> {
    const post = this.posts.at(index);
    if (!post) throw new Error('the server saw no such POST');
    return JSON.parse(post.body) as Record<string, unknown>;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    if (this.server.listening) await new Promise((resolve) => this.server.close(resolve));
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const seen: Seen = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body: '', aborted: false };
    this.requests.push(seen);
    const gone = new AbortController();
    response.on('close', () => {
      seen.aborted = !response.writableFinished && !this.dropped.has(response);
      gone.abort();
    });
    for await (const chunk of request.setEncoding('utf8')) seen.body += String(chunk);
    if (seen.method === 'OPTIONS') return this.preflight(seen, response);
    const answer = seen.method === 'POST' ? this.next(seen) : typeof this.other === 'function' ? this.other(seen) : this.other;
    const cors = this.cors === 'none' || answer.cors === false ? {} : { 'access-control-allow-origin': '*' };
    response.writeHead(answer.status ?? 200, { 'content-type': 'text/event-stream', ...cors, ...answer.headers });
    response.flushHeaders();
    await play(answer, response, gone.signal);
    if (gone.signal.aborted || answer.end === 'hang') return;
    if (answer.end === 'drop') {
      this.dropped.add(response);
      response.destroy();
    } else {
      response.end();
    }
  }

  private next(seen: Seen): Answer {
    const index = this.posted++;
    if (typeof this.script === 'function') return this.script(seen, index);
    if (!Array.isArray(this.script)) return this.script;
    const answer = this.script[Math.min(index, this.script.length - 1)];
    if (!answer) throw new Error('the script is empty');
    return answer;
  }

  private preflight(seen: Seen, response: ServerResponse): void {
    if (this.cors === 'none') {
      response.writeHead(405).end();
      return;
    }
    const wanted = String(seen.headers['access-control-request-headers'] ?? '');
    response.writeHead(204, {
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': this.cors === 'open' ? wanted : this.cors.headers,
    });
    response.end();
  }
}

/** Writes the pieces, until they end or the page goes away. */
async function play(answer: Answer, response: ServerResponse, gone: AbortSignal): Promise<void> {
  const left = new Promise<void>((resolve) => gone.addEventListener('abort', () => resolve(), { once: true }));
  for (const piece of answer.pieces ?? []) {
    if (gone.aborted) return;
    if (typeof piece === 'number') {
      await Promise.race([sleep(piece), left]);
    } else if (piece instanceof Promise) {
      await Promise.race([piece, left]);
    } else {
      await Promise.race([new Promise<void>((resolve) => response.write(piece, () => resolve())), left]);
    }
  }
}
