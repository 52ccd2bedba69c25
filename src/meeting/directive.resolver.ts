import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { Context } from '../graphql/context.js';
import { payload } from '../graphql/user-error.js';
import { issueById } from '../issue/issue.queries.js';
import { IssueType, type IssueRow } from '../issue/issue.type.js';
import { toGlobalId } from '../kernel/global-id.js';
import { done } from '../kernel/refusal.js';
import { recordDirective } from './directive.commands.js';
import { DirectivePayload, DirectiveRecordInput } from './directive.inputs.js';
import { agendaItemById, directiveById } from './meeting.queries.js';
import { AgendaItemType, DirectiveType, type AgendaItemRow, type DirectiveRow } from './meeting.type.js';

@Resolver(() => DirectiveType)
export class DirectiveResolver {
  @Mutation(() => DirectivePayload, { nullable: true, description: 'Records what a meeting in progress decides on an item; makes an issue or takes up a standing one. 会议交办。' })
  async meetingRecordDirective(
    @Ctx() context: Context,
    @Arg('input', () => DirectiveRecordInput, { description: 'The directive.' }) input: DirectiveRecordInput,
  ): Promise<unknown> {
    const data = {
      text: input.text,
      dueOn: input.dueOn, dueInWorkingDays: input.dueInWorkingDays,
      serviceMode: input.serviceMode,
      kind: input.kind ?? 'PROBLEM',
      category: input.category ?? 'OTHER',
      severity: input.severity ?? 'MEDIUM',
      itemId: context.id(input.itemId, 'AgendaItem', ['input', 'itemId']),
      issueId: context.optionalId(input.issueId, 'Issue', ['input', 'issueId']),
      leadUnitId: context.optionalId(input.leadUnitId, 'Unit', ['input', 'leadUnitId']),
      supportingUnitIds: input.supportingUnitIds?.map((id, index) => context.id(id, 'Unit', ['input', 'supportingUnitIds', String(index)])),
    } as const;
    const outcome = await context.act('runMeeting', 'meetingRecordDirective', (tx) => recordDirective(tx, context.sight, data));
    return payload('directive', outcome.refused ? outcome : done(await context.load(directiveById, outcome.done)), context.language);
  }

  @FieldResolver(() => ID)
  id(@Root() directive: DirectiveRow): string {
    return toGlobalId('Directive', directive.id);
  }

  @FieldResolver(() => IssueType, { description: 'The issue that it made or took up. 问题' })
  issue(@Root() directive: DirectiveRow, @Ctx() context: Context): Promise<IssueRow | null> {
    return context.load(issueById, directive.issueId);
  }

  @FieldResolver(() => AgendaItemType, { nullable: true, description: 'On which item it was decided; null where the viewer may not see the meeting. 议程' })
  item(@Root() directive: DirectiveRow, @Ctx() context: Context): Promise<AgendaItemRow | null> {
    return context.load(agendaItemById, directive.itemId);
  }
}
