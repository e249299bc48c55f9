export * from './admin-task';
export * from './release';
