/** One thing that was looked at: in order, wrong, or not to be told now. What is wrong says what it means and what to do. */
export interface Finding {
  readonly state: 'ok' | 'WRONG' | 'unknown';
  readonly said: string;
}

export const ok = (said: string): Finding => ({ state: 'ok', said });
export const unknown = (said: string): Finding => ({ state: 'unknown', said });

export function wrong(what: string, means: string, todo: string): Finding {
  return { state: 'WRONG', said: `${what} ${means} ${todo}` };
}
