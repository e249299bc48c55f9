/** One word for the shell, whatever it holds. */
export function quote(word: string): string {
  return `'${word.replace(/'/g, "'\\''")}'`;
}
