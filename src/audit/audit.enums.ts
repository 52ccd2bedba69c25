import { registerEnumType } from 'type-graphql';
import { enumeration, type Word } from '../kernel/enumeration.js';
import { Credential } from '../kernel/viewer.js';

export const AuditOutcome = enumeration('DONE', 'REFUSED', 'FORBIDDEN', 'UNAUTHENTICATED');
export type AuditOutcome = Word<typeof AuditOutcome>;

registerEnumType(AuditOutcome, {
  name: 'AuditOutcome',
  description: 'What came of it. 审计结果。',
  valuesConfig: {
    DONE: { description: 'A row was written. 已写入' },
    REFUSED: { description: 'Refused as a matter of business; nothing was written. 业务上未予办理' },
    FORBIDDEN: { description: 'The role may not do this; nothing was written. 无权' },
    UNAUTHENTICATED: { description: 'Somebody came without a valid token. 身份未通过' },
  },
});

export const AuditOperation = enumeration('INSERT', 'UPDATE', 'DELETE', 'TRUNCATE');
export type AuditOperation = Word<typeof AuditOperation>;

registerEnumType(AuditOperation, {
  name: 'AuditOperation',
  description: 'What was done to the row. 数据操作。',
  valuesConfig: {
    INSERT: { description: 'It was added. 新增' },
    UPDATE: { description: 'It was changed. 修改' },
    DELETE: { description: 'It was taken away. 删除' },
    TRUNCATE: { description: 'All rows of the table were taken away at once. 清空' },
  },
});

export const AuditTransport = enumeration('HTTP', 'WEBSOCKET', 'SQL');
export type AuditTransport = Word<typeof AuditTransport>;

registerEnumType(AuditTransport, {
  name: 'AuditTransport',
  description: 'By which way it came. 来路。',
  valuesConfig: {
    HTTP: { description: 'A request to the API.' },
    WEBSOCKET: { description: 'A socket of the API.' },
    SQL: { description: 'A session of the database itself, such as psql. 数据库直接更改' },
  },
});

registerEnumType(Credential, {
  name: 'AuditCredential',
  description: 'By what somebody showed who they are. 凭证类型。',
  valuesConfig: {
    TOKEN: { description: 'A token of this server\'s own. 令牌' },
    OIDC: { description: 'A token of the identity provider. 统一身份认证' },
    API_KEY: { description: 'The key of an integration. 接口密钥' },
    SCREEN: { description: 'What an approved screen was given. 屏幕凭证' },
  },
});
