import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A running LiteLLM proxy. */
export interface LiteLlm {
  origin: string;
  /** Its master key, without which it answers nothing. */
  key: string;
  models: [string, string];
  /** What the first model says. */
  reply: string;
  stop(): Promise<void>;
}

const REPLY = 'This is LiteLLM speaking, **really**.';
const START_SECONDS = 150;

/** Starts the real proxy with two models that answer by themselves. Throws when it is not installed or does not start. */
export async function startLiteLlm(): Promise<LiteLlm> {
  const key = `sk-${randomBytes(24).toString('hex')}`;
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'litellm-'));
  const config = join(folder, 'config.json');
  // JSON is YAML, and needs no library to write.
  writeFileSync(config, JSON.stringify({
    model_list: [model('team/first-7b', REPLY), model('second', '두 번째 모델입니다.')],
    general_settings: { master_key: key },
  }));
  let output = '';
  const proxy = spawn(program(), ['--config', config, '--host', '127.0.0.1', '--port', String(port)], {
    cwd: folder,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DATABASE_URL: undefined, LITELLM_MASTER_KEY: undefined, LITELLM_LOCAL_MODEL_COST_MAP: 'True' },
  });
  for (const stream of [proxy.stdout, proxy.stderr]) stream.on('data', (data: Buffer) => (output = (output + data.toString()).slice(-8_000)));
  const ended = new Promise<void>((resolve) => proxy.once('close', () => resolve()));
  const stop = async (): Promise<void> => {
    if (proxy.pid && proxy.exitCode === null && proxy.signalCode === null) {
      // Its own group: the proxy may have workers.
      process.kill(-proxy.pid, 'SIGKILL');
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  };
  const origin = `http://127.0.0.1:${port}`;
  for (let second = 0; second < START_SECONDS; second += 1) {
    if (proxy.exitCode !== null) break;
    const alive = await fetch(`${origin}/health/liveliness`).then((response) => response.ok, () => false);
    if (alive) return { origin, key, models: ['team/first-7b', 'second'], reply: 'This is LiteLLM speaking, really.', stop };
    await sleep(1_000);
  }
  await stop();
  throw new Error(`LiteLLM did not start:\n${output}`);
}

function model(name: string, reply: string): object {
  return { model_name: name, litellm_params: { model: 'openai/none', api_key: 'none', mock_response: reply } };
}

function program(): string {
  const path = process.env['AIS_LITELLM'] || execFileSync('../scripts/tools/litellm', ['path'], { encoding: 'utf8' }).trim();
  if (!existsSync(path)) throw new Error(`LiteLLM is not installed (looked for ${path}). Run: make setup`);
  return path;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
