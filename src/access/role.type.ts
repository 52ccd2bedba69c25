import { registerEnumType } from 'type-graphql';
import { Role } from '../kernel/viewer.js';

registerEnumType(Role, {
  name: 'Role',
  description: 'What somebody is to the system: what they see and may do follows from it. 角色。',
  valuesConfig: {
    ADMIN: { description: 'Sees everything and does everything. 管理员' },
    DISPATCHER: { description: 'The dispatch office, of the whole tree or of one region. 调度员' },
    LEADER: { description: 'A city leader who answers for projects and leads. 包保领导' },
    OFFICER: { description: 'A chief service or facilitation officer of projects. 服务专员' },
    UNIT: { description: 'A unit that leads or supports issues. 承办单位' },
    OWNER: { description: 'A company, of the projects that it owns. 业主单位' },
    INTEGRATION: { description: 'A system of another house. 接入系统' },
    SCREEN: { description: 'A screen in a site of meetings. 会场屏幕' },
    VIEWER: { description: 'Sees and does nothing. 查看者' },
  },
});

export { Role };
