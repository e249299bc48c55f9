import { Cloud } from '../../cloud';
import { Resource } from '../../resource';
import { listOf, mapOf, textOf, ValueMap } from '../../value';

/** One action of a pipeline. */
export interface Action {
  readonly pipeline: Resource;
  readonly stage: number;
  readonly category?: string;
  readonly provider?: string;
  readonly configuration: ValueMap;
  readonly definition: ValueMap;
  /** Where it is, for a finding's location. */
  readonly location: string;
}

/** The app's pipelines. */
export function pipelines(cloud: Cloud): Resource[] {
  return cloud.all('AWS::CodePipeline::Pipeline');
}

/** The actions of a pipeline, in the order of its stages. */
export function actionsOf(pipeline: Resource): Action[] {
  return listOf(pipeline.get('Stages')).flatMap((each, stage) => listOf(mapOf(each).Actions).map((one, index) => {
    const definition = mapOf(one);
    const type = mapOf(definition.ActionTypeId);
    return {
      pipeline,
      stage,
      definition,
      category: textOf(type.Category),
      provider: textOf(type.Provider),
      configuration: mapOf(definition.Configuration),
      location: `Stages.${stage}.Actions.${index}`,
    };
  }));
}

/** The actions of all pipelines. */
export function actions(cloud: Cloud): Action[] {
  return pipelines(cloud).flatMap(actionsOf);
}

/** The pipeline that deploys a service past its stack. */
export function ecsActionFor(cloud: Cloud, service: Resource): Resource | undefined {
  return actions(cloud).find(({ provider, configuration }) => provider === 'ECS' && cloud.target(configuration.ServiceName) === service)?.pipeline;
}
