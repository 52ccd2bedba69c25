import { ref, watch } from 'vue';
import type { Language } from '../../../kernel/language.js';
import type { Ask } from '../../ask.js';
import { documents } from '../../documents.js';
import { useReading } from '../use-reading.js';
import type { Opened, Overview, Table } from './rows.js';

interface Options {
  readonly ask: Ask;
  readonly token: string;
  readonly language: Language;
  readonly onRefused: () => void;
}

/** The contests, the one that is looked at (that which runs, to begin with), and its table of a day: of the last one where none is chosen. */
export function useContests({ ask, token, language, onRefused }: Options) {
  const chosenId = ref('');
  const on = ref('');

  async function read() {
    const overview = await ask<Overview>(documents.contests, 'ContestsOverview', {});
    const { nodes } = overview.contests;
    const id = nodes.some((contest) => contest.id === chosenId.value) ? chosenId.value : (nodes.find(({ status }) => status === 'RUNNING') ?? nodes[0])?.id ?? '';
    chosenId.value = id;
    if (id === '') return { overview, opened: null, table: null };
    const [{ contest: opened }, { contestScoreboard: table }] = await Promise.all([
      ask<{ contest: Opened }>(documents.contests, 'ContestsOpened', { id }),
      ask<{ contestScoreboard: Table | null }>(documents.contests, 'ContestsTable', { contestId: id, on: on.value || null }),
    ]);
    return { overview, opened, table };
  }

  const reading = useReading({ token, language, document: documents.contests, operationName: 'ContestsFollow', read, onRefused });
  watch(on, () => reading.loadSoon());

  /** Another contest has days of its own. */
  function choose(id: string): void {
    chosenId.value = id;
    on.value = '';
    void reading.load();
  }

  return { chosenId, on, choose, ...reading };
}
