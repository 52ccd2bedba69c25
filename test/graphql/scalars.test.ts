import { GraphQLError } from 'graphql';
import { expect, test } from 'vitest';
import { DateScalar, DateTimeScalar, MoneyScalar } from '../../src/graphql/scalars.js';
import { fromYuan, toYuan } from '../../src/kernel/money.js';

test('[Z1] a day is a day of the calendar', () => {
  expect(DateScalar.parseValue('2020-02-29')).toBe('2020-02-29');
  for (const wrong of ['2019-02-29', '2020-2-9', '0000-01-01', '2020-04-16T00:00:00Z', '', 20200416, null]) {
    expect(() => DateScalar.parseValue(wrong), String(wrong)).toThrow(GraphQLError);
  }
});

test('[Z2] an instant has its offset, and is one that the database can hold', () => {
  expect(DateTimeScalar.parseValue('2020-04-17T09:00:00+08:00')).toBe('2020-04-17T01:00:00.000Z');
  expect(DateTimeScalar.serialize('2020-04-17 01:00:00.5+00')).toBe('2020-04-17T01:00:00.500Z');
  for (const wrong of ['2020-04-17T09:00:00', '2020-04-17', '2020-13-01T00:00:00Z', '0000-01-01T00:00:00Z', '9999-12-31T23:59:59-10:00', 'now', 0]) {
    expect(() => DateTimeScalar.parseValue(wrong), String(wrong)).toThrow(GraphQLError);
  }
});

test('[Z3] money is a plain decimal, and stays exact from unit to unit', () => {
  for (const amount of ['116', '30.6', '-1.5', '0.00000001']) expect(MoneyScalar.parseValue(amount)).toBe(amount);
  for (const wrong of ['1,234', '1e3', '１２', '+1', '', ' 1', 'NaN', 116]) expect(() => MoneyScalar.parseValue(wrong), String(wrong)).toThrow(GraphQLError);
  expect(fromYuan('11600000000.00', 'YI')).toBe('116');
  expect(fromYuan('0.01', 'YI')).toBe('0.0000000001');
  expect(toYuan('0.1', 'WAN')).toBe('1000');
});
