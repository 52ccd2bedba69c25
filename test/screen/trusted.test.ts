import { afterAll, beforeAll, expect } from 'vitest';
import { browserTest, chromePath } from '../support/browser.js';
import { openStage, type Stage } from './stage.js';

let stage: Stage;
beforeAll(async () => {
  if (chromePath) stage = await openStage({ trustedDocuments: 'only' });
});
afterAll(() => stage?.close());

browserTest('[LM41] where only trusted documents run, the office runs a meeting and the wall shows it', async () => {
  const meeting = encodeURIComponent(stage.meeting);
  const wall = await stage.open(`/?meeting=${meeting}`, 'SCREEN');
  const office = await stage.open(`/office?meeting=${meeting}`, 'DISPATCHER');
  await wall.page.getByText('会议尚未开始').waitFor();
  for (const [press, shown] of [['开始会议', '下一项：第 1 项'], ['点到下一项（第 1 项）', '第 1 项 / 共 10 项'], ['完成本项', '下一项：第 2 项']] as const) {
    await office.page.getByRole('button', { name: press }).click();
    await wall.page.getByText(shown).first().waitFor();
  }
  await office.page.getByLabel('牵头单位').waitFor({ state: 'detached' });
  const chooser = await stage.open('/', 'SCREEN');
  await chooser.page.getByRole('link').first().waitFor();
  const scheduling = await stage.open('/office', 'DISPATCHER');
  await scheduling.page.getByRole('button', { name: '排定新会议' }).click();
  await scheduling.page.getByLabel('添加项目').fill('龙油');
  await scheduling.page.getByRole('listbox').getByRole('option').first().waitFor();
  expect([wall, office, chooser, scheduling].flatMap(({ misdeeds }) => misdeeds)).toEqual([]);
  // It is the server that runs nothing else.
  expect((await stage.server.post(await stage.server.token('DISPATCHER'), '{ __typename }')).body.errors).toMatchObject([{ extensions: { code: 'UNTRUSTED_DOCUMENT' } }]);
});
