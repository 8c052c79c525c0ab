/** A process that owns an embedded PostgreSQL, to be killed by tests: `node own-database.js <data folder>`. */
import { startEmbeddedPostgres } from '../../dist/store/embedded/supervisor.js';

process.on('SIGINT', () => console.log('interrupted'));
process.stdin.on('end', () => process.exit(1)).resume(); // The test that started us is gone.
const log = (line) => console.log(`log ${line}`);
const server = await startEmbeddedPostgres({ dataDir: process.argv[2], log, fsync: false });
console.log(`ready ${server.url}`);
