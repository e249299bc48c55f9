export { Codebase, CodebaseBindOptions, CodeCommitCodebaseOptions, GitHubCodebaseOptions, ICodebaseSource } from './codebase';
export { ImageRepository, ImageRepositoryProps } from './image-repository';
