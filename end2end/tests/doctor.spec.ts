import { expect, test } from '../support/fixtures';
import { LINE } from '../support/problems';
import { json, refusal, reply } from '../support/stream';

const CHECK = 'Connection check';

test('a server that works passes; one token is paid for only after a yes', async ({ app, serve }) => {
  const server = await serve(reply('Hi'));
  server.other = json({ data: [{ id: 'lab-7b' }] });
  await app.open();
  await app.openSettings();
  await app.fill({ id: 'lab', name: 'Lab', endpoint: server.endpoint, key: 'sk-lab', models: 'lab-7b' });
  await app.settings.getByRole('button', { name: 'Test connection' }).click();
  const check = app.settings.getByRole('list', { name: CHECK });
  await expect(check).toBeVisible();
  await expect(app.settings.getByRole('button', { name: 'Send one token' })).toBeVisible();
  expect(server.posts).toHaveLength(0);
  await app.settings.getByRole('button', { name: 'Send one token' }).click();
  await expect(app.settings.getByText('It works.')).toBeVisible();
  expect(server.posts).toHaveLength(1);
  await app.settings.getByRole('button', { name: 'Back to form' }).click();
  await expect(app.field('id')).toHaveValue('lab');
});

test('a server that does not allow the page is told from one that is off, with a fix to copy', async ({ app, problems, serve }) => {
  problems.expect(LINE.cors, LINE.status(404), LINE.status(405), LINE.refused);
  const server = await serve(reply('Never read.'));
  server.cors = 'none';
  await app.open();
  await app.openSettings();
  await app.fill({ id: 'lab', name: 'Lab', endpoint: server.endpoint, models: 'lab-7b' });
  await app.settings.getByRole('button', { name: 'Test connection' }).click();
  await expect(app.settings.getByRole('button', { name: 'Check again' })).toBeVisible();
  await expect(app.settings.getByRole('list', { name: CHECK })).toContainText('CORS');
  await expect(app.settings.getByRole('button', { name: /^Copy step/ }).first()).toBeVisible();

  await server.stop();
  await app.settings.getByRole('button', { name: 'Check again' }).click();
  await expect(app.settings.getByRole('list', { name: CHECK })).toContainText(`127.0.0.1:${server.port}`);
  await expect(app.settings.getByRole('button', { name: 'Let this app\'s server look' })).toBeVisible();
});

test('a rejected key is found, from the failed reply', async ({ app, problems, serve }) => {
  problems.expect(LINE.status(401), LINE.status(404));
  const server = await serve({ headers: { 'content-type': 'text/html' }, pieces: ['<!doctype html><title>Sign in</title>'] });
  server.other = refusal(401, 'Incorrect key');
  await app.open();
  await app.connect(server.endpoint);
  await app.send('Hi');
  await app.reply.getByRole('button', { name: 'Find the cause' }).click();
  await expect(app.settings.getByRole('list', { name: CHECK })).toContainText('401');
  expect(server.posts).toHaveLength(1);
});
