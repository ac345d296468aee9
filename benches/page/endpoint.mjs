// A scripted endpoint, a process of its own. The model's name says what it streams: `<rate>-<tokens>`, where the rate is
// tokens per second or `full`: as fast as the socket takes them. `GET /sent` tells when the last token was written.
import { createServer } from 'node:http';

/** Stands alone at the end of every stream, so that a page can be asked when it shows it. */
const LAST = 'the-last-token';
/** Characters of one token at most. */
const TOKEN = 7;

const SECTION = [
  '## 스트림 reader, part §\n\n',
  'A paragraph that mixes English with 한국어 문장을 섞은 문단입니다, with a [link to the rules](https://example.com/rules/§), `code`, and **bold words** in it. ',
  '한 줄에 여러 토큰이 이어서 도착합니다; the page shows each of them once.\n\n',
  '- first item\n  - nested item with `code`\n  - 중첩된 항목\n- second item\n- third item, *emphasised*\n\n',
  '```rust\nfn part_§(bytes: &[u8]) -> Option<usize> {\n    // Finds the end of the line.\n    bytes.iter().position(|byte| *byte == b\'\\n\').map(|at| at + 1)\n}\n```\n\n',
  '| model | tokens | 비고 |\n|---|---:|---|\n| small | 1,024 | 빠름 |\n| large | 32,768 | slow but thorough |\n\n',
].join('');

/** About so many tokens: whole sections, so that the last token stands in a paragraph of its own. */
function* tokens(count) {
  for (let part = 1, given = 1; given < count; part += 1) {
    const letters = [...SECTION.replaceAll('§', String(part))];
    for (let start = 0; start < letters.length; start += TOKEN) {
      given += 1;
      yield letters.slice(start, start + TOKEN).join('');
    }
  }
  yield LAST;
}

const event = (delta, finish_reason = null) =>
  `data: ${JSON.stringify({ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1763800000, model: 'bench', choices: [{ index: 0, delta, finish_reason }] })}\n\n`;

const now = () => performance.timeOrigin + performance.now();
let sent = 0;

async function stream(response, rate, count) {
  let gone = false;
  let wake = () => {};
  response.on('drain', () => wake()).on('close', () => {
    gone = true;
    wake();
  });
  const begun = now();
  let index = 0;
  for (const token of tokens(count)) {
    if (gone) return;
    // Tokens of the same moment follow each other at once; timers are too coarse for more.
    const ahead = rate === 'full' ? 0 : begun + (index / Number(rate)) * 1000 - now();
    if (ahead > 1) await new Promise((resolve) => setTimeout(resolve, ahead));
    if (!response.write(event({ content: token })) && !gone) await new Promise((resolve) => (wake = resolve));
    index += 1;
  }
  sent = now();
  response.end(`${event({}, 'stop')}data: ${JSON.stringify({ choices: [], usage: { prompt_tokens: 10, completion_tokens: index, total_tokens: index + 10 } })}\n\ndata: [DONE]\n\n`);
}

const server = createServer(async (request, response) => {
  const open = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' };
  if (request.method === 'OPTIONS') return void response.writeHead(204, open).end();
  if (request.method === 'GET') return void response.writeHead(200, open).end(String(sent));
  let body = '';
  for await (const piece of request.setEncoding('utf8')) body += piece;
  const [rate, count] = JSON.parse(body).model.split('-');
  response.writeHead(200, { 'content-type': 'text/event-stream', ...open });
  await stream(response, rate, Number(count));
});
server.listen(0, '127.0.0.1', () => process.send?.(server.address().port));
