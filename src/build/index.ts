export * from './image-build';
export * from './image-build-project';
