export * from './attached-service';
export * from './backing-service';
