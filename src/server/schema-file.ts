import { lexicographicSortSchema, printSchema } from 'graphql';
import { schema } from './schema.js';

/** The schema as it is checked in: sorted, so that a difference is a change. */
export function schemaFile(): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}
