import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export interface CuttingLine {
  url: string;
  close(): Promise<void>;
}

/**
 * A line to a mail server that breaks: it hands on what both sides say until `cuts` says so of a piece of it, and then
 * drops both ends. `pass` is for a piece that still arrives before the cut.
 */
export async function cuttingLine(
  target: string,
  cuts: (from: 'client' | 'server', text: string) => 'pass' | 'drop' | null,
): Promise<CuttingLine> {
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const { hostname, port } = new URL(target);
    const far = connect(Number(port), hostname);
    const ends = [client, far];
    for (const end of ends) {
      open.add(end);
      end.on('error', () => undefined).on('close', () => ends.forEach((one) => one.destroy()));
    }
    handOn(client, far, (text) => cuts('client', text));
    handOn(far, client, (text) => cuts('server', text));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async (): Promise<void> => {
    for (const end of open) end.destroy();
    server.close();
    await once(server, 'close');
  };
  return { url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

function handOn(from: Socket, to: Socket, cuts: (text: string) => 'pass' | 'drop' | null): void {
  from.on('data', (piece: Buffer) => {
    const cut = cuts(piece.toString('latin1'));
    if (cut === null) return void to.write(piece);
    if (cut === 'drop') return void from.destroy();
    to.end(piece, () => from.destroy());
  });
}
