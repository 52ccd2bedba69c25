interface Failure {
  happened: string;
  means: string;
  todo: string;
  /** The last lines that PostgreSQL wrote. */
  log?: string;
  cause?: unknown;
}

/** An error for whoever started the server: what happened, what it means, what to do, and what PostgreSQL said. */
export function failure({ happened, means, todo, log, cause }: Failure): Error {
  const said = log?.trim();
  return new Error(`${happened} ${means} ${todo}${said ? `\nPostgreSQL said:\n${said}` : ''}`, { cause });
}

/** The `code` of an error of Node or PostgreSQL, such as `ENOENT` or `28P01`. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
