export * from './codebase';
export * from './image-repository';
