export * from './approval';
export * from './release-ledger';
export * from './release-pipeline';
export * from './release-target';
export * from './smoke-test';
