import { mark } from './mark.js';

/** A whole change as Diaodu sends it: the peers send the very same content, byte for byte. */
export function event(number: number) {
  return {
    cursor: 'WyJVbTdHVlRzS25XVEd1bzBsIiwiNzY5Ojc2OToiLCJ7XCJraW5kXCI6XCJBTExcIn0iXQ.09YA5NCdb85OEz2tIYDxmO',
    reset: false,
    changes: [{
      operation: 'UPDATED',
      type: 'ISSUE',
      entityId: 'SXNzdWU6MQ==',
      entity: {
        id: 'SXNzdWU6MQ==',
        number: 'DQ-2020-0001',
        title: mark(number),
        status: 'CLOSED',
        level: 'PROJECT',
        dueOn: '2020-03-11',
        project: { id: 'UHJvamVjdDozOA==', name: '大同区秸秆固化燃料项目' },
        leadUnit: { id: 'VW5pdDoxNA==', name: '大庆市卫生健康委员会' },
      },
    }],
  };
}

export type Batch = ReturnType<typeof event>;

/** What the peers are asked; the same fields as in Diaodu's own document, without its union of types. */
export const document = `subscription Changes {
  changes {
    cursor
    reset
    changes {
      operation
      type
      entityId
      entity { __typename id number title status level dueOn project { id name } leadUnit { id name } }
    }
  }
}`;

/** The peers' schema, for those that are given one in the schema language. */
export const typeDefs = `
type Query { hello: String }
type Subscription { changes: Batch! }
type Batch { cursor: String! reset: Boolean! changes: [Change!]! }
type Change { operation: String! type: String! entityId: ID! entity: Issue }
type Issue { id: ID! number: String! title: String! status: String! level: String! dueOn: String project: Named leadUnit: Named }
type Named { id: ID! name: String! }
`;
