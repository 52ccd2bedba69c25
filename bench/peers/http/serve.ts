import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export const path = '/graphql';

/** Listens, and says where. */
export function serve(server: Server): void {
  process.once('SIGTERM', () => process.exit(0));
  // Without the process that started it nobody needs this one.
  process.on('disconnect', () => process.exit(0));
  server.listen(0, '127.0.0.1', () => process.send!(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`));
}
