import type { Comparison } from './compare';
import { type Growth, growthSlope } from './growth';
import { spreadOf } from './statistics';

const PANEL = { width: 400, height: 340, left: 62, right: 14, top: 62, bottom: 48 };
const WORKS = ['restore', 'export'] as const;
type Work = (typeof WORKS)[number];

/** Colours that keep apart on white and on black; the page's own text colour follows the reader's scheme. */
const STYLE = `
  text { font: 12px system-ui, sans-serif; fill: #24292f; }
  .title { font-size: 14px; font-weight: 600; }
  .grid { stroke: #d0d7de; }
  .linear { stroke: #8c959f; stroke-dasharray: 3 4; fill: none; }
  .restore { stroke: #0969da; color: #0969da; }
  .export { stroke: #bc4c00; color: #bc4c00; }
  .line { fill: none; stroke-width: 2; }
  .ours { fill: currentColor; stroke: none; }
  .official { fill: none; stroke-width: 2; }
  .key { stroke: none; fill: currentColor; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3; }
    .grid { stroke: #30363d; }
    .linear { stroke: #6e7681; }
    .restore { stroke: #58a6ff; color: #58a6ff; }
    .export { stroke: #f0883e; color: #f0883e; }
  }`;

/**
 * One panel for each shape: seconds against size, both on logarithmic scales, so that growth in step with the content
 * is a line of slope 1, as the dashed ones are. The official commands are rings.
 */
export function growthPicture(growths: Growth[], comparisons: Comparison[]): string {
  const width = PANEL.width * growths.length;
  const panels = growths.map((growth, index) => {
    const comparison = comparisons.find(({ shape }) => shape.name === growth.shape);
    const official = WORKS.flatMap((work) => {
      const seconds = comparison?.[work].official.map((sample) => sample.seconds) ?? [];
      return seconds.length > 0 ? [{ work, seconds: spreadOf(seconds).median }] : [];
    });
    return `<g transform="translate(${index * PANEL.width} 0)">${panel(growth, official)}</g>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${PANEL.height}" width="${width}" height="${PANEL.height}" role="img">`,
    '<title>Time of an export and of a restore against the size of the content</title>',
    `<style>${STYLE}\n</style>`,
    ...panels,
    '</svg>\n',
  ].join('\n');
}

function panel(growth: Growth, official: { work: Work; seconds: number }[]): string {
  const { points } = growth;
  const times = points.flatMap((point) => WORKS.map((work) => point[work].seconds));
  const all = [...times, ...official.map(({ seconds }) => seconds)];
  const [low, high] = [tick(Math.min(...all), Math.floor), tick(Math.max(...all), Math.ceil)];
  const [firstFactor, lastFactor] = [points[0]!.factor, points.at(-1)!.factor];

  // A little room on either side of the first and the last size.
  const x = (factor: number): number =>
    between(
      Math.log(factor / firstFactor) / Math.log(lastFactor / firstFactor),
      PANEL.left + 16,
      PANEL.width - PANEL.right - 16,
    );
  const y = (seconds: number): number =>
    between(
      (Math.log(seconds) - Math.log(low)) / (Math.log(high) - Math.log(low)),
      PANEL.height - PANEL.bottom,
      PANEL.top,
    );
  const right = PANEL.width - PANEL.right;
  const parts = [`<text class="title" x="${PANEL.left}" y="20">${growth.shape}</text>`];
  for (let seconds = low; seconds <= high * 1.001; seconds *= 10) {
    parts.push(
      `<line class="grid" x1="${PANEL.left}" x2="${right}" y1="${y(seconds)}" y2="${y(seconds)}"/>`,
      `<text x="${PANEL.left - 8}" y="${y(seconds) + 4}" text-anchor="end">${Number(seconds.toPrecision(1))} s</text>`,
    );
  }
  for (const { factor } of points) {
    parts.push(
      `<text x="${x(factor)}" y="${PANEL.height - PANEL.bottom + 20}" text-anchor="middle">${factor}×</text>`,
    );
  }
  parts.push(
    `<text x="${(PANEL.left + right) / 2}" y="${PANEL.height - 8}" text-anchor="middle">size of the content</text>`,
  );

  WORKS.forEach((work, index) => {
    const line = points.map((point) => [x(point.factor), y(point[work].seconds)] as const);
    const [first, last] = [points[0]!, points.at(-1)!];
    // Slope 1 from the first point on; cut where it would leave the panel.
    const end = Math.min(last.factor, (first.factor * high) / first[work].seconds);
    const linear = [first.factor, end].map((factor) => {
      return `${x(factor)},${y((first[work].seconds * factor) / first.factor)}`;
    });
    const keyX = PANEL.left + index * 160;
    parts.push(
      `<polyline class="linear" points="${linear.join(' ')}"/>`,
      `<g class="${work}">`,
      `<polyline class="line" points="${line.map((point) => point.join(',')).join(' ')}"/>`,
      ...line.map(([cx, cy]) => `<circle class="ours" cx="${cx}" cy="${cy}" r="4"/>`),
      ...official
        .filter((ring) => ring.work === work)
        .map(({ seconds }) => `<circle class="official" cx="${x(1)}" cy="${y(seconds)}" r="5"/>`),
      `<circle class="key" cx="${keyX + 4}" cy="38" r="4"/>`,
      '</g>',
      `<text x="${keyX + 14}" y="42">${work}, slope ${growthSlope(growth, work).toFixed(2)}</text>`,
    );
  });
  return parts.join('\n').replace(/\d+\.\d{2,}(?=["',\s])/g, (number) => Number(number).toFixed(1));
}

function between(fraction: number, from: number, to: number): number {
  return from + fraction * (to - from);
}

/** The power of ten next to a time. */
function tick(seconds: number, round: (exponent: number) => number): number {
  return 10 ** round(Math.log10(seconds));
}
