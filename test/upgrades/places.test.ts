import { PLACES } from './cases/places';
import { testUpgrades } from './support/section';

testUpgrades('places', PLACES);
