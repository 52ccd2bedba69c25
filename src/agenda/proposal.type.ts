import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf } from '../graphql/connection.js';
import { DateScalar } from '../graphql/scalars.js';
import { enumeration, type Word } from '../kernel/enumeration.js';
import type { CandidateRow } from '../signal/candidate.type.js';

export const CarriedOver = enumeration('POSTPONED', 'DEFERRED', 'NOT_REACHED');
export type CarriedOver = Word<typeof CarriedOver>;

registerEnumType(CarriedOver, {
  name: 'CarriedOver',
  description: 'Why an earlier meeting left an item to a later one. 遗留原因。',
  valuesConfig: {
    POSTPONED: { description: 'It decided to. 会议决定延期' },
    DEFERRED: { description: 'It put the item off, and closed. 暂缓' },
    NOT_REACHED: { description: 'It closed before it came to the item. 未点到' },
  },
});

@ObjectType('AgendaProposal', { description: 'What a meeting should take up: what an earlier one left over, or a project that lags; both where both hold. 建议议程。' })
export class AgendaProposalType {
  @Field(() => String, { nullable: true, simple: true, description: 'The topic, where it is neither a project nor a lead. 议题' })
  topic!: string | null;

  @Field(() => Int, { simple: true, description: 'Suggested minutes: those planned when it was left over; else how long the project took when it was last done with; else 8. 建议分钟数' })
  minutes!: number;

  @Field(() => CarriedOver, { nullable: true, simple: true, description: 'Why an earlier meeting left it over; null where none did. 遗留原因' })
  carried!: CarriedOver | null;

  @Field(() => DateScalar, { nullable: true, simple: true, description: 'Since when it waits: the day of the meeting that left it over, or since when the longest of its reasons lasts. 起始日期' })
  since!: string | null;

  @Field(() => Boolean, { simple: true, description: 'Whether it stands on this meeting\'s agenda already. 是否已在本次议程' })
  listed!: boolean;
}

export interface ProposalRow extends AgendaProposalType {
  /** Of the item left over, else of the project. */
  readonly id: number;
  readonly projectId: number | null;
  readonly leadId: number | null;
  readonly itemId: number | null;
  readonly candidate: CandidateRow | null;
}

export const AgendaProposalConnection = connectionOf('AgendaProposal', AgendaProposalType);
