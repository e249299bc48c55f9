export * from './build-provenance';
export * from './image-build';
export * from './image-build-project';
export * from './image-scan-project';
export * from './layer-cache';
export * from './provenance';
export * from './vulnerability-gate';
