import { PythonTools } from '../support/python-tools';

/** What is rehearsed with. Version 2 of the AWS CLI is not on PyPI; the calls and answers that matter here are the same. */
const PYTHON = new PythonTools('rehearsal', ['moto[server]==5.2.5', 'awscli==1.46.3']);

/** What the rehearsal needs from Python. */
export interface Tools {
  readonly python: string;
  readonly aws: string;
  readonly pins: string[];
}

/** Installs them when they are not here. */
export function tools(): Tools {
  const ready = PYTHON.ready();
  return { python: ready.bin('python'), aws: ready.bin('aws'), pins: ready.pins };
}

/** Why they cannot be had on this machine; nothing when they can. */
export function missingTools(): string | undefined {
  return PYTHON.missing();
}

/** The resource types that moto's CloudFormation can create, as it says itself. */
export function typesThatMotoKnows(): string[] {
  const program = 'import json; from moto.cloudformation.parsing import get_model_map; print(json.dumps(sorted(get_model_map())))';
  return JSON.parse(PYTHON.run('moto does not tell its resource types', 'python', ['-c', program]));
}
