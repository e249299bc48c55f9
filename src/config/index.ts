export * from './attachment';
export * from './config';
export * from './dynamic-config';
export * from './run-time-config';
