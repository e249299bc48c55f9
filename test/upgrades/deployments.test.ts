import { DEPLOYMENTS } from './cases/deployments';
import { testUpgrades } from './support/section';

testUpgrades('deployments', DEPLOYMENTS);
