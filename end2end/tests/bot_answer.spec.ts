import { editorOf, openDetails } from '../support/bot';
import { expect, test } from '../support/fixtures';
import { reply } from '../support/stream';

test('the response format asks for a JSON object or a schema, whose faults are told with their place', async ({ app, page, serve }) => {
  const server = await serve(reply('{}'));
  await app.open();
  await app.connect(server.endpoint);
  const editor = editorOf(page);
  const format = editor.getByRole('combobox', { name: 'Response format' });
  await format.selectOption({ label: 'JSON object' });
  await app.send('Hi');
  await expect.poll(() => server.posts.length).toBe(1);
  await expect(app.button('Send')).toBeVisible();
  expect(server.body().response_format).toEqual({ type: 'json_object' });

  await format.selectOption({ label: 'JSON schema' });
  const schema = editor.getByRole('textbox', { name: 'Schema' });
  await schema.fill('{\n  "type": "object",\n  "properties": {"city": }\n}');
  await expect(schema).toHaveAttribute('aria-invalid', 'true');
  await expect(editor.getByText('No valid JSON at line 3, column 26.')).toBeVisible();
  await schema.fill('{"title": "City", "type": "array"}');
  await expect(editor.getByText('"type": "object" at the root')).toBeVisible();
  const good = { title: 'City', type: 'object', properties: { city: { type: 'string' } } };
  await schema.fill(JSON.stringify(good));
  await expect(editor.getByText('at the root')).toHaveCount(0);
  await editor.getByRole('checkbox', { name: 'Hold to the schema strictly' }).check();
  await expect(editor.getByText('"additionalProperties": false is missing')).toBeVisible();
  await expect(editor.getByText('"city" is not in "required"')).toBeVisible();
  await app.send('Again');
  await expect.poll(() => server.posts.length).toBe(2);
  expect(server.body().response_format).toEqual({ type: 'json_schema', json_schema: { name: 'City', schema: good, strict: true } });
});

test('the extra body is merged last, and what it overrides is said', async ({ app, page, serve }) => {
  const server = await serve(reply('Ok.'));
  await app.open();
  await app.connect(server.endpoint);
  await openDetails(page);
  const editor = editorOf(page);
  const extra = editor.getByRole('textbox', { name: 'Extra body' });
  await extra.fill('{"top_k": 5, "temperature": 1.5, "stream": false');
  await expect(extra).toHaveAttribute('aria-invalid', 'true');
  await expect(editor.getByText('The JSON ends too early, at line 1')).toBeVisible();
  await extra.fill('[1]');
  await expect(editor.getByText('Must be a JSON object')).toBeVisible();
  await extra.fill('{"top_k": 5, "temperature": 1.5, "stream": false}');
  await expect(extra).not.toHaveAttribute('aria-invalid', 'true');
  await expect(editor.getByText('Overrides temperature')).toBeVisible();
  await expect(editor.getByText('stream wins over Streaming')).toBeVisible();
  await app.send('Hi');
  await expect(app.reply).toContainText('Ok.');
  expect(server.body()).toMatchObject({ top_k: 5, temperature: 1.5, stream: false, max_tokens: 4096 });
});

test("the bot's own key is sent in the place of the provider's", async ({ app, page, serve }) => {
  const server = await serve(reply('Ok.'));
  await app.open();
  await app.connect(server.endpoint);
  await page.evaluate(() => window.AIS.Providers.setKey('lab', 'sk-lab'));
  await openDetails(page);
  const key = editorOf(page).getByLabel('Key for this bot');
  await key.fill('sk-own');
  await app.send('Hi');
  await expect.poll(() => server.posts.length).toBe(1);
  await expect(app.button('Send')).toBeVisible();
  expect(server.posts[0]?.headers.authorization).toBe('Bearer sk-own');
  await key.fill('');
  await app.send('Again');
  await expect.poll(() => server.posts.length).toBe(2);
  expect(server.posts[1]?.headers.authorization).toBe('Bearer sk-lab');
});

test('the preview is the request that is sent, without its secrets', async ({ app, page, serve }) => {
  const server = await serve(reply('Ok.'));
  await app.open();
  await app.connect(server.endpoint, { parameters: { top_p: 0.9 }, extraHeaders: { 'X-Team': 'lab' } });
  await page.evaluate(() => window.AIS.Providers.setKey('lab', 'sk-secret-lab'));
  const editor = editorOf(page);
  await editor.getByRole('textbox', { name: 'System prompt' }).fill('On {date}.');
  await openDetails(page);
  await editor.getByRole('textbox', { name: 'Extra body' }).fill('{"top_k": 5}');
  await editor.locator('summary').filter({ hasText: /^\s*Request\s*$/ }).click();
  const preview = editor.locator('.request-preview pre');
  await expect(preview).toContainText('"top_k": 5');
  const shown = (await preview.textContent()) ?? '';
  const [head, ...body] = shown.split('\n\n');
  expect(head).toContain(`POST ${server.endpoint}`);
  expect(head).toMatch(/x-team: lab/i);
  expect(shown).not.toContain('sk-secret-lab');
  // The dots stand in the place of the message.
  await app.send('…');
  await expect(app.reply).toContainText('Ok.');
  expect(JSON.parse(body.join('\n\n'))).toEqual(server.body());
});
