/**
 * What a build may take from earlier builds (factor V).
 */
export class LayerCache {
  /**
   * Each commit is built from its own code alone, by the Docker engine of a build that has just started: nothing that another commit's build has
   * left, whether that commit was approved or not, can reach the image. This is the default.
   */
  public static none(): LayerCache {
    return new LayerCache(false);
  }

  /**
   * Layers are shared by the builds of all commits, by the tag `layer-cache` of the image repository: builds are faster, and any commit that is
   * pushed, approved or not, can shape the image of a later commit that is approved. A cached step is not run again, and its result may come from
   * another commit's code: BuildKit does not compare what a cache mount (`RUN --mount=type=cache`) held. To recover, delete the tag `layer-cache`.
   * Synthesis warns of it. The builder is BuildKit's own image from Docker Hub, by its digest; where it cannot be started, there is no cache.
   *
   * @see https://slsa.dev/spec/v1.1/requirements
   */
  public static shared(): LayerCache {
    return new LayerCache(true);
  }

  private constructor(
    /** Whether builds share layers with the builds of other commits. */
    public readonly isShared: boolean,
  ) {}
}
