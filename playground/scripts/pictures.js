const { Buffer } = require('node:buffer');

/** The one that the app itself loads: two in one process do not get on. */
const loadSharp = () => require(require.resolve('sharp', { paths: [process.cwd(), __dirname] }));

const range = (count) => Array.from({ length: count }, (_, index) => index);

// Shapes only: text would be drawn with whatever fonts the machine happens to have.
const patterns = {
  beam: (w, h, colour) =>
    `<path d="M${w * 0.2} ${h * 0.35} L${w} ${h * 0.1} L${w} ${h * 0.6} Z" fill="${colour}" opacity="0.7"/>` +
    `<rect x="${w * 0.16}" y="${h * 0.35}" width="${w * 0.08}" height="${h * 0.65}" fill="${colour}"/>`,
  stripes: (w, h, colour) =>
    range(12)
      .map((i) => {
        const x = (i * w) / 12;
        return `<rect x="${x}" y="${(i % 4) * h * 0.15}" width="${w / 24}" height="${h}" fill="${colour}"/>`;
      })
      .join(''),
  blocks: (w, h, colour) =>
    range(24)
      .map((i) => {
        const size = h / 5;
        const x = (i % 6) * (w / 6);
        const y = Math.floor(i / 6) * (h / 4);
        const opacity = 0.25 + (i % 5) * 0.15;
        return `<rect x="${x}" y="${y}" width="${size}" height="${size}" fill="${colour}" opacity="${opacity}"/>`;
      })
      .join(''),
  waves: (w, h, colour) =>
    range(7)
      .map((i) => {
        const y = h * (0.2 + i * 0.12);
        const crests = `q${w / 12} ${-h * 0.08} ${w / 6} 0 `.repeat(6);
        return `<path d="M0 ${y} ${crests}" fill="none" stroke="${colour}" stroke-width="${h / 60}"/>`;
      })
      .join(''),
  dots: (w, h, colour) =>
    range(40)
      .map((i) => {
        const x = ((i % 8) + 0.5) * (w / 8);
        const y = (Math.floor(i / 8) + 0.5) * (h / 5);
        return `<circle cx="${x}" cy="${y}" r="${(h / 40) * (1 + (i % 4))}" fill="${colour}"/>`;
      })
      .join(''),
};

/** Draws a patterned picture into the file `to`, whose extension decides its format. */
const drawPicture = async ({ pattern, colours: [ground, ink], size: [w, h] = [1200, 800] }, to) => {
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}">` +
    `<defs><linearGradient id="g" x2="1" y2="1"><stop stop-color="${ground}"/>` +
    `<stop offset="1" stop-color="${ground}" stop-opacity="0.6"/></linearGradient></defs>` +
    `<rect width="${w}" height="${h}" fill="#fff"/><rect width="${w}" height="${h}" fill="url(#g)"/>` +
    `${patterns[pattern](w, h, ink)}</svg>`;

  await loadSharp()(Buffer.from(svg)).toFile(to);
};

module.exports = { drawPicture };
