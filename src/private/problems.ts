import { isToken, quoted, show } from './show';

/**
 * Gathers everything that is wrong with what the user gave, so that one error tells all of it.
 */
export class Problems {
  private readonly messages: string[] = [];

  constructor(private readonly subject: string) {}

  /** Notes one mistake: what is wrong, what was given, what is allowed, what to change. */
  public add(message: string): void {
    if (!this.messages.includes(message)) {
      this.messages.push(message);
    }
  }

  /** Notes a mistake unless the condition holds. */
  public unless(holds: boolean, message: string): void {
    if (!holds) {
      this.add(message);
    }
  }

  /** Notes a mistake unless the condition holds, in the form that all have: the prop, what is allowed, what was given. */
  public must(holds: boolean, what: string, allowed: string, given: unknown): void {
    if (!holds) {
      this.add(`${what} must be ${allowed}, got ${typeof given === 'string' && !isToken(given) ? quoted(given) : show(given)}`);
    }
  }

  /** Throws one error that tells every mistake noted so far; does nothing when there is none. */
  public throwIfAny(): void {
    if (this.messages.length === 0) {
      return;
    }
    const count = this.messages.length === 1 ? 'one mistake' : `${this.messages.length} mistakes`;
    throw new Error(`${this.subject} has ${count}:\n${this.messages.map((message) => `  - ${message}`).join('\n')}`);
  }
}
