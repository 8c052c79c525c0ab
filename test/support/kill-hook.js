/**
 * Loaded into a process under test (`node --import`): ends it, as kill -9 would, at a step of its work on our tables.
 * The test names the step by a message `{ killAt }`, or watches without killing. Counting starts when the relay next
 * finds something due. Steps are: before each statement, after a look for due rows that found some, before and after
 * each commit; each named by its statement and how often it came.
 */
import { writeSync } from 'node:fs';
import pg from 'pg';

let killAt = null;
let started = false;
const times = new Map();
process.on('message', (message) => {
  killAt = message.killAt;
  started = false;
  times.clear();
  process.send('heard');
});
process.channel.unref();

function step(what) {
  if (!started) return;
  const words = what.replace(/\s+/g, ' ').slice(0, 200);
  times.set(words, (times.get(words) ?? 0) + 1);
  const name = `${words} #${times.get(words)}`;
  if (killAt === 'watch') writeSync(1, `step: ${name}\n`);
  if (killAt !== name) return;
  writeSync(1, `killed ${name}\n`);
  process.kill(process.pid, 'SIGKILL');
}

const { query } = pg.Client.prototype;
pg.Client.prototype.query = function (...args) {
  const text = typeof args[0] === 'string' ? args[0] : (args[0]?.text ?? '');
  const isOurs = this.connectionParameters.application_name === 'scanwarden';
  if (!isOurs || killAt === null || /^(START TRANSACTION|ROLLBACK|SET )/.test(text))
    return query.apply(this, args);
  if (/rings \+ 1 AS ring/.test(text))
    return after(query.apply(this, args), ({ rowCount }) => foundDue(this, rowCount, text));
  if (text !== 'COMMIT') {
    this.lastWork = text;
    step(`before ${text}`);
    return query.apply(this, args);
  }
  const work = this.lastWork;
  this.lastWork = null;
  if (!work) return query.apply(this, args);
  step(`before the commit of ${work}`);
  return after(query.apply(this, args), () => step(`after the commit of ${work}`));
};

function foundDue(client, rowCount, text) {
  if (rowCount === 0) return;
  started = true;
  client.lastWork = text;
  step(`after ${text}`);
}

async function after(answer, act) {
  const result = await answer;
  act(result);
  return result;
}
