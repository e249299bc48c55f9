import { Limits } from './limits';
import { Child } from '../../examples/demo/child';

export interface ImageSize {
  readonly what: string;
  readonly beyondBase: number;
  readonly total: number;
}

/** A container to run: what a task definition adds to an image. */
export interface Run {
  readonly name: string;
  /** @default - the image's own */
  readonly command?: string[];
  readonly environment: Record<string, string>;
  readonly limits: Limits;
}

/** What builds an image from a Dockerfile and runs it. */
export interface Engine {
  readonly name: string;
  /** Has the base image ready under its real name, and says where it comes from. */
  prepareBase(base: string): string;
  build(folder: string, target: string): void;
  /** The image once more under a label, which makes another image of it. Returns its name. */
  labelled(label: string): string;
  sizes(): ImageSize[];
  /** In the foreground: signals reach the process, and its exit code comes back. */
  start(run: Run): Child;
  close(): void;
}
