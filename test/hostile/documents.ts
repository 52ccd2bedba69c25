import { operation, type Attack } from './attack.js';

const many = (count: number, each: (number: number) => string): string => Array.from({ length: count }, (_, number) => each(number)).join(' ');
const wrapped = (levels: number, open: string, inside: string, close: string): string => `${open.repeat(levels)}${inside}${close.repeat(levels)}`;
const deep = (levels: number, innermost: unknown): unknown => Array.from({ length: levels }).reduce((within: unknown) => [within], innermost);

/** Which limit or rule is met first is nobody's business. */
const tooMuch = /^(TOO_LARGE|GRAPHQL_(PARSE|VALIDATION)_FAILED)$/;

/** Documents and variables that would cost more than they are worth. */
export const documents: readonly Attack[] = [
  operation('a thousand and one aliases of one field', () => ({ query: `{ regions { ${many(1_001, (n) => `a${n}: id`)} } }` }), tooMuch),
  operation('21 root fields under aliases', () => ({ query: `{ ${many(21, (n) => `a${n}: regions { id }`)} }` }), tooMuch),
  operation('fragments that double at every level', () => ({ query: `{ regions { ...F0 } } ${many(20, (n) => `fragment F${n} on Region { a: parent { ...F${n + 1} } b: parent { ...F${n + 1} } }`)} fragment F20 on Region { id }` }), tooMuch),
  operation('a fragment that spreads itself', () => ({ query: '{ regions { ...A } } fragment A on Region { ...A }' }), tooMuch),
  operation('300 fragments in one circle', () => ({ query: `{ regions { ...F0 } } ${many(300, (n) => `fragment F${n} on Region { ...F${(n + 1) % 300} }`)}` }), tooMuch),
  operation('one field 900 times, each to be compared with each', () => ({ query: `{ regions { ${'id '.repeat(900)} } }` }), tooMuch),
  operation('1,300 inline fragments within each other', () => ({ query: `{ ${wrapped(1_300, '... { ', '__typename', ' }')} }` }), tooMuch),
  operation('1,900 unknown directives', () => ({ query: `{ __typename ${many(1_900, (n) => `@d${n}`)} }` }), tooMuch),
  operation('600 times @include on one field', () => ({ query: `{ __typename ${'@include(if: true) '.repeat(600)} }` }), tooMuch),
  operation('a list of lists, 1,900 deep, as a literal', () => ({ query: `{ nodes(ids: ${wrapped(1_900, '[', '"x"', ']')}) { id } }` }), tooMuch),
  operation('objects within objects, 900 deep, as a literal', () => ({ query: `{ projects(filter: ${wrapped(900, '{ a: ', '1', ' }')}) { totalCount } }` }), tooMuch),
  operation('a variable whose type is 1,900 lists deep', () => ({ query: `query ($x: ${wrapped(1_900, '[', 'String', ']')}) { __typename }` }), tooMuch),
  operation('fields 1,300 deep', () => ({ query: `{ ${wrapped(1_300, 'regions { ', 'id', ' }')} }` }), tooMuch),
  operation('a name of 60,000 letters', () => ({ query: `{ ${'a'.repeat(60_000)} }` }), tooMuch),
  operation('900 fields that do not exist', () => ({ query: `{ ${many(900, (n) => `projectt${n}`)} }` }), tooMuch),
  operation('900 fields that do not exist, one below', () => ({ query: `{ regions { ${many(900, (n) => `namee${n}`)} } }` }), tooMuch),
  operation('32,000 empty comments', () => ({ query: `${'#\n'.repeat(32_000)}{ nothing }` }), tooMuch),
  operation('60,000 opening braces', () => ({ query: '{'.repeat(60_000) }), tooMuch),
  operation('a string of 60,000 escapes that never ends', () => ({ query: `{ project(code: "${'\\n'.repeat(30_000)}` }), tooMuch),
  operation('variables 3,000 levels deep', () => ({ query: 'query ($x: [ID!]!) { nodes(ids: $x) { id } }', variables: { x: deep(3_000, 'x') } }), tooMuch),
  operation('60,000 ids', () => ({ query: 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', variables: { ids: Array.from({ length: 60_000 }, () => 'x') } }), tooMuch),
  operation('400,000 numbers where states are asked for', () => ({ query: 'query ($of: IssueFilter) { issues(filter: $of) { totalCount } }', variables: { of: { status: Array.from({ length: 400_000 }, () => 0) } } }), tooMuch),
  operation('80,000 unknown states', () => ({ query: 'query ($of: IssueFilter) { issues(filter: $of) { totalCount } }', variables: { of: { status: Array.from({ length: 80_000 }, () => 'REPORTEDD') } } }), tooMuch),
  operation('60,000 unknown fields in an input', () => ({ query: 'query ($of: IssueFilter) { issues(filter: $of) { totalCount } }', variables: { of: Object.fromEntries(Array.from({ length: 60_000 }, (_, n) => [`statuss${n}`, 0])) } }), tooMuch),
  operation('5,000 unknown states', () => ({ query: 'query ($of: IssueFilter) { issues(filter: $of) { totalCount } }', variables: { of: { status: Array.from({ length: 5_000 }, () => 'REPORTEDD') } } }), 'BAD_USER_INPUT'),
  operation('5,000 ids', () => ({ query: 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', variables: { ids: Array.from({ length: 5_000 }, () => 'x') } }), 'BAD_USER_INPUT'),
  operation('330 fragments in a chain', () => ({ query: `{ regions { ...F0 } } ${many(330, (n) => `fragment F${n} on Region { id ...F${n + 1} }`)} fragment F330 on Region { none }` }), tooMuch),
  operation('250 fragments at one place, each to be compared with each', () => ({ query: `{ regions { ${many(250, (n) => `...F${n}`)} none } } ${many(250, (n) => `fragment F${n} on Region { id }`)}` }), tooMuch),
  operation('a number of 1,000 digits as a literal', () => ({ query: `{ projects(first: ${'9'.repeat(1_000)}) { totalCount } }` }), tooMuch),
  operation('1e999 as a page size', () => ({ query: '{ projects(first: 1e999) { totalCount } }' }), tooMuch),
  operation('2^53 as a page size', () => ({ query: 'query ($n: Int!) { projects(first: $n) { totalCount } }', variables: { n: 2 ** 53 } }), 'BAD_USER_INPUT'),
];
