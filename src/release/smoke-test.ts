import { Duration, Token } from 'aws-cdk-lib';
import { checkSeconds } from '../private/checks';
import { Problems } from '../private/problems';
import { Given } from '../private/shape';

/**
 * Options of `SmokeTest.http()`.
 */
export interface HttpSmokeTestOptions {
  /**
   * The path to ask for.
   *
   * @default - /
   */
  readonly path?: string;

  /**
   * For how long an answer that is an error is tried again, from a second to half an hour.
   *
   * @default - two minutes
   */
  readonly retryFor?: Duration;
}

/**
 * What is tried on an environment once a release has reached it, before the release goes on to the next one.
 */
export class SmokeTest {
  /**
   * Asks for a page, which has to answer 200.
   */
  public static http(options: HttpSmokeTestOptions = {}): SmokeTest {
    const given = new Given<HttpSmokeTestOptions>('SmokeTest.http', { options });
    return new SmokeTest(given, undefined, given.sound.path, given.sound.retryFor);
  }

  /**
   * Runs commands of your own in bash, in the root of the codebase, with the environment's URL in the variable `URL`. They have no rights in AWS.
   *
   * @param commands the commands, in order; the first that fails ends the test
   */
  public static commands(commands: string[]): SmokeTest {
    const given = new Given<{ commands: string[] }>('SmokeTest.commands', { commands });
    return new SmokeTest(given, given.sound.commands);
  }

  private constructor(
    private readonly given: Given<object>,
    private readonly commands?: string[], private readonly path: string = '/', private readonly retryFor: Duration = Duration.minutes(2),
  ) {}

  /**
   * Notes what is wrong with this test.
   * @internal
   */
  public _check(problems: Problems): void {
    this.given.check(problems, 'smokeTest');
    problems.unless(!Token.isUnresolved(this.commands), 'smokeTest.commands must be a list whose length is known at synthesis, got a token; its commands may be tokens');
    problems.must(this.commands === undefined || this.commands.length > 0 && this.commands.every((command) => command.trim() !== ''),
      'smokeTest.commands', 'at least one, and none that is empty, such as ["npm ci", "npm run smoke"]', this.commands);
    problems.must(Token.isUnresolved(this.path) || /^\/[^\s'"`$\\]*$/.test(this.path),
      'smokeTest.path', 'a path that starts with "/" and has no space, quote, "$" or "\\", such as "/hello"', this.path);
    checkSeconds(problems, 'smokeTest.retryFor', this.retryFor, 1, 1800);
  }

  /**
   * The commands of the test. The environment's URL is in the variable URL.
   * @internal
   */
  public _commands(): string[] {
    if (this.commands) {
      return this.commands;
    }
    const patience = `--retry 1000 --retry-delay 5 --retry-max-time ${this.retryFor.toSeconds()} --retry-all-errors --max-time 30`;
    return [
      `status="$(curl --fail --silent --show-error --output /dev/null --write-out '%{http_code}' ${patience} "$URL${this.path}")"`,
      'echo "Answered $status" && [ "$status" = 200 ]',
    ];
  }
}
