import {
  coerceInputValue, getOperationAST, getVariableValues, GraphQLError, isNonNullType, NoFragmentCyclesRule, parse, specifiedRules, typeFromAST, validate,
  type DocumentNode, type GraphQLInputType, type GraphQLSchema, type OperationDefinitionNode, type ValidationRule,
} from 'graphql';
import type { Language } from '../kernel/language.js';
import type { Viewer } from '../kernel/viewer.js';
import { costOf } from './document-cost.js';
import { pairsIn } from './document-likeness.js';
import { isNestedDeeper } from './document-nesting.js';
import { directivesIn, introspects, shapeOf } from './document-shape.js';
import { failure } from './failure.js';
import type { TrustedDocuments } from './trusted-documents.js';
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
  /** Fields under another name, each fragment counted as often as it is spread. */
  aliases: 200,
  /** In the text. */
  directives: 100,
  /** Operations and fragments. */
  definitions: 60,
  /** Pairs of fields under one name at one place: what validation compares with each other. */
  pairs: 10_000,
  /** By the list of prices: pages and lists within each other multiply. It is executed in one go, and others wait. */
  cost: 45_000,
} as const;

/** Documents that are kept once they are known to be good: so many, and of so much text. */
const kept = { documents: 500, characters: 2_000_000 } as const;
const mostErrors = 20;
const longestMessage = 500;

/** As a client sends it: nothing is known of its types. */
export interface OperationRequest {
  readonly query?: unknown;
  /** Of a trusted document, instead of its text or beside it. */
  readonly documentId?: unknown;
  readonly operationName?: unknown;
  readonly variables?: unknown;
}

/** An operation that may be executed: its document is valid and its variables fit. */
export interface Prepared {
  readonly text: string;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly cost: number;
}

/** What `extensions.cost` says. */
export interface Cost {
  readonly requested: number;
  readonly limit: number;
}

/** The cost of an operation, where its request asks for it: `extensions: { cost: true }`. */
export function costToTell(extensions: unknown, { cost }: Prepared): Cost | undefined {
  return isObject(extensions) && extensions['cost'] === true ? { requested: cost, limit: limits.cost } : undefined;
}

export interface OperationsOptions {
  readonly trusted?: TrustedDocuments;
  /** Whether the schema may be asked for, or guessed from what errors suggest; it may where this is left out. */
  readonly introspection?: boolean;
}

/** What stands between a request and its execution, for both transports. */
export class Operations {
  private readonly known = new Map<string, DocumentNode>();
  private characters = 0;

  constructor(private readonly schema: GraphQLSchema, private readonly options: OperationsOptions = {}) {}

  /** `viewer`: who asks, where it is known. */
  prepare(request: OperationRequest, language: Language, viewer?: Viewer): Prepared | { errors: readonly GraphQLError[] } {
    try {
      return this.check(viewer ? this.named(request, language, viewer) : request, language);
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
    const errors = variableErrors(this.schema, operation, given, this.showsSchema);
    if (errors.length > 0) throw new Refused(errors);
    const { coerced = given } = getVariableValues(this.schema, operation.variableDefinitions ?? [], given);
    const cost = costOf(this.schema, document, operation, coerced);
    if (cost > limits.cost) throw tooCostly(cost, language);
    return { text: query, document, operation, variables: given, cost };
  }

  /** The request with the text of its document. */
  private named(request: OperationRequest, language: Language, viewer: Viewer): OperationRequest {
    const found = this.options.trusted?.find(request, viewer);
    if (!found) return request;
    switch (found.refused) {
      case undefined: return { ...request, query: found.text };
      case 'UNTRUSTED': throw new Refused([failure('UNTRUSTED_DOCUMENT', language)]);
      case 'UNKNOWN': throw new Refused([failure('UNKNOWN_DOCUMENT', language, { id: String(request.documentId).slice(0, 80) })]);
      case 'DIFFERENT': throw new Refused([failure('BAD_REQUEST', language, { why: '`query` is not the text of `documentId`' })]);
    }
  }

  private get showsSchema(): boolean {
    return this.options.introspection ?? true;
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
    // All of it before validation, whose cost grows with the square of much of this.
    if (document.definitions.length > limits.definitions) throw tooLarge(`operations and fragments ${document.definitions.length} > ${limits.definitions}`);
    const directives = directivesIn(document);
    if (directives > limits.directives) throw tooLarge(`directives ${directives} > ${limits.directives}`);
    const { depth, fields, rootFields, aliases, circular } = shapeOf(document);
    if (depth > limits.depth) throw tooLarge(`depth ${depth} > ${limits.depth}`);
    if (fields > limits.fields) throw tooLarge(`fields > ${limits.fields}`);
    if (rootFields > limits.rootFields) throw tooLarge(`root fields ${rootFields} > ${limits.rootFields}`);
    if (aliases > limits.aliases) throw tooLarge(`aliases ${aliases} > ${limits.aliases}`);
    if (!circular && pairsIn(document) > limits.pairs) throw tooLarge('fields of one name');
    refuseText(findInLiterals(document), language);
    if (!this.showsSchema && introspects(document)) throw new Refused([failure('INTROSPECTION_OFF', language)]);
    const errors = validated(this.schema, document, this.showsSchema, circular ? [NoFragmentCyclesRule] : specifiedRules);
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

function tooCostly(requested: number, language: Language): Refused {
  const { message, extensions } = failure('TOO_LARGE', language, { why: `cost ${requested} > ${limits.cost}` });
  return new Refused([new GraphQLError(message, { extensions: { ...extensions, cost: { requested, limit: limits.cost } } })]);
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
function validated(schema: GraphQLSchema, document: DocumentNode, suggests: boolean, rules: readonly ValidationRule[]): readonly GraphQLError[] {
  try {
    return validate(schema, document, rules, { maxErrors: mostErrors, hideSuggestions: !suggests });
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

function variableErrors(schema: GraphQLSchema, operation: OperationDefinitionNode, given: Readonly<Record<string, unknown>>, suggests: boolean): GraphQLError[] {
  const errors: GraphQLError[] = [];
  try {
    findVariableErrors(schema, operation, given, suggests, errors);
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  }
  return errors;
}

/** Ends the search: graphql-js would make an error of every wrong value, of hundreds of thousands of them for half a minute. */
class Enough extends Error {}

function findVariableErrors(
  schema: GraphQLSchema, { variableDefinitions = [] }: OperationDefinitionNode, given: Readonly<Record<string, unknown>>, suggests: boolean, errors: GraphQLError[],
): void {
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
    }, !suggests);
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
