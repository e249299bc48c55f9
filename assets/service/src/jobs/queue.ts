/** A message as a queue hands it out: hidden from others for a while, and theirs again unless it is removed. */
export interface Message {
  readonly id: string;
  readonly body: string;
  /** How often it was handed out, this time included. */
  readonly receiveCount: number;
  /** What the queue knows this hand-out by. */
  readonly receipt: string;
}

export interface Queue {
  /** Waits a while for messages; the signal ends the wait. */
  receive(signal: AbortSignal): Promise<Message[]>;
  /** The work is done: nobody gets the message again. */
  remove(message: Message): Promise<void>;
  /** Keeps it hidden for this long from now on; with 0 others get it at once. */
  hide(message: Message, seconds: number): Promise<void>;
}
