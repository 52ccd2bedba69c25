import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import { GraphQLLocalDate, GraphQLSafeInt } from 'graphql-scalars';

function fromString(name: string, description: string, parse: (text: string) => string, serialize: (value: unknown) => string): GraphQLScalarType<string, string> {
  const accept = (value: unknown, literal?: ValueNode): string => {
    try {
      if (typeof value !== 'string') refuse(`${name} must be a string`);
      return parse(value);
    } catch (error) {
      throw new GraphQLError((error as Error).message, { nodes: literal, extensions: { code: 'BAD_USER_INPUT' } });
    }
  };
  return new GraphQLScalarType({
    name,
    description,
    parseValue: (value) => accept(value),
    parseLiteral: (node) => accept(node.kind === Kind.STRING ? node.value : undefined, node),
    serialize,
  });
}

function refuse(sentence: string): never {
  throw new TypeError(sentence);
}

export const DateScalar = fromString(
  'Date',
  'A day of the city\'s calendar, `YYYY-MM-DD`. 日期。',
  (text) => {
    const day = GraphQLLocalDate.parseValue(text) as string;
    return day.startsWith('0000') ? refuse(`"${text}" is not a day of the calendar; years begin with 0001`) : day;
  },
  String,
);

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;

export const DateTimeScalar = fromString(
  'DateTime',
  'An instant, ISO 8601 with its offset (`2020-04-17T01:00:00Z`); answered in UTC to the millisecond. 时刻。',
  (text) => {
    const at = instant.test(text) ? new Date(text) : undefined;
    // PostgreSQL reads the years 0001 to 9999 only, also after the offset is taken away.
    if (!at || Number.isNaN(at.getTime()) || !/^(?!0000)\d{4}-/.test(at.toISOString())) return refuse(`"${text.slice(0, 60)}" is not an instant; write it like 2020-04-17T01:00:00Z`);
    return at.toISOString();
  },
  (value) => (value instanceof Date ? value : new Date(String(value))).toISOString(),
);

export const MoneyScalar = fromString(
  'Money',
  'An exact amount of CNY as a plain decimal string (`"116"`, `"30.6"`): no separators, no exponent. Its unit stands beside it. 金额。',
  (text) => (/^-?\d{1,14}(\.\d{1,10})?$/.test(text) ? text : refuse(`"${text.slice(0, 60)}" is not an amount of money; write a plain decimal like "1234.5", without commas`)),
  String,
);

export const QuantityScalar = fromString(
  'Quantity',
  'An exact amount of something as a plain decimal string (`"200"`, `"1.5"`): no separators, no exponent. Its measure stands beside it. 数量。',
  (text) => (/^-?\d{1,14}(\.\d{1,10})?$/.test(text) ? text : refuse(`"${text.slice(0, 60)}" is not a quantity; write a plain decimal like "1234.5", without commas`)),
  String,
);

export const CursorScalar = fromString(
  'Cursor',
  'An opaque place in the stream of changes; give it back unchanged. 变更游标。',
  (text) => text,
  String,
);

/** Integers beyond 32 bits, exact up to 2^53. */
export const RevisionScalar = GraphQLSafeInt;
