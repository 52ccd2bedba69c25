import { createUnionType, Field, ID, InputType, Int, ObjectType, registerEnumType, type ClassType } from 'type-graphql';
import { connectionOf } from '../graphql/connection.js';
import { DateScalar } from '../graphql/scalars.js';
import { payloadOf } from '../graphql/user-error.js';
import { enumeration, type Word } from '../kernel/enumeration.js';
import type { ProjectCriteria } from '../project/project.criteria.js';
import { ProjectOrigin, ProjectTier, Sector } from '../project/project.enums.js';
import { obstacleKinds, obstacleTypes, sources, type StartObstacleKind } from './obstacle.sources.js';

export const StartObstacleKinds = Object.fromEntries(obstacleKinds.map((kind) => [kind, kind])) as { [K in StartObstacleKind]: K };

registerEnumType(StartObstacleKinds, {
  name: 'StartObstacleKind',
  description: 'What can stand in the way of a start. 开（复）工障碍类别。',
  valuesConfig: Object.fromEntries(obstacleKinds.map((kind) => [kind, { description: sources[kind].description }])),
});

export const StartOutlook = enumeration('STARTED', 'WILL_START', 'DOUBTFUL');
export type StartOutlook = Word<typeof StartOutlook>;

registerEnumType(StartOutlook, {
  name: 'StartOutlook',
  description: 'What is to be expected of a start by a day. 开（复）工预判。',
  valuesConfig: {
    STARTED: { description: 'Work began or resumed. 已开（复）工' },
    WILL_START: { description: 'It is planned by the day, and nothing that holds it will stand in the way then. 预计开（复）工' },
    DOUBTFUL: { description: 'It is planned by the day, and something that holds it will stand in the way then, by what is known. 存疑' },
  },
});

@InputType({ description: 'Which projects; every part narrows. 开工时序筛选。' })
export class StartFilter {
  @Field(() => ID, { nullable: true, description: 'In this region or below it. 所在地区（含下级）' })
  regionId?: string | null;

  @Field(() => ID, { nullable: true, description: 'This leader answers for it now. 服务员' })
  leaderId?: string | null;

  @Field(() => [ProjectTier], { nullable: true, description: 'Of one of these tiers. 级别' })
  tier?: ProjectTier[] | null;

  @Field(() => [Sector], { nullable: true, description: 'Of one of these sectors. 领域' })
  sector?: Sector[] | null;

  @Field(() => [ProjectOrigin], { nullable: true, description: 'New or continuing. 建设性质' })
  origin?: ProjectOrigin[] | null;
}

@InputType({ description: 'Which projects that have not started; every part narrows. 开工时序筛选。' })
export class StartSequenceFilter extends StartFilter {
  @Field(() => DateScalar, { nullable: true, description: 'Planned to start or resume by this day. 计划截至日' })
  plannedBy?: string | null;

  @Field(() => [StartObstacleKinds], { nullable: true, description: 'Something of one of these kinds stands in its way. 障碍类别' })
  obstacle?: StartObstacleKind[] | null;

  @Field(() => DateScalar, { nullable: true, description: 'By which day the outlook is; where it is left out, by the planned day of each, or by today where that has passed. It narrows nothing. 预判截至日' })
  on?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether anything stands in its way. 是否有障碍' })
  obstructed?: boolean | null;
}

/** What a forecast was asked for; plain data. */
export interface ForecastAsked {
  readonly on: string;
  readonly criteria: ProjectCriteria;
}

export const StartObstacleReference = createUnionType({
  name: 'StartObstacleReference',
  description: 'What stands in the way of a start. 障碍所指。',
  types: () => obstacleTypes as [ClassType<object>, ...ClassType<object>[]],
  resolveType: (row: unknown) => (row as { __typename: string }).__typename,
});

@ObjectType('StartObstacle', { description: 'Something that stands in the way of a start. 开（复）工障碍。' })
export class StartObstacleType {
  @Field(() => StartObstacleKinds, { simple: true, description: 'What it is. 类别' })
  kind!: StartObstacleKind;

  @Field(() => Boolean, { simple: true, description: 'Whether nobody counts on a start while it stands: see `startObstacleRules`. 是否制约开（复）工' })
  holds!: boolean;

  @Field(() => DateScalar, { simple: true, description: 'Since when: the last check or the register, the report of a demand, the deadline of a problem. 起始日' })
  since!: string;

  @Field(() => DateScalar, { nullable: true, simple: true, description: 'When it is to be gone; null where nobody has said. 预计解决日' })
  dueOn!: string | null;
}

export interface StartObstacleRow extends StartObstacleType {
  readonly projectId: number;
  /** Of what stands in the way. */
  readonly id: number;
}

@ObjectType('StartEntry', { description: 'A project in the sequence of starts. 开工时序项。' })
export class StartEntryType {
  @Field(() => DateScalar, { nullable: true, simple: true, description: 'When its work is planned to begin, or to resume; null where it has no plan. 计划开（复）工' })
  plannedOn!: string | null;

  @Field(() => StartOutlook, { nullable: true, simple: true, description: 'What is to be expected of it by the day that was asked for, in the sequence else by its planned day, or by today where that has passed; null where it is not planned by then. 预判' })
  outlook!: StartOutlook | null;
}

export interface StartEntryRow extends StartEntryType {
  /** The project's. */
  readonly id: number;
}

export const StartEntryConnection = connectionOf('StartEntry', StartEntryType);

@ObjectType('StartGround', { description: 'How many of the projects planned by the day of a forecast something of a kind stands in the way of. 预判依据。' })
export class StartGroundType {
  @Field(() => StartObstacleKinds, { simple: true, description: 'What it is. 类别' })
  kind!: StartObstacleKind;

  @Field(() => Boolean, { simple: true, description: 'Whether it makes a start doubtful. 是否制约开（复）工' })
  holds!: boolean;

  @Field(() => Int, { simple: true, description: 'Of how many that have not started something of the kind stands in the way today. 涉及项目数' })
  projects!: number;

  @Field(() => Int, { simple: true, description: 'Of how many of these it will, by what is known, on the day still. 届时仍有的项目数' })
  doubted!: number;
}

@ObjectType('StartForecast', { description: 'How many projects will have started by a day, with the grounds; of a day that has passed only those that did. 开（复）工预判。' })
export class StartForecastType {
  @Field(() => DateScalar, { simple: true, description: 'The day. 截至日' })
  on!: string;
}

@ObjectType('StartObstacleRule', { description: 'Whether a kind of obstacle makes a start doubtful; data of the city. 障碍规则。' })
export class StartObstacleRuleType {
  @Field(() => StartObstacleKinds, { simple: true, description: 'Of which kind. 类别' })
  kind!: StartObstacleKind;

  @Field(() => Boolean, { simple: true, description: 'True where nobody counts on a start while it stands; false where it is only told. 是否制约开（复）工' })
  holds!: boolean;
}

export const StartObstacleRulePayload = payloadOf('StartObstacleRule', 'startObstacleRule', StartObstacleRuleType);
