import { escapeXml } from '@guildhall/sdk';
import type { Forecast } from './forecast.ts';

const [width, height, margin] = [640, 240, 48];

/** The forecast as an SVG: a line through the temperatures, in the server's own hours. Pure. */
export function drawForecast(
  { city, hours }: Forecast,
  {
    timezone,
    locale,
    colour,
  }: { readonly timezone: string; readonly locale: string; readonly colour: string },
): string {
  const temperatures = hours.map(({ temperature }) => temperature);
  const [low, high] = [Math.min(...temperatures), Math.max(...temperatures)];
  const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', timeZone: timezone });
  const points = hours.map(({ at, temperature }, index) => {
    const x = margin + (index * (width - 2 * margin)) / Math.max(1, hours.length - 1);
    const y = height - margin - ((temperature - low) / (high - low || 1)) * (height - 2.5 * margin);
    return {
      x: Math.round(x),
      y: Math.round(y),
      degrees: `${Math.round(temperature)}°`,
      hour: clock.format(at),
    };
  });
  const labels = points.map(
    ({ x, y, degrees, hour }) =>
      `<text x="${x}" y="${y - 10}">${degrees}</text><text x="${x}" y="${height - 14}">${escapeXml(hour)}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="100%" height="100%" fill="#1e1f22"/>
    <text x="16" y="30" font-size="20" fill="#fff">${escapeXml(city)}</text>
    <polyline fill="none" stroke="${colour}" stroke-width="3" points="${points.map(({ x, y }) => `${x},${y}`).join(' ')}"/>
    <g font-size="14" fill="#dbdee1" text-anchor="middle">${labels.join('')}</g>
  </svg>`;
}
