/** The least that can serve a page with the embedded database behind it: no Nest, no ORM, no migrations. */
import { createServer } from 'node:http';
import { startEmbeddedPostgres } from '../../dist/store/embedded/supervisor.js';

const database = await startEmbeddedPostgres({ dataDir: process.env.DATA_DIR, log: () => undefined });
process.on('SIGTERM', () => void database.stop().then(() => process.exit(0)));
createServer((_, answer) => answer.end('ok')).listen(Number(process.env.PORT), '127.0.0.1', () =>
  console.log('The server with a database is ready'),
);
