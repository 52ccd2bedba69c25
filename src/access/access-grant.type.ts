import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { connectionOf } from '../graphql/connection.js';
import { DateTimeScalar } from '../graphql/scalars.js';
import { payloadOf } from '../graphql/user-error.js';
import type { AccessGrant } from './access-grant.entity.js';
import { Role } from '../graphql/enums.js';

@ObjectType('AccessGrant', { description: 'What a person of an outside issuer (OpenID Connect) may do here. Not found by `node`. 授权。' })
export class AccessGrantType implements Pick<AccessGrant, 'issuer' | 'subject' | 'name' | 'role' | 'madeBy' | 'endedBy'> {
  @Field(() => ID, { description: 'Opaque, stable for ever.' })
  id!: unknown;

  @Field(() => String, { simple: true, description: 'The `iss` of the person\'s tokens. 签发方' })
  issuer!: string;

  @Field(() => String, { simple: true, description: 'The `sub` of the person\'s tokens. 标识' })
  subject!: string;

  @Field(() => String, { simple: true, description: 'As histories show the person. 姓名' })
  name!: string;

  @Field(() => Role, { simple: true, description: 'What the person is here. 角色' })
  role!: Role;

  @Field(() => DateTimeScalar, { simple: true, description: 'From when on, real time. 生效时间' })
  from!: string;

  @Field(() => DateTimeScalar, { nullable: true, simple: true, description: 'Until when; null where no end was set. 失效时间' })
  until!: string | null;

  @Field(() => DateTimeScalar, { simple: true, description: 'When it was made. 授权时间' })
  madeAt!: string;

  @Field(() => String, { simple: true, description: 'Who made it. 授权人' })
  madeBy!: string;

  @Field(() => DateTimeScalar, { nullable: true, simple: true, description: 'When it was ended by somebody; null while it stands. 终止时间' })
  endedAt!: string | null;

  @Field(() => String, { nullable: true, simple: true, description: 'Who ended it. 终止人' })
  endedBy!: string | null;
}

/** A grant as the queries read it. */
export interface AccessGrantRow extends Pick<AccessGrant, 'id' | 'issuer' | 'subject' | 'name' | 'role' | 'regionId' | 'unitId' | 'leaderId' | 'madeBy' | 'endedBy'> {
  readonly from: string;
  readonly until: string | null;
  readonly madeAt: string;
  readonly endedAt: string | null;
}

export const AccessGrantConnection = connectionOf('AccessGrant', AccessGrantType);

@InputType({ description: 'A role for a person of an outside issuer. 授权。' })
export class AccessGrantMakeInput {
  @Field(() => String, { description: 'The `iss` of the person\'s tokens, word for word.' })
  issuer!: string;

  @Field(() => String, { description: 'The `sub` of the person\'s tokens; who comes without a grant is told theirs.' })
  subject!: string;

  @Field(() => String, { description: 'As histories show the person, at most 200 characters.' })
  name!: string;

  @Field(() => Role, { description: 'Neither INTEGRATION, which has keys, nor SCREEN, which is approved.' })
  role!: Role;

  @Field(() => ID, { nullable: true, description: 'Only this region and all below it, where the role can be narrowed so.' })
  regionId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The unit that the person works for, where the role needs one.' })
  unitId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The leader that the person is, where the role needs one.' })
  leaderId?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'From when on, real time; at once where it is left out.' })
  from?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Until when, real time; until it is ended where it is left out.' })
  until?: string | null;
}

export const AccessGrantPayload = payloadOf('AccessGrant', 'accessGrant', AccessGrantType);
