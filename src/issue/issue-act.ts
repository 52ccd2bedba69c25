import type { Context } from '../graphql/context.js';
import { payload } from '../graphql/user-error.js';
import { done, type Outcome } from '../kernel/refusal.js';
import type { Sight } from '../kernel/rights.js';
import type { Transaction } from '../store/unit-of-work.js';
import { lifecycle, type IssueAct, type IssueMutation } from './issue.lifecycle.js';
import { issueById } from './issue.queries.js';

type Command = (tx: Transaction, sight: Sight, issueId: number) => Promise<Outcome<number>>;

/** Takes a step on the issue with a global id and answers its payload. */
export async function step(context: Context, act: IssueAct, mutation: IssueMutation, id: string, command: Command): Promise<unknown> {
  const issueId = context.id(id, 'Issue', ['id']);
  return answerIssuePayload(context, await context.act(lifecycle[act].right, mutation, (tx) => command(tx, context.sight, issueId)));
}

export async function answerIssuePayload(context: Context, outcome: Outcome<number>): Promise<unknown> {
  return payload('issue', outcome.refused ? outcome : done(await context.load(issueById, outcome.done)), context.language);
}
