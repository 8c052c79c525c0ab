import type { Shown } from '../domain/summary/figures.js';
import { trendBars, type TrendBar } from '../domain/summary/charts.js';
import { COLORS, type Sheet } from '../letters/pdf/sheet.js';

const BAR_SHARE = 0.7;

export interface TrendBox {
  /** Points from the left edge and the top of the page. */
  left: number;
  top: number;
  width: number;
  height: number;
}

/** The months of a figure as bars. It is an artifact: the same months stand in figures beside it. */
export function drawTrend(sheet: Sheet, trend: readonly Shown[], box: TrendBox): void {
  const step = box.width / trend.length;
  const bottom = box.top + box.height;
  sheet.artifact((document) => {
    document.save();
    document
      .moveTo(box.left, bottom)
      .lineTo(box.left + box.width, bottom)
      .lineWidth(0.4)
      .stroke(COLORS.line);
    trendBars(trend).forEach((bar, at) => {
      const left = box.left + step * (at + (1 - BAR_SHARE) / 2);
      drawBar(document, bar, { left, top: bottom, width: step * BAR_SHARE, height: box.height });
    });
    document.restore();
  });
}

/** A count stands on the line, a hidden month is an empty box of one height, a month without a summary a dash. */
function drawBar(document: PDFKit.PDFDocument, { kind, share }: TrendBar, box: TrendBox): void {
  const { left, top: bottom, width } = box;
  const height = share * box.height;
  if (kind === 'none') {
    const middle = bottom - box.height / 4;
    document
      .moveTo(left, middle)
      .lineTo(left + width, middle)
      .lineWidth(0.5)
      .stroke(COLORS.line);
  } else if (kind === 'hidden') {
    document
      .rect(left, bottom - height, width, height)
      .lineWidth(0.5)
      .stroke(COLORS.line);
    document
      .moveTo(left, bottom)
      .lineTo(left + width, bottom - height)
      .lineWidth(0.5)
      .stroke(COLORS.line);
  } else if (height > 0) {
    document.rect(left, bottom - height, width, height).fill(COLORS.accent);
  }
}
