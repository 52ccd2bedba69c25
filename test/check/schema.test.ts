import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isEnumType, isInputObjectType, isInterfaceType, isObjectType, isScalarType, isUnionType } from 'graphql';
import { expect, test } from 'vitest';
import { schema } from '../../src/server/schema.js';
import { schemaFile } from '../../src/server/schema-file.js';

test('[T44] the schema that is checked in is the one that is served: `npm run schema` writes it', async () => {
  expect(await readFile(join(import.meta.dirname, '../../schema/schema.graphql'), 'utf8')).toBe(schemaFile());
});

test('[T45] every type, field, argument and value has a description', () => {
  const bare: string[] = [];
  const need = (what: string, { description }: { description?: string | null | undefined }) => {
    if (!description || description.trim().length < 2) bare.push(what);
  };
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__') || (isScalarType(type) && ['String', 'Int', 'Float', 'Boolean', 'ID'].includes(type.name))) continue;
    const isRoot = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].includes(type as never);
    if (!isRoot) need(type.name, type);
    if (isEnumType(type)) for (const value of type.getValues()) need(`${type.name}.${value.name}`, value);
    if (isInputObjectType(type)) for (const field of Object.values(type.getFields())) need(`${type.name}.${field.name}`, field);
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      need(`${type.name}.${field.name}`, field);
      for (const argument of field.args) need(`${type.name}.${field.name}(${argument.name})`, argument);
    }
  }
  expect(bare).toEqual([]);
});

test('[T46] rows are named by objects, not by foreign ids, and no type holds just anything', () => {
  const types = Object.values(schema.getTypeMap());
  const foreign = types.filter(isObjectType).flatMap((type) => Object.keys(type.getFields()).filter((name) => /[a-z]Ids?$/.test(name)).map((name) => `${type.name}.${name}`));
  // A removed row is no object any more: its id is all that is left of it. A request is no row.
  expect(foreign.toSorted()).toEqual(['AuditEntry.entityId', 'AuditOrigin.requestId', 'Change.entityId']);
  expect(types.filter((type) => /^(JSON|Any|Object)/.test(type.name) && (isScalarType(type) || isUnionType(type)))).toEqual([]);
});
