import type { Answer, Piece } from './scripted-server';

/** One event of a chat-completions stream. */
export function event(data: unknown): string {
  return `data: ${JSON.stringify(data)}\n\n`;
}

/** An event with a piece of text. */
export function text(content: string): string {
  return event({ choices: [{ index: 0, delta: { content }, finish_reason: null }] });
}

/** An event with a piece of reasoning. */
export function reasoning(reasoning_content: string): string {
  return event({ choices: [{ index: 0, delta: { reasoning_content }, finish_reason: null }] });
}

export function finish(finish_reason = 'stop'): string {
  return event({ choices: [{ index: 0, delta: {}, finish_reason }] });
}

export function usage(prompt_tokens: number, completion_tokens: number): string {
  return event({ choices: [], usage: { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens } });
}

export const DONE = 'data: [DONE]\n\n';

/** A whole reply: each text is one event and one write. */
export function reply(...texts: string[]): Answer {
  return { pieces: [...texts.map(text), finish(), usage(12, 34), DONE] };
}

/** A reply that is held back until the test lets it go on. */
export function held(before: Piece[], after: Piece[]): { answer: Answer; release: () => void } {
  let release = (): void => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  return { answer: { pieces: [...before, released, ...after] }, release };
}

/** An answer that is one JSON document. */
export function json(body: unknown, status = 200): Answer {
  return { status, headers: { 'content-type': 'application/json' }, pieces: [JSON.stringify(body)] };
}

/** An error in the shape of OpenAI's own. */
export function refusal(status: number, message: string, more: Record<string, unknown> = {}): Answer {
  return json({ error: { message, type: 'invalid_request_error', param: null, code: null, ...more } }, status);
}
