import { afterAll, beforeAll, expect } from 'vitest';
import { toGlobalId } from '../../src/kernel/global-id.js';
import { browserTest, chromePath } from '../support/browser.js';
import { openStage, type Stage } from './stage.js';

let stage: Stage;
beforeAll(async () => {
  if (chromePath) stage = await openStage();
});
afterAll(() => stage?.close());

interface Some {
  readonly id: number;
  readonly code: string;
  readonly name: string;
}

const some = async (where: string, count: number): Promise<Some[]> => {
  const found = await stage.server.query<Some>(`select id, code, name from project where ended_at is null and ${where} order by code limit ${count}`);
  expect(found).toHaveLength(count);
  return found;
};

browserTest('[LA12] projects are ticked and launched together; what is wrong with one is said beside it and none is launched; the register and its figures follow', async () => {
  const [first, second, third] = await some('launched_on is null', 3);
  const { page, misdeeds, close } = await stage.open('/office', 'DISPATCHER');
  await page.getByRole('button', { name: '项目', exact: true }).click();
  await page.getByRole('table', { name: '与上年相比' }).getByText('+240.3%').waitFor();
  for (const { code, name } of [first!, second!, third!]) {
    await page.getByLabel('名称或编码').fill(code);
    await page.getByRole('checkbox', { name: `集中开工：${name}` }).check();
  }
  // Somebody else is faster with one of them.
  await stage.server.query(`update project set launched_on = '2020-04-02' where id = ${second!.id}`);
  const form = page.getByRole('form', { name: '记录集中开工' });
  await form.getByLabel('日期').fill('2020-04-15');
  await form.getByLabel('举行地区').selectOption({ label: '大庆市' });
  await form.getByRole('button', { name: '记录集中开工（3 个项目）' }).click();
  await form.locator('#launch-name-said').getByText('不能为空').waitFor();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('launch-name');
  await page.keyboard.type('第二批集中开工');
  await page.keyboard.press('Enter');
  const wrong = form.getByRole('listitem').filter({ hasText: second!.name });
  await wrong.getByRole('alert').getByText('2020-04-02').waitFor();
  expect(await form.getByRole('alert').count()).toBe(1);
  expect(await stage.server.query(`select from project where launched_on = '2020-04-15'`)).toEqual([]);
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(`移除 ${second!.name}`);
  await page.keyboard.press('Enter');
  await form.getByRole('button', { name: '记录集中开工（2 个项目）' }).click();
  await page.getByText('集中开工已记录。').waitFor();
  await page.getByRole('table', { name: '项目库' }).getByRole('cell', { name: '2020-04-15' }).waitFor();
  expect(await stage.server.query(`select p.code, l.name from project p join joint_launch l on l.id = p.joint_launch_id where p.launched_on = '2020-04-15' order by p.code`)).toEqual([first!, third!].map(({ code }) => ({ code, name: '第二批集中开工' })));
  await page.getByLabel('名称或编码').fill('');
  await page.getByLabel('阶段', { exact: true }).selectOption({ label: '停工' });
  await page.getByText(/^已显示 \d+ 个，共 \d+ 个$/).waitFor();
  expect(misdeeds).toEqual([]);
  await close();
});

browserTest('[LA12] the register is narrowed and paged on; who may not launch is told so at the form', async () => {
  const { page, close } = await stage.open('/office?room=projects&lang=en', 'VIEWER');
  const table = page.getByRole('table', { name: 'Project register' });
  const [{ all, county }] = await stage.server.query<{ all: number; county: number }>(`select count(*)::int as all, (count(*) filter (where tier = 'COUNTY'))::int as county from project where ended_at is null`) as [{ all: number; county: number }];
  await page.getByText(`50 shown of ${all}`).waitFor();
  await page.getByRole('button', { name: 'Show more' }).click();
  await page.getByText(`100 shown of ${all}`).waitFor();
  expect(await table.locator('tbody tr').count()).toBe(100);
  await page.getByLabel('Tier').selectOption('COUNTY');
  await page.getByText(`${Math.min(50, county)} shown of ${county}`).waitFor();
  await table.getByRole('checkbox').first().check();
  await page.getByLabel('Name of the ceremony').fill('x');
  await page.getByLabel('Held in').selectOption({ index: 0 });
  await page.getByRole('button', { name: 'Record the joint launch (1 projects)' }).click();
  await page.getByRole('form').getByRole('alert').getByText('Your role may not do this').waitFor();
  await close();
});

browserTest('[LA13] a project is opened by the keyboard; its parts are added, corrected and ended, its chain corrected and its production recorded; mistakes stay marked', async () => {
  const [project] = await some(`stage = 'UNDER_CONSTRUCTION' and completed_on is null`, 1);
  const { page, misdeeds, close } = await stage.open('/office?room=projects', 'DISPATCHER');
  await page.getByLabel('名称或编码').fill(project!.code);
  const opens = page.getByRole('button', { name: project!.name });
  await page.getByText('已显示 1 个，共 1 个').waitFor();
  await opens.focus();
  await page.keyboard.press('Enter');
  const opened = page.getByRole('region', { name: project!.name });
  await opened.waitFor();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('opened-project');

  await opened.getByRole('button', { name: '登记子项目' }).focus();
  await page.keyboard.press('Enter');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('part-name');
  await page.keyboard.press('Enter');
  await page.locator('#part-name-said').getByText('不能为空').waitFor();
  await page.keyboard.type('一期厂房');
  await page.getByLabel('投资（万元）').fill('1200.5');
  await page.keyboard.press('Enter');
  await opened.getByText('1200.5 万元').waitFor();
  await opened.getByRole('button', { name: '更正子项目 一期厂房' }).click();
  await page.getByLabel('建设内容').fill('两座厂房');
  await page.keyboard.press('Enter');
  await opened.getByText('一期厂房 · 两座厂房').waitFor();
  await opened.getByRole('button', { name: '终止 一期厂房' }).click();
  await page.getByLabel('终止原因').fill('并入二期');
  await page.keyboard.press('Enter');
  await opened.getByText('已终止：并入二期').waitFor();

  await opened.getByRole('button', { name: '更正产业链与产能' }).click();
  const outlook = opened.getByRole('form', { name: '产业链与产能' });
  await outlook.getByLabel('设计产能').fill('12.5');
  await outlook.getByLabel('产能单位').fill('');
  await page.keyboard.press('Enter');
  await page.locator('#outlook-capacityMeasure-said').getByText('不能为空').waitFor();
  await page.keyboard.type('万吨/年');
  await outlook.getByLabel('产业链').selectOption({ index: 1 });
  await outlook.getByLabel('链上作用').selectOption({ label: '补链' });
  await outlook.getByRole('button', { name: '保存' }).click();
  await opened.getByText('12.5 万吨/年').waitFor();

  const happened = opened.getByRole('form', { name: '记录节点' });
  const record = async (what: string, day: string): Promise<void> => {
    await happened.getByLabel('节点', { exact: true }).selectOption({ label: what });
    await happened.getByLabel('节点日期').fill(day);
    await happened.getByRole('button', { name: '记录节点' }).click();
  };
  const timeline = opened.getByRole('list', { name: '项目节点' });
  await record('投产', '2020-04-17');
  await page.locator('#happened-day-said').getByRole('alert').waitFor();
  await record('竣工', '2020-04-14');
  await timeline.getByText('2020-04-14 竣工').waitFor();
  await record('投产', '2020-04-15');
  await timeline.getByText('2020-04-15 投产').waitFor();
  await record('投产', '2020-04-16');
  await timeline.getByText('2020-04-16 投产').waitFor();
  await timeline.getByRole('listitem').filter({ hasText: '2020-04-15 投产' }).getByText(/已更正/).waitFor();
  await record('达产', '2020-04-16');
  await timeline.getByText('2020-04-16 达产').waitFor();
  await opened.getByRole('list', { name: '办理记录' }).getByText('填报进度').last().waitFor();

  // What others do shows by itself.
  await stage.server.get(await stage.server.token('ADMIN'), 'mutation ($id: ID!) { subProjectRegister(projectId: $id, input: { name: "二期厂房" }) { userErrors { code } } }', { id: toGlobalId('Project', project!.id) });
  await opened.getByText('二期厂房').first().waitFor();
  await opened.getByRole('button', { name: '关闭' }).click();
  await opened.waitFor({ state: 'detached' });
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(project!.name);
  expect(misdeeds).toEqual([]);
  await close();
});

browserTest('[LA13] work is suspended and goes on again, and a joint launch is taken back, on the page', async () => {
  const [project] = await some(`stage = 'UNDER_CONSTRUCTION' and joint_launch_id is not null`, 1);
  const { page, close } = await stage.open('/office?room=projects', 'DISPATCHER');
  await page.getByLabel('名称或编码').fill(project!.code);
  await page.getByText('已显示 1 个，共 1 个').waitFor();
  await page.getByRole('button', { name: project!.name }).click();
  const opened = page.getByRole('region', { name: project!.name });
  const happened = opened.getByRole('form', { name: '记录节点' });
  await happened.getByLabel('节点', { exact: true }).selectOption({ label: '停工（自今日起）' });
  await happened.getByRole('button', { name: '记录节点' }).click();
  const timeline = opened.getByRole('list', { name: '项目节点' });
  await timeline.getByText('2020-04-16 停工').waitFor();
  await happened.getByLabel('节点', { exact: true }).selectOption({ label: '复工' });
  await happened.getByRole('button', { name: '记录节点' }).click();
  await timeline.getByText('2020-04-16 复工').waitFor();
  await opened.getByRole('button', { name: '撤销集中开工' }).click();
  await page.getByLabel('撤销原因').fill('误记');
  await page.keyboard.press('Enter');
  await opened.getByRole('button', { name: '撤销集中开工' }).waitFor({ state: 'detached' });
  await timeline.getByRole('listitem').filter({ hasText: '集中开工' }).getByText(/已更正/).waitFor();
  expect(await stage.server.query(`select launched_on from project where id = ${project!.id}`)).toEqual([{ launched_on: null }]);
  await close();
});
