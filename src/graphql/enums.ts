import { registerEnumType } from 'type-graphql';
import { MoneyUnit } from '../kernel/money.js';

registerEnumType(MoneyUnit, {
  name: 'MoneyUnit',
  description: 'In what an amount of CNY is said. 金额单位。',
  valuesConfig: {
    YUAN: { description: 'Yuan. 元' },
    WAN: { description: 'Ten thousand yuan. 万元' },
    YI: { description: 'A hundred million yuan. 亿元' },
  },
});

export { MoneyUnit };
