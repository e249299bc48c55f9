export * from './approval';
export { ReleaseLedger, ReleaseLedgerProps } from './release-ledger';
export * from './release-pipeline';
export * from './release-target';
export * from './smoke-test';
