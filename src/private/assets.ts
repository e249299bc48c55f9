import * as path from 'path';

/** The absolute path of something in the package's assets/ folder; the same from src/ and from the compiled lib/. */
export function assetPath(...segments: string[]): string {
  return path.join(__dirname, '..', '..', 'assets', ...segments);
}
