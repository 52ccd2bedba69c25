import type { Context as SocketContext } from 'graphql-ws';
import { tell } from '../audit/refusals.js';
import { Context, Loaders } from '../graphql/context.js';
import { requestPrice } from '../graphql/prices.js';
import { fromGlobalId } from '../kernel/global-id.js';
import { languageFrom } from '../kernel/language.js';
import { may } from '../kernel/rights.js';
import { meetingById, siteById } from '../meeting/meeting.queries.js';
import { whyNot, type Renewal } from './admission.js';
import { isKnown } from './authenticate.js';
import { CloseCode } from './close-codes.js';
import { originOf, type Extra, type SocketOptions } from './socket-session.js';

/** Lets a socket in: who it says it is, how many it has, in which site it stands. */
export async function connect({ store, live, presence, rates, holders, limits, rejections }: SocketOptions, { connectionParams, extra }: SocketContext<Record<string, unknown>, Extra>): Promise<boolean> {
  const { connection } = extra;
  if (live.stale()) {
    connection.close(CloseCode.GOING_AWAY, 'changes cannot be read: come again');
    return false;
  }
  const known = await extra.admission.enter(connectionParams?.['authorization']);
  if (!isKnown(known)) {
    rejections.note('UNAUTHENTICATED', originOf(extra));
    const wait = await rates.fail(extra.address ?? '');
    if (wait === null) connection.close(CloseCode.UNAUTHENTICATED, whyNot(known));
    else connection.close(CloseCode.TOO_MUCH, `too many attempts without a valid token: try again in ${wait} s`);
    return false;
  }
  // One that has gone meanwhile would be counted for ever.
  if (!connection.open) return false;
  if (!holders.enter(known.viewer.subject)) {
    connection.close(CloseCode.TOO_MUCH, `at most ${limits.socketsPerHolder} sockets a holder`);
    return false;
  }
  extra.counted = true;
  // graphql-ws keeps it as long as the socket; nobody needs the token any more.
  Object.assign(connectionParams!, { authorization: undefined });
  extra.viewer = known.viewer;
  connection.hearsStalls = connectionParams?.['hearsStalls'] === true;
  if (connectionParams?.['language'] !== undefined) extra.language = languageFrom(connectionParams['language']);
  const siteId = connectionParams?.['siteId'];
  if (siteId === undefined || siteId === null) return true;
  const context = new Context(known.viewer, extra.language, new Loaders(store.db), live.unitOfWork, null, null, originOf(extra));
  const site = await siteOf(context, siteId);
  // One that has gone meanwhile would stand there for ever.
  if (!connection.open) return false;
  if (site === null || !may(known.viewer, 'standInSite') || (known.viewer.siteId ?? site) !== site || !(await presence.connect(site, connection.number))) {
    await tell(context, 'FORBIDDEN', 'standInSite', { siteId }, [{ code: 'FORBIDDEN', path: ['siteId'] }]);
    connection.close(CloseCode.FORBIDDEN, 'this token may not stand in this site');
    return false;
  }
  return true;
}

/** The row id of a site of a meeting that the viewer sees. */
async function siteOf(context: Context, siteId: unknown): Promise<number | null> {
  const named = typeof siteId === 'string' ? fromGlobalId(siteId) : null;
  const site = named?.type === 'MeetingSite' ? await context.load(siteById, named.id) : null;
  const meeting = site && context.seen(await context.load(meetingById, site.meetingId));
  return meeting ? site.id : null;
}

/** One at a time, priced like a request, and one that shows nothing valid counts as an attempt to get in. */
export async function renew({ rates, rejections }: SocketOptions, extra: Extra, authorization: unknown): Promise<Renewal> {
  if (extra.renewing) return { renewed: false, reason: 'the credential before is still looked at: one at a time' };
  extra.renewing = true;
  try {
    const wait = extra.viewer ? await rates.spend(extra.viewer.subject, requestPrice) : null;
    if (wait !== null) return { renewed: false, reason: `too much was asked for: try again in ${wait} s` };
    const answer = await extra.admission.renew(authorization);
    if (!answer.renewed) {
      rejections.note('UNAUTHENTICATED', originOf(extra), extra.viewer);
      await rates.fail(extra.address ?? '');
    }
    return answer;
  } finally {
    extra.renewing = false;
  }
}
