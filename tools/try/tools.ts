import { PythonTools } from '../../test/support/python-tools';

/** The engine, and the AWS CLI: version 2 is not on PyPI; the calls and answers that matter here are the same. */
const PYTHON = new PythonTools('try', ['ministack==1.5.33', 'awscli==1.46.3']);

/** What trying an app needs from Python. */
export interface Tools {
  readonly python: string;
  readonly pins: string[];
}

/** Installs them when they are not here. */
export function tools(): Tools {
  const ready = PYTHON.ready();
  return { python: ready.bin('python'), pins: ready.pins };
}

/** Why they cannot be installed on this machine; nothing when they can. */
export function missingTools(): string | undefined {
  return PYTHON.missing();
}
