/** The least that can serve a page: what any start on Node has to be compared with. */
import { createServer } from 'node:http';

createServer((_, answer) => answer.end('ok')).listen(Number(process.env.PORT), '127.0.0.1', () =>
  console.log('The bare server is ready'),
);
