import {
  coerceInputValue, getOperationAST, GraphQLError, isNonNullType, parse, specifiedRules, typeFromAST, validate,
  type DocumentNode, type GraphQLInputType, type GraphQLSchema, type OperationDefinitionNode,
} from 'graphql';
import type { Language } from '../kernel/language.js';
import { costOf } from './document-cost.js';
import { isNestedDeeper } from './document-nesting.js';
import { shapeOf } from './document-shape.js';
import { failure } from './failure.js';
import { findInLiterals, findInVariables, type ArgumentPath } from './unstorable-text.js';
import { excessOf } from './variable-shape.js';

/** What one request may hold; the same over HTTP and WebSocket. */
export const limits = {
  /** Of the document's text, in UTF-8. */
  bytes: 65_536,
  tokens: 4_000,
  /** Brackets of any kind within each other. */
  nesting: 100,
  /** Fields within fields. */
  depth: 15,
  /** Fields in all, each fragment counted as often as it is spread. */
  fields: 1_000,
  rootFields: 20,
  /** Fields that it may answer at most, estimated: pages and lists within each other multiply. It is executed in one go, and others wait. */
  answered: 50_000,
} as const;

/** Documents that are kept once they are known to be good: so many, and of so much text. */
const kept = { documents: 500, characters: 2_000_000 } as const;
const mostErrors = 20;
const longestMessage = 500;

/** As a client sends it: nothing is known of its types. */
export interface OperationRequest {
  readonly query?: unknown;
  readonly operationName?: unknown;
  readonly variables?: unknown;
}

/** An operation that may be executed: its document is valid and its variables fit. */
export interface Prepared {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What stands between a request and its execution, for both transports. */
export class Operations {
  private readonly known = new Map<string, DocumentNode>();
  private characters = 0;

  constructor(private readonly schema: GraphQLSchema) {}

  prepare(request: OperationRequest, language: Language): Prepared | { errors: readonly GraphQLError[] } {
    try {
      return this.check(request, language);
    } catch (error) {
      if (error instanceof Refused) return { errors: error.errors };
      throw error;
    }
  }

  private check({ query, operationName, variables }: OperationRequest, language: Language): Prepared {
    const badRequest = (why: string) => new Refused([failure('BAD_REQUEST', language, { why })]);
    if (typeof query !== 'string' || query.trim() === '') throw badRequest('`query` is missing');
    if (!isAbsent(operationName) && typeof operationName !== 'string') throw badRequest('`operationName` must be a string');
    if (!isAbsent(variables) && !isObject(variables)) throw badRequest('`variables` must be an object');
    const given = variables ?? {};
    const excess = excessOf(given);
    if (excess !== undefined) throw new Refused([failure('TOO_LARGE', language, { why: excess })]);
    refuseText(findInVariables(given), language);
    const document = this.documentOf(query, language);
    const operation = getOperationAST(document, operationName);
    if (!operation) {
      throw unresolved(isAbsent(operationName) ? 'The document has several operations or none: `operationName` must name one.' : `The document has no operation "${operationName.slice(0, 60)}".`);
    }
    const errors = variableErrors(this.schema, operation, given);
    if (errors.length > 0) throw new Refused(errors);
    const answered = costOf(this.schema, document, operation, given);
    if (answered > limits.answered) throw new Refused([failure('TOO_LARGE', language, { why: `fields answered ${answered} > ${limits.answered}` })]);
    return { document, operation, variables: given };
  }

  /** Parsed and validated once for each text. */
  private documentOf(text: string, language: Language): DocumentNode {
    const found = this.known.get(text);
    const document = found ?? this.read(text, language);
    if (found) this.known.delete(text);
    else this.characters += text.length;
    this.known.set(text, document);
    for (const eldest of this.known.keys()) {
      if (this.known.size <= kept.documents && this.characters <= kept.characters) break;
      this.known.delete(eldest);
      this.characters -= eldest.length;
    }
    return document;
  }

  private read(text: string, language: Language): DocumentNode {
    const tooLarge = (why: string) => new Refused([failure('TOO_LARGE', language, { why })]);
    if (Buffer.byteLength(text) > limits.bytes) throw tooLarge(`query > ${limits.bytes} bytes`);
    if (isNestedDeeper(text, limits.nesting)) throw tooLarge(`brackets > ${limits.nesting} within each other`);
    const document = parseWithin(text, () => tooLarge(`query > ${limits.tokens} tokens`));
    // Before validation, whose cost grows with the square of the fields.
    const { depth, fields, rootFields } = shapeOf(document);
    if (depth > limits.depth) throw tooLarge(`depth ${depth} > ${limits.depth}`);
    if (fields > limits.fields) throw tooLarge(`fields > ${limits.fields}`);
    if (rootFields > limits.rootFields) throw tooLarge(`root fields ${rootFields} > ${limits.rootFields}`);
    refuseText(findInLiterals(document), language);
    const errors = validated(this.schema, document);
    // graphql-js gives up comparing too many fields of one name.
    if (errors.some(({ message }) => message === 'Validation aborted.')) throw tooLarge('fields of one name');
    if (errors.length > 0) throw new Refused(errors.map((error) => coded(error, 'GRAPHQL_VALIDATION_FAILED')));
    return document;
  }
}

class Refused extends Error {
  constructor(readonly errors: readonly GraphQLError[]) {
    super('refused');
  }
}

function refuseText(path: ArgumentPath | undefined, language: Language): void {
  if (path) throw new Refused([failure('BAD_TEXT', language, {}, path)]);
}

function unresolved(message: string): Refused {
  return new Refused([new GraphQLError(message, { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } })]);
}

/** The error with a code; its own where it has one. */
function coded(error: GraphQLError, code: string): GraphQLError {
  const { nodes, source, positions } = error;
  return new GraphQLError(shortened(error.message), { nodes, source, positions, extensions: { code, ...error.extensions } });
}

/** A rule of graphql-js throws where a subscription's root field is skipped by a variable, which it does not know yet. */
function validated(schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[] {
  try {
    return validate(schema, document, specifiedRules, { maxErrors: mostErrors });
  } catch (error) {
    if (error instanceof GraphQLError) return [error];
    throw error;
  }
}

function parseWithin(text: string, tooManyTokens: () => Error): DocumentNode {
  try {
    return parse(text, { maxTokens: limits.tokens });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    // graphql-js tells the two apart by words only.
    throw error.message.includes(`more that ${limits.tokens} tokens`) ? tooManyTokens() : new Refused([coded(error, 'GRAPHQL_PARSE_FAILED')]);
  }
}

function variableErrors(schema: GraphQLSchema, operation: OperationDefinitionNode, given: Readonly<Record<string, unknown>>): GraphQLError[] {
  const errors: GraphQLError[] = [];
  try {
    findVariableErrors(schema, operation, given, errors);
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  }
  return errors;
}

/** Ends the search: graphql-js would make an error of every wrong value, of hundreds of thousands of them for half a minute. */
class Enough extends Error {}

function findVariableErrors(schema: GraphQLSchema, { variableDefinitions = [] }: OperationDefinitionNode, given: Readonly<Record<string, unknown>>, errors: GraphQLError[]): void {
  for (const definition of variableDefinitions) {
    const name = definition.variable.name.value;
    const type = typeFromAST(schema, definition.type as Parameters<typeof typeFromAST>[1]) as unknown as GraphQLInputType;
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    if (value === undefined && (definition.defaultValue || !isNonNullType(type))) continue;
    coerceInputValue(value, type, (path, _, error) => {
      const argumentPath = [name, ...path];
      errors.push(new GraphQLError(shortened(`Variable "$${name}" at "${argumentPath.join('.')}": ${error.message}`), {
        nodes: definition,
        extensions: { code: 'BAD_USER_INPUT', ...error.extensions, argumentPath },
      }));
      if (errors.length >= mostErrors) throw new Enough();
    });
  }
}

function shortened(message: string): string {
  return message.length <= longestMessage ? message : `${message.slice(0, longestMessage)}…`;
}

function isAbsent(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
