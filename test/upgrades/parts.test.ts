import { PARTS } from './cases/parts';
import { testUpgrades } from './support/section';

testUpgrades('parts', PARTS);
