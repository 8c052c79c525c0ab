/** A mail server that takes every message and keeps none. It tells its parent the port, and how many it took, when asked. */
import { SMTPServer } from 'smtp-server';

let taken = 0;
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS', 'AUTH'],
  onData(stream, _session, done) {
    stream.resume().once('end', () => {
      taken += 1;
      done();
    });
  },
});
server.on('error', () => undefined);
process.on('message', () => process.send({ taken }));
server.listen(0, '127.0.0.1', () => process.send({ port: server.server.address().port }));
