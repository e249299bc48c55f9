import { NAMES } from './cases/names';
import { testUpgrades } from './support/section';

testUpgrades('names', NAMES);
