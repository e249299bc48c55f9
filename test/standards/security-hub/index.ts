import { Control } from './control';
import { DATA } from './data';
import { DELIVERY } from './delivery';
import { ECS } from './ecs';
import { LOAD_BALANCER } from './load-balancer';
import { NETWORK_AND_RIGHTS } from './network-and-rights';

/** The controls that a template of ours could break, by what they are about. */
export const CONTROLS: { [about: string]: Control[] } = {
  'Processes': ECS,
  'Load balancer': LOAD_BALANCER,
  'Images and builds': DELIVERY,
  'Data, queues, topics and keys': DATA,
  'Network and rights': NETWORK_AND_RIGHTS,
};
