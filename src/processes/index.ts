export * from './process';
export * from './scaling';
export * from './shutdown';
export * from './task-size';
export * from './web-entry-point';
