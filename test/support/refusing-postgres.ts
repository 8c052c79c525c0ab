import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

/** Speaks as much of PostgreSQL's protocol as it takes to ask for a password and refuse it (error 28P01). */
export async function startRefusingPostgres(): Promise<{ port: number; close(): Promise<void> }> {
  const server = createServer(refuse).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async (): Promise<void> => void server.close();
  return { port: (server.address() as AddressInfo).port, close };
}

function refuse(socket: Socket): void {
  socket.on('error', () => undefined);
  socket.once('data', () => {
    socket.write(message('R', Buffer.from([0, 0, 0, 3])));
    socket.once('data', () => {
      const fields = ['SFATAL', 'C28P01', 'Mpassword authentication failed', ''];
      socket.end(message('E', Buffer.from(fields.map((field) => `${field}\0`).join(''))));
    });
  });
}

function message(kind: string, body: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + length.length);
  return Buffer.concat([Buffer.from(kind), length, body]);
}
