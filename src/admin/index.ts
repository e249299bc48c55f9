export * from './admin-task';
