import { CHANGES } from './cases/changes';
import { testUpgrades } from './support/section';

testUpgrades('changes', CHANGES);
