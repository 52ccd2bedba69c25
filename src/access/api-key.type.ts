import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf } from '../graphql/connection.js';
import { DateTimeScalar } from '../graphql/scalars.js';
import { payloadOf } from '../graphql/user-error.js';
import { KeyAct, type ApiKey } from './api-key.entity.js';

registerEnumType(KeyAct, {
  name: 'KeyAct',
  description: 'What a key may do beside reading what its system reported. 密钥权限。',
  valuesConfig: {
    REPORT_ISSUES: { description: '`issueReport` and `issueReportMany`. 上报问题' },
  },
});

@ObjectType('ApiKey', { description: 'The key of a system of another house; its secret is shown once, when it is made. Not found by `node`. 接口密钥。' })
export class ApiKeyType implements Pick<ApiKey, 'prefix' | 'name' | 'system' | 'acts' | 'madeBy' | 'withdrawnBy'> {
  @Field(() => ID, { description: 'Opaque, stable for ever.' })
  id!: unknown;

  @Field(() => String, { simple: true, description: 'The part of the key that is no secret, by which it is recognised. 前缀' })
  prefix!: string;

  @Field(() => String, { simple: true, description: 'What it is for; histories show it as the actor. 名称' })
  name!: string;

  @Field(() => String, { simple: true, description: 'In whose name it reports, and whose reports it sees. 系统' })
  system!: string;

  @Field(() => [KeyAct], { simple: true, description: 'What it may do; with nothing it reads only. 权限' })
  acts!: KeyAct[];

  @Field(() => DateTimeScalar, { simple: true, description: 'Until when it is good, real time. 失效时间' })
  expiresAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, simple: true, description: 'When it was last used, to the minute; null where it never was. 最近使用' })
  lastUsedAt!: string | null;

  @Field(() => DateTimeScalar, { nullable: true, simple: true, description: 'Until when the secret before the last rotation is good, too; null where it is not. 旧密钥失效时间' })
  previousUntil!: string | null;

  @Field(() => DateTimeScalar, { simple: true, description: 'When it was made. 创建时间' })
  madeAt!: string;

  @Field(() => String, { simple: true, description: 'Who made it. 创建人' })
  madeBy!: string;

  @Field(() => DateTimeScalar, { nullable: true, simple: true, description: 'When it was withdrawn; null while it was not. 吊销时间' })
  withdrawnAt!: string | null;

  @Field(() => String, { nullable: true, simple: true, description: 'Who withdrew it. 吊销人' })
  withdrawnBy!: string | null;
}

/** A key as the queries read it. */
export interface ApiKeyRow extends Pick<ApiKey, 'id' | 'prefix' | 'name' | 'system' | 'acts' | 'regionIds' | 'madeBy' | 'withdrawnBy'> {
  readonly expiresAt: string;
  readonly lastUsedAt: string | null;
  readonly previousUntil: string | null;
  readonly madeAt: string;
  readonly withdrawnAt: string | null;
}

export const ApiKeyConnection = connectionOf('ApiKey', ApiKeyType);

@InputType({ description: 'A key for a system of another house. 接口密钥。' })
export class ApiKeyMakeInput {
  @Field(() => String, { description: 'What it is for, at most 200 characters.' })
  name!: string;

  @Field(() => String, { description: 'The system, as `externalRef` names it.' })
  system!: string;

  @Field(() => [KeyAct], { description: 'What it may do; with nothing it reads only.' })
  acts!: KeyAct[];

  @Field(() => [ID], { nullable: true, description: 'It reports and sees only what lies in these regions or below; anywhere where it is left out or empty.' })
  regionIds?: string[] | null;

  @Field(() => DateTimeScalar, { description: 'Until when it is good, real time.' })
  expiresAt!: string;
}

@InputType({ description: 'Another secret for a key. 更换密钥。' })
export class ApiKeyRotateInput {
  @Field(() => DateTimeScalar, { nullable: true, description: 'Until when the present secret stays good, real time; for 24 hours where it is left out. What is past ends it at once.' })
  oldUntil?: string | null;
}

export const ApiKeyPayload = payloadOf('ApiKey', 'apiKey', ApiKeyType);

@ObjectType({ simpleResolvers: true, description: 'The key, and its secret for this once. 办理结果。' })
export class ApiKeySecretPayload extends ApiKeyPayload {
  @Field(() => String, { nullable: true, description: 'The whole key, to be sent as `authorization: Bearer`. It is shown this once and kept nowhere: null in the answer to a retry, who then rotates the key.' })
  secret!: string | null;
}
