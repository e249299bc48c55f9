export * from './log-destination';
export * from './logging';
