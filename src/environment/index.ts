export { AppOptions } from './app-description';
export * from './environment';
export * from './fargate-environment';
