import type { FastifyInstance } from 'fastify';
import { standingFeed } from '../access/calendar-feed.queries.js';
import { isKept, readFeedSecret } from '../access/secret.js';
import { catalogues } from '../kernel/messages/index.js';
import { sightOf } from '../kernel/rights.js';
import { meetingEvents } from '../meeting/calendar.queries.js';
import { toCalendar } from '../meeting/icalendar.js';
import type { Database } from '../store/database.js';
import type { Rates } from './rates.js';

/** What a fetch costs of a holder's rate: as much as a page of meetings. */
const price = 2_000;

/** Somebody's meetings for their calendar, which can send no token: the address is the credential. One that is not good is like one that never was. */
export function addCalendarRoute(http: FastifyInstance, db: Database, rates: Rates): void {
  http.get<{ Params: { file: string } }>('/calendar/:file', async ({ params: { file }, socket }, reply) => {
    reply.header('cache-control', 'private, no-store');
    const secret = readFeedSecret(/^(.+)\.ics$/.exec(file)?.[1] ?? '');
    const feed = secret && (await standingFeed(db, secret.prefix));
    if (!secret || !isKept(secret, feed?.hash) || !feed) {
      const wait = await rates.fail(socket.remoteAddress ?? '');
      return wait === null ? reply.code(404).type('text/plain').send('404') : reply.code(429).header('retry-after', wait).type('text/plain').send('429');
    }
    const wait = await rates.spend(feed.subject, price);
    if (wait !== null) return reply.code(429).header('retry-after', wait).type('text/plain').send('429');
    const events = await meetingEvents(db, sightOf({ ...feed, system: null }), feed.language);
    return reply.type('text/calendar; charset=utf-8').send(toCalendar(catalogues[feed.language].calendarFeed.name, new Date().toISOString(), events));
  });
}
