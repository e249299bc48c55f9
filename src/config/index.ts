export * from './attachment';
export * from './config';
export * from './dynamic-config';
export { RunTimeConfig, RunTimeConfigProps } from './run-time-config';
