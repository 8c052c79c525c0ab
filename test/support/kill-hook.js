/**
 * Loaded into a process under test (`node --import`): ends it, as kill -9 would, at a step of its work on our tables.
 * The test says which step by a message `{ killAt }`; counting starts when the relay next finds something due. Steps
 * are: before each statement, after a look for due rows that found some, before and after each commit.
 */
import { writeSync } from 'node:fs';
import pg from 'pg';

let killAt = Infinity;
let started = false;
let steps = 0;
process.on('message', (message) => {
  killAt = message.killAt ?? Infinity;
  started = false;
  steps = 0;
  process.send('heard');
});
process.channel.unref();

function step(what) {
  if (!started) return;
  steps += 1;
  if (steps < killAt) return;
  writeSync(1, `killed at step ${steps}: ${what.replace(/\s+/g, ' ').slice(0, 100)}\n`);
  process.kill(process.pid, 'SIGKILL');
}

const { query } = pg.Client.prototype;
pg.Client.prototype.query = function (...args) {
  const text = typeof args[0] === 'string' ? args[0] : (args[0]?.text ?? '');
  const isOurs = this.connectionParameters.application_name === 'scanwarden';
  if (!isOurs || killAt === Infinity || /^(START TRANSACTION|ROLLBACK|SET )/.test(text))
    return query.apply(this, args);
  if (isLookForDueRows(text))
    return after(query.apply(this, args), ({ rowCount }) => foundDue(this, rowCount, text));
  if (text !== 'COMMIT') {
    this.hasWorked = true;
    step(`before ${text}`);
    return query.apply(this, args);
  }
  if (!this.hasWorked) return query.apply(this, args);
  this.hasWorked = false;
  step('before COMMIT');
  return after(query.apply(this, args), () => step('after COMMIT'));
};

function isLookForDueRows(text) {
  return /rings \+ 1 AS ring/.test(text);
}

function foundDue(client, rowCount, text) {
  if (rowCount === 0) return;
  started = true;
  client.hasWorked = true;
  step(`after ${text}`);
}

async function after(answer, act) {
  const result = await answer;
  act(result);
  return result;
}
