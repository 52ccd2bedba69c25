import { registerEnumType } from 'type-graphql';
import { enumeration, wordsOf, type Word } from '../kernel/enumeration.js';
import { may, type Right } from '../kernel/rights.js';
import type { Viewer } from '../kernel/viewer.js';
import type { InvestmentLeadStatus } from './lead.type.js';

export const InvestmentLeadAct = enumeration('CORRECT', 'MOVE', 'PLAN_NEXT_STEP', 'ADD_CONTACT', 'END_CONTACT', 'ADD_NEED', 'SETTLE_NEED', 'CONVERT', 'END');
export type InvestmentLeadAct = Word<typeof InvestmentLeadAct>;

registerEnumType(InvestmentLeadAct, {
  name: 'InvestmentLeadAct',
  description: 'What can be done to an investment lead. 线索可办动作。',
  valuesConfig: {
    CORRECT: { description: '`investmentLeadCorrect`. 更正' },
    MOVE: { description: '`investmentLeadMove`. 变更阶段' },
    PLAN_NEXT_STEP: { description: '`investmentLeadPlanNextStep`. 安排下一步' },
    ADD_CONTACT: { description: '`leadContactAdd`. 登记联系人' },
    END_CONTACT: { description: '`leadContactEnd`. 撤销联系人' },
    ADD_NEED: { description: '`leadNeedAdd`. 登记需求' },
    SETTLE_NEED: { description: '`leadNeedAnswer`, `leadNeedReport`. 答复或转入需求清单' },
    CONVERT: { description: '`investmentLeadConvert`. 转为项目' },
    END: { description: '`investmentLeadEnd`. 终止' },
  },
});

/** By which right, and on leads in which states, each act is done. */
const rules: Record<InvestmentLeadAct, readonly [Right, ...InvestmentLeadStatus[]]> = {
  CORRECT: ['keepLeads', 'OPEN'],
  MOVE: ['workLeads', 'OPEN'],
  PLAN_NEXT_STEP: ['workLeads', 'OPEN'],
  ADD_CONTACT: ['workLeads', 'OPEN'],
  END_CONTACT: ['workLeads', 'OPEN', 'CONVERTED', 'ENDED'],
  ADD_NEED: ['workLeads', 'OPEN'],
  SETTLE_NEED: ['workLeads', 'OPEN', 'CONVERTED'],
  CONVERT: ['keepLeads', 'OPEN'],
  END: ['keepLeads', 'OPEN'],
};

/** What a viewer may do to a lead that they see. */
export function actsOn(viewer: Viewer, status: InvestmentLeadStatus): InvestmentLeadAct[] {
  return wordsOf(InvestmentLeadAct).filter((act) => {
    const [right, ...open] = rules[act];
    return may(viewer, right) && open.includes(status);
  });
}
