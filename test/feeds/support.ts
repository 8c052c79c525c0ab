import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GuardedHttp } from '../../src/lib/guarded-http.js';

/** A source on a loopback port, and the way to it. */
export interface ServedSource {
  origin: string;
  http: GuardedHttp;
  close(): Promise<void>;
}

export async function serveSource(listener: RequestListener): Promise<ServedSource> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const http = new GuardedHttp({ privateNetworks: 'loopback', wait: () => Promise.resolve() });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    http,
    close: async () => {
      await http.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
