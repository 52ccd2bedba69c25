import { registerEnumType } from 'type-graphql';
import { ReportKind, WorkerTransport } from './progress-report.entity.js';

registerEnumType(ReportKind, {
  name: 'ReportKind',
  description: 'What a progress report speaks of. 填报类型。',
  valuesConfig: {
    DAILY: { description: 'One day. 日报' },
    WEEKLY: { description: 'A week, from Monday to Sunday. 周报' },
    OPENING: { description: 'What stood before there were reports, or was set in the register or in the database since: nobody makes it by itself. 期初（登记、更正）' },
  },
});

registerEnumType(WorkerTransport, {
  name: 'WorkerTransport',
  description: 'How workers came back. 返岗方式。',
  valuesConfig: {
    CHARTERED_BUS: { description: 'By a chartered bus. 包车' },
    CHARTERED_TRAIN: { description: 'By a chartered train or carriage. 专列' },
    CHARTERED_FLIGHT: { description: 'By a chartered plane. 包机' },
    OWN: { description: 'By their own means. 自行' },
    OTHER: { description: 'In another way. 其他' },
  },
});

export { ReportKind, WorkerTransport };
