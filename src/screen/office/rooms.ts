import type { Component } from 'vue';
import CalendarPage from './calendar/CalendarPage.vue';
import ContestRoom from './contest/ContestRoom.vue';
import DemandsRoom from './demands/DemandsRoom.vue';
import EnterprisesRoom from './enterprises/EnterprisesRoom.vue';
import IssuesRoom from './issues/IssuesRoom.vue';
import PermitsRoom from './permits/PermitsRoom.vue';
import PortfoliosRoom from './portfolios/PortfoliosRoom.vue';
import ProgressRoom from './progress/ProgressRoom.vue';
import SignalsRoom from './signals/SignalsRoom.vue';
import ProjectsRoom from './projects/ProjectsRoom.vue';
import ScheduleRoom from './schedule/ScheduleRoom.vue';
import StartsRoom from './starts/StartsRoom.vue';
import LeadsRoom from './leads/LeadsRoom.vue';
import ListsPage from './lists/ListsPage.vue';

/**
 * A room of the office beside the meetings: what the address calls it (`?room=lists`), and its page. A page gets `ask` and
 * `token`, and says `refused` where the token is not taken and `timeZone` when it has learnt the city's. Its name stands in the
 * message catalogue under `screen.rooms`.
 */
export interface Room {
  readonly key: string;
  readonly page: Component;
}

/** In the order in which the office offers them. */
export const rooms: readonly Room[] = [
  { key: 'calendar', page: CalendarPage },
  { key: 'issues', page: IssuesRoom },
  { key: 'demands', page: DemandsRoom },
  { key: 'progress', page: ProgressRoom },
  { key: 'schedule', page: ScheduleRoom },
  { key: 'signals', page: SignalsRoom },
  { key: 'lists', page: ListsPage },
  { key: 'projects', page: ProjectsRoom },
  { key: 'enterprises', page: EnterprisesRoom },
  { key: 'permits', page: PermitsRoom },
  { key: 'starts', page: StartsRoom },
  { key: 'portfolios', page: PortfoliosRoom },
  { key: 'contest', page: ContestRoom },
  { key: 'leads', page: LeadsRoom },
];
