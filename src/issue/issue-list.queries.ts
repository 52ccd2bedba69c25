import { readPage, readPagesByOwner, type List, type Order, type Page, type PageSelection, type PageWanted } from '../graphql/connection.js';
import { loader, type Context, type Loader } from '../graphql/context.js';
import { wordsOf } from '../kernel/enumeration.js';
import type { Language } from '../kernel/language.js';
import { sql, type Database, type Sql } from '../store/database.js';
import { conditionsOf, criteriaOf, handledBy, type IssueCriteria } from './issue.criteria.js';
import { IssueLevel, Severity } from './issue.entity.js';
import type { IssueOrder } from './issue.enums.js';
import { issueColumns } from './issue.queries.js';
import type { IssueFilter, IssueRow } from './issue.type.js';

/** A number as it sorts: DQ-2020-9999 before DQ-2020-10000. */
const byNumber: Sql = sql`regexp_replace(i.number, '[0-9]+$', '') || lpad(coalesce(substring(i.number from '[0-9]+$'), ''), 10, '0')`;

function rank(column: Sql, words: readonly string[]): Sql {
  return sql`array_position(${words}::text[], ${column})`;
}

const orders = {
  REPORTED_AT_DESC: { key: sql`i.reported_at`, type: 'timestamptz', descending: true },
  REPORTED_AT_ASC: { key: sql`i.reported_at`, type: 'timestamptz' },
  DUE_ON_ASC: { key: sql`coalesce(i.due_on, date '9999-12-31')`, type: 'date' },
  SEVERITY_DESC: { key: rank(sql`i.severity`, wordsOf(Severity)), type: 'int', descending: true },
  LEVEL_DESC: { key: rank(sql`i.level`, wordsOf(IssueLevel)), type: 'int', descending: true },
  NUMBER_ASC: { key: byNumber, type: 'text' },
  NUMBER_DESC: { key: byNumber, type: 'text', descending: true },
} satisfies Record<IssueOrder, Order>;

function list(criteria: IssueCriteria, order: IssueOrder, { fields }: PageSelection, ...more: Sql[]): List {
  return { columns: issueColumns.of(fields), from: sql`issue i`, where: [...more, ...conditionsOf(criteria)], order: orders[order], id: sql`i.id` };
}

/** What a list of issues was asked for. */
export interface IssuesWanted extends PageWanted {
  readonly filter?: IssueFilter | null;
  readonly orderBy: IssueOrder;
}

/** A page of the issues that the viewer sees. */
export function readIssues(context: Context, { filter, orderBy, ...page }: IssuesWanted): Promise<Page<IssueRow>> {
  return readPage(context.db, list(criteriaOf(filter, context), orderBy, page), page, context.language);
}

interface Key {
  readonly owner: number;
  readonly criteria: IssueCriteria;
  readonly orderBy: IssueOrder;
  readonly page: PageWanted;
  /** In which a bad cursor is complained of. */
  readonly language: Language;
}

/** Whose issues a nested list holds; each a condition on the alias i that speaks of owner.id. */
const issuesOf = {
  Project: pagesBy(sql`i.project_id = owner.id`),
  InvestmentLead: pagesBy(sql`i.lead_id = owner.id`),
  Unit: pagesBy(handledBy(sql`owner.id`)),
};

/** A page of the issues of one of many owners: one statement for all owners of a list. */
export function readIssuesOf(context: Context, type: keyof typeof issuesOf, owner: number, { filter, orderBy, ...page }: IssuesWanted): Promise<Page<IssueRow>> {
  const { language } = context;
  return context.load(issuesOf[type], { owner, criteria: criteriaOf(filter, context), orderBy, page, language });
}

function pagesBy(belongs: Sql): Loader<Key, Page<IssueRow>> {
  return loader(async (db, keys) => {
    const answers = new Map<Key, Page<IssueRow> | Error>();
    const alike = Map.groupBy(keys, (key) => JSON.stringify({ ...key, owner: null }));
    for (const group of alike.values()) {
      // A group with a bad cursor fails alone: the loader gives an Error to those who asked for it.
      const pages = await pagesOf(db, group, belongs).catch((error: Error) => group.map(() => error));
      group.forEach((key, index) => answers.set(key, pages[index]!));
    }
    return keys.map((key) => answers.get(key) as Page<IssueRow>);
  });
}

async function pagesOf(db: Database, group: readonly Key[], belongs: Sql): Promise<Page<IssueRow>[]> {
  const { criteria, orderBy, page, language } = group[0]!;
  return readPagesByOwner(db, group.map((key) => key.owner), list(criteria, orderBy, page, belongs), page, language);
}
