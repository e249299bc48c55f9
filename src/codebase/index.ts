export * from './codebase';
export * from './codebase-options';
export * from './codebase-source';
export * from './image-repository';
