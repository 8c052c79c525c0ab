import type { Shown } from '../domain/summary/figures.js';
import { trendBars, type TrendBar } from '../domain/summary/charts.js';
import { COLORS, type Sheet } from '../letters/pdf/sheet.js';

/** Width of a bar as a share of its month, and where the dash of a month without a summary stands. */
const BAR_SHARE = 0.7;
const DASH_SHARE = 0.25;

export interface TrendBox {
  /** Points from the left edge and the top of the page. */
  left: number;
  top: number;
  width: number;
  height: number;
}

/** The months of a figure as bars. It is an artifact: the same months stand in figures beside it. */
export function drawTrend(sheet: Sheet, trend: readonly Shown[], box: TrendBox): void {
  const bars = trendBars(trend).map((bar, at) => ({ ...bar, ...placeOf(bar, at, trend.length, box) }));
  const bottom = box.top + box.height;
  const ofKind = (kind: TrendBar['kind']) => bars.filter((bar) => bar.kind === kind && bar.height > 0);
  sheet.artifact((document) => {
    for (const { left, top, width, height } of ofKind('count')) document.rect(left, top, width, height);
    document.fill(COLORS.accent).lineWidth(0.5);
    // A hidden month is a box with a stroke through it, always of the same height.
    for (const { left, top, width, height } of ofKind('hidden'))
      document
        .rect(left, top, width, height)
        .moveTo(left, bottom)
        .lineTo(left + width, top);
    for (const { left, top, width } of ofKind('none')) document.moveTo(left, top).lineTo(left + width, top);
    document.moveTo(box.left, bottom).lineTo(box.left + box.width, bottom);
    document.stroke(COLORS.line);
  });
}

/** Where a bar stands on the page; a month without a summary is a dash at the height of the box given here. */
function placeOf({ kind, share }: TrendBar, at: number, months: number, box: TrendBox): TrendBox {
  const step = box.width / months;
  const height = (kind === 'none' ? DASH_SHARE : share) * box.height;
  return {
    left: box.left + step * (at + (1 - BAR_SHARE) / 2),
    top: box.top + box.height - height,
    width: step * BAR_SHARE,
    height,
  };
}
