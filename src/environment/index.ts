export * from './app-options';
export * from './environment';
export * from './fargate-environment';
export * from './running-process';
