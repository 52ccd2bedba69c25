import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { connectionOf } from '../graphql/connection.js';
import { DateTimeScalar } from '../graphql/scalars.js';
import { payloadOf } from '../graphql/user-error.js';
import type { Screen } from './screen.entity.js';

@ObjectType('Screen', { description: 'A screen that was let in by its code, for a site or for a region. Not found by `node`. 会场屏幕。' })
export class ScreenType implements Pick<Screen, 'name' | 'approvedBy' | 'withdrawnBy'> {
  @Field(() => ID, { description: 'Opaque, stable for ever.' })
  id!: unknown;

  @Field(() => String, { simple: true, description: 'How it is called. 名称' })
  name!: string;

  @Field(() => Boolean, { simple: true, description: 'Whether it has fetched its credential: it does within seconds. 是否已接入' })
  entered!: boolean;

  @Field(() => DateTimeScalar, { simple: true, description: 'Until when it is let in, real time. 失效时间' })
  expiresAt!: string;

  @Field(() => DateTimeScalar, { simple: true, description: 'When it was let in. 批准时间' })
  approvedAt!: string;

  @Field(() => String, { simple: true, description: 'Who let it in. 批准人' })
  approvedBy!: string;

  @Field(() => DateTimeScalar, { nullable: true, simple: true, description: 'When it was sent away; null while it was not. 撤销时间' })
  withdrawnAt!: string | null;

  @Field(() => String, { nullable: true, simple: true, description: 'Who sent it away. 撤销人' })
  withdrawnBy!: string | null;
}

/** A screen as the queries read it. */
export interface ScreenRow extends Pick<Screen, 'id' | 'name' | 'siteId' | 'approvedBy' | 'withdrawnBy'> {
  /** Its own, or that of its site. */
  readonly regionId: number;
  readonly entered: boolean;
  readonly expiresAt: string;
  readonly approvedAt: string;
  readonly withdrawnAt: string | null;
}

export const ScreenConnection = connectionOf('Screen', ScreenType);

@InputType({ description: 'Which screen to let in, and where it stands: exactly one of site and region. 批准屏幕。' })
export class ScreenApproveInput {
  @Field(() => String, { description: 'The code that the screen shows; dashes, blanks and case do not matter.' })
  userCode!: string;

  @Field(() => ID, { nullable: true, description: 'The one site that it stands in; it sees that site\'s region.' })
  siteId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The region that it sees; it may stand in any site there.' })
  regionId?: string | null;

  @Field(() => String, { description: 'How it is called, at most 200 characters.' })
  name!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Until when, real time; for a year where it is left out.' })
  expiresAt?: string | null;
}

export const ScreenPayload = payloadOf('Screen', 'screen', ScreenType);
