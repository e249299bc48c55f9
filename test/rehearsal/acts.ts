import { Guestbook, guestbook, guestbookWithCommand, guestbookWithProvenance } from './guestbook';
import { Scenario } from './scenario';
import { FAILING } from './scenarios/failing';
import { PROVING } from './scenarios/provenance';
import { WITH_COMMAND } from './scenarios/release-command';
import { RELEASING } from './scenarios/releasing';

/** Scenarios one after the other, on one environment: each begins where the one before has ended. */
export interface Act {
  readonly name: string;
  /** Where its environment is: no act knows of another. */
  readonly region: string;
  readonly guestbook: () => Guestbook;
  readonly scenarios: Scenario[];
}

/** All at the same time. */
export const ACTS: Act[] = [
  { name: 'releasing', region: 'eu-west-1', guestbook, scenarios: RELEASING },
  { name: 'failing', region: 'eu-central-1', guestbook, scenarios: FAILING },
  { name: 'commanding', region: 'us-east-1', guestbook: guestbookWithCommand, scenarios: WITH_COMMAND },
  { name: 'proving', region: 'us-west-2', guestbook: guestbookWithProvenance, scenarios: PROVING },
];
