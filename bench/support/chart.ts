import { fromPeers } from './peers.js';

/** Values of one name, one for each label of the chart, or points for lines. */
export interface Series {
  readonly name: string;
  readonly values: readonly (number | null)[];
}

export interface ChartOptions {
  readonly title: string;
  /** What the values are, and of which unit. */
  readonly unit: string;
  readonly labels: readonly string[];
  readonly series: readonly Series[];
  /** Where values lie orders of magnitude apart. */
  readonly logarithmic?: boolean;
}

export interface LinesOptions extends Omit<ChartOptions, 'labels'> {
  /** What the labels along the bottom are. */
  readonly along: string;
  readonly at: readonly number[];
}

interface ECharts {
  init(element: null, theme: null, options: object): { setOption(option: object): void; renderToSVGString(): string; dispose(): void };
}

const size = { width: 960, height: 540 } as const;
const text = { fontFamily: 'sans-serif', fontSize: 14, color: '#222' } as const;

/** Bars side by side, a group for each label. */
export function bars({ title, unit, labels, series, logarithmic = false }: ChartOptions): string {
  return render({
    ...frame(title),
    xAxis: { type: 'category', data: labels, axisLabel: { ...text, interval: 0, hideOverlap: false, width: 0.85 * (size.width - 120) / labels.length, overflow: 'break' } },
    yAxis: yAxis(unit, logarithmic),
    series: series.map(({ name, values }) => ({
      name, type: 'bar', data: values, barMaxWidth: 48, label: { show: true, position: 'top', fontSize: 12, formatter: ({ value }: { value: number | null }) => shown(value) },
    })),
  });
}

/** Lines over numbers, both axes starting at nothing: what is linear looks linear. */
export function lines({ title, unit, along, at, series }: LinesOptions): string {
  return render({
    ...frame(title),
    xAxis: { type: 'value', min: 0, name: along, nameLocation: 'middle', nameGap: 32, nameTextStyle: text, axisLabel: text },
    yAxis: yAxis(unit, false),
    series: series.map(({ name, values }) => ({ name, type: 'line', symbolSize: 8, data: values.flatMap((value, index) => (value === null ? [] : [[at[index], value]])) })),
  });
}

function frame(title: string): object {
  return {
    animation: false,
    backgroundColor: '#fff',
    textStyle: text,
    title: { text: title, left: 'center', textStyle: { ...text, fontSize: 18 } },
    legend: { top: 34, itemGap: 24, textStyle: text },
    grid: { left: 80, right: 40, top: 100, bottom: 64 },
  };
}

function yAxis(unit: string, logarithmic: boolean): object {
  return { type: logarithmic ? 'log' : 'value', name: unit, nameTextStyle: { ...text, align: 'left' }, axisLabel: text };
}

function shown(value: number | null): string {
  return value === null ? '' : value >= 100 ? value.toFixed(0) : Number(value.toPrecision(3)).toString();
}

function render(option: object): string {
  const chart = (fromPeers('echarts') as ECharts).init(null, null, { renderer: 'svg', ssr: true, ...size });
  chart.setOption(option);
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}
