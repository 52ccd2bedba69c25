import { Arg, Ctx, FieldResolver, Resolver, Root, Subscription } from 'type-graphql';
import { assignmentById } from '../assignment/assignment.queries.js';
import { contestById } from '../contest/contest.queries.js';
import { offerById } from '../demand/supply.queries.js';
import { enterpriseById } from '../enterprise/enterprise.queries.js';
import type { Context, Loader } from '../graphql/context.js';
import { hubOnly } from '../graphql/live-field.js';
import type { Row } from '../graphql/node.js';
import { CursorScalar } from '../graphql/scalars.js';
import { issueById } from '../issue/issue.queries.js';
import { leadById } from '../lead/lead.queries.js';
import { meetingById } from '../meeting/meeting.queries.js';
import { projectById } from '../project/project.queries.js';
import { Change, ChangeBatch, ChangedEntity, ChangeScope, type ChangeType } from './change.type.js';
import type { ChangeSource } from './changes.live.js';

const loaderOf = {
  ISSUE: issueById,
  PROJECT: projectById,
  ASSIGNMENT: assignmentById,
  MEETING: meetingById,
  INVESTMENT_LEAD: leadById,
  SUPPLY_OFFER: offerById,
  ENTERPRISE: enterpriseById,
  CONTEST: contestById,
} satisfies Record<ChangeType, Loader<number, Row | null>>;

@Resolver(() => Change)
export class ChangeResolver {
  @Subscription(() => ChangeBatch, {
    subscribe: hubOnly,
    description: 'Every change in a scope, by whomever it was committed, none lost and none twice. Answers at once: without `since` an empty batch with the present cursor, with `since` all that was committed after it. 变更订阅。',
  })
  changes(
    @Root() batch: ChangeBatch,
    @Arg('scope', () => ChangeScope, { nullable: true, description: 'What to follow; everything that the viewer sees where it is left out.' }) _scope?: ChangeScope | null,
    @Arg('since', () => CursorScalar, { nullable: true, description: 'The cursor of the last batch that was applied.' }) _since?: string | null,
  ): ChangeBatch {
    return batch;
  }

  @FieldResolver(() => ChangedEntity, { nullable: true, description: 'As it stands at the batch\'s cursor; null where it is removed.' })
  entity(@Root() change: ChangeSource, @Ctx() context: Context): Promise<Row | null> {
    if (change.operation === 'REMOVED') return Promise.resolve(null);
    const loader: Loader<number, Row | null> = loaderOf[change.type];
    return context.load(loader, change.id);
  }
}
