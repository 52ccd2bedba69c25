import type { Context } from '../graphql/context.js';
import { payload } from '../graphql/user-error.js';
import { done, type Outcome } from '../kernel/refusal.js';
import { meetingById } from './meeting.queries.js';

/** The payload of every act on a meeting: the meeting as it stands after the act. */
export async function meetingAnswer(context: Context, outcome: Outcome<number>): Promise<unknown> {
  return payload('meeting', outcome.refused ? outcome : done(await context.load(meetingById, outcome.done)), context.language);
}
