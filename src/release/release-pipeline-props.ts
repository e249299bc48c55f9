import { Notifications } from './notifications';
import { ReleaseStep } from './release-step';
import { SmokeTest } from './smoke-test';
import { ImageBuildProject } from '../build/image-build-project';
import { ImageScanProject } from '../build/image-scan-project';
import { ICodebaseSource } from '../codebase/codebase-source';

/**
 * Properties of `ReleasePipeline`.
 */
export interface ReleasePipelineProps {
  /**
   * The name of the app, which the pipeline is named after.
   */
  readonly appName: string;

  /**
   * Where the code comes from.
   */
  readonly source: ICodebaseSource;

  /**
   * What makes an image of it.
   */
  readonly imageBuild: ImageBuildProject;

  /**
   * What looks at the image before any release.
   *
   * @default - nothing does
   */
  readonly imageScan?: ImageScanProject;

  /**
   * The environments, in the order that a release reaches them.
   */
  readonly steps: ReleaseStep[];

  /**
   * What is tried on an environment before the release goes on to the next one.
   *
   * @default - the page `/` has to answer 200
   */
  readonly smokeTest?: SmokeTest;

  /**
   * Who is told of approvals, failures and successes. At most ten.
   *
   * @default - nobody is told; the pipeline shows it
   */
  readonly notifications?: Notifications[];
}
