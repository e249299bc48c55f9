import { COLOUR_NAMES } from './colour-names';

const NEUTRAL = '#334155';
const DARK = '#0b1220';
const LIGHT = '#ffffff';

export interface ColourScheme {
  readonly background: string;
  readonly text: string;
  /** What may be mixed into the background: it only widens the contrast to the text. */
  readonly shade: string;
}

/**
 * A background from the datastore and the text colour that reads best on it. Only #rgb, #rrggbb and CSS colour names pass:
 * the value ends up inside a style sheet, where anything looser could carry rules of its own.
 */
export function colourScheme(value: string): ColourScheme {
  const background = toHex(value.trim().toLowerCase()) ?? NEUTRAL;
  const lightText = contrast(background, LIGHT) >= contrast(background, DARK);
  return lightText ? { background, text: LIGHT, shade: DARK } : { background, text: DARK, shade: LIGHT };
}

function toHex(value: string): string | undefined {
  if (/^#[0-9a-f]{6}$/.test(value)) return value;
  if (/^#[0-9a-f]{3}$/.test(value)) return value.replace(/[0-9a-f]/g, '$&$&');
  const named = COLOUR_NAMES.get(value);
  return named && `#${named}`;
}

/** The contrast ratio of WCAG 2. */
function contrast(one: string, other: string): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function luminance(hex: string): number {
  const channel = (start: number) => {
    const value = parseInt(hex.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}
