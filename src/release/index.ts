export * from './approval';
export * from './notifications';
export * from './release-ledger';
export * from './release-pipeline';
export * from './release-step';
export * from './release-target';
export * from './smoke-test';
