import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import { Context } from '../graphql/context.js';
import { payload } from '../graphql/user-error.js';
import { toGlobalId } from '../kernel/global-id.js';
import { done, type Outcome } from '../kernel/refusal.js';
import { unitById } from '../unit/unit.queries.js';
import { UnitType, type UnitRow } from '../unit/unit.type.js';
import { postponeItem, recordAgreement, recordNote } from './decision.commands.js';
import { decisionById, decisionsOfItem, decisionsOfMeeting } from './decision.queries.js';
import { AgreementRecordInput, DecisionPayload, DecisionType, ItemPostponeInput, NoteRecordInput, type DecisionRow } from './decision.type.js';
import { agendaItemById, directiveById } from './meeting.queries.js';
import { AgendaItemType, DirectiveType, MeetingType, type AgendaItemRow, type DirectiveRow, type MeetingRow } from './meeting.type.js';

@Resolver(() => DecisionType)
export class DecisionResolver {
  @Mutation(() => DecisionPayload, { nullable: true, description: 'Notes something on an item of a meeting in progress. 会议记录。' })
  async meetingRecordNote(@Ctx() context: Context, @Arg('input', () => NoteRecordInput, { description: 'The note.' }) { itemId, text }: NoteRecordInput): Promise<unknown> {
    const words = { itemId: itemIn(context, itemId), text };
    return decided(context, await context.act('runMeeting', 'meetingRecordNote', (tx) => recordNote(tx, context.sight, words)));
  }

  @Mutation(() => DecisionPayload, { nullable: true, description: 'Records what units agree on over an item of a meeting in progress. 会议商定。' })
  async meetingRecordAgreement(@Ctx() context: Context, @Arg('input', () => AgreementRecordInput, { description: 'The agreement.' }) input: AgreementRecordInput): Promise<unknown> {
    const agreed = {
      itemId: itemIn(context, input.itemId), text: input.text,
      partyIds: input.partyIds.map((id, index) => context.id(id, 'Unit', ['input', 'partyIds', String(index)])),
    };
    return decided(context, await context.act('runMeeting', 'meetingRecordAgreement', (tx) => recordAgreement(tx, context.sight, agreed)));
  }

  @Mutation(() => DecisionPayload, { nullable: true, description: 'Leaves an item of a meeting in progress to a later meeting, which is offered it again. 延至下次会议。' })
  async meetingPostponeItem(@Ctx() context: Context, @Arg('input', () => ItemPostponeInput, { description: 'The item.' }) input: ItemPostponeInput): Promise<unknown> {
    const postponed = { itemId: itemIn(context, input.itemId), text: input.text, untilDay: input.until ?? null };
    return decided(context, await context.act('runMeeting', 'meetingPostponeItem', (tx) => postponeItem(tx, context.sight, postponed)));
  }

  @FieldResolver(() => ID, { description: 'Global id; a directive\'s own where it is one.' })
  id(@Root() { kind, id }: DecisionRow): string {
    return toGlobalId(kind === 'DIRECTIVE' ? 'Directive' : 'Decision', id);
  }

  @FieldResolver(() => [UnitType], { description: 'The units that agreed, in the order in which they were named; of an agreement alone. 参与商定的单位' })
  async parties(@Root() { partyIds }: DecisionRow, @Ctx() context: Context): Promise<UnitRow[]> {
    return (await Promise.all(partyIds.map((id) => context.load(unitById, id)))).filter((unit) => unit !== null);
  }

  @FieldResolver(() => DirectiveType, { nullable: true, description: 'The directive, where it is one. 交办' })
  directive(@Root() { kind, id }: DecisionRow, @Ctx() context: Context): Promise<DirectiveRow | null> {
    return kind === 'DIRECTIVE' ? context.load(directiveById, id) : Promise.resolve(null);
  }

  @FieldResolver(() => AgendaItemType, { nullable: true, description: 'On which item it was decided; null where the viewer may not see the meeting. 议程' })
  item(@Root() { itemId }: DecisionRow, @Ctx() context: Context): Promise<AgendaItemRow | null> {
    return context.load(agendaItemById, itemId);
  }
}

@Resolver(() => AgendaItemType)
export class DecisionsOfItemResolver {
  @FieldResolver(() => [DecisionType], { description: 'All that was decided on it, newest last, as far as the viewer sees it. 决定' })
  decisions(@Root() item: AgendaItemRow, @Ctx() context: Context): Promise<DecisionRow[]> {
    return context.load(decisionsOfItem, item.id).then((all) => seenOf(context, all));
  }
}

@Resolver(() => MeetingType)
export class DecisionsOfMeetingResolver {
  @FieldResolver(() => [DecisionType], { description: 'All that it decided so far, newest last, as far as the viewer sees it. 决定' })
  decisions(@Root() meeting: MeetingRow, @Ctx() context: Context): Promise<DecisionRow[]> {
    return context.load(decisionsOfMeeting, meeting.id).then((all) => seenOf(context, all));
  }
}

function seenOf(context: Context, all: readonly DecisionRow[]): DecisionRow[] {
  return all.filter(({ scope }) => scope !== null && context.sees({ scope }));
}

function itemIn(context: Context, itemId: string): number {
  return context.id(itemId, 'AgendaItem', ['input', 'itemId']);
}

async function decided(context: Context, outcome: Outcome<number>): Promise<unknown> {
  return payload('decision', outcome.refused ? outcome : done(await context.load(decisionById, outcome.done)), context.language);
}
